// docs/reports by its own text: what stands between `<!-- counted: NAME -->` and `<!-- end -->` is counted
// again from the project's rules and cases. `WEIR_REBASE=1` writes it anew; read the difference.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "json/json.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::test;

namespace {

const std::string folder = WEIR_SOURCE_DIR "/docs/reports/";

std::string text_of(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The files of real decisions, as a shell puts them in.
std::string decisions() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(WEIR_SOURCE_DIR "/cases/ca")) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  std::string arguments;
  for (const std::string& name : names) arguments += " cases/ca/" + name;
  return arguments;
}

json::Json json_of(const std::string& arguments) {
  const RunResult result = run_weir(arguments + " --format json" + decisions());
  INFO(result.err);
  REQUIRE(result.err.empty());
  return json::Json::parse(result.out);
}

std::string interval(const json::Json& level) {
  const std::string low = level["at_least"], high = level["at_most"];
  return low == high ? low : low + " to " + high;
}

/// Each part of a page that is counted, by name: its place, and the text there.
struct Part {
  std::size_t begin = 0, end = 0;
};
std::map<std::string, Part> parts_of(const std::string& page) {
  static const std::string open = "<!-- counted: ", close = " -->\n", stop = "<!-- end -->";
  std::map<std::string, Part> parts;
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const std::size_t name_end = page.find(close, at);
    const std::size_t end = page.find(stop, at);
    REQUIRE(name_end < end);
    REQUIRE(end != std::string::npos);
    parts[page.substr(at + open.size(), name_end - at - open.size())] = {name_end + close.size(), end};
  }
  return parts;
}

void check_page(const std::string& name, const std::map<std::string, std::string>& counted) {
  std::string page = text_of(name);
  std::set<std::string> named;
  for (const auto& [part, place] : parts_of(page)) {
    INFO(name << " says nothing of `" << part << "` that is counted");
    CHECK(counted.contains(part));
    named.insert(part);
  }
  for (const auto& [part, text] : counted) {
    INFO(part << " of " << name);
    REQUIRE(named.contains(part));
    const Part place = parts_of(page).at(part);
    CHECK(page.substr(place.begin, place.end - place.begin) == text);
    page.replace(place.begin, place.end - place.begin, text);
  }
  if (std::getenv("WEIR_REBASE") != nullptr) std::ofstream(folder + name, std::ios::binary) << page;
}

/// Rows of two columns, the most first.
std::string most_first(const std::map<std::string, std::set<std::string>>& files, std::size_t fewest) {
  std::vector<std::pair<std::string, std::size_t>> rows;
  for (const auto& [text, of] : files) {
    if (of.size() >= fewest) rows.emplace_back(text, of.size());
  }
  std::ranges::stable_sort(rows, std::greater<>(), [](const auto& row) { return row.second; });
  std::string table;
  for (const auto& [text, count] : rows) table += "| " + text + " | " + std::to_string(count) + " |\n";
  return table;
}

/// What one pair of days makes of the cases: the tally, the clauses, and the answers of the Act that turn.
std::string days_compared(const std::string& before, const std::string& after) {
  const json::Json diff = json_of("diff --on " + before + " --on " + after);
  const std::size_t changed = diff["changed"], eased = diff["eased"], tightened = diff["tightened"];
  std::ostringstream text;
  text << changed << " of " << diff["compared"].get<std::size_t>()
       << " cases come out differently: " << tightened << " tightened, " << eased << " eased, "
       << changed - eased - tightened << " both or neither.\n\n"
       << "| clause | in force | cases that it touches |\n|---|---|---|\n";
  std::map<std::string, std::set<std::string>> clauses;
  for (const json::Json& group : diff["by_clause"]) {
    if (group["clause"].is_null()) continue;
    const json::Json& clause = diff["clauses"][group["clause"].get<std::size_t>()];
    if (clause["kind"] != "rule") continue;
    std::string in_force;
    for (const json::Json& part : clause["parts"]) {
      if (part["label"] == "in force") in_force = part["after"];
    }
    auto& cases = clauses[clause["title"].get<std::string>() + " | " + in_force];
    for (const json::Json& outcome : group["outcomes"]) {
      for (const json::Json& name : outcome["cases"]) cases.insert(name);
    }
  }
  text << most_first(clauses, 1) << "\nAnswers of the Act that turn: ";
  std::string turned;
  for (const json::Json& one : diff["cases"]) {
    std::string answers;
    for (const json::Json& change : one["answers"]) {
      const json::Json& answer = change["answer"];
      if (answer["kind"] != "determination") continue;
      answers += (answers.empty() ? "" : ", ") + answer["title"].get<std::string>() + ": " +
                 interval(answer["before"]) + " → " + interval(answer["after"]);
    }
    if (!answers.empty())
      turned += (turned.empty() ? "" : "; ") + one["title"].get<std::string>() + " (" + answers + ")";
  }
  text << (turned.empty() ? "none" : turned) << ".\n";
  return text.str();
}

}  // namespace

TEST_CASE("reports: the Canadian decisions are counted again", "[docs][reports]") {
  const json::Json result = json_of("evaluate");
  std::ostringstream table;
  std::size_t settled = 0, answers = 0;
  std::map<std::string, std::set<std::string>> missing;
  table << "| deal | seen on | filing | net benefit | national security | standstill "
           "|\n|---|---|---|---|---|---|\n";
  for (const json::Json& one : result["cases"]) {
    table << "| " << one["title"].get<std::string>() << " | " << one["as_of"].get<std::string>() << " |";
    const json::Json& regime = one["regimes"][0];
    for (const json::Json& answer : regime["determinations"]) {
      table << " " << interval(answer) << " |";
      ++answers;
      if (answer["at_least"] == answer["at_most"]) ++settled;
    }
    table << "\n";
    for (const json::Json& fact : regime["open_facts"])
      missing[fact["question"]].insert(one["case"].get<std::string>());
  }
  std::ostringstream tally;
  tally << "Of " << answers << " answers (four questions a file) " << settled << " are settled and "
        << answers - settled << " open.\n";
  constexpr std::size_t often = 6;
  check_page("canadian-cases.md",
             {{"answers", tally.str() + "\n" + table.str()},
              {"missing", "| question | files |\n|---|---|\n" + most_first(missing, often)}});
}

TEST_CASE("reports: the guidelines of three years are compared again", "[docs][reports]") {
  check_page("guidelines-over-time.md", {{"2016 to 2021", days_compared("2018-03-01", "2022-03-01")},
                                         {"2021 to 2025", days_compared("2022-03-01", "2026-03-01")}});
}
