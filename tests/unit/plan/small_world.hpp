#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "load/load.hpp"
#include "plan/compile.hpp"
#include "support/catch.hpp"

namespace weir::plan {

/// A plan of a few rules of the regime `xx` with a vocabulary of its own; owns what the plan refers to.
struct SmallWorld {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  check::Checked checked;
  Plan plan;

  const CompiledRule& rule(std::string_view id) const {
    const auto found =
        std::ranges::find_if(plan.rules, [&](const auto& entry) { return entry.rule->id == id; });
    REQUIRE(found != plan.rules.end());
    return *found;
  }
  std::size_t count(Op op) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(plan.nodes, [&](const Node& node) { return node.op == op; }));
  }
  const Node& only(Op op) const {
    REQUIRE(count(op) == 1);
    return *std::ranges::find(plan.nodes, op, &Node::op);
  }
};

/// Compiles the YAML of one rule file; fails the test on any mistake in it.
inline std::unique_ptr<SmallWorld> world_of(std::string_view text, const std::string& more_facts = {}) {
  base::MemoryFileSystem files;
  files.add("rules/vocabulary/core.yaml",
            "facts:\n"
            "  transaction.closing: {type: date}\n"
            "  transaction.signing: {type: date}\n"
            "  transaction.public: {type: truth}\n"
            "  party.formed_in: {type: country}\n"
            "  party.employees: {type: number}\n"
            "  holding.owner: {type: party}\n"
            "  holding.entity: {type: party}\n"
            "  holding.votes: {type: \"percent, change\"}\n" +
                more_facts);
  files.add(
      "rules/xx/regime.yaml",
      "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
      "in_force: 2000-01-01..\ndeterminations: {filing: {title: filing, levels: [none, notification], "
      "position: {notification: must-file-after}}}\n"
      "risk: {factors: {target: {title: Target}}, bands: {low: 0}}\n");
  files.add("rules/xx/rules.yaml", std::string(text));
  auto world = std::make_unique<SmallWorld>();
  world->rules = load::load_rules(files, "rules", world->sources, world->sink);
  world->checked = check::check(world->rules.vocabulary, world->rules.rule_sets, world->sink);
  for (const auto& diagnostic : world->sink.sorted()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE_FALSE(world->sink.has_errors());
  world->plan = compile(world->checked);
  return world;
}

}  // namespace weir::plan
