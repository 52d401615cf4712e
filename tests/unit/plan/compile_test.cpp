// What the plan promises to the evaluator and to all later analyses.
#include "plan/builder.hpp"
#include "reference/loaded.hpp"
#include "unit/plan/small_world.hpp"

namespace weir::plan {
namespace {

const std::string two_rules_of_one_condition =
    "rules:\n"
    "  xx.a: {in_force: always, when: target.employees > 100 and acquirer.formed_in != CA}\n"
    "  xx.b: {in_force: always, when: target.employees > 100}\n";

TEST_CASE("plan: equal sub-expressions of different rules are one node", "[plan]") {
  const auto world = world_of(two_rules_of_one_condition);
  // `> 100` is `100 <`, once for both rules; the fact is read once, on the table of parties.
  CHECK(world->count(Op::less) == 1);
  const NodeId shared = world->rule("xx.b").condition;
  CHECK(world->plan.node(shared).op == Op::less);
  const Node& both = world->plan.node(world->rule("xx.a").condition);
  CHECK(both.op == Op::logical_and);
  CHECK(std::ranges::find(both.inputs, shared) != both.inputs.end());
  CHECK(world->plan.nodes.size() < world->plan.nodes_before_sharing);
}

TEST_CASE("plan: the same comparison written the other way round is the same node", "[plan]") {
  const auto world = world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: target.employees > 100}\n"
      "  xx.b: {in_force: always, when: 100 < target.employees}\n");
  CHECK(world->rule("xx.a").condition == world->rule("xx.b").condition);
}

TEST_CASE("plan: values that differ, and more than and at least, are not shared", "[plan]") {
  const auto world = world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: target.employees > 100}\n"
      "  xx.b: {in_force: always, when: target.employees > 101}\n"
      "  xx.c: {in_force: always, when: target.employees >= 100}\n"
      "  xx.d: {in_force: always, when: acquirer.employees > 100}\n"
      "  xx.e: {in_force: always, when: stake.votes > 1/3}\n"
      "  xx.f: {in_force: always, when: stake.votes > 33.33%}\n");
  std::vector<NodeId> conditions;
  for (const CompiledRule& rule : world->plan.rules) conditions.push_back(rule.condition);
  std::ranges::sort(conditions);
  CHECK(std::ranges::adjacent_find(conditions) == conditions.end());
}

TEST_CASE("plan: a definition read by two rules is compiled once", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_foreign: {is: acquirer.formed_in != CA, title: foreign}\n"
      "rules:\n"
      "  xx.a: {in_force: always, when: xx_foreign}\n"
      "  xx.b: {in_force: always, when: not xx_foreign}\n");
  CHECK(world->count(Op::item_not_equal) == 1);
  CHECK(world->plan.node(world->rule("xx.b").condition).op == Op::logical_not);
  CHECK(world->plan.node(world->rule("xx.b").condition).inputs[0] == world->rule("xx.a").condition);
}

TEST_CASE("plan: two negations cancel", "[plan]") {
  const auto world = world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: transaction.public}\n"
      "  xx.b: {in_force: always, when: not (not transaction.public)}\n");
  CHECK(world->rule("xx.a").condition == world->rule("xx.b").condition);
}

// Of the small plan and of the whole law of the source tree.
void check_order(const Plan& plan) {
  std::size_t late = 0;
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    for (const NodeId input : plan.nodes[i].inputs) late += input.index() >= i ? 1 : 0;
  }
  CHECK(late == 0);
}

TEST_CASE("plan: inputs stand before the nodes that read them", "[plan]") {
  check_order(world_of(two_rules_of_one_condition)->plan);
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  check_order(reference::loaded().plan);
}

TEST_CASE("plan: no two nodes of the whole law are equal, and sharing spares at least a third", "[plan]") {
  const Plan& plan = reference::loaded().plan;
  Plan copy;
  Builder again(copy);
  for (const Node& node : plan.nodes) again.add(node);
  CHECK(copy.nodes.size() == plan.nodes.size());
  CHECK(plan.nodes.size() * 3 < plan.nodes_before_sharing * 2);
}

