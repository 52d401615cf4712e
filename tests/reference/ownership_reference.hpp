#pragma once
#include "ownership/attribution.hpp"

namespace weir::reference {

/// What the selected parties and their circles have in an entity, by brute force: all simple paths for the
/// products, all subsets of parties for `whole`. For small graphs without nameless holders and without
/// general partners; with several measures for the products only. Nothing is shared with the engine but its
/// plain data.
ownership::Shares joint(const ownership::Graph& graph, const model::Method& method,
                        ownership::HolderId entity, const ownership::Selection& selection);

}  // namespace weir::reference
