// The examples in the table of lints: the bad one raises its lint, the good one does not.
#include <set>

#include "unit/lint/lint_world.hpp"

using namespace weir;
using lint::test::World;

TEST_CASE("lints: each example raises its lint and the mended one does not", "[lint]") {
  int shown = 0;
  for (const auto& code : diagnostics::all_codes()) {
    if (!diagnostics::is_lint(code.code)) continue;
    CAPTURE(code.name);
    CHECK(code.severity == diagnostics::Severity::warning);
    const std::string name(code.name);
    if (!code.bad.empty()) {
      CHECK(World(code.bad).names({name}) == std::vector<std::string>{name});
      ++shown;
    }
    if (!code.good.empty()) CHECK(World(code.good).names({name}).empty());
  }
  CHECK(shown >= 24);
}

TEST_CASE("lints: every lint of the table has a code, and every code of a lint a row", "[lint]") {
  std::set<int> rows;
#define WEIR_LINT(name, function, cost) rows.insert(static_cast<int>(diagnostics::Code::name));
#include "lint/lints.def"
#undef WEIR_LINT
  rows.insert(static_cast<int>(diagnostics::Code::needless_waiver));
  std::set<int> codes;
  for (const auto& code : diagnostics::all_codes()) {
    if (diagnostics::is_lint(code.code)) codes.insert(static_cast<int>(code.code));
  }
  CHECK(rows == codes);
}

TEST_CASE("lints: levels that no rule reaches and factors without points are told of the header", "[lint]") {
  World world("rules:\n  xx.a: {in_force: always, when: target.employees > 5, then: {review: possible}}\n");
  std::vector<std::string> messages;
  for (const auto& found : world.lints({"unreached-level", "unused-factor"}))
    messages.push_back(found.message);
  CHECK(messages == std::vector<std::string>{"no rule gives `filing` the level `notification`",
                                             "no rule gives `review` the level `certain`",
                                             "no rule gives points to the factor `target`"});
}

TEST_CASE("lints: a waiver silences one lint, of a rule or of the whole rule set, and is counted", "[lint]") {
  const std::string rule =
      "rules:\n  xx.a:\n    in_force: always\n    when: target.employees > 5\n    then: {filing: none}\n";
  CHECK(World(rule).names({"idle-outcome"}) == std::vector<std::string>{"idle-outcome"});
  World waived(rule + "    waive: [{lint: idle-outcome, because: the Act lists it}]\n");
  CHECK(waived.names({"idle-outcome"}).empty());
  CHECK(waived.tally.waived == 1);
  World in_header(rule, std::string(lint::test::header) +
                            "waive:\n  - {lint: idle-outcome, because: all rules state their level}\n");
  CHECK(in_header.names({"idle-outcome", "needless-waiver"}).empty());
}

TEST_CASE("lints: a waiver without a reason, or of no lint, is an error", "[lint]") {
  const std::string rule =
      "rules:\n  xx.a:\n    in_force: always\n    when: target.employees > 5\n    waive: [{lint: no-example";
  CHECK(World(rule + "}]\n").session().sink().has_errors());
  CHECK(World(rule + "s, because: so}]\n").session().sink().sorted().front().code ==
        diagnostics::Code::unknown_lint);
  CHECK_FALSE(World(rule + ", because: so}]\n").session().sink().has_errors());
}