TEST_CASE("plan: inputs stand on the node's table, or are brought there", "[plan]") {
  const Plan& plan = reference::loaded().plan;
  std::size_t elsewhere = 0;
  for (const Node& node : plan.nodes) {
    if (node.op == Op::broadcast || node.op == Op::gather) continue;
    for (const NodeId input : node.inputs) {
      if (plan.node(input).op == Op::attribution) continue;  // of the whole case
      // The rows of a list stand below what they are listed under: a reduction reads them from above, and the
      // node that makes the list reads what it is made from.
      TableRef table = plan.node(input).table;
      while (table != node.table && table.is_list()) table = plan.list(table).parent;
      const bool makes_list = node.table.is_list() && plan.list(node.table).parent == plan.node(input).table;
      elsewhere += table == node.table || makes_list ? 0 : 1;
      if (table != node.table && !makes_list)
        UNSCOPED_INFO(to_text(node.op)
                      << " on " << node.table.value << " reads " << to_text(plan.node(input).op) << " on "
                      << plan.node(input).table.value);
    }
  }
  CHECK(elsewhere == 0);
}

/// True if each row of `table` stands below one row of `above`.
bool stands_below(const Plan& plan, TableRef table, TableRef above) {
  while (table != above && table.is_list()) table = plan.list(table).parent;
  return table == above || above == TableRef::cases() || above == TableRef::subjects();
}

TEST_CASE("plan: a list read on each party may speak of that party", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_votes: {path: product, measure: votes}\n"
      "  party.xx_held: some p in transaction.parties has (interest(p, it, xx_votes) > 50%)\n"
      "rules:\n"
      "  xx.a: {in_force: always, when: target.xx_held}\n",
      "  transaction.parties: {type: list of party}\n");
  const Plan& plan = world->plan;
  REQUIRE(plan.lists.size() == 1);
  CHECK(plan.lists[0].parent == TableRef::of(world->rules.vocabulary.party));
  for (const Node& node : plan.nodes) {
    if (node.op == Op::broadcast) CHECK(stands_below(plan, node.table, plan.node(node.inputs[0]).table));
  }
}

TEST_CASE("plan: what is asked of a row stands below it, though it speaks of the buyer first", "[plan]") {
  const auto world = world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: \"some p in transaction.parties has (acquirer.employees > 5 or "
      "(some q in transaction.parties has (q.formed_in == CA)))\"}\n",
      "  transaction.parties: {type: list of party}\n");
  const Plan& plan = world->plan;
  REQUIRE(plan.lists.size() == 2);
  CHECK(world->only(Op::logical_or).table == TableRef::list(0));
  for (const Node& node : plan.nodes) {
    if (node.op == Op::broadcast) CHECK(stands_below(plan, node.table, plan.node(node.inputs[0]).table));
  }
}

TEST_CASE("plan: rows with a key are counted as the set of their keys, others as rows", "[plan]") {
  const auto world = world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: count(target.goods) > 2}\n"
      "  xx.b: {in_force: always, when: count of x in target.goods > 2}\n"
      "  xx.c: {in_force: always, when: count(target.sites) > 2}\n",
      "  party.goods: {type: \"rows of good, key kind\"}\n"
      "  party.sites: {type: rows of site}\n"
      "  good.kind: {type: country}\n"
      "  site.country: {type: country}\n");
  CHECK(world->count(Op::count) == 1);
  CHECK(world->count(Op::rows_count) == 2);
}

