// The project keeps to its own layout. (That of what `weir new` begins is seen to in new_test.cpp.)
#include <sstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir::test;

TEST_CASE("layout: rules and cases are laid out", "[format]") {
  const RunResult result = run_weir("format --check rules cases");
  INFO("`weir format` lays them out; WEIR_REBASE=1 then moves the lines that tests expect");
  CHECK(result.err.empty());
  CHECK(result.exit == 0);
  CHECK(result.out.starts_with("0 files would change, 1"));  // of more than a hundred
}

TEST_CASE("layout: the files on the authors' page are laid out", "[format][docs]") {
  std::istringstream page(read_disk(WEIR_SOURCE_DIR "/docs/authoring.md"));
  std::vector<std::pair<std::string, std::string>> files;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      inside = line == "```yaml";
      if (inside) files.emplace_back();
    } else if (inside) {
      if (files.back().first.empty()) files.back().first = line.substr(2);  // "# rules/…"
      files.back().second += line + "\n";
    }
  }
  std::erase_if(files, [](const auto& file) { return file.first.ends_with("mistakes.yaml"); });
  REQUIRE(files.size() == 5);
  std::string paths;
  for (const auto& [path, text] : files) paths += " " + path;
  const RunResult result = run_weir("format --check" + paths, files);
  CHECK(result.err.empty());
  CHECK(result.out == "0 files would change, 5 as they should be\n");
}
