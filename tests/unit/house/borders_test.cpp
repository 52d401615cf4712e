// The house: a file includes its own floor and lower ones, and what is foreign stays at its border.
#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"

namespace {

const std::map<std::string, int> floors = {
    {"base", 0},     {"json", 1},      {"diagnostics", 2}, {"yaml", 3},   {"language", 3}, {"model", 4},
    {"schema", 5},   {"ownership", 5}, {"format", 6},      {"load", 6},   {"check", 6},    {"plan", 7},
    {"evaluate", 8}, {"session", 9},   {"analysis", 10},   {"suite", 11}, {"lint", 12},    {"report", 13},
    {"lsp", 14},     {"batch", 14},    {"interview", 14},  {"cli", 15},   {"library", 15}};

/// A pure library: it reads these floors and no other, however low.
const std::set<std::string> below_ownership = {"ownership", "model", "base"};

struct EngineFile {
  std::string name;   ///< "yaml/document.cpp"
  std::string floor;  ///< "yaml"
  std::string text;
};

std::vector<EngineFile> engine_files() {
  std::vector<EngineFile> files;
  const std::filesystem::path root = WEIR_SOURCE_DIR "/engine";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string name = entry.path().lexically_relative(root).generic_string();
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".hpp" && extension != ".def") continue;
    files.push_back({name, name.substr(0, name.find('/')), weir::test::read_disk(entry.path().string())});
  }
  return files;
}

std::vector<std::string> included(const std::string& text) {
  static const std::regex directive("^\\s*#\\s*include\\s*([<\"][^>\"]+[>\"])");
  std::vector<std::string> names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, directive)) names.push_back(match[1]);
  }
  return names;
}

}  // namespace

TEST_CASE("house: a file includes its own floor and lower floors only", "[house]") {
  for (const EngineFile& file : engine_files()) {
    INFO(file.name);
    REQUIRE(floors.count(file.floor) == 1);
    for (const std::string& name : included(file.text)) {
      if (name.front() != '"') continue;
      const std::string floor = name.substr(1, name.find('/') - 1);
      if (name.find('/') == std::string::npos || floors.count(floor) == 0) continue;
      INFO(name);
      const bool allowed = floor == file.floor || floors.at(floor) < floors.at(file.floor);
      CHECK(allowed);
      if (file.floor == "ownership") CHECK(below_ownership.count(floor) == 1);
    }
  }
}

TEST_CASE("house: libraries stay at their border", "[house]") {
  const std::vector<std::pair<std::string, std::set<std::string>>> borders = {
      {"<yaml-cpp/", {"yaml/document.cpp", "yaml/scalar_map.cpp", "yaml/builder.cpp", "yaml/builder.hpp"}},
      {"<boost/spirit", {"language/parser.cpp"}},
      {"<iostream>", {"model/generate_iso.cpp"}},
      {"<chrono>", {"base/date.cpp", "lsp/linter.cpp"}},  // the calendar and a pause, no clock
      {"<CLI/", {"cli/command.hpp"}},
      {"<pugixml", {"report/suite_junit.cpp"}},
      {"<git2", {"session/git_files.cpp"}},
      {"<simdjson", {"yaml/json_document.cpp", "yaml/json_structure.cpp"}},
      {"<zlib", {"batch/gzip.cpp"}},
      {"<csv", {"batch/csv_rows.cpp"}},
  };
  for (const EngineFile& file : engine_files()) {
    INFO(file.name);
    for (const std::string& name : included(file.text)) {
      for (const auto& [library, allowed] : borders) {
        if (!name.starts_with(library)) continue;
        INFO(name);
        CHECK(allowed.count(file.name) == 1);
      }
    }
  }
}

TEST_CASE("house: only the program's main touches the process", "[house]") {
  static const std::regex process(
      "std::cout|std::cerr|getenv|std::exit|[^_a-z]exit\\(|std::time\\(|_clock::now");
  for (const EngineFile& file : engine_files()) {
    if (file.name == "cli/main.cpp" || file.name == "model/generate_iso.cpp") continue;
    INFO(file.name);
    CHECK_FALSE(std::regex_search(file.text, process));
  }
}
