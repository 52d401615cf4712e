#pragma once
#include <vector>

#include "ownership/net.hpp"
#include "ownership/selection.hpp"

namespace weir::ownership {

/// What the chosen holders and all they carry on have in each entity together, at one side.
template <class Number>
struct Carried {
  static constexpr std::uint32_t nobody = 0xffffffff;
  std::size_t measures = 1;
  std::vector<std::uint32_t> carriers;  ///< in the order in which they joined; the chosen ones first
  std::vector<std::uint8_t> carries;    ///< by node
  std::vector<Limit<Number>> totals;    ///< by entity, then measure

  /// The largest of the measures, never above the whole.
  Limit<Number> in(std::uint32_t entity, Side side) const;
};

/// Finds the carriers of the chosen holders: each entity in which they and the carriers found so far meet the
/// method's link together, or over which one of them has a dominant influence, joins. The set only grows, so
/// that loops end by themselves. By the path `direct` nobody joins.
template <class Number>
Carried<Number> carry(const Graph& graph, const model::Method& method, const Net<Number>& net,
                      const Chosen& chosen, Side side);

/// The height from which a holder's link passes all of its interest on.
model::Bar carrying_bar(const model::Method& method);

}  // namespace weir::ownership
