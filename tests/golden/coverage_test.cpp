// What has a row in a table has an example that runs: codes, verbs, formats.
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "diagnostics/codes.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir::test;
using weir::diagnostics::all_codes;

namespace {

/// Codes that no text can raise in a test, each with the reason.
const std::map<std::string, std::string> excused = {
    {"internal-error", "only a slip of the engine raises it; tests name it to refuse it everywhere"},
};

std::string all_goldens() {
  std::string text;
  for (const std::string& path : golden_files()) text += read_disk(path);
  return text;
}

/// Codes that some unit test names as `Code::x`, "x" or "WR1001".
std::set<std::string> named_in_tests() {
  std::set<std::string> names;
  static const std::regex enumerator("Code::([a-z0-9_]+)"),
      word("\"([a-z0-9]+(?:-[a-z0-9]+)+)(?::[^\"]*)?\""), number("\"(WR[0-9]{4})\"");
  for (const std::string& path : test_sources()) {
    const std::string text = read_disk(path);
    for (const auto* pattern : {&enumerator, &word, &number}) {
      for (std::sregex_iterator at(text.begin(), text.end(), *pattern), end; at != end; ++at) {
        std::string name = (*at)[1];
        std::replace(name.begin(), name.end(), '_', '-');
        names.insert(name);
      }
    }
  }
  return names;
}

}  // namespace

TEST_CASE("coverage: every code is raised in a golden, by its example or in a unit test, or is excused",
          "[golden]") {
  const std::string goldens = all_goldens();
  const std::set<std::string> tested = named_in_tests();
  std::vector<std::string> bare, needless;
  for (const auto& row : all_codes()) {
    const std::string id(row.id), name(row.name);
    const bool covered = goldens.find("[" + id + "]") != std::string::npos ||
                         goldens.find("\"code\":\"" + id + "\"") != std::string::npos || !row.bad.empty() ||
                         tested.contains(name) || tested.contains(id);
    if (!covered && !excused.contains(name)) bare.push_back(id + " " + name);
    if (goldens.find("[" + id + "]") != std::string::npos && excused.contains(name)) needless.push_back(name);
  }
  CHECK(bare == std::vector<std::string>{});
  CHECK(needless == std::vector<std::string>{});
  for (const auto& [name, reason] : excused) CHECK(weir::diagnostics::find_code(name) != nullptr);
}

TEST_CASE("coverage: every verb has a golden of its help, with examples", "[golden]") {
  std::set<std::string> runs;
  for (const std::string& path : golden_files()) {
    const Golden golden = parse_golden(read_disk(path));
    runs.insert(golden.arguments);
  }
#define WEIR_VERB(name, summary, examples) \
  CHECK(runs.contains(" help " #name));    \
  CHECK(std::string_view(examples).starts_with("  weir " #name));
#include "cli/verbs.def"
#undef WEIR_VERB
}

TEST_CASE("coverage: every format of assessments says the same answers of one case", "[golden]") {
  std::size_t formats = 0;
#define WEIR_FORMAT(name, of, doc)                                                                   \
  if (std::string_view(#of) != "tests" && std::string_view(#of) != "checks") {                       \
    INFO(#name);                                                                                     \
    const RunResult result = run_weir("evaluate cases/ca/hytera-norsat.yaml --format " #name);       \
    CHECK(result.exit == 0);                                                                         \
    CHECK(result.err.empty());                                                                       \
    for (const char* words : {"Hytera Communications acquires Norsat International", "notification", \
                              "ca.notify.control", "ca.security.exposed", "ca-ica"})                 \
      CHECK(result.out.find(words) != std::string::npos);                                            \
    const RunResult checked = run_weir("check --format " #name);                                     \
    const bool everything = std::string_view(#of) == "everything";                                   \
    CHECK(checked.exit == (everything ? 0 : 2));                                                     \
    CHECK(checked.err.empty() == everything);                                                        \
    CHECK((checked.out.find("before") != std::string::npos) == everything);                          \
    ++formats;                                                                                       \
  }
#include "report/formats.def"
#undef WEIR_FORMAT
  CHECK(formats >= 2);
}

TEST_CASE("coverage: every format of test runs counts the same failures", "[golden]") {
  const std::string failing =
      "case: xx\nas_of: 2020-01-02\nacquirer: {kind: individual}\ntarget: {kind: corporation}\nexpect:\n"
      "  - {regime: ca-ica, determinations: {filing: approval}}\n"
      "  - {regime: ca-ica, determinations: {filing: none..approval}}\n";
  std::size_t formats = 0;
#define WEIR_FORMAT(name, of, doc)                                                                    \
  if (std::string_view(#of) != "assessments" && std::string_view(#of) != "checks") {                  \
    INFO(#name);                                                                                      \
    const RunResult result = run_weir("test case.yaml --format " #name, {{"case.yaml", failing}});    \
    CHECK(result.exit == 1);                                                                          \
    CHECK(result.err.empty());                                                                        \
    CHECK(result.out.find("xx: ca-ica on 2020-01-02") != std::string::npos);                          \
    CHECK(result.out.find("case.yaml:6:") + result.out.find("\"line\": 6") != std::string::npos * 2); \
    ++formats;                                                                                        \
  }
#include "report/formats.def"
#undef WEIR_FORMAT
  CHECK(formats >= 5);
}
