// tests/law/ca-sweep-dates.md by its own text: Hytera–Norsat, moved through the law, changes its answer on
// the days that the page lists and on no other, and every dated row of the notes is listed or has a sentence
// why not.
#include <fstream>
#include <set>
#include <sstream>

#include "analysis/timeline.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"

using namespace weir;
using model::AnswerChange;
using model::FindingKind;

namespace {

std::string page() {
  std::ifstream file(WEIR_SOURCE_DIR "/tests/law/ca-sweep-dates.md", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The text below a heading, up to the next.
std::string section(const std::string& text, const std::string& heading) {
  const std::size_t at = text.find("\n## " + heading + "\n");
  INFO(heading);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = at + heading.size() + 5;
  return text.substr(begin, text.find("\n## ", begin) - begin);
}

/// The days in one column of a table, counted from 0.
std::set<std::string> days_in(const std::string& table, std::size_t column) {
  std::set<std::string> days;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ")) continue;
    std::istringstream cells(line.substr(1));
    std::string cell;
    for (std::size_t i = 0; i <= column; ++i) std::getline(cells, cell, '|');
    const std::string day = cell.size() > 1 ? cell.substr(1, cell.find(' ', 1) - 1) : "";
    if (base::Date::parse(day)) days.insert(day);
  }
  return days;
}

/// Whether the step is a change of an answer as the page means it. The last day of a window is none.
bool is_answer(const model::RegimeChange& change) {
  for (const AnswerChange& answer : change.answers) {
    if (answer.kind != AnswerChange::Kind::window) return true;
  }
  // A policy that begins or ceases to lead a judgement changes what is open to judgement, not an answer.
  const auto speaks = [](FindingKind kind) {
    return kind == FindingKind::fired || kind == FindingKind::open;
  };
  for (const model::FindingChange& finding : change.findings) {
    for (const model::Regime& regime : reference::loaded().rules.rule_sets.regimes) {
      for (const model::Rule& rule : regime.rules) {
        if (rule.id == finding.rule && !rule.leans.empty() && speaks(finding.before) != speaks(finding.after))
          return true;
      }
    }
  }
  return false;
}

}  // namespace

TEST_CASE("sweep: Hytera and Norsat change their answer on the days listed and on no other", "[docs][law]") {
  analysis::TimelineOptions options;
  options.mode = model::Timeline::Mode::deal;
  options.known_on = base::Date::parse("2017-07-20");
  options.to = base::Date::parse("2026-12-31");
  options.regimes = {"ca-ica"};
  const auto swept = analysis::timeline(reference::loaded().plan, reference::hytera(), options);
  REQUIRE(swept.ok());
  CHECK(base::to_iso(swept.value().from) == "2009-01-01");
  CHECK(swept.value().moved == "closing");
  std::set<std::string> changed;
  for (const model::Timeline::Step& step : swept.value().steps) {
    for (const model::RegimeChange& change : step.regimes) {
      if (is_answer(change)) changed.insert(base::to_iso(step.day));
    }
  }
  const std::string text = page();
  std::set<std::string> listed = days_in(section(text, "Days on the list"), 2);
  CHECK(listed.size() == 5);
  const std::set<std::string> read = days_in(section(text, "Days that no row asks for"), 0);
  CHECK(read.size() == 2);
  listed.insert(read.begin(), read.end());
  CHECK(changed == listed);
}

TEST_CASE("sweep: every dated row of the notes is listed or has a sentence why not", "[docs][law]") {
  const std::string text = page();
  const std::string listed = section(text, "Days on the list");
  const std::string left_out = section(text, "Rows that are not on the list, and why");
  for (int row = 1; row <= 31; ++row) {
    const std::string id = std::string("V") + (row < 10 ? "0" : "") + std::to_string(row);
    INFO(id);
    CHECK((listed.find("| " + id + " |") != std::string::npos) != (left_out.find(id) != std::string::npos));
  }
}
