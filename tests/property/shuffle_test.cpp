// The order of files, entries and keys carries no meaning, so it never shows in what the program prints.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <sstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"
#include "support/shuffle.hpp"

using namespace weir::test;

namespace {

/// JSON without the lines of members that shuffling may change.
std::string without(const std::string& json, const std::vector<std::string>& members) {
  std::istringstream lines(json);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
    const bool left_out = std::any_of(members.begin(), members.end(), [&](const std::string& member) {
      return line.compare(start, member.size() + 4, '"' + member + "\": ") == 0;
    });
    if (!left_out) kept += line + '\n';
  }
  return kept;
}

/// Where a text stands: shuffling moves it.
const std::vector<std::string> places = {"file", "line"};
/// The digest of a case is over the order of its lists too; that of the rules is over their meaning and must
/// stay.
const std::vector<std::string> places_and_digest = {"file", "line", "digest"};

std::vector<std::string> cases() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(WEIR_SOURCE_DIR "/cases")) {
    if (entry.path().extension() == ".yaml")
      paths.push_back(entry.path().string().substr(std::string(WEIR_SOURCE_DIR).size() + 1));
  }
  return paths;
}

/// All of them, as arguments.
std::string all_cases() {
  std::string arguments;
  for (const std::string& path : cases()) arguments += " " + path;
  return arguments;
}

/// The first line in which two texts differ and what stands before it, for the message of a failure.
std::string first_difference(const std::string& a, const std::string& b) {
  std::istringstream left(a), right(b);
  std::deque<std::string> before;
  std::string x, y;
  while (std::getline(left, x) && std::getline(right, y)) {
    if (x != y) {
      std::string text;
      for (const std::string& line : before) text += line + "\n";
      return text + "- " + x + "\n+ " + y;
    }
    before.push_back(x);
    if (before.size() > 25) before.pop_front();
  }
  return "one is longer";
}

void check_same(const std::string& a, const std::string& b) {
  if (a != b) UNSCOPED_INFO(first_difference(a, b));
  CHECK((a == b));
}

/// What the program prints of all cases as they are, by format.
RunResult plain_run(const std::string& format) {
  RunResult result = run_weir("evaluate --format " + format + all_cases());
  REQUIRE(result.exit == 0);
  return result;
}

}  // namespace

TEST_CASE("shuffled files, rules, definitions and vocabulary give the same bytes", "[property]") {
  std::mt19937 random(20170602);
  const std::map<std::string, RunResult> plain = {{"text", plain_run("text")}, {"json", plain_run("json")}};
  for (int round = 0; round < 2; ++round) {
    const Files rules = shuffled_rules("other", random);
    REQUIRE(rules.size() > 40);
    for (const auto& [format, expected] : plain) {
      INFO(format << ", round " << round);
      const auto shuffled = run_weir("evaluate --rules other --format " + format + all_cases(), rules);
      CHECK(shuffled.err == expected.err);
      REQUIRE(shuffled.exit == 0);
      check_same(without(expected.out, places), without(shuffled.out, places));
    }
  }
}

TEST_CASE("a shuffled case gives the same bytes", "[property]") {
  std::mt19937 random(20170720);
  const std::map<std::string, RunResult> plain = {{"text", plain_run("text")}, {"json", plain_run("json")}};
  for (int round = 0; round < 2; ++round) {
    std::vector<std::pair<std::string, std::string>> others;
    for (const std::string& path : cases()) {
      const std::string text = read_disk(WEIR_SOURCE_DIR "/" + path);
      others.emplace_back(path, shuffled_case(text, random));
      REQUIRE(others.back().second != text);
    }
    for (const auto& [format, expected] : plain) {
      INFO(format << ", round " << round);
      const auto shuffled = run_weir("evaluate --format " + format + all_cases(), others);
      CHECK(shuffled.err == expected.err);
      REQUIRE(shuffled.exit == 0);
      check_same(without(expected.out, places_and_digest), without(shuffled.out, places_and_digest));
    }
  }
}

TEST_CASE("any number of threads gives the same bytes, in the order of the cases", "[property]") {
  std::string all;
  for (const std::string& path : cases()) all += " " + path;
  for (const std::string format : {"text", "json"}) {
    const auto one = run_weir("evaluate --format " + format + all);
    REQUIRE(one.exit == 0);
    for (const std::string threads : {"2", "64"}) {
      const auto many = run_weir("evaluate --format " + format + " --threads " + threads + all);
      CHECK(many.exit == 0);
      check_same(one.out, many.out);
    }
  }
}
