#pragma once
#include <vector>

#include "suite/coverage_map.hpp"

namespace weir::suite {

/// The comparisons under a truth whose one side is a figure or day that the law fixes, once for all days or
/// by date. Comparisons of two things that cases state have no such border.
std::vector<Threshold> thresholds_under(const plan::Plan& plan, plan::NodeId truth);

/// The nodes that pick a dated wording of a definition, or say whether it is in force.
std::vector<plan::NodeId> version_nodes(const plan::Plan& plan, const model::Definition& definition);

/// The days on which what these nodes (versions, ranges in force) pick is another than on the day before.
std::vector<Border> borders_of(const plan::Plan& plan, const std::vector<plan::NodeId>& nodes);

}  // namespace weir::suite
