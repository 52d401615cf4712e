#pragma once
#include "report/coverage_report.hpp"
#include "suite/suggest.hpp"

namespace weir::report {

/// Cases that a run suggests, as their writers read them.
struct SuggestionsReport {
  const CoverageReport& coverage;
  const suite::Suggestions& suggestions;
  std::vector<std::string> files;  ///< of the suggestions, in their order
};

/// "ca.notify.control: `acquirer.ca_canadian` decides as true (rules/…/notification.yaml:19:9)".
std::string target_words(const CoverageReport& report, const suite::Target& target);

/// The comments at the head of a suggested case: what it shows, what it was made from.
std::string suggestion_head(const CoverageReport& report, const suite::Suggestion& suggestion);

std::string render_suggestions_text(const SuggestionsReport& report, const Style& style);
json::Json suggestions_json(const SuggestionsReport& report);

}  // namespace weir::report
