#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "evaluate/assess.hpp"
#include "load/load.hpp"
#include "plan/compile.hpp"
#include "support/catch.hpp"

namespace weir::test {

/// The project's vocabulary and one regime `xx` whose definitions and rules a test writes.
struct ClockWorld {
  base::MemoryFileSystem files;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  check::Checked checked;
  plan::Plan plan;

  explicit ClockWorld(std::string_view text) {
    const base::DiskFileSystem disk;
    const std::string vocabulary = std::string(WEIR_SOURCE_DIR) + "/rules/vocabulary";
    const auto names = disk.list(vocabulary);
    REQUIRE(names.ok());
    for (const auto& name : names.value()) {
      const auto bytes = disk.read(base::join_path(vocabulary, name), base::yaml_file_limit);
      REQUIRE(bytes.ok());
      files.add("rules/vocabulary/" + name, bytes.value());
    }
    files.add(
        "rules/xx/xx/regime.yaml",
        "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
        "in_force: 2000-01-01..\ndeterminations: {filing: {title: filing, levels: [none, notification], "
        "position: {notification: must-file-after}}}\n"
        "rules:\n  xx.zz: {in_force: always, when: target.employees > 1000}\n");
    files.add("rules/xx/xx/rules.yaml", std::string(text));
    rules = load::load_rules(files, "rules", sources, sink);
    checked = check::check(rules.vocabulary, rules.rule_sets, sink);
    if (!sink.has_errors()) plan = plan::compile(checked);
  }

  /// One line a mistake: its name, and what it underlines.
  std::vector<std::string> said() const {
    std::vector<std::string> lines;
    for (const auto& diagnostic : sink.sorted()) {
      std::string line(diagnostics::info(diagnostic.code).name);
      if (diagnostic.primary) line += ": " + std::string(sources.text(diagnostic.primary->span));
      lines.push_back(std::move(line));
    }
    return lines;
  }

  /// The assessment of a case with these facts of its procedure (and others, as top keys) on a day.
  model::RegimeAssessment assess(
      const std::string& as_of, const std::string& procedure,
      const std::string& rest = "transaction: {kind: [shares], closing: 2024-01-01}\n") {
    for (const auto& line : said()) UNSCOPED_INFO(line);
    REQUIRE_FALSE(sink.has_errors());
    files.add("case.yaml",
              "case: clock\ntitle: A procedure\nas_of: " + as_of +
                  "\nroles: {acquirer: buyer, target: firm}\n"
                  "parties: {buyer: {name: Buyer, kind: fund}, firm: {name: Firm, kind: corporation}}\n" +
                  rest + "procedures: {xx: {" + procedure + "}}\n");
    const auto facts = load::load_case(files, "case.yaml", rules.vocabulary, sources, sink);
    for (const auto& line : said()) UNSCOPED_INFO(line);
    REQUIRE(facts);
    const auto assessment = evaluate::assess(plan, *facts, {});
    REQUIRE(assessment.ok());
    return assessment.value().regimes.at(0);
  }

  model::ClockAnswer clock(const std::string& as_of, const std::string& procedure,
                           const std::string& rest = "transaction: {kind: [shares], closing: 2024-01-01}\n") {
    const auto regime = assess(as_of, procedure, rest);
    REQUIRE(regime.clocks.size() == 1);
    return regime.clocks.front();
  }
};

/// "2017-06-02", "2017-06-02..2017-07-17", "..", "2017-06-02..".
inline std::string days(const model::DateWords& date) {
  const auto text = [](const std::optional<base::Date>& day) { return day ? base::to_iso(*day) : ""; };
  if (date.at_least && date.at_least == date.at_most) return text(date.at_least);
  return text(date.at_least) + ".." + text(date.at_most);
}

/// The last day of a stage.
inline std::string end_of(const model::ClockAnswer& clock, std::string_view stage) {
  for (const auto& one : clock.stages) {
    if (one.name == stage) return days(one.until);
  }
  return "no such stage";
}

/// The stage that certainly runs; "ran out: order" where one ended in silence; else "?" and those possible.
inline std::string state_of(const model::ClockAnswer& clock) {
  if (clock.stage) return clock.stages[*clock.stage].name;
  if (clock.ran_out) return "ran out: " + clock.stages[*clock.ran_out].name;
  std::string state = clock.possible.empty() ? "-" : "?";
  for (const std::size_t stage : clock.possible) state += " " + clock.stages[stage].name;
  return state;
}

}  // namespace weir::test
