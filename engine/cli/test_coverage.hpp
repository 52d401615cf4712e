#pragma once
#include <string>

#include "cli/command.hpp"
#include "report/coverage_report.hpp"
#include "report/suggest_report.hpp"

namespace weir::cli {

/// What of coverage a run of tests is to give.
struct CoverageChoices {
  bool tell = false;
  std::string html;     ///< file of the page; empty for none
  std::string suggest;  ///< folder for cases that would show more; empty for none

  bool wanted() const { return tell || !html.empty() || !suggest.empty(); }
};

/// Adds `--coverage`, `--coverage-html` and `--suggest`.
void add_coverage(CLI::App& app, CoverageChoices& choices);

/// What is wrong with coverage beside this format; empty if nothing is.
std::string contradiction(const CoverageChoices& choices, const std::string& format);

/// What coverage adds to the output of a run of tests.
struct CoverageOutput {
  std::string text;
  json::Json coverage, suggested;  ///< null where not asked for
};

/// Holds the trials of a run against the rules, writes the page and the suggested cases that were asked for,
/// and gives what is to be told. None if a file cannot be written, which is said.
std::optional<CoverageOutput> tell_coverage(const report::SuiteReport& report, const CoverageChoices& choices,
                                            const std::vector<std::string>& rule_filter, unsigned threads,
                                            const std::string& rules_folder, const report::Style& style,
                                            Environment& env);

}  // namespace weir::cli
