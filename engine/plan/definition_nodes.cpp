#include "plan/definition_nodes.hpp"

#include "plan/compiler.hpp"

namespace weir::plan {

std::vector<DefinitionNode> Compiler::definition_nodes() const {
  std::vector<DefinitionNode> nodes;
  for (const auto& [key, node] : definitions_) {
    const auto& [definition, column, part, date, reading] = key;
    if (part != static_cast<int>(Part::after)) continue;
    const check::DefinitionId id(static_cast<std::size_t>(definition));
    const bool known = !nodes.empty() && nodes.back().definition == id && nodes.back().column == column;
    // Read by its own law date, which has no node of its own in the key; else by the first that asks.
    if (known && (date != NodeId::none || reading != 0)) continue;
    if (known) {
      nodes.back().node = node;
    } else {
      nodes.push_back({id, column, node});
    }
  }
  return nodes;
}

std::vector<DefinitionNode> definition_nodes(const check::Checked& checked) {
  Plan plan;
  Compiler compiler(checked, plan);
  compiler.run();
  return compiler.definition_nodes();
}

}  // namespace weir::plan
