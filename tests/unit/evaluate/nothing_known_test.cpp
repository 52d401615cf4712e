#include <string>
#include <vector>

#include "evaluate/run.hpp"
#include "load/load.hpp"
#include "support/catch.hpp"
#include "unit/plan/small_world.hpp"

// Of a fact of which nothing is known it is not known either whether it applies, and where it does not apply
// no comparison holds. So nothing holds of it that would hold of every value.

namespace weir::evaluate {
namespace {

using base::Truth;

const std::string facts =
    "  party.since: {type: date}\n"
    "  party.until: {type: date}\n"
    "  party.secrecy: {type: one of secrecy}\n"
    "  party.active_in: {type: set of country}\n"
    "  party.parent: {type: party}\n"
    "enumerations:\n"
    "  secrecy: {title: Secrecy, ordered: true, members: {open: Open, shut: Shut}}\n";

const std::string definitions =
    "definitions:\n"
    "  xx_former: {of: country, members: {CA: ..2010-01-01}}\n"
    "  xx_chosen: {table: [transaction.public], rows: [[true, target.since], [false, target.until]]}\n"
    "  party.xx_own: {table: [it.employees], rows: [['> 100', it.since], [any, it.until]]}\n";

// What a condition comes to where this is stated of the target.
Truth said_of(const std::string& condition, const std::string& target) {
  const auto world = plan::world_of(
      definitions + "rules:\n  xx.a: {in_force: always, when: \"" + condition + "\"}\n", facts);
  base::MemoryFileSystem files;
  files.add("case.yaml",
            "case: c\ntitle: C\nas_of: 2020-01-01\nroles: {acquirer: a, target: f}\n"
            "transaction: {closing: 2020-01-01}\nparties:\n  a: {formed_in: US}\n  f: {" +
                target + "}\n");
  const auto stated =
      load::load_case(files, "case.yaml", world->rules.vocabulary, world->sources, world->sink);
  for (const auto& diagnostic : world->sink.sorted()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE(stated);
  CaseRow row;
  row.facts = &*stated;
  row.as_of = row.known_on = *stated->as_of;
  return run(world->plan, {row}, {}).truth(world->rule("xx.a").condition, 0);
}

}  // namespace

TEST_CASE("what would hold of every value does not hold of a fact that may not apply", "[evaluate]") {
  struct Sample {
    std::string condition, known;
  };
  const std::vector<Sample> samples = {
      {"target.since <= never", "since: 2019-01-01"},
      {"never >= 30 days after target.since", "since: 2019-01-01"},
      {"latest(target.since, target.until) <= never", "since: 2019-01-01"},
      {"xx_chosen <= never", "since: 2019-01-01, until: 2019-01-01"},
      {"target.xx_own <= never", "since: 2019-01-01, until: 2019-01-01"},
      {"target.employees * 0 <= 0", "employees: 5"},
      {"target.secrecy <= shut", "secrecy: open"},
      {"target.secrecy not in {}", "secrecy: open"},
      {"target.formed_in not in xx_former", "formed_in: CA"},
      {"count(target.active_in) >= 0", "active_in: [CA]"},
      {"xx_former within target.active_in", "active_in: [US, unknown]"},
  };
  for (const Sample& sample : samples) {
    INFO(sample.condition);
    CHECK(said_of(sample.condition, sample.known) == Truth::true_value);
    CHECK(said_of(sample.condition, "") == Truth::unknown);
    CHECK(said_of(sample.condition,
                  "since: not applicable, until: not applicable, secrecy: not applicable, employees: not "
                  "applicable, "
                  "formed_in: not applicable, active_in: not applicable") == Truth::false_value);
  }
}

TEST_CASE("what would hold of every value is open of a party that is not known", "[evaluate]") {
  for (const char* condition :
       {"target.parent.xx_own <= never", "never >= target.parent.since", "target.parent.secrecy not in {}",
        "target.parent.secrecy >= open", "count(target.parent.active_in) >= 0"}) {
    INFO(condition);
    CHECK(said_of(condition, "") == Truth::unknown);
  }
}

TEST_CASE("what is known in part applies", "[evaluate]") {
  CHECK(said_of("target.since <= never", "since: not yet") == Truth::true_value);
  CHECK(said_of("target.since <= never", "since: at least 2019-01-01") == Truth::true_value);
  CHECK(said_of("earliest(target.since, 2019-01-01) <= 2019-01-01", "") == Truth::true_value);
  CHECK(said_of("latest(target.since, 2019-01-01) <= never", "") == Truth::true_value);
  CHECK(said_of("count(target.active_in) >= 0", "active_in: [unknown]") == Truth::true_value);
  CHECK(said_of("target.secrecy <= shut", "secrecy: \"one of [open, shut]\"") == Truth::true_value);
}

}  // namespace weir::evaluate
