#pragma once
#include <vector>

#include "plan/plan.hpp"

namespace weir::plan {

/// The node that holds a definition's value, on the table of what it is about.
struct DefinitionNode {
  check::DefinitionId definition;
  std::uint32_t column = 0;
  NodeId node;
};

/// Which node of `compile(checked)` each definition came to, by definition and column; those that no rule and
/// no judgement reads have none. Compiles once more, so that plans need not carry what only comparing needs.
std::vector<DefinitionNode> definition_nodes(const check::Checked& checked);

}  // namespace weir::plan
