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
        .with_help("add to the `expect:` of a case under `clocks:` a stage of it with its days");
  }
}

namespace {

/// What of a threshold no test shows, in words: "at it", "just below it".
std::vector<std::string> missing_at(const suite::Coverage& coverage, const Threshold& threshold) {
  std::vector<std::string> missing;
  const std::pair<Threshold::Shows, const char*> sides[] = {
      {Threshold::below, "just below it"}, {Threshold::at, "at it"}, {Threshold::above, "just above it"}};
  for (const auto& [shows, words] : sides) {
    if (threshold.possible(shows) && !coverage.has(threshold.mark(shows))) missing.emplace_back(words);
  }
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
      const std::vector<std::string> missing = missing_at(coverage, threshold);
      if (missing.empty()) continue;
      const std::string figure = threshold.text.empty() ? "the figure" : "`" + threshold.text + "`";
      desk.report(
              Code::no_boundary_example, *about, clause.span,
              fmt::format("no example shows what `{}` comes to {}", clause.text, base::join(missing, ", ")),
              "no example here")
          .with_help(fmt::format("add an example with {} itself, and one a step to either side", figure));
    }
  }
}

}  // namespace weir::lint
