// Lints on what tests show: thresholds without an example at them, clocks without dates.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lint/desk.hpp"
#include "suite/coverage.hpp"

namespace weir::lint {

using diagnostics::Code;
using suite::Threshold;

void find_untested_clocks(Desk& desk) {
  if (desk.scope().which != Scope::Cases::all) return;
  std::set<std::string> shown;
  for (const model::Case* facts : desk.scope().cases) {
    for (const model::Expectation& expectation : facts->expectations) {
      for (const auto& stage : expectation.stages) {
        if (stage.since || stage.until) shown.insert(stage.clock);
      }
    }
  }
  for (const model::Definition& definition : desk.rule_sets().definitions) {
    if (!std::holds_alternative<model::Clock>(definition.body) || shown.contains(definition.id)) continue;
    desk.report(Code::clock_without_dates, definition, definition.id_span,
                fmt::format("no case expects a day of the clock `{}`", definition.id), "no dates tested")
        .with_help("add to the `expect:` of a case under `stages:` a stage of it with its days");
  }
}

namespace {

using plan::Op;

/// On which side of the figure the answer is another than at it.
Threshold::Shows other_side(const plan::Plan& plan, const Threshold& threshold) {
  for (const plan::Node& node : plan.nodes) {
    const bool strict = node.op == Op::less || node.op == Op::date_less;
    if (!strict && node.op != Op::less_equal && node.op != Op::date_less_equal) continue;
    // A figure below the value, or up to it: more than, at least.
    if (node.inputs[0] == threshold.figure && node.inputs[1] == threshold.value)
      return strict ? Threshold::above : Threshold::below;
    if (node.inputs[0] == threshold.value && node.inputs[1] == threshold.figure)
      return strict ? Threshold::below : Threshold::above;
  }
  return Threshold::at;
}

/// True of what rises by steps of its own, as a portion of so many heads: nothing lies just beside a figure.
bool is_portion(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node* node = &plan.node(id);
  while (node->op == Op::broadcast || node->op == Op::gather) node = &plan.node(node->inputs[0]);
  return node->op == Op::rows_portion;
}

/// What of a threshold no test shows, in words: "at it", "just below it".
std::vector<std::string> missing_at(const plan::Plan& plan, const suite::Coverage& coverage,
                                    const Threshold& threshold) {
  std::vector<std::string> missing;
  const auto need = [&](Threshold::Shows shows, const char* words) {
    if (threshold.possible(shows) && !coverage.has(threshold.mark(shows))) missing.emplace_back(words);
  };
  need(Threshold::at, "at it");
  const Threshold::Shows side = other_side(plan, threshold);
  if (side != Threshold::at && !is_portion(plan, threshold.value))
    need(side, side == Threshold::below ? "just below it" : "just above it");
  return missing;
}

}  // namespace

void find_missing_boundary_examples(Desk& desk) {
  const plan::Plan& plan = desk.plan();
  std::vector<std::uint32_t> rules;
  for (std::uint32_t i = 0; i < plan.rules.size(); ++i) rules.push_back(i);
  std::vector<suite::Trial> trials = suite::trials_of_examples(plan, rules);
  const std::vector<suite::Trial> expected = suite::trials_of_cases(plan, desk.scope().cases);
  trials.insert(trials.end(), expected.begin(), expected.end());
  const suite::Coverage coverage = suite::cover(plan, trials, desk.scope().threads);
  for (const suite::CoverageEntry& entry : coverage.map.entries) {
    const model::Provision* about = desk.provision(entry.id);
    if (!about) continue;
    for (const std::uint32_t place : entry.thresholds) {
      const Threshold& threshold = coverage.map.thresholds[place];
      const suite::Clause& clause = coverage.map.clauses[threshold.clause];
      const std::vector<std::string> missing = missing_at(plan, coverage, threshold);
      if (missing.empty()) continue;
      const std::string figure = threshold.text.empty() ? "the figure" : "`" + threshold.text + "`";
      desk.report(Code::no_boundary_example, *about, clause.span,
                  fmt::format("no example shows what `{}` comes to {}", clause.text,
                              base::join(missing, " and ")),
                  "no example here")
          .with_help(fmt::format(
              "add an example with {} itself, and one a step away on the side where the answer is the other",
              figure));
    }
  }
}

}  // namespace weir::lint
