#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/rational.hpp"

namespace weir::model {

/// A height that a share must reach: `at least 10%`, or `more than 50%`.
struct Bar {
  enum class Reach : std::uint8_t { at_least, more_than };
  Reach reach = Reach::at_least;
  base::Rational share;  ///< a fraction of one
  friend bool operator==(const Bar&, const Bar&) = default;
};

/// How a declared method attributes interests through a chain of holdings (docs/ownership.md).
struct Method {
  /// Which links of a chain count, and how they join.
  enum class Path : std::uint8_t { direct, product, whole, look_through_only };
  /// What stands for the interest in a partnership.
  enum class Partnership : std::uint8_t {
    measure,      ///< the measure of each holder, as with any entity
    gp_interest,  ///< what the general partner's own holders have
    gp_parent,    ///< the general partner counts as holding all
  };
  Path path = Path::product;
  /// Fields of a holding; of several the largest counts.
  std::vector<std::string> measures = {"votes"};
  /// The same where the entity is a partnership, trust or joint venture; empty: `measures`.
  std::vector<std::string> partnership_measures;
  std::optional<Bar> link;       ///< `whole`: what carries on; none: more than half
  bool dominant = false;         ///< `whole`: dominant influence carries on as well
  std::optional<Bar> full_from;  ///< `product`: from here a link counts as 100 %
  Partnership partnership = Partnership::measure;
  friend bool operator==(const Method&, const Method&) = default;
};

}  // namespace weir::model
