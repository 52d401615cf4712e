// The mistakes of authors: what is offered mends them, and no message speaks the language of programmers.
#include <regex>
#include <sstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir::test;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t errors_in(const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find("error[WR"); at != std::string::npos; at = text.find("error[WR", at + 1)) ++count;
  return count;
}

/// What a run prints for people without the author's own lines, which stand behind a number and a bar.
std::vector<std::string> words_of(const Golden& golden) {
  static const std::regex quoted("`[^`]*`"), excerpt("^ *[0-9]+ \\|.*");
  std::vector<std::string> lines;
  std::istringstream text(golden.err);
  for (std::string line; std::getline(text, line);) {
    if (!std::regex_match(line, excerpt)) lines.push_back(std::regex_replace(line, quoted, ""));
  }
  return lines;
}

}  // namespace

TEST_CASE("mistakes: there are fifty of authors, each with a message", "[golden]") {
  std::size_t count = 0;
  for (const std::string& path : golden_files()) {
    if (!has(path, "/golden/mistakes/")) continue;
    INFO(path);
    ++count;
    const Golden golden = parse_golden(read_disk(path));
    CHECK(has(golden.err, "[WR"));
    CHECK(has(golden.err, " = help: ") + has(golden.err, " ^") > 0);
  }
  CHECK(count >= 50);
}

TEST_CASE("mistakes: a fix that is offered leaves a file that checks, a safe one without being asked",
          "[golden]") {
  std::size_t mended = 0, choices = 0;
  for (const std::string& path : golden_files()) {
    if (!has(path, "/golden/mistakes/fail/")) continue;
    const Golden golden = parse_golden(read_disk(path));
    const bool safe = has(golden.err, "fix (safe)"), suggested = has(golden.err, "fix (suggested)");
    if (!safe && !suggested) continue;
    INFO(path);
    if (golden.err.find("fix (suggested)") != golden.err.rfind("fix (suggested)")) {
      // A choice is the author's, and nobody makes it here.
      const RunResult left = run_weir(golden.arguments + " --fix --suggested", files_of(golden));
      CHECK(left.written.empty());
      CHECK(left.err == golden.err);
      ++choices;
      continue;
    }
    const RunResult fixed =
        run_weir(golden.arguments + (safe ? " --fix" : " --fix --suggested"), files_of(golden));
    REQUIRE(fixed.written.size() == 1);
    CHECK(has(fixed.out, "fixed "));
    CHECK(errors_in(fixed.err) < errors_in(golden.err));
    CHECK(fixed.exit == 0);
    ++mended;
  }
  CHECK(mended >= 38);
  CHECK(choices >= 2);
}

TEST_CASE("goldens: no message speaks of tokens, nulls, parsers or scalars", "[golden]") {
  static const std::regex jargon("\\b([Tt]okens?|[Nn]ull|[Pp]arse[rd]?|[Pp]arsing|[Ss]calars?)\\b");
  for (const std::string& path : golden_files()) {
    const Golden golden = parse_golden(read_disk(path));
    for (const std::string& line : words_of(golden)) {
      INFO(path << "\n" << line);
      CHECK_FALSE(std::regex_search(line, jargon));
    }
  }
}
