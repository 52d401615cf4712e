#include "report/coverage_report.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/rule_pattern.hpp"

namespace weir::report {

using suite::Border;
using suite::Clause;
using suite::ClauseState;
using suite::CoverageEntry;
using suite::Threshold;

suite::CoverageTotals CoverageReport::totals() const {
  std::vector<CoverageEntry> told;
  for (const CoverageEntry* entry : entries) told.push_back(*entry);
  return totals_of(coverage, told);
}

std::vector<const CoverageEntry*> entries_told(const SuiteReport& report, const suite::Coverage& coverage,
                                               const std::vector<std::string>& rules) {
  std::vector<const CoverageEntry*> told;
  for (const CoverageEntry& entry : coverage.map.entries) {
    const bool asked = std::ranges::any_of(report.trials, [&](const suite::Trial& trial) {
      return !entry.regime || trial.regime == *entry.regime;
    });
    const bool named = rules.empty() || std::ranges::any_of(rules, [&](const std::string& pattern) {
                         return model::names_rule(pattern, entry.id);
                       });
    if (asked && named) told.push_back(&entry);
  }
  return told;
}

std::string missing_words(const Clause& clause, ClauseState state) {
  if (clause.kind == Clause::Kind::line) return state == ClauseState::covered ? "" : "never answers";
  switch (state) {
    case ClauseState::covered:
      return "";
    case ClauseState::only_true:
      return "only true";
    case ClauseState::only_false:
      return "only false";
    case ClauseState::not_alone:
      return "never alone";
    case ClauseState::only_open:
      return "only open";
    case ClauseState::never:
      return "never asked";
  }
  return "";
}

std::string missing_words(const suite::Coverage& coverage, const Threshold& threshold) {
  std::vector<std::string> missing;
  const auto look = [&](Threshold::Shows what, const char* words) {
    if (threshold.possible(what) && !coverage.has(threshold.mark(what))) missing.emplace_back(words);
  };
  look(Threshold::below, "just below");
  look(Threshold::at, "at");
  look(Threshold::above, "just above");
  return base::join(missing, ", ");
}

std::string missing_words(const suite::Coverage& coverage, const Border& border) {
  std::vector<std::string> missing;
  if (!coverage.has(border.mark(Border::day_before))) missing.push_back(base::to_iso({border.day.days - 1}));
  if (!coverage.has(border.mark(Border::first_day))) missing.push_back(base::to_iso(border.day));
  return base::join(missing, ", ");
}

}  // namespace weir::report
