// docs/commands.md and README.md by their own text: each command in them works, and the fields of JSON are
// those that the page lists.
#include <sstream>

#include "json/json.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::test;

namespace {

/// The arguments in every line of code that begins with `program`, without the remark at its end.
std::vector<std::string> commands_in(const std::string& page, const std::string& program) {
  std::vector<std::string> commands;
  std::istringstream lines(page);
  const std::string begin = "    " + program + " ";
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(begin)) continue;
    std::string arguments = line.substr(begin.size());
    arguments = arguments.substr(0, arguments.find("   #"));
    // A shell puts the files in; two will do.
    const std::string all = "cases/ca/*.yaml";
    if (const auto at = arguments.find(all); at != std::string::npos) {
      arguments.replace(at, all.size(), "cases/ca/hytera-norsat.yaml cases/ca/o-net-itf.yaml");
    }
    commands.push_back(arguments);
  }
  return commands;
}

/// With every run of blanks and line ends as one blank.
std::string in_one_line(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

/// The keys of an object as the page lists them, from the one at `first` on.
std::string listed(const json::Json& object, std::size_t first = 0) {
  std::string list;
  for (const auto& [key, value] : object.items()) {
    if (first > 0) {
      --first;
      continue;
    }
    list += (list.empty() ? "`" : ", `") + key + "`";
  }
  return list;
}

json::Json json_of(const std::string& arguments) {
  INFO(arguments);
  const RunResult result = run_weir(arguments + " --format json");
  REQUIRE(result.err.empty());
  return json::Json::parse(result.out);
}

}  // namespace

TEST_CASE("commands: what the pages tell people to type works", "[docs]") {
  const std::string root = WEIR_SOURCE_DIR "/";
  std::vector<std::string> commands = commands_in(read_disk(root + "docs/commands.md"), "weir");
  CHECK(commands.size() == 31);
  const std::vector<std::string> more = commands_in(read_disk(root + "README.md"), "build/weir");
  CHECK(more.size() == 18);
  const std::size_t of_manual = commands.size();
  commands.insert(commands.end(), more.begin(), more.end());
  std::vector<std::pair<std::string, std::string>> files;  // what earlier commands of the page have written
  for (std::size_t i = 0; i < commands.size(); ++i) {
    std::string command = commands[i];
    INFO(command);
    if (i == of_manual) files.clear();
    auto given = files;
    if (const auto input = command.find(" < "); input != std::string::npos) {
      given.emplace_back("stdin", read_disk(root + command.substr(input + 3)));
      command.resize(input);
    }
    command = command.substr(0, command.find(" > "));
    const RunResult result = run_weir(command, given);
    // What differs is told by the exit status.
    const bool differs = command.starts_with("diff --on");
    CHECK(result.exit == (differs ? 1 : 0));
    CHECK(result.err.empty());
    // All is laid out by an earlier command.
    CHECK(result.out.empty() == command.starts_with("format --diff"));
    if (command.starts_with("new") || command.starts_with("format"))
      files.insert(files.end(), result.written.begin(), result.written.end());
  }
}

TEST_CASE("commands: the page lists the fields of JSON", "[docs]") {
  const std::string page = in_one_line(read_disk(WEIR_SOURCE_DIR "/docs/commands.md"));
  const std::string hytera = "cases/ca/hytera-norsat.yaml";
  std::vector<std::string> lists;
  const json::Json assessed = json_of("evaluate " + hytera);
  lists.push_back(listed(assessed));
  lists.push_back(listed(assessed["cases"][0]));
  lists.push_back(listed(assessed["cases"][0]["regimes"][0]));
  const json::Json moved = json_of("timeline --from 2017-06-01 --to 2017-07-01 " + hytera);
  lists.push_back(listed(moved));
  lists.push_back(listed(moved["timelines"][0]));
  lists.push_back(listed(moved["timelines"][0]["steps"][0]));
  lists.push_back(listed(json_of("whatif " + hytera + " --set hytera-project.ca_canadian=true")));
  const json::Json reached = json_of("whatif " + hytera + " --until filing=none");
  lists.push_back(listed(reached, 7));
  const json::Json tested = json_of("test " + hytera);
  lists.push_back(listed(tested));
  lists.push_back(listed(tested["trials"][0]));
  const json::Json compared = json_of("diff rules rules " + hytera);
  lists.push_back(listed(compared));
  const json::Json moved_on = json_of("diff --on 2017-06-02 --on 2025-03-01 " + hytera);
  lists.push_back(listed(moved_on["cases"][0]));
  const json::Json checked = json_of("check " + hytera);
  lists.push_back(listed(checked));
  RunResult mistaken = run_weir("check --format json bad.yaml", {{"bad.yaml", "case: bad\n"}});
  CHECK(mistaken.exit == 1);
  CHECK(mistaken.err.empty());
  lists.push_back(listed(json::Json::parse(mistaken.out)));
  for (const std::string& list : lists) {
    INFO(list);
    // The list ends there, too.
    const bool stands =
        page.find(list + ".") != std::string::npos || page.find(list + ";") != std::string::npos;
    CHECK(stands);
  }
}
