#include <algorithm>
#include <string>

#include "evaluate/assess.hpp"
#include "evaluate/questions.hpp"
#include "load/load.hpp"
#include "support/catch.hpp"
#include "unit/plan/small_world.hpp"

namespace weir::evaluate {
namespace {

/// A case of two parties with what is given about the firm.
model::Case firm(plan::SmallWorld& world, const std::string& facts) {
  base::MemoryFileSystem files;
  files.add("case.yaml",
            "case: c\ntitle: C\nas_of: 2020-01-01\nroles: {acquirer: a, target: f}\n"
            "transaction: {closing: 2020-01-01}\nparties:\n  a: {formed_in: US}\n  f: {" +
                facts + "}\n");
  const auto loaded = load::load_case(files, "case.yaml", world.rules.vocabulary, world.sources, world.sink);
  for (const auto& diagnostic : world.sink.sorted()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE(loaded);
  return *loaded;
}

model::RegimeAssessment answer(plan::SmallWorld& world, const model::Case& facts) {
  return assess(world.plan, facts, {}).value().regimes.front();
}

}  // namespace

TEST_CASE("what holds however an open fact turns out is settled, and nobody is asked", "[settle]") {
  const auto world = plan::world_of(
      "rules:\n"
      "  xx.open: {in_force: always, when: transaction.public, then: {filing: notification}}\n"
      "  xx.shut: {in_force: always, when: not transaction.public, then: {filing: notification}}\n");
  const auto regime = answer(*world, firm(*world, "formed_in: CA"));
  CHECK(regime.determinations[0].level == model::Level{"notification", "notification"});
  CHECK(regime.determinations[0].settled);
  CHECK(regime.determinations[0].exact);
  CHECK(regime.open_facts.empty());
}

TEST_CASE("a question that may not arise leaves both sides of a threshold out", "[settle]") {
  const auto world = plan::world_of(
      "rules:\n"
      "  xx.large: {in_force: always, when: target.employees >= 1000, then: {filing: notification}}\n"
      "  xx.small: {in_force: always, when: target.employees < 1000, then: {filing: notification}}\n");
  const auto regime = answer(*world, firm(*world, "formed_in: CA"));
  CHECK(regime.determinations[0].level == model::Level{"none", "notification"});
  CHECK(regime.determinations[0].exact);
  CHECK(regime.open_facts.size() == 1);
}

TEST_CASE("what is open within a changed value is run through in place of it", "[settle]") {
  const auto world = plan::world_of(
      "rules:\n"
      "  xx.large: {in_force: always, when: target.employees >= 1000, then: {filing: notification}}\n"
      "  xx.small: {in_force: always, when: target.employees < 1000, then: {filing: notification}}\n");
  const model::Case facts = firm(*world, "formed_in: CA");
  CaseRow seen;
  seen.facts = &facts;
  seen.as_of = seen.known_on = *facts.as_of;
  Override employees;
  employees.row = model::RowId(facts.rows.size() - 1);
  employees.fact = world->rules.vocabulary.find_fact("party.employees").value();
  REQUIRE(facts.row(employees.row).entity == world->rules.vocabulary.fact(employees.fact).entity);
  employees.value.candidates = {model::Interval{base::Rational(500), base::Rational(5000), false, false}};
  seen.change(employees);
  const OpenQuestions open = find_questions(run(world->plan, {seen}, {}), 0, {});
  REQUIRE(open.settlement.answer.levels.size() == 1);
  CHECK(open.settlement.answer.levels[0].at_least == 1);
  CHECK(open.settlement.answer.levels[0].at_most == 1);
  CHECK(open.settlement.exact_levels[0]);
}

TEST_CASE("twenty open yes-or-no facts are settled exactly", "[settle]") {
  std::string rules = "rules:\n  xx.any:\n    in_force: always\n    when: {any: [";
  std::string parties;
  for (int i = 0; i < 20; ++i) {
    rules += std::string(i == 0 ? "" : ", ") + "transaction.t" + std::to_string(i);
  }
  rules += "]}\n    then: {filing: notification}\n";
  rules +=
      "  xx.none: {in_force: always, when: not transaction.t0 and not transaction.t1, then: {filing: "
      "notification}}\n";
  std::string facts;
  for (int i = 0; i < 20; ++i) facts += "  transaction.t" + std::to_string(i) + ": {type: truth}\n";
  const auto world = plan::world_of(rules, facts);
  const auto regime = answer(*world, firm(*world, "formed_in: CA"));
  // Some one of them holds, or neither of the first two does: either way a notification.
  CHECK(regime.determinations[0].level == model::Level{"notification", "notification"});
  CHECK(regime.determinations[0].exact);
  CHECK(regime.open_facts.empty());
}

TEST_CASE("only what an answer hangs on is asked for", "[settle]") {
  const auto world = plan::world_of(
      "rules:\n"
      "  xx.a:\n"
      "    in_force: always\n"
      "    when: {any: [target.employees >= 1000, {all: [target.employees < 1000, target.formed_in == "
      "CA]}]}\n"
      "    then: {filing: notification}\n"
      "  xx.b: {in_force: always, when: target.formed_in == CA, then: {filing: notification}}\n");
  // Employees alone decide where the firm is known not to be Canadian.
  const auto known = answer(*world, firm(*world, "formed_in: US"));
  REQUIRE(known.open_facts.size() == 1);
  CHECK(known.open_facts[0].fact == "f.employees");
  CHECK(known.determinations[0].level == model::Level{"none", "notification"});
  CHECK(known.determinations[0].exact);
  CHECK_FALSE(known.determinations[0].settled);
  const auto both = answer(*world, firm(*world, ""));
  CHECK(both.open_facts.size() == 2);
}

TEST_CASE("a sum has no cells of its own: bounds, not said to be exact", "[settle]") {
  const auto world = plan::world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: target.employees + acquirer.employees > 10, then: {filing: "
      "notification}}\n");
  const auto regime = answer(*world, firm(*world, "formed_in: CA"));
  CHECK(regime.determinations[0].level == model::Level{"none", "notification"});
  CHECK_FALSE(regime.determinations[0].exact);
  CHECK(regime.open_facts.size() == 2);
}

TEST_CASE("what cannot be run through leaves the other questions exact", "[settle]") {
  // A sum has no cells, and thirty yes-or-no facts of one rule are too many; filing hangs on neither.
  std::string facts,
      rules =
          "rules:\n"
          "  xx.file: {in_force: always, when: target.employees >= 10, then: {filing: notification}}\n"
          "  xx.also: {in_force: always, when: target.employees < 10, then: {filing: notification}}\n"
          "  xx.sum: {in_force: always, when: target.employees + acquirer.employees > 10, then: {flag: "
          "sum}}\n"
          "  xx.many:\n    in_force: always\n    when: {any: [";
  for (int i = 0; i < 30; ++i) {
    facts += "  transaction.t" + std::to_string(i) + ": {type: truth}\n";
    rules += std::string(i == 0 ? "" : ", ") + "transaction.t" + std::to_string(i);
  }
  rules +=
      "]}\n    then: {risk: {target: 5}}\n  xx.one: {in_force: always, when: transaction.public, then: "
      "{risk: {target: 3}}}\n";
  const auto world = plan::world_of(rules, facts);
  const auto regime = answer(*world, firm(*world, "formed_in: CA"));
  CHECK(regime.determinations[0].level == model::Level{"none", "notification"});
  CHECK(regime.determinations[0].exact);
  CHECK(regime.risk.low == 0);
  CHECK(regime.risk.high == 8);
  const auto asked = [&](const std::string& fact) {
    return std::any_of(regime.open_facts.begin(), regime.open_facts.end(),
                       [&](const auto& open) { return open.fact == fact; });
  };
  CHECK(asked("f.employees"));
  CHECK(asked("transaction.public"));
  CHECK(asked("transaction.t29"));
  CHECK_FALSE(asked("a.employees"));
}

TEST_CASE("a level that others give anyway hangs on nothing", "[settle]") {
  std::string facts,
      rules =
          "rules:\n"
          "  xx.certain: {in_force: always, when: target.formed_in == CA, then: {filing: notification}}\n"
          "  xx.sum: {in_force: always, when: target.employees + acquirer.employees > 10, then: {filing: "
          "notification}}\n";
  const auto world = plan::world_of(rules, facts);
  const auto regime = answer(*world, firm(*world, "formed_in: CA"));
  CHECK(regime.determinations[0].settled);
  CHECK(regime.open_facts.empty());
}

TEST_CASE("a level that doubtful law may give anyway hangs on no fact that only doubtful law reads",
          "[settle]") {
  const std::string doubtful =
      "  xx.one: {in_force: always, doubt: unclear, when: acquirer.formed_in == US, ";
  const std::string other =
      "then: {filing: notification}}\n"
      "  xx.two: {in_force: always, doubt: unclear, when: target.employees >= 1000, then: {filing: "
      "notification}}\n";
  const auto both = plan::world_of("rules:\n" + doubtful + other);
  const auto regime = answer(*both, firm(*both, "formed_in: CA"));
  CHECK(regime.determinations[0].level == model::Level{"none", "notification"});
  CHECK(regime.open_facts.empty());
  // Where the law is not doubtful the fact settles it.
  const auto clear = plan::world_of(
      "rules:\n" + doubtful +
      "then: {filing: notification}}\n"
      "  xx.two: {in_force: always, when: target.employees >= 1000, then: {filing: notification}}\n");
  CHECK(answer(*clear, firm(*clear, "formed_in: CA")).open_facts.size() == 1);
}

TEST_CASE("a range is cut only where a rule cuts it", "[settle]") {
  const auto world = plan::world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: target.employees > 100, then: {filing: notification}}\n");
  const auto within = answer(*world, firm(*world, "employees: 101..200"));
  CHECK(within.determinations[0].settled);
  const auto across = answer(*world, firm(*world, "employees: 100..200"));
  CHECK_FALSE(across.determinations[0].settled);
  CHECK(across.determinations[0].exact);
  const auto below = answer(*world, firm(*world, "employees: at most 100"));
  CHECK(below.determinations[0].level == model::Level{"none", "none"});
}

TEST_CASE("of very many parties the answers about those in a role are tried first", "[settle]") {
  const auto world = plan::world_of(
      "definitions:\n"
      "  party.xx_ours: {ask: \"Is it one of ours?\", decides: Minister}\n"
      "rules:\n"
      "  xx.one: {in_force: always, when: some p in transaction.parties has (p.xx_ours), "
      "then: {filing: notification}}\n",
      "  transaction.parties: {type: set of party}\n");
  std::string parties = "zz", more;
  for (int i = 0; i < 2000; ++i) {
    parties += ", p" + std::to_string(i);
    more += "  p" + std::to_string(i) + ": {formed_in: US}\n";
  }
  base::MemoryFileSystem files;
  files.add("case.yaml",
            "case: c\ntitle: C\nas_of: 2020-01-01\nroles: {acquirer: zz, target: f}\n"
            "transaction: {closing: 2020-01-01, parties: [" +
                parties + "]}\nparties:\n  f: {formed_in: CA}\n" + more + "  zz: {formed_in: US}\n");
  const auto facts =
      load::load_case(files, "case.yaml", world->rules.vocabulary, world->sources, world->sink);
  for (const auto& diagnostic : world->sink.sorted()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE(facts);
  const auto regime = answer(*world, *facts);
  REQUIRE(regime.open_judgements.size() == 2001);
  const auto tried = [](const model::OpenJudgement& judgement) { return judgement.tried; };
  CHECK(std::ranges::count_if(regime.open_judgements, tried) < 500);
  const auto buyer = std::ranges::find(regime.open_judgements, "zz.xx_ours", &model::OpenJudgement::id);
  REQUIRE(buyer != regime.open_judgements.end());
  CHECK(buyer->tried);
  CHECK(buyer->effects.size() == 1);
  CHECK_FALSE(regime.open_judgements.back().tried);
  CHECK(regime.open_judgements.back().effects.empty());
}

}  // namespace weir::evaluate
