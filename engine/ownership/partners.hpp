#pragma once
#include "ownership/net.hpp"

namespace weir::ownership {

/// The holding may count for nothing.
template <class Number>
void drop_low(Sides<Number>& share) {
  share[before_low] = share[after_low] = {number<Number>(0), false};
}

/// Applies the method's rule on general partners to the edges of a net that is not yet indexed.
///
/// `gp_parent`: the general partner's link counts as the whole. `gp_interest` with a method that multiplies:
/// the general partner, whose link counts as the whole, is the only holder, so that its own holders have
/// what they have in it. With the other paths its holders stand in its place.
/// Where it is only possible that a party is the general partner, both readings stay open.
template <class Number>
void count_partners(const Graph& graph, const model::Method& method, Net<Number>& net);

}  // namespace weir::ownership
