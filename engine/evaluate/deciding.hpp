#pragma once
#include <compare>
#include <set>
#include <string>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// Something of the case that made a truth what it is: a fact of a row, or a recorded decision.
struct Deciding {
  model::RowId row;       ///< of a fact
  model::FactId fact;     ///< of a fact
  std::string judgement;  ///< of a decision: name of the judgement
  std::string of;         ///< of a decision: party id, or empty
  friend auto operator<=>(const Deciding&, const Deciding&) = default;
};

/// What made a node of known truth true or false on a row of its table: a case that knows nothing else
/// settles it the same way. Of an `or` that is true the parts that are true, of a table the tests of the
/// lines that did not hold as well, of dated law the date that picks it. Holdings and ties are not among it:
/// they are told as chains.
void collect_deciding(const Run& run, plan::NodeId node, std::size_t row, std::set<Deciding>& into);

}  // namespace weir::evaluate