TEST_CASE("plan: a fact of a party is read on the parties' table and gathered through the role", "[plan]") {
  const auto world = world_of("rules:\n  xx.a: {in_force: always, when: acquirer.formed_in == CA}\n");
  const Node& gather = world->only(Op::gather);
  const Node& fact = world->plan.node(gather.inputs[0]);
  CHECK(fact.op == Op::fact);
  CHECK(fact.table == TableRef::of(world->rules.vocabulary.party));
  CHECK(gather.table == world->plan.node(gather.inputs[1]).table);
  CHECK(world->only(Op::role_row).text == "acquirer");
  CHECK(world->plan.node(world->rule("xx.a").condition).table == TableRef::subjects());
}

TEST_CASE("plan: a condition on the transaction is worked out on the case and broadcast", "[plan]") {
  const auto world = world_of("rules:\n  xx.a: {in_force: always, when: transaction.public}\n");
  const Node& condition = world->plan.node(world->rule("xx.a").condition);
  CHECK(condition.op == Op::broadcast);
  CHECK(condition.table == TableRef::subjects());
  CHECK(world->plan.node(condition.inputs[0]).op == Op::fact);
  CHECK(world->plan.node(condition.inputs[0]).table == TableRef::cases());
}

/// The number behind what brings it to another table.
base::Rational constant(const SmallWorld& world, NodeId id) {
  while (world.plan.node(id).op == Op::broadcast) id = world.plan.node(id).inputs[0];
  CHECK(world.plan.node(id).op == Op::constant);
  return world.plan.node(id).number;
}

TEST_CASE("plan: dated values become one node with a version for each line", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_limit:\n"
      "    title: limit\n"
      "    by: transaction.closing\n"
      "    values: {2010-01-01: 100, 2015-07-01: 200, 2020-01-01: 300}\n"
      "rules:\n"
      "  xx.a: {in_force: 2010-01-01.., when: target.employees >= xx_limit}\n");
  const Node& version = world->only(Op::version);
  REQUIRE(version.versions.size() == 3);
  REQUIRE(version.inputs.size() == 5);  // law date, as-of, three values
  CHECK(version.versions[0].first == base::Date::parse("2010-01-01"));
  // Each ends when the next enacted one begins, which depends on the day of the viewpoint.
  CHECK(version.versions[1].first == base::Date::parse("2015-07-01"));
  CHECK(version.versions[2].first == base::Date::parse("2020-01-01"));
  for (const plan::VersionRange& range : version.versions) CHECK(range.last.is_never());
  CHECK(constant(*world, version.inputs[3]) == base::Rational(200));
}

TEST_CASE("plan: a definition at another day is another node", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_limit: {title: limit, by: transaction.closing, values: {2010-01-01: 100, 2015-07-01: 200}}\n"
      "rules:\n"
      "  xx.a: {in_force: 2010-01-01.., when: target.employees >= xx_limit}\n"
      "  xx.b: {in_force: 2010-01-01.., when: target.employees >= xx_limit at transaction.signing}\n");
  CHECK(world->count(Op::version) == 2);
}

TEST_CASE("plan: a table is a choice among its lines in their order", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_band:\n"
      "    title: band\n"
      "    table: [target.employees]\n"
      "    rows: [[\"> 1000\", 3], [\"> 100\", 2], [any, 1]]\n"
      "rules:\n"
      "  xx.a: {in_force: always, when: xx_band >= 2}\n");
  const Node& choice = world->only(Op::select);
  REQUIRE(choice.inputs.size() == 6);
  CHECK(constant(*world, choice.inputs[1]) == base::Rational(3));
  CHECK(constant(*world, choice.inputs[3]) == base::Rational(2));
  CHECK(constant(*world, choice.inputs[5]) == base::Rational(1));
}

TEST_CASE("plan: a last line after both answers of a test can never be the first", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_band:\n"
      "    title: band\n"
      "    table: [transaction.public, target.employees]\n"
      "    rows: [[true, any, 3], [false, \"> 100\", 3], [false, any, 3], [any, any, 1]]\n"
      "rules:\n"
      "  xx.a: {in_force: always, when: xx_band >= 2}\n");
  const Node& choice = world->only(Op::select);
  REQUIRE(choice.inputs.size() == 6);
  for (const std::size_t answer : {1, 3, 5})
    CHECK(constant(*world, choice.inputs[answer]) == base::Rational(3));
}

