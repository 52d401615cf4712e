#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// What a node rests on directly: its inputs, the rows of the lists that it stands on and reads, and of what
/// reads itself the body.
std::vector<plan::NodeId> rests_on(const plan::Plan& plan, plan::NodeId node);

/// All that some nodes rest on, by node: what they rest on directly, and so on down; of
/// nodes for which `stop` holds nothing below.
std::vector<bool> cone_of(const plan::Plan& plan, const std::vector<plan::NodeId>& roots,
                          const std::function<bool(plan::NodeId)>& stop = {});

/// A run in which only these nodes and what they rest on are computed; all other columns are empty.
/// `unchanged` as in Batch.
Run run_cone(const plan::Plan& plan, std::vector<CaseRow> cases,
             const std::map<std::string, base::Date>& suppose, const std::vector<plan::NodeId>& roots,
             const Run* unchanged = nullptr);

/// A run in which only the rules of one regime are computed: enough to summarize it.
Run run_regime(const plan::Plan& plan, std::vector<CaseRow> cases,
               const std::map<std::string, base::Date>& suppose, std::uint32_t regime,
               const Run* unchanged = nullptr);

}  // namespace weir::evaluate
