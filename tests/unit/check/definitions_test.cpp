#include "support/catch.hpp"
#include "unit/check/world.hpp"

namespace weir::check {

using testing::World;

TEST_CASE("definitions are ordered so that what is read stands first", "[check]") {
  World world;
  world.define("xx_a", "xx_b and target.listed");
  world.define("xx_b", "xx_c");
  world.define("xx_c", "target.listed");
  const auto checked = world.check();
  CHECK_FALSE(world.sink.has_errors());
  std::vector<std::uint32_t> order;
  for (const auto id : checked.order) order.push_back(id.value);
  CHECK(order == std::vector<std::uint32_t>{2, 1, 0});
  CHECK(checked.definitions[0].type.kind == model::Kind::truth);
}

TEST_CASE("a circle of definitions is reported once with each step", "[check]") {
  World world;
  world.define("xx_a", "xx_b");
  world.define("xx_b", "xx_c");
  world.define("xx_c", "xx_a");
  world.check();
  const auto all = world.sink.sorted();
  REQUIRE(all.size() == 1);
  CHECK(all[0].message == "the definition `xx_a` reads itself through `xx_b` and `xx_c`");
  CHECK(all[0].primary->text == "`xx_a` reads `xx_b`");
  REQUIRE(all[0].labels.size() == 2);
  CHECK(all[0].labels[1].text == "`xx_c` reads `xx_a`");
}

TEST_CASE("groups find their list", "[check]") {
  World world;
  world.define("xx_allies", world.group({"US", "GB"}));
  world.define("xx_unknown", world.group({}));
  world.rule("xx.rule", "acquirer.formed_in in xx_allies and target.activities overlaps xx_unknown");
  const auto checked = world.check();
  CHECK(world.mistakes().empty());
  CHECK(checked.definitions[0].type.domain == world.domain("country"));
  CHECK(checked.definitions[1].type.domain == world.domain("activity-kind"));
}

TEST_CASE("a group on no list, and a member that is not on it", "[check]") {
  World world;
  world.define("xx_odd", world.group({"US", "fund"}));
  CHECK(world.mistake() == "unknown-list: nothing says what `xx_odd` is a group of");
  World other;
  other.define("xx_allies", other.group({"US", "UK"}, "country"));
  CHECK(other.mistake() == "unknown-code: `UK` is not a code of country");
}

TEST_CASE("versions and values have one type", "[check]") {
  World world;
  world.define("xx_tier", world.values({}, {{"2016-01-01", {"none"}}, {"2017-01-01", {"5 million CAD"}}}));
  world.define("xx_kind", world.values({}, {{"2016-01-01", {"fund"}}, {"2017-01-01", {"individual"}}}));
  const auto checked = world.check();
  CHECK(world.mistakes().empty());
  CHECK(checked.definitions[0].type.kind == model::Kind::money);
  CHECK(checked.definitions[1].type.domain == world.domain("party-kind"));
  world.define("xx_mixed", world.values({}, {{"2016-01-01", {"25%"}}, {"2017-01-01", {"5 million CAD"}}}));
  CHECK(world.mistake() == "type-mismatch: the answers are of different types");
}

TEST_CASE("attributes do not read the roles of a deal", "[check]") {
  World world;
  world.define("xx_foreign", "acquirer.formed_in != CA");
  world.define("party.xx_state", "count(it.state_ties) > 0 and xx_foreign");
  CHECK(world.mistake() == "attribute-reads-deal: the attribute `party.xx_state` reads `acquirer`");
}

TEST_CASE("law on another day", "[check]") {
  World world;
  world.define("xx_allies", world.group({"US", "GB"}));
  world.rule("xx.rule", "acquirer.formed_in in xx_allies at transaction.signing");
  CHECK(world.mistakes().empty());
  world.rule("xx.other", "target.listed at transaction.signing");
  CHECK(world.mistake() == "not-dated: `target.listed` does not change with a date");
}

TEST_CASE("a rule is not in force longer than what it reads", "[check]") {
  World world;
  world.define("xx_tier", world.values({}, {{"2017-01-01", {"5 million CAD"}}}));
  world.define("xx_reached", "target.assets >= xx_tier");
  world.rule("xx.rule", "xx_reached").in_force = world.range("2016-01-01");
  CHECK(world.mistake() ==
        "reads-outside-force: `xx.rule` reads `xx_tier`, which holds nothing before 2017-01-01");
  world.regime().rules[0].in_force = world.range("2017-01-01");
  CHECK(world.mistake().empty());
  world.regime().rules[0].in_force = world.range("2016-01-01");
  world.regime().rules[0].by = world.expression("transaction.signing");
  CHECK(world.mistake().empty());
}

TEST_CASE("values that begin with none hold at all times", "[check]") {
  World world;
  world.define("xx_tier", world.values({}, {{"2017-01-01", {"none"}}, {"2018-01-01", {"5 million CAD"}}}));
  world.rule("xx.rule", "target.assets >= xx_tier");
  CHECK(world.mistake().empty());
}

TEST_CASE("the law date does not read law that it would have to pick", "[check]") {
  World world;
  world.define("xx_day", world.values({}, {{"2017-01-01", {"2017-06-02"}}}));
  world.define("xx_first", "earliest(xx_day, transaction.closing)");
  world.regime().by = world.expression("xx_first");
  CHECK(world.mistake() ==
        "definition-cycle: the law date of `xx` reads `xx_day`, which that date would have to pick");
  world.rule_sets.definitions[0].by = world.expression("transaction.signing");
  CHECK(world.mistake().empty());
}

TEST_CASE("a column that begins with none holds at all times, its neighbour does not", "[check]") {
  World world;
  world.define("xx_tier", world.values({"a", "b"}, {{"2017-01-01", {"none", "1 million CAD"}},
                                                    {"2018-01-01", {"2 million CAD", "3 million CAD"}}}));
  world.rule("xx.a", "target.assets >= xx_tier.a").in_force = world.range("2016-01-01");
  CHECK(world.mistake().empty());
  world.rule("xx.b", "target.assets >= xx_tier.b").in_force = world.range("2016-01-01");
  CHECK(world.mistake() ==
        "reads-outside-force: `xx.b` reads `xx_tier`, which holds nothing before 2017-01-01");
}

}  // namespace weir::check
