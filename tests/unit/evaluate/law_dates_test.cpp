#include "evaluate/findings.hpp"
#include "evaluate/kernels.hpp"
#include "evaluate/run.hpp"
#include "plan/compile.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"
#include "unit/check/world.hpp"

namespace weir::evaluate {
namespace {

using base::Date;
using base::Truth;

Date day(std::string_view text) {
  return *Date::parse(text);
}

Column dates(Date low, Date high, Applies applies = Applies::certainly) {
  Column column = Column::of(plan::ColumnKind::date, 1);
  column.low[0] = low.days;
  column.high[0] = high.days;
  column.applies[0] = applies;
  return column;
}

using Places = decltype(Touched::versions);

const std::vector<plan::VersionRange> two_versions = {
    {day("2010-01-01"), day("2014-12-31"), day("2010-01-01")},
    {day("2016-01-01"), Date::never(), day("2016-01-01")}};

TEST_CASE("a law date that may be a day without law is not settled by the days that have law", "[evaluate]") {
  const Date now = day("2020-01-01");
  auto touched = [&](Date low, Date high, Applies applies = Applies::certainly) {
    return touched_versions(two_versions, dates(low, high, applies), 0, now);
  };
  CHECK(touched(day("2011-01-01"), day("2014-12-31")).complete);
  CHECK(touched(day("2016-01-01"), Date::never()).complete);
  CHECK_FALSE(touched(day("2009-12-31"), day("2014-12-31")).complete);
  CHECK_FALSE(touched(day("2014-12-31"), day("2016-01-01")).complete);
  CHECK(touched(day("2014-12-31"), day("2016-01-01")).versions == Places{0, 1});
  CHECK_FALSE(touched(day("2016-01-01"), day("2016-01-01"), Applies::perhaps).complete);
}

TEST_CASE("a figure holds until the next one that counts as enacted", "[evaluate]") {
  // The second figure is made in 2020 for the days from 2015 on.
  const std::vector<plan::VersionRange> figures = {{day("2010-01-01"), Date::never(), day("2010-01-01")},
                                                   {day("2015-01-01"), Date::never(), day("2020-06-01")}};
  const Column law = dates(day("2016-03-01"), day("2016-03-01"));
  CHECK(touched_versions(figures, law, 0, day("2017-01-01")).versions == Places{0});
  CHECK(touched_versions(figures, law, 0, day("2021-01-01")).versions == Places{1});
}

TEST_CASE("law that waits to come into force is pending from the day of its enactment on", "[evaluate]") {
  const plan::Plan& plan = reference::loaded().plan;
  const auto pre_closing = std::ranges::find_if(
      plan.rules, [](const plan::CompiledRule& rule) { return rule.rule->id == "ca.preclosing.control"; });
  REQUIRE(pre_closing != plan.rules.end());
  REQUIRE(pre_closing->rule->status.enacted == day("2024-03-22"));
  const auto found_on = [&](std::string_view as_of) {
    CaseRow row;
    row.facts = &reference::hytera();
    row.as_of = row.known_on = day(as_of);
    return finding_kind(run(plan, {row}, {}), *pre_closing, 0);
  };
  CHECK(found_on("2017-06-02") == model::FindingKind::not_in_force);
  CHECK(found_on("2024-03-21") == model::FindingKind::not_in_force);
  CHECK(found_on("2024-03-22") == model::FindingKind::pending);
}

TEST_CASE("a date that may not apply does not bound the earliest", "[evaluate]") {
  Batch batch;
  Dictionary dictionary;
  plan::Node node;
  node.kind = plan::ColumnKind::date;
  const Column doubtful = dates(day("2013-01-01"), day("2013-01-01"), Applies::perhaps);
  const Column known = dates(day("2015-01-01"), day("2015-01-01"));
  const Column absent = dates(Date::beginning(), Date::never(), Applies::not_at_all);
  auto extreme = [&](plan::Op op, const std::vector<const Column*>& inputs) {
    node.op = op;
    Frame frame{batch, node, inputs, dictionary, 1};
    return date_kernel(frame);
  };
  const Column earliest = extreme(plan::Op::earliest, {&doubtful, &known});
  CHECK(Date{earliest.low[0]} == day("2013-01-01"));
  CHECK(Date{earliest.high[0]} == day("2015-01-01"));
  CHECK(earliest.applies[0] == Applies::certainly);
  const Column latest = extreme(plan::Op::latest, {&doubtful, &absent});
  CHECK(Date{latest.high[0]} == day("2013-01-01"));
  CHECK(latest.applies[0] == Applies::perhaps);
  CHECK(extreme(plan::Op::latest, {&absent}).applies[0] == Applies::not_at_all);
}

TEST_CASE("amounts compare in any currency that both state", "[evaluate]") {
  Batch batch;
  Dictionary dictionary;
  plan::Node node;
  node.op = plan::Op::less;
  node.kind = plan::ColumnKind::truth;
  auto amount = [](std::int32_t currency, std::int64_t low, std::int64_t high) {
    Bounds bounds;
    bounds.has_low = bounds.has_high = true;
    bounds.low = low;
    bounds.high = high;
    bounds.currency = currency;
    bounds.group = 1;
    return bounds;
  };
  // The first currency leaves it open, the second settles it.
  Column a = Column::of(plan::ColumnKind::number, 1), b = a;
  a.push_number({amount(1, 10, 20), amount(2, 30, 30)}, Applies::certainly);
  b.push_number({amount(1, 15, 25), amount(2, 40, 40)}, Applies::certainly);
  const Frame frame{batch, node, {&a, &b}, dictionary, 1};
  Column out;
  number_kernel(frame, out);
  CHECK(out.truth(0) == Truth::true_value);
}

// What one rule says of a deal between `buyer` and `seller`, whose general partner is `buyer`.
class Deal {
 public:
  Deal() {
    model::Row transaction;
    transaction.entity = world_.vocabulary.transaction;
    facts_.rows.push_back(transaction);
    for (const char* id : {"buyer", "seller"}) {
      model::Row party;
      party.entity = world_.vocabulary.party;
      party.id = id;
      facts_.rows.push_back(party);
    }
    facts_.roles = {{"acquirer", "buyer", {}}, {"target", "seller", {}}};
    state(2, "party.gp", model::Item{"buyer"});
  }
  void state(std::size_t row, std::string_view fact, model::Candidate candidate) {
    model::Value value;
    value.candidates.push_back(std::move(candidate));
    state(row, fact, std::move(value));
  }
  void state(std::size_t row, std::string_view fact, model::Value value) {
    model::Claim claim;
    claim.value = std::move(value);
    facts_.rows[row].facts.push_back({*world_.vocabulary.find_fact(fact), {claim}, {}});
  }
  void stake(std::string_view before, std::string_view after) {
    model::Vocabulary& vocabulary = world_.vocabulary;
    for (const char* field : {"owner", "entity"}) {
      model::Fact fact;
      fact.entity = vocabulary.holding;
      fact.field = field;
      fact.name = std::string("holding.") + field;
      fact.type = {.kind = model::Kind::party, .entity = vocabulary.party};
      vocabulary.entities[vocabulary.holding.index()].facts.emplace_back(vocabulary.facts.size());
      vocabulary.facts.push_back(std::move(fact));
    }
    model::Row holding;
    holding.entity = world_.vocabulary.holding;
    facts_.rows.push_back(holding);
    const auto share = [](std::string_view text) {
      return model::Interval::exactly(*base::Rational::parse(text));
    };
    state(3, "holding.owner", model::Item{"buyer"});
    state(3, "holding.entity", model::Item{"seller"});
    state(3, "holding.votes", model::Change{share(before), share(after)});
  }
  model::Rule& rule(const char* when) { return world_.rule("xx.rule", when); }
  check::testing::World& world() { return world_; }
  Truth applies() {
    const check::Checked checked = world_.check();
    REQUIRE_FALSE(world_.sink.has_errors());
    const plan::Plan plan = plan::compile(checked);
    CaseRow row;
    row.facts = &facts_;
    row.as_of = row.known_on = day("2017-06-02");
    const Run found = run(plan, {row}, {});
    return found.truth(plan.rules[0].applies, 0);
  }

