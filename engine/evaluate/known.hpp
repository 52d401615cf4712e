#pragma once
#include <string>
#include <vector>

#include "model/case.hpp"

namespace weir::evaluate {

/// What is known of a fact on a day: claims learned by then, without those replaced and mere allegations;
/// claims that agree in part are intersected, claims that exclude each other are a dispute (one of them).
struct Known {
  model::Value value;
  bool disputed = false;
  std::vector<std::size_t> basis;    ///< indices of the claims it rests on
  std::vector<std::size_t> alleged;  ///< indices of allegations learned by then
};

/// The value of known_on where it can be told without working it out, as where one claim says it: a value
/// that lives as long as the entry, or longer. Null where it cannot.
const model::Value* plainly_known_on(const model::FactEntry& entry, base::Date day);

/// `not yet` becomes the days after the claim was learned, or after known-on where none is given.
Known known_on(const model::FactEntry& entry, base::Date day);

}  // namespace weir::evaluate
