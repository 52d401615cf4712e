#include "cli/test_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::cli {

namespace {

using suite::Suggestion;
using suite::Suggestions;

/// "cover-ca-notify-control-19-9-true".
std::string case_id(const report::CoverageReport& report, const suite::Target& target) {
  const suite::Clause& clause = report.coverage.map.clauses[target.clause];
  const auto at = report.suite.sources.get(clause.span.file).position(clause.span.begin);
  std::string id = fmt::format("cover-{}-{}-{}-{}", report.coverage.map.entries[target.entry].id, at.line,
                               at.column, base::to_text(target.wanted));
  for (char& c : id) {
    if (c == '.' || c == '_') c = '-';
  }
  return id;
}

suite::MarkId mark_of(const suite::CoverageMap& map, const suite::Target& target) {
  return map.clauses[target.clause].mark(
      target.wanted == base::Truth::true_value ? suite::Clause::turns_true : suite::Clause::turns_false);
}

/// Reads the texts as a user's run would, and leaves out those that do not pass or do not show what they say.
void verify(Suggestions& suggestions, std::vector<std::string>& files, std::vector<std::string>& texts,
            const std::string& rules_folder, unsigned threads, const Environment& env) {
  base::MemoryFileSystem over(&env.files);
  for (std::size_t i = 0; i < files.size(); ++i) over.add(files[i], texts[i]);
  session::Session session(over);
  session.load_rules(rules_folder);
  const std::vector<const model::Case*> cases = session.load_cases(files);
  for (const model::Case* facts : cases) {
    if (facts) session.check_expectations(*facts);
  }
  std::vector<char> holds(files.size(), 0);
  if (session.plan()) {
    const plan::Plan& plan = *session.plan();
    const suite::CoverageMap map = suite::coverage_map(plan);
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!cases[i]) continue;
      const std::vector<suite::Trial> trials = suite::trials_of_cases(plan, {cases[i]});
      if (trials.size() != 1) continue;
      suite::RunOptions options;
      options.threads = threads;
      const auto verdicts = suite::run_suite(plan, trials, options);
      const auto marks = suite::shown_by(plan, map, trials.front());
      holds[i] = verdicts.front().outcome == suite::Verdict::Outcome::passed &&
                 std::ranges::binary_search(marks, mark_of(map, suggestions.found[i].target));
    }
  }
  Suggestions kept;
  kept.missing = std::move(suggestions.missing);
  kept.tried = suggestions.tried;
  std::vector<std::string> kept_files, kept_texts;
  for (std::size_t i = 0; i < files.size(); ++i) {
    Suggestion& made = suggestions.found[i];
    if (holds[i]) {
      kept.found.push_back(std::move(made));
      kept_files.push_back(std::move(files[i]));
      kept_texts.push_back(std::move(texts[i]));
    } else {
      kept.missing.push_back(made.target);
      kept.missing.insert(kept.missing.end(), made.also.begin(), made.also.end());
    }
  }
  suggestions = std::move(kept);
  files = std::move(kept_files);
  texts = std::move(kept_texts);
}

/// Finds, checks and writes cases; false if one cannot be written.
bool write_suggestions(const report::CoverageReport& report, const CoverageChoices& choices, unsigned threads,
                       const std::string& rules_folder, const report::Style& style, CoverageOutput& output,
                       Environment& env) {
  Suggestions suggestions =
      suite::suggest(report.suite.plan, report.suite.trials, report.coverage, report.entries, {}, threads);
  std::vector<std::string> files, texts;
  for (const Suggestion& made : suggestions.found) {
    const std::string id = case_id(report, made.target);
    files.push_back(base::join_path(choices.suggest, id + ".yaml"));
    std::vector<std::string> rules = {report.coverage.map.entries[made.target.entry].id};
    for (const suite::Target& other : made.also) rules.push_back(report.coverage.map.entries[other.entry].id);
    texts.push_back(
        suite::case_text(report.suite.plan, made, id, report::suggestion_head(report, made), rules));
  }
  verify(suggestions, files, texts, rules_folder, threads, env);
  for (const std::string& file : files) {
    if (env.files.kind(file) == base::FileSystem::Kind::missing) continue;
    usage_error(env, fmt::format("`{}` is there already", file), "test");
    return false;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (const auto failure = env.files.write(files[i], texts[i])) {
      usage_error(env, failure->message, "test");
      return false;
    }
  }
  const report::SuggestionsReport told{report, suggestions, files};
  output.text += "\n" + report::render_suggestions_text(told, style);
  output.suggested = report::suggestions_json(told);
  return true;
}

}  // namespace

void add_coverage(CLI::App& app, CoverageChoices& choices) {
  app.add_flag("--coverage", choices.tell,
               "also tell which rules, conditions, thresholds and days no test has shown");
  app.add_option("--coverage-html", choices.html, "write that as a page of the rules' text, coloured")
      ->type_name("FILE");
  app.add_option("--suggest", choices.suggest,
                 "write a case for each condition that no test has shown to decide alone")
      ->type_name("DIR");
}

std::string contradiction(const CoverageChoices& choices, const std::string& format) {
  if (choices.wanted() && format != "text" && format != "json")
    return "`--coverage` is written as text or JSON";
  return "";
}

std::optional<CoverageOutput> tell_coverage(const report::SuiteReport& report, const CoverageChoices& choices,
                                            const std::vector<std::string>& rule_filter, unsigned threads,
                                            const std::string& rules_folder, const report::Style& style,
                                            Environment& env) {
  const suite::Coverage coverage = suite::cover(report.plan, report.trials, threads);
  const report::CoverageReport told{report, coverage, report::entries_told(report, coverage, rule_filter)};
  CoverageOutput output;
  if (choices.tell) {
    output.text = report::render_coverage_text(told, style);
    output.coverage = report::coverage_json(told);
  }
  if (!choices.html.empty()) {
    if (const auto failure = env.files.write(choices.html, report::render_coverage_html(told))) {
      usage_error(env, failure->message, "test");
      return std::nullopt;
    }
  }
  if (!choices.suggest.empty() &&
      !write_suggestions(told, choices, threads, rules_folder, style, output, env))
    return std::nullopt;
  return output;
}

}  // namespace weir::cli