TEST_CASE("plan: a pending definition is in force on no day, nor where its date never comes", "[plan]") {
  const auto world = world_of(
      "definitions:\n"
      "  xx_new: {title: new, status: {in_force: pending, waits_for: an order}, is: transaction.public}\n"
      "rules:\n"
      "  xx.a: {in_force: always, when: xx_new}\n");
  const auto version = std::ranges::find_if(
      world->plan.nodes, [](const Node& node) { return node.op == Op::version && node.text == "xx_new"; });
  REQUIRE(version != world->plan.nodes.end());
  REQUIRE(version->versions.size() == 1);
  CHECK(version->versions[0].last < version->versions[0].first);
}

TEST_CASE("plan: days in force bound groups, figures and wordings as they bound conditions", "[plan]") {
  const auto ranges = [](const std::string& body, const std::string& when) {
    const auto world = world_of("definitions:\n  xx_new: {" + body +
                                "}\nrules:\n  xx.a: {in_force: 2020-01-01.., when: '" + when + "'}\n");
    std::vector<VersionRange> outermost;
    for (const Node& node : world->plan.nodes) {
      if (node.op == Op::version && node.text == "xx_new") outermost = node.versions;
    }
    return outermost;
  };
  struct Body {
    std::string text, when;
  };
  for (const Body& body : {Body{"of: country, members: [US]", "acquirer.formed_in in xx_new"},
                           Body{"of: country, members: {US: [2010-01-01..]}", "acquirer.formed_in in xx_new"},
                           Body{"values: {1990-01-01: 50}", "target.employees > xx_new"},
                           Body{"versions: {1990-01-01..: transaction.public}", "xx_new"},
                           Body{"is: transaction.public", "xx_new"}}) {
    INFO(body.text);
    const auto dated = ranges("in_force: 2020-01-01.., " + body.text, body.when);
    REQUIRE(dated.size() == 1);
    CHECK(dated[0].first == *base::Date::make(2020, 1, 1));
    const auto pending = ranges("status: {in_force: pending, waits_for: an order}, " + body.text, body.when);
    REQUIRE(pending.size() == 1);
    CHECK(pending[0].last < pending[0].first);
  }
}

TEST_CASE("plan: an exception reads the rule that defeats, which stands before it", "[plan]") {
  const auto world = world_of(
      "rules:\n"
      "  xx.a: {in_force: always, when: target.employees > 100, then: {filing: notification}}\n"
      "  xx.b: {in_force: always, when: target.employees > 900, defeats: [xx.a]}\n");
  const CompiledRule& general = world->rule("xx.a");
  REQUIRE(general.defeated_by.size() == 1);
  CHECK(world->plan.rules[general.defeated_by[0]].rule->id == "xx.b");
  CHECK(world->rule("xx.b").applies < general.applies);
  CHECK(general.applies != general.undefeated);
}

TEST_CASE("plan: the order of rules and definitions changes neither its size nor what is shared", "[plan]") {
  const std::string a =
      "  xx.a: {in_force: always, when: target.employees > 100 and acquirer.formed_in != CA}\n";
  const std::string b = "  xx.b: {in_force: 2010-01-01.., when: acquirer.formed_in != CA}\n";
  const auto first = world_of("rules:\n" + a + b);
  const auto second = world_of("rules:\n" + b + a);
  CHECK(first->plan.nodes.size() == second->plan.nodes.size());
  CHECK(first->plan.nodes_before_sharing == second->plan.nodes_before_sharing);
  CHECK(first->rules.rule_sets.digest == second->rules.rule_sets.digest);
}

}  // namespace
}  // namespace weir::plan
