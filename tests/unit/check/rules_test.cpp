#include "support/catch.hpp"
#include "unit/check/world.hpp"

namespace weir::check {

using testing::World;

TEST_CASE("exceptions hit a rule or a family", "[check]") {
  World world;
  world.rule("xx.exempt.crown", "target.listed");
  world.rule("xx.exempt.small", "target.listed");
  world.rule("xx.notify.control", "target.listed");
  world.rule("xx.notify.new", "target.listed");
  world.defeat("xx.exempt.small", "xx.notify.*");
  world.defeat("xx.exempt.crown", "xx.notify.control");
  const auto checked = world.check();
  CHECK(world.mistakes().empty());
  CHECK(checked.defeated_by[0][2] == std::vector<RuleRef>{{0, 0}, {0, 1}});
  CHECK(checked.defeated_by[0][3] == std::vector<RuleRef>{{0, 1}});
  CHECK(checked.defeated_by[0][0].empty());
}

TEST_CASE("exceptions that hit nothing", "[check]") {
  World world;
  world.rule("xx.exempt", "target.listed");
  world.defeat("xx.exempt", "xx.notfy.*");
  CHECK(world.mistake() == "defeats-nothing: `xx.notfy.*` is no rule of xx");
  world.regime().rules[0].defeats.clear();
  world.defeat("xx.exempt", "xx.exempt");
  CHECK(world.mistake() == "defeats-nothing: `xx.exempt` is only the rule itself");
}

TEST_CASE("exceptions in a circle", "[check]") {
  World world;
  world.rule("xx.a", "target.listed");
  world.rule("xx.b", "target.listed");
  world.defeat("xx.a", "xx.b");
  world.defeat("xx.b", "xx.a");
  world.check();
  const auto all = world.sink.sorted();
  REQUIRE(all.size() == 1);
  CHECK(all[0].message == "`xx.a` defeats itself in the end");
  CHECK(all[0].labels.size() == 1);
}

TEST_CASE("what rules name and give", "[check]") {
  World world;
  world.define("xx_injurious", world.judgement());
  auto& rule = world.rule("xx.rule", "target.listed");
  rule.speaks_for = "xx_injurius";
  rule.speaks_span = world.next_span();
  CHECK(world.mistake() == "unknown-judgement: there is no judgement `xx_injurius`");
  rule.speaks_for = "xx_injurious";
  CHECK(world.mistake().empty());
  rule.until = world.expression("target.assets");
  CHECK(world.mistake() == "not-a-date: `until` must be of type date");
  rule.until = world.expression("45 days after procedure.certified");
  CHECK(world.mistake().empty());
  rule.duty = model::Duty{"acquirer",
                          "notice",
                          world.expression("30 days after transaction.closing"),
                          "",
                          world.expression("25%"),
                          "",
                          {}};
  CHECK(world.mistake() == "type-mismatch: `penalty` must be of type money");
}

TEST_CASE("conditions may nest", "[check]") {
  World world;
  auto& rule = world.rule("xx.rule", "target.listed");
  model::Condition inner;
  inner.kind = model::Condition::Kind::any;
  inner.parts = {world.condition("target.kind == fund"), world.condition("target.employees")};
  rule.when.kind = model::Condition::Kind::all;
  rule.when.parts = {std::move(inner), world.condition("target.listed")};
  CHECK(world.mistake() == "not-a-truth: a part of a list of conditions must be true or false");
  const auto checked = world.check();
  CHECK(checked.typed.contains(&rule.when.parts[0].parts[0].expression));
}

TEST_CASE("a case names its roles, judgements and context", "[check]") {
  World world;
  world.define("party.xx_soe", world.judgement());
  world.rule_sets.context.push_back({});
  world.rule_sets.context.back().id = "cn-law";
  const auto checked = world.check();
  model::Case facts;
  facts.id = "deal";
  facts.id_span = world.next_span();
  model::Row party;
  party.entity = world.vocabulary.party;
  party.id = "hytera";
  facts.rows = {model::Row{}, party};
  facts.roles = {{"acquirer", "hytera", world.next_span()}, {"target", "hytera", world.next_span()}};
  const auto mistakes = [&] {
    diagnostics::Sink sink;
    check_case(checked, facts, sink);
    std::string all;
    for (const auto& diagnostic : sink.sorted()) all += diagnostic.message + "; ";
    return all;
  };
  CHECK(mistakes().empty());
  model::RecordedJudgement recorded;
  recorded.judgement = "xx_so";
  recorded.span = world.next_span();
  facts.judgements = {recorded};
  CHECK(mistakes() == "there is no judgement `xx_so`; ");
  facts.judgements[0].judgement = "xx_soe";
  CHECK(mistakes() == "`xx_soe` is decided of a party, and none is named; ");
  facts.judgements[0].of = "norsat";
  CHECK(mistakes() == "`norsat` is no party of this case; ");
  facts.judgements[0].of = "hytera";
  facts.context = {"cn-laws"};
  facts.context_spans = {world.next_span()};
  CHECK(mistakes() == "there is no context item `cn-laws`; ");
  facts.context.clear();
  facts.roles.pop_back();
  CHECK(mistakes() == "the case does not say who the target is; ");
}

}  // namespace weir::check
