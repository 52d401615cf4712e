// What is decided over cells: exactly, with facts that show it, and only where it can be decided.
#include "unit/lint/lint_world.hpp"

using namespace weir;
using lint::test::World;

namespace {

std::string rule(std::string_view when) {
  return "rules:\n  xx.a: {in_force: always, when: \"" + std::string(when) + "\"}\n";
}

std::vector<std::string> never(std::string_view when) {
  return World(rule(when)).names({"never-fires", "constant-condition"});
}

}  // namespace

TEST_CASE("lints: a figure just inside or just outside decides whether a rule can fire", "[lint]") {
  const std::vector<std::string> silent = {"never-fires"};
  CHECK(never("target.employees >= 50 and target.employees <= 50").empty());
  CHECK(never("target.employees > 50 and target.employees <= 50") == silent);
  CHECK(never("stake.votes >= 100%").empty());
  CHECK(never("stake.votes > 100%") == std::vector<std::string>{"constant-condition"});
  CHECK(never("stake.votes >= 1/3 and stake.votes <= 33.34%").empty());
  CHECK(never("stake.votes >= 1/3 and stake.votes <= 33.33%") == silent);
}

TEST_CASE("lints: crossings, codes, sets and judgements are run through", "[lint]") {
  const std::vector<std::string> silent = {"never-fires"};
  CHECK(never("(stake.votes reaches 25%) and stake.votes.before >= 25%") == silent);
  CHECK(never("(stake.votes reaches 25%) and stake.votes.before < 25%").empty());
  CHECK(never("target.kind == corporation and target.kind == fund") == silent);
  CHECK(never("target.kind in {corporation, fund} and target.kind in {fund, trust}").empty());
  CHECK(never("transaction.kind contains shares and transaction.kind within {assets}") == silent);
  CHECK(never("transaction.kind contains shares and transaction.kind overlaps {assets}").empty());
  const std::string judged =
      "definitions:\n  xx_soe: {ask: whether it is one, decides: Minister, true_if: target.employees > 5}\n"
      "rules:\n  xx.a: {in_force: always, when: ";
  CHECK(World(judged + "\"not xx_soe and target.employees > 9\"}\n").names({"never-fires"}) == silent);
  CHECK(World(judged + "\"not xx_soe and target.employees > 2\"}\n").names({"never-fires"}).empty());
}

TEST_CASE("lints: dates of a rule and of what it reads are run through", "[lint]") {
  const std::string definition =
      "definitions:\n  xx_limit: {values: {2000-01-01: 200%, 2010-01-01: 25%}}\n"
      "rules:\n  xx.a: {in_force: ";
  const std::string when = ", when: stake.votes >= xx_limit}\n";
  CHECK(World(definition + "2000-01-01..2009-12-31" + when).names({"never-fires"}) ==
        std::vector<std::string>{"never-fires"});
  CHECK(World(definition + "2000-01-01..2010-01-01" + when).names({"never-fires"}).empty());
}

TEST_CASE("lints: what hangs on lists or chains is left open and counted", "[lint]") {
  World world(rule("count(target.directors) > 5 and count(target.directors) < 5"));
  CHECK(world.names({"never-fires", "constant-condition", "always-fires"}).empty());
  World beside(rule("target.employees > 9 and target.employees < 5 and count(target.directors) > 5"));
  CHECK(beside.names({"never-fires"}) == std::vector<std::string>{"never-fires"});
}

TEST_CASE("lints: facts that show it stand in a note", "[lint]") {
  World world(
      "definitions:\n"
      "  xx_band:\n"
      "    table: [target.employees]\n"
      "    rows: [[\"> 50\", true], [\"> 90\", false], [any, false]]\n"
      "rules:\n  xx.a: {in_force: always, when: xx_band}\n");
  const auto found = world.lints({"shadowed-line"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "line 2 of `xx_band` never answers: a line above it fits first");
  CHECK(found[0].notes == std::vector<std::string>{"for example {target.employees: 91}"});
}

TEST_CASE("lints: a rule that exceptions always take out names them", "[lint]") {
  World world(
      "rules:\n"
      "  xx.a: {in_force: always, when: target.employees > 50}\n"
      "  xx.b: {in_force: always, when: target.employees > 20, defeats: [xx.a]}\n");
  const auto found = world.lints({"never-fires"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`xx.a` can never fire: whenever its condition holds, an exception does too");
  CHECK(found[0].notes ==
        std::vector<std::string>{
            "for example {transaction.closing: 2000-01-01, target.employees: 51}: taken out by `xx.b`"});
}
