// What `weir new` writes: it checks, its examples pass, it is laid out, and nothing in it looks like law.
#include <algorithm>
#include <sstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir::test;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// The one file that a command writes.
std::pair<std::string, std::string> written_by(const std::string& command, const Files& files = {}) {
  const RunResult result = run_weir(command, files);
  INFO(command << "\n" << result.err);
  REQUIRE(result.exit == 0);
  REQUIRE(result.written.size() == 1);
  return *result.written.begin();
}

/// A small vocabulary, so that the project's rules are not read.
Files own_folder() {
  Files files;
  const SourceTree tree;
  const auto names = tree.list("rules/vocabulary");
  for (const std::string& name : names.value()) {
    const std::string path = "rules/vocabulary/" + name;
    files.emplace_back("mine/vocabulary/" + name, tree.read(path, 1u << 22).value());
  }
  return files;
}

/// The values of keys that people read, and of citations.
std::vector<std::string> texts_in(const std::string& file) {
  std::vector<std::string> texts;
  std::istringstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    for (const std::string key : {"title: ", "ask: ", "decides: ", "cite: ", "name: ", "flag: ", "text: "}) {
      const auto at = line.find(key);
      if (at == std::string::npos || line.find('#') < at) continue;
      texts.push_back(line.substr(at + key.size()));
    }
  }
  return texts;
}

}  // namespace

TEST_CASE("new: a regime, a rule in it and a case check and pass as they are written", "[new]") {
  Files files = own_folder();
  files.push_back(written_by("new regime is-harbours --prefix hb --from 2015-01-01 --rules mine", files));
  CHECK(files.back().first == "mine/is/is-harbours/regime.yaml");
  files.push_back(written_by(
      "new rule is-harbours hb.notify.stake --from 2016-01-01 --then filing=required --rules mine", files));
  CHECK(files.back().first == "mine/is/is-harbours/notify-stake.yaml");
  files.push_back(written_by("new rule is-harbours hb.other --from 2016-01-01 --rules mine", files));
  files.push_back(written_by("new case is/blue-whale --as-of 2024-09-02 --cases my-cases", files));
  CHECK(files.back().first == "my-cases/is/blue-whale.yaml");

  const RunResult check = run_weir("check --rules mine my-cases", files);
  CHECK(check.exit == 0);
  // Lints included.
  INFO(check.err);
  CHECK(check.err.empty());
  CHECK(check.out.find("no errors in 1 regime with 3 rules") != std::string::npos);
  const RunResult test = run_weir("test --rules mine mine my-cases", files);
  CHECK(test.exit == 0);
  CHECK(test.out.find("9 ") != std::string::npos);
  const RunResult format = run_weir("format --check mine/is my-cases", files);
  CHECK(format.out == "0 files would change, 4 as they should be\n");
  const RunResult evaluate = run_weir("evaluate --rules mine my-cases/is/blue-whale.yaml", files);
  CHECK(evaluate.exit == 0);
  CHECK(evaluate.out.find("TODO: does the law reach this deal?") != std::string::npos);

  std::size_t texts = 0;
  for (const auto& [path, text] : files) {
    if (path.find("/is/") == std::string::npos) continue;
    for (const std::string& each : texts_in(text)) {
      INFO(path << ": " << each);
      CHECK(each.find("TODO: ") != std::string::npos);
      ++texts;
    }
    // No condition but the question.
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      const auto at = line.find("    when: ");
      if (at == std::string::npos) continue;
      INFO(line);
      CHECK(text.find("  " + line.substr(at + 10) + ":\n    title: \"TODO") != std::string::npos);
    }
  }
  CHECK(texts > 20);
}

TEST_CASE("new: a rule of a regime that is there checks and passes", "[new]") {
  Files files;
  files.push_back(written_by("new rule ca-ica ca.example --from 2015-01-01"));
  const RunResult check = run_weir("check rules", files);
  INFO(check.err);
  CHECK(check.exit == 0);
  CHECK(check.err.find(files.back().first) == std::string::npos);
  const RunResult test = run_weir("test --rule ca.example", files);
  INFO(test.out);
  CHECK(test.exit == 0);
  // Exceptions take out a whole family, and a new rule in it.
  const auto [path, text] = written_by("new rule ca-ica ca.notify.example --from 2015-01-01");
  CHECK(text.find("- fires:") == std::string::npos);
  CHECK(text.find("may take this rule out") != std::string::npos);
}

TEST_CASE("new: wrong names are refused with what to write", "[new]") {
  const Files files = own_folder();
  const std::vector<std::pair<std::string, std::string>> faults = {
      {"new regime Harbours --from 2015-01-01", "`Harbours` cannot name a regime"},
      {"new regime is-harbours --from 2015-02-30", "there is no day `2015-02-30`"},
      {"new regime harbours --from 2015-01-01 --rules mine", "`HARBOURS` is no country"},
      {"new rule is-harbours hb.a --from 2015-01-01 --rules mine", "there is no regime `is-harbours`"},
      {"new rule hb.a --from 2015-01-01", "a rule needs two names"},
      {"new case blue-whale", "say from which day the case is looked at"},
      {"new law x", "`law` is not one of regime, rule, case"},
  };
  for (const auto& [command, message] : faults) {
    INFO(command);
    const RunResult result = run_weir(command, files);
    CHECK(result.exit == 2);
    CHECK(result.written.empty());
    CHECK(result.err.find(message) != std::string::npos);
  }
}
