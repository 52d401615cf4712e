#include "support/catch.hpp"
#include "unit/check/world.hpp"

namespace weir::check {

using testing::World;

namespace {

/// The binding of the path `text` in a rule that compares it so that the whole is true or false.
TypedNode node_of(World& world, const char* when, const char* text) {
  world.rule("xx.rule", when);
  static Checked checked;
  checked = world.check();
  const auto& typed = checked.of(world.regime().rules.back().when.expression);
  for (std::size_t i = 0; i < typed.nodes.size(); ++i) {
    const auto range = typed.source->ast.nodes[i].range;
    if (typed.source->text.text.substr(range.begin, range.end - range.begin) == text) return typed.nodes[i];
  }
  FAIL("no node " << text);
  return {};
}

}  // namespace

TEST_CASE("a path names a fact of a role", "[check]") {
  World world;
  const auto node = node_of(world, "target.kind == corporation", "target.kind");
  CHECK(node.binding.kind == Binding::Kind::fact);
  CHECK(node.binding.place.root == Root::target);
  CHECK(node.binding.place.via.empty());
  CHECK(node.type.kind == model::Kind::code);
  CHECK(world.mistakes().empty());
}

TEST_CASE("a fact that names a party can be followed", "[check]") {
  World world;
  const auto node = node_of(world, "acquirer.gp.kind == fund", "acquirer.gp.kind");
  REQUIRE(node.binding.place.via.size() == 1);
  CHECK(world.vocabulary.fact(node.binding.place.via[0]).name == "party.gp");
  CHECK(node.binding.place.entity == world.vocabulary.party);
}

TEST_CASE("codes are read by the list of the other side, on either side", "[check]") {
  World world;
  const auto right = node_of(world, "target.formed_in in {CA, US}", "US");
  CHECK(right.binding.kind == Binding::Kind::code);
  CHECK(right.binding.code == "US");
  World other;
  const auto left = node_of(other, "mining in target.activities", "mining");
  CHECK(left.binding.code == "mining");
  CHECK(other.mistakes().empty());
}

TEST_CASE("a code of digits reads as a code", "[check]") {
  World world;
  const auto node = node_of(world, "target.sectors contains 3342", "3342");
  CHECK(node.binding.kind == Binding::Kind::code);
  CHECK(node.binding.code == "3342");
}

TEST_CASE("attributes are read like facts", "[check]") {
  World world;
  world.define("party.xx_state", world.judgement());
  world.define("holding.xx_control", "it.capital > 50%");
  const auto node = node_of(world, "acquirer.gp.xx_state and stake.xx_control", "acquirer.gp.xx_state");
  CHECK(node.binding.kind == Binding::Kind::attribute);
  CHECK(node.binding.place.via.size() == 1);
  CHECK(world.mistakes().empty());
}

TEST_CASE("keyed rows stand for the set of their key", "[check]") {
  World world;
  const auto node = node_of(world, "target.activities overlaps {mining, any-threat}", "target.activities");
  CHECK(node.binding.kind == Binding::Kind::fact);
  CHECK(node.type == model::Type{.kind = model::Kind::code,
                                 .shape = model::Shape::set,
                                 .domain = world.domain("activity-kind")});
}

TEST_CASE("the figure before the deal", "[check]") {
  World world;
  const auto node = node_of(world, "stake.votes.before < 25%", "stake.votes.before");
  CHECK(node.binding.before);
  CHECK_FALSE(node.type.change);
  CHECK(World::mistake_of("stake.capital.before < 25%") ==
        "not-a-change: `capital` has no figure before the deal");
}

TEST_CASE("columns of dated values", "[check]") {
  World world;
  world.define("xx_tiers",
               world.values({"small", "large"}, {{"2017-01-01", {"none", "none"}},
                                                 {"2018-01-01", {"1 million CAD", "3 million CAD"}}}));
  const auto node = node_of(world, "target.assets >= xx_tiers.large", "xx_tiers.large");
  CHECK(node.binding.kind == Binding::Kind::definition);
  CHECK(node.binding.column == 1);
  CHECK(node.type.kind == model::Kind::money);
  CHECK(world.mistakes().empty());
  world.rule("xx.other", "target.assets >= xx_tiers");
  CHECK(world.mistake() == "column-missing: `xx_tiers` has several columns and none is named");
}

TEST_CASE("dates that are always there", "[check]") {
  World world;
  CHECK(node_of(world, "as_of <= 30 days after transaction.closing", "as_of").binding.kind ==
        Binding::Kind::as_of);
  CHECK(world.mistakes().empty());
}

TEST_CASE("mistakes in names", "[check]") {
  CHECK(World::mistake_of("target.knd == fund") == "unknown-fact: the vocabulary has no fact `party.knd`");
  CHECK(World::mistake_of("xx_nothing") == "unknown-name: nothing is called `xx_nothing` here");
  CHECK(World::mistake_of("target.kind == fnd") == "unknown-code: `fnd` is not a code of party-kind");
  CHECK(World::mistake_of("target.kind in {fund, fnd, corporation}") ==
        "unknown-code: `fnd` is not a code of party-kind");
  CHECK(World::mistake_of("it.kind == fund") == "it-outside-attribute: `it` stands for no party here");
  CHECK(World::mistake_of("corporation") == "unknown-name: nothing is called `corporation` here");
  CHECK(World::mistake_of("target.power > 3 MX") == "unknown-unit: `MX` is neither a unit nor a currency");
}

TEST_CASE("a misspelt fact gets the nearest as a fix", "[check]") {
  World world;
  world.rule("xx.rule", "target.formed_un == CA");
  world.check();
  const auto all = world.sink.sorted();
  REQUIRE(all.size() == 1);
  CHECK(all[0].help == "did you mean the fact `formed_in`?");
  REQUIRE(all[0].fixes.size() == 1);
  CHECK(all[0].fixes[0].edits[0].replacement == "formed_in");
  CHECK(all[0].context == "xx.rule");
}

}  // namespace weir::check
