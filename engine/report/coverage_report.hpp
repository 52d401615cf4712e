#pragma once
#include <string>
#include <vector>

#include "json/json.hpp"
#include "report/style.hpp"
#include "report/suite_report.hpp"
#include "suite/coverage.hpp"

namespace weir::report {

/// What the trials of a run have shown of the rules, as its writers read it.
struct CoverageReport {
  const SuiteReport& suite;
  const suite::Coverage& coverage;
  std::vector<const suite::CoverageEntry*> entries;  ///< those told, in the order of the files

  suite::CoverageTotals totals() const;
};

/// The entries of regimes that some trial asks about; with `rules` (ids or families) only those so named.
std::vector<const suite::CoverageEntry*> entries_told(const SuiteReport& report,
                                                      const suite::Coverage& coverage,
                                                      const std::vector<std::string>& rules);

/// "never decides as false", and what else is missing of a clause; empty if nothing is.
std::string missing_words(const suite::Clause& clause, suite::ClauseState state);
/// The points of a threshold that no row lay on: "just below, at".
std::string missing_words(const suite::Coverage& coverage, const suite::Threshold& threshold);
/// The law dates beside a border that no row had: "2017-09-20, 2017-09-21".
std::string missing_words(const suite::Coverage& coverage, const suite::Border& border);

/// For people: by rule and definition what is missing, and the totals.
std::string render_coverage_text(const CoverageReport& report, const Style& style);
/// The totals and, for each rule and definition, what was seen and by which tests.
json::Json coverage_json(const CoverageReport& report);
/// A page that needs nothing else: the rules' text with its clauses coloured by what was shown of them.
std::string render_coverage_html(const CoverageReport& report);

}  // namespace weir::report