 private:
  check::testing::World world_;
  model::Case facts_;
};

TEST_CASE("a last day that does not apply ends no rule", "[evaluate]") {
  Deal deal;
  const Date closing = day("2017-01-01");
  deal.state(0, "transaction.closing", model::DateInterval{closing, closing, false});
  model::Value none;
  none.not_applicable = true;
  deal.state(0, "transaction.signing", none);
  deal.rule("target.gp == acquirer").until = deal.world().expression("transaction.signing");
  CHECK(deal.applies() == Truth::true_value);
}

TEST_CASE("a party that a fact names is compared with a party of the deal", "[evaluate]") {
  const Date closing = day("2017-01-01");
  for (const auto& [when, expected] : {std::pair("target.gp == acquirer", Truth::true_value),
                                       std::pair("target.gp == target", Truth::false_value),
                                       std::pair("target.gp != target", Truth::true_value),
                                       std::pair("target.gp == vendor", Truth::unknown)}) {
    INFO(when);
    Deal deal;
    deal.state(0, "transaction.closing", model::DateInterval{closing, closing, false});
    deal.rule(when);
    CHECK(deal.applies() == expected);
  }
}

TEST_CASE("a change that a table answers keeps its figure before the deal", "[evaluate]") {
  const Date closing = day("2017-01-01");
  Deal deal;
  deal.state(0, "transaction.closing", model::DateInterval{closing, closing, false});
  deal.stake("1/5", "2/5");
  deal.world().define("xx_votes", deal.world().table({"target.listed"}, {{"any", "stake.votes"}}));
  deal.rule("xx_votes reaches 25% and xx_votes.before < 25%");
  CHECK(deal.applies() == Truth::true_value);
}

}  // namespace
}  // namespace weir::evaluate
