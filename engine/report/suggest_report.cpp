#include "report/suggest_report.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/layout.hpp"
#include "report/suite_json.hpp"

namespace weir::report {

using json::Json;
using suite::Suggestion;
using suite::Target;

namespace {

const suite::Clause& clause_of(const CoverageReport& report, const Target& target) {
  return report.coverage.map.clauses[target.clause];
}

const std::string& entry_of(const CoverageReport& report, const Target& target) {
  return report.coverage.map.entries[target.entry].id;
}

/// "ca.notify.control: `acquirer.ca_canadian` decides as true".
std::string short_words(const CoverageReport& report, const Target& target) {
  return fmt::format("{}: `{}` decides as {}", entry_of(report, target), clause_of(report, target).text,
                     base::to_text(target.wanted));
}

Json target_json(const CoverageReport& report, const Target& target) {
  return {{"entry", entry_of(report, target)},
          {"text", clause_of(report, target).text},
          {"decides_as", target.wanted == base::Truth::true_value},
          {"at", place_json(report.suite.sources, clause_of(report, target).span)}};
}

}  // namespace

std::string target_words(const CoverageReport& report, const Target& target) {
  return fmt::format("{} ({})", short_words(report, target),
                     place_of(report.suite.sources, clause_of(report, target).span));
}

std::string suggestion_head(const CoverageReport& report, const Suggestion& suggestion) {
  std::string head = "# Shows " + target_words(report, suggestion.target) + "\n";
  for (const Target& other : suggestion.also) head += "# and   " + target_words(report, other) + "\n";
  head += "# Made from `" + suite::name_of(report.suite.trials[suggestion.trial], report.suite.plan) + "`";
  for (const auto& [name, value] : suggestion.changes) head += fmt::format("\n#   with {}: {}", name, value);
  head +=
      "\n# What is expected is what the rules say today: hold it against the law before you keep this "
      "case.\n";
  return head;
}

std::string render_suggestions_text(const SuggestionsReport& report, const Style& style) {
  Page page(style);
  const suite::Suggestions& suggestions = report.suggestions;
  page.paragraph("", "", Painted::as(Paint::heading, "Suggested cases"));
  for (std::size_t i = 0; i < suggestions.found.size(); ++i) {
    const Suggestion& made = suggestions.found[i];
    page.paragraph("  ", "    ", Painted::as(Paint::place, report.files[i]));
    page.paragraph("    ", "      ", Painted::of(target_words(report.coverage, made.target)));
    if (!made.also.empty())
      page.paragraph("    ", "      ",
                     Painted::as(Paint::faint, fmt::format("and {} more", made.also.size())));
  }
  if (!suggestions.missing.empty()) {
    page.blank();
    page.paragraph("", "", Painted::as(Paint::heading, "Conditions for which no case was found"));
    for (const Target& target : suggestions.missing)
      page.paragraph("  ", "    ", Painted::of(target_words(report.coverage, target)));
  }
  page.blank();
  page.paragraph("", "",
                 Painted::of(fmt::format("{} written; {} without one, of {} tried",
                                         base::counted(suggestions.found.size(), "case", "cases"),
                                         base::counted(suggestions.missing.size(), "condition", "conditions"),
                                         base::counted(suggestions.tried, "case", "cases"))));
  return page.take();
}

Json suggestions_json(const SuggestionsReport& report) {
  Json json = {{"cases", Json::array()}, {"not_found", Json::array()}, {"tried", report.suggestions.tried}};
  for (std::size_t i = 0; i < report.suggestions.found.size(); ++i) {
    const Suggestion& made = report.suggestions.found[i];
    const SuiteReport& suite = report.coverage.suite;
    Json one = {{"file", report.files[i]},
                {"from", suite::name_of(suite.trials[made.trial], suite.plan)},
                {"changes", Json::array()},
                {"shows", Json::array({target_json(report.coverage, made.target)})}};
    for (const auto& [name, value] : made.changes)
      one["changes"].push_back({{"fact", name}, {"value", value}});
    for (const Target& other : made.also) one["shows"].push_back(target_json(report.coverage, other));
    json["cases"].push_back(std::move(one));
  }
  for (const Target& target : report.suggestions.missing)
    json["not_found"].push_back(target_json(report.coverage, target));
  return json;
}

}  // namespace weir::report
