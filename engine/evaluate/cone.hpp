#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// All that some nodes rest on, by node: their inputs, the lists whose rows they stand on, and so on down; of
/// nodes for which `stop` holds nothing below.
std::vector<bool> cone_of(const plan::Plan& plan, const std::vector<plan::NodeId>& roots,
                          const std::function<bool(plan::NodeId)>& stop = {});

/// A run in which only these nodes and what they rest on are computed; all other columns are empty.
Run run_cone(const plan::Plan& plan, std::vector<CaseRow> cases,
             const std::map<std::string, base::Date>& suppose, const std::vector<plan::NodeId>& roots);

}  // namespace weir::evaluate
