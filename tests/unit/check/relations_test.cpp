#include "support/catch.hpp"
#include "unit/check/world.hpp"

namespace weir::check {

using testing::World;

TEST_CASE("conditions that are right", "[check]") {
  const char* right = GENERATE(
      "target.assets >= 5 million CAD", "target.power > 100 MW", "stake.votes > 1/3", "stake.capital <= 25%",
      "10% < stake.votes <= 1/2", "acquirer.state_ties within {CN, US}", "acquirer.state_ties contains CN",
      "count(acquirer.state_ties) == 0", "count(target.activities) > 1",
      "target.activities contains at least 2 of {mining, satellites}", "stake.votes reaches 25%",
      "stake.votes rises above any of {25%, 50%, 75%}", "target.tier >= middle",
      "happened(procedure.certified) or not target.listed", "year(transaction.closing) in {2016, 2017}",
      "earliest(transaction.closing, transaction.signing) < 2017-06-02", "transaction.closing != never",
      "target.assets > none", "target.employees > 1 thousand", "acquirer.gp == target",
      "target.formed_in not in {CA}", "transaction.closing <= 6 months from transaction.signing");
  INFO(right);
  CHECK(World::mistake_of(right).empty());
}

TEST_CASE("things of different kinds do not compare", "[check]") {
  CHECK(World::mistake_of("target.kind == target.formed_in") ==
        "type-mismatch: one of party-kind cannot be compared with country");
  CHECK(World::mistake_of("target.assets > 25%") == "type-mismatch: money cannot be compared with percent");
  CHECK(World::mistake_of("target.power > 30 days") == "type-mismatch: W cannot be compared with days");
  CHECK(World::mistake_of("transaction.closing > 2017") ==
        "type-mismatch: date cannot be compared with number");
}

TEST_CASE("a number for a percentage", "[check]") {
  World world;
  world.rule("xx.rule", "stake.votes > 25");
  world.check();
  const auto all = world.sink.sorted();
  REQUIRE(all.size() == 1);
  CHECK(all[0].message == "a percentage is compared with a plain number");
  CHECK(all[0].help == "write `25%`");
  REQUIRE(all[0].fixes.size() == 1);
  CHECK(all[0].fixes[0].edits[0].replacement == "25%");
}

TEST_CASE("sets and single items", "[check]") {
  CHECK(World::mistake_of("acquirer.state_ties == CN") ==
        "set-for-single: `acquirer.state_ties` is a set where one item is needed");
  CHECK(World::mistake_of("target.formed_in contains CA") ==
        "single-for-set: `target.formed_in` is no set, and one is needed");
  CHECK(World::mistake_of("target.formed_in in CA") == "single-for-set: `CA` is no set, and one is needed");
  CHECK(World::mistake_of("count(target.formed_in) > 0") ==
        "single-for-set: `target.formed_in` is no set, and one is needed");
}

TEST_CASE("order", "[check]") {
  CHECK(World::mistake_of("target.kind > fund") ==
        "not-ordered: one of party-kind has no order, so nothing is more or less of it");
  CHECK(World::mistake_of("target.listed > true") ==
        "not-ordered: truth has no order, so nothing is more or less of it");
}

TEST_CASE("currencies and measures", "[check]") {
  CHECK(World::mistake_of("1 million USD < target.assets <= 2 million CAD") ==
        "currency-mismatch: amounts in USD and CAD are not compared");
  CHECK(World::mistake_of("target.assets > transaction.price") ==
        "measure-mismatch: an amount of the whole business is compared with one of the stake");
}

TEST_CASE("conditions, dates and changes", "[check]") {
  CHECK(World::mistake_of("target.assets") == "not-a-truth: `when` must be true or false");
  CHECK(World::mistake_of("target.listed and target.employees") ==
        "not-a-truth: `target.employees` is neither true nor false");
  CHECK(World::mistake_of("happened(target.kind)") ==
        "not-a-date: `target.kind` is not a date, and `happened` needs one");
  CHECK(World::mistake_of("stake.capital reaches 25%") ==
        "not-a-change: `stake.capital` has no figure before and after the deal");
  CHECK(World::mistake_of("stake == target") == "no-value: `stake` is a thing and not one of its facts");
}

TEST_CASE("a calendar of business days that nobody declares is refused", "[check]") {
  CHECK(World::mistake_of("as_of < 30 uk_working_days after transaction.closing") ==
        "unknown-calendar: `uk_working_days` is no unit of time and no calendar");
}

TEST_CASE("rows, methods and amounts are checked as closely as the rest", "[check]") {
  CHECK(World::mistake_of("some d in target.directors has (d.listed)") ==
        "unknown-fact: the vocabulary has no fact `office-holder.listed`");
  CHECK(World::mistake_of("some d in target.employees has (d.residence == CA)") ==
        "not-a-list: `target.employees` is no list of rows");
  CHECK(World::mistake_of("interest(acquirer, target, xx_chain) > 25%") ==
        "unknown-method: there is no method of attribution `xx_chain`");
  CHECK(World::mistake_of("target.assets + target.employees > 3") ==
        "bad-arithmetic: money and number cannot be added or taken away");
  CHECK(World::mistake_of("greatest(transaction.closing, transaction.signing) > 2017-01-01") ==
        "bad-arithmetic: `transaction.closing` is no amount");
  CHECK(World::mistake_of("some target in target.directors has (target.residence == CA)") ==
        "variable-taken: `target` already has a meaning here");
}

TEST_CASE("one mistake gives one diagnostic", "[check]") {
  CHECK(World::mistake_of("target.nothing == fund and target.listed") ==
        "unknown-fact: the vocabulary has no fact `party.nothing`");
  CHECK(World::mistake_of("target.nothing in {fund, corporation}") ==
        "unknown-fact: the vocabulary has no fact `party.nothing`");
  World world;
  world.define("xx_wrong", "target.nothing");
  world.rule("xx.one", "xx_wrong == fund");
  world.rule("xx.two", "xx_wrong");
  CHECK(world.mistake() == "unknown-fact: the vocabulary has no fact `party.nothing`");
}

}  // namespace weir::check
