#include <algorithm>
#include <functional>
#include <optional>

#include "evaluate/cells.hpp"
#include "evaluate/contradictions.hpp"
#include "evaluate/questions.hpp"
#include "support/catch.hpp"
#include "support/random_facts.hpp"
#include "support/random_world.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;

/// A case of chance, seen on a day, under the rules of a random world.
struct Drawn {
  std::unique_ptr<model::Case> facts;
  CaseRow row;
};

Drawn draw(const test::RandomWorld& world, test::Dice& dice) {
  std::map<model::FactId, test::Marks> marks;
  for (const plan::Node& node : world.plan.nodes) {
    if (node.fact.valid()) marks[node.fact];
  }
  for (const auto& [fact, cuts] : find_cuts(world.plan)) {
    marks[fact] = {{cuts.numbers.begin(), cuts.numbers.end()},
                   {cuts.dates.begin(), cuts.dates.end()},
                   {cuts.items.begin(), cuts.items.end()}};
  }
  test::RandomFacts random(world.plan.vocabulary(), marks, dice);
  Drawn drawn;
  drawn.facts = std::make_unique<model::Case>(world.hytera);
  random.change(*drawn.facts, world.regimes);
  drawn.row.facts = drawn.facts.get();
  drawn.row.as_of = drawn.row.known_on = random.day();
  return drawn;
}

bool within(const Summary& inner, const Summary& outer) {
  for (std::size_t d = 0; d < outer.levels.size(); ++d) {
    if (inner.levels[d].at_least < outer.levels[d].at_least) return false;
    if (inner.levels[d].at_most > outer.levels[d].at_most) return false;
  }
  return outer.risk_low <= inner.risk_low && inner.risk_high <= outer.risk_high;
}

using Asks = std::function<bool(const model::Rule&)>;

/// The cells that `settle` runs through for some rules of a regime, found as it finds them.
std::vector<Cells> cells_behind(
    const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves,
    const Asks& asks = [](const model::Rule&) { return true; }) {
  std::map<OpenLeaf, LeafCuts> cuts;
  OpenLeaves unknowns(base);
  CutFinder finder(unknowns, cuts);
  for (const plan::CompiledRule& rule : base.plan().rules) {
    if (rule.ref.regime == regime && asks(*rule.rule)) finder.walk(rule.applies, 0);
  }
  std::vector<Cells> cells;
  for (const OpenLeaf& leaf : leaves) cells.push_back(cells_of(base, leaf, cuts[leaf]));
  return cells;
}

/// Every completion evaluated by itself, as one batch.
std::vector<Summary> brute_force(const Run& base, std::uint32_t regime, const std::vector<Cells>& cells,
                                 std::size_t total) {
  std::vector<CaseRow> rows(total, base.batch.cases[0]);
  for (std::size_t i = 0; i < total; ++i) {
    std::size_t rest = i;
    for (const Cells& leaf : cells) {
      if (leaf.values.empty()) continue;
      rows[i].change(leaf.values[rest % leaf.values.size()]);
      rest /= leaf.values.size();
    }
  }
  const Run all = run(base.plan(), std::move(rows), {});
  std::vector<Summary> summaries;
  for (std::size_t i = 0; i < total; ++i) summaries.push_back(summarize(all, regime, i));
  return summaries;
}

bool same(const Summary& a, const Summary& b) {
  return a.levels == b.levels && a.factors == b.factors;
}

/// True if every question was run through over every leaf.
bool all_exact(const Settlement& settlement) {
  return settlement.exact_risk &&
         std::find(settlement.exact_levels.begin(), settlement.exact_levels.end(), false) ==
             settlement.exact_levels.end() &&
         std::all_of(settlement.leaves.begin(), settlement.leaves.end(),
                     [](const Settlement::Leaf& leaf) { return leaf.known(); });
}

/// Answers the leaves that have no finite cells, one value each, until only such remain that have.
void close_inexact(const plan::Plan& plan, CaseRow& row, std::uint32_t regime, test::Dice& dice) {
  const auto cuts = find_cuts(plan);
  for (int pass = 0; pass < 5; ++pass) {
    const Run base = run(plan, {row}, {});
    const OpenQuestions open = find_questions(base, regime, {});
    if (all_exact(open.settlement)) return;
    const std::vector<Cells> cells = cells_behind(base, regime, open.leaves);
    for (std::size_t i = 0; i < open.leaves.size(); ++i) {
      const OpenLeaf& leaf = open.leaves[i];
      if (leaf.judgement.valid() || !leaf.row.valid() || (cells[i].exact && dice.percent(70))) continue;
      const auto cut = cuts.find(leaf.fact);
      const auto values = completions(plan, row, leaf, cut == cuts.end() ? Cuts{} : cut->second);
      if (!values.empty() && !row.change_of(leaf.row, leaf.fact))
        row.changed.push_back({leaf.row, leaf.fact, dice.of(values), {}, {}, false});
    }
  }
}

/// What the cells of a leaf leave possible is what the completions that fix it leave.
void check_by_cell(const Settlement::Leaf& leaf, const std::vector<Summary>& all, std::size_t stride,
                   std::size_t width) {
  std::vector<Summary> hulls(width);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Summary& hull = hulls[i / stride % width];
    if (hull.levels.empty()) hull = all[i];
    for (std::size_t d = 0; d < hull.levels.size(); ++d) {
      hull.levels[d].at_least = std::min(hull.levels[d].at_least, all[i].levels[d].at_least);
      hull.levels[d].at_most = std::max(hull.levels[d].at_most, all[i].levels[d].at_most);
    }
    hull.risk_low = std::min(hull.risk_low, all[i].risk_low);
    hull.risk_high = std::max(hull.risk_high, all[i].risk_high);
  }
  for (std::size_t d = 0; d < leaf.levels.size(); ++d) {
    const auto& levels = leaf.levels[d];
    for (const Summary::Span& span : levels) {
      CHECK(std::any_of(hulls.begin(), hulls.end(),
                        [&](const Summary& hull) { return hull.levels[d] == span; }));
    }
    for (const Summary& hull : hulls)
      CHECK((levels.empty() || std::find(levels.begin(), levels.end(), hull.levels[d]) != levels.end()));
  }
  for (const Summary& hull : hulls) {
    const std::pair risk(hull.risk_low, hull.risk_high);
    CHECK((leaf.risk.empty() || std::find(leaf.risk.begin(), leaf.risk.end(), risk) != leaf.risk.end()));
  }
}

/// The facts that conditions read, but for rows.
std::vector<model::FactId> facts_read(const plan::Plan& plan) {
  std::set<model::FactId> read;
  for (const plan::Node& node : plan.nodes) {
    if (!node.fact.valid()) continue;
    const model::Type& type = plan.vocabulary().fact(node.fact).type;
    if (type.shape != model::Shape::rows && type.kind != model::Kind::row) read.insert(node.fact);
  }
  return {read.begin(), read.end()};
}

/// The cases of a run whose facts contradict each other: what was settled need not stand.
std::set<std::size_t> contradictions(const Run& run) {
  std::set<std::size_t> rows;
  for (const Contradiction& one : find_contradictions(run)) rows.insert(one.case_row);
  return rows;
}

struct Seen {
  std::size_t settled = 0, parts = 0, bounds = 0;
};

void check_settled(const Run& base, std::uint32_t regime, const OpenQuestions& open, Seen& seen) {
  std::vector<Cells> cells = cells_behind(base, regime, open.leaves);
  std::size_t total = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].exact) {
      // Some rules cut it, others add it up: it has cells for the former only, which are not known here.
      if (open.settlement.leaves[i].matters) return;
      cells[i].values.clear();
    }
    total *= std::max<std::size_t>(1, cells[i].values.size());
  }
  constexpr std::size_t most = 512;
  if (total > most) return;
  ++seen.settled;
  const std::vector<Summary> all = brute_force(base, regime, cells, total);
  // Both ends of the answer are reached, and nothing lies beyond them.
  const Summary& answer = open.settlement.answer;
  for (std::size_t d = 0; d < answer.levels.size(); ++d) {
    std::size_t low = ~std::size_t{0}, high = 0;
    for (const Summary& one : all) {
      low = std::min(low, one.levels[d].at_least);
      high = std::max(high, one.levels[d].at_most);
    }
    CHECK(low == answer.levels[d].at_least);
    CHECK(high == answer.levels[d].at_most);
  }
  const auto by_risk = [](const Summary& a, const Summary& b) { return a.risk_low < b.risk_low; };
  CHECK(std::min_element(all.begin(), all.end(), by_risk)->risk_low == answer.risk_low);
  // Each leaf that is listed is needed: some two completions differ in it alone and in their answer.
  std::size_t stride = 1;
  for (std::size_t leaf = 0; leaf < cells.size(); ++leaf) {
    bool needed = false;
    const std::size_t width = std::max<std::size_t>(1, cells[leaf].values.size());
    for (std::size_t i = 0; i < total; ++i) {
      const std::size_t first = i - (i / stride % width) * stride;
      needed = needed || !same(all[i], all[first]);
    }
    CHECK(needed == open.settlement.leaves[leaf].matters);
    check_by_cell(open.settlement.leaves[leaf], all, stride, width);
    stride *= width;
  }
  // All answered, nothing that a party or the authority could answer is left.
  CaseRow answered = base.batch.cases[0];
  for (const Cells& leaf : cells) {
    if (leaf.values.empty()) return;
    answered.change(leaf.values.back());
  }
  const Run done = run(base.plan(), {answered}, {});
  for (const plan::CompiledRule& rule : base.plan().rules) {
    // A rule that gives neither a level nor points belongs to no question and was not run through.
    const bool gives = !rule.rule->outcomes.empty() || !rule.rule->risk.empty();
    if (rule.ref.regime != regime || !gives || done.truth(rule.applies, 0) != Truth::unknown) continue;
    std::set<OpenLeaf> left;
    OpenLeaves(done).add(rule.applies, 0, left);
    CHECK(left.empty());
  }
}

/// Where some questions are settled and others only bounded, no way of answering what is run through for a
/// question leads out of its answer.
void check_parts(const Run& base, std::uint32_t regime, const OpenQuestions& open, test::Dice& dice,
                 Seen& seen) {
  const model::Regime& law = base.plan().rule_sets().regimes[regime];
  const Settlement& settlement = open.settlement;
  constexpr std::size_t ways = 32;
  const auto try_ways = [&](const Asks& asks, const std::function<bool(const Summary&)>& lies_within) {
    const std::vector<Cells> cells = cells_behind(base, regime, open.leaves, asks);
    std::vector<CaseRow> rows(ways, base.batch.cases[0]);
    for (CaseRow& row : rows) {
      for (const Cells& leaf : cells) {
        if (leaf.exact && !leaf.values.empty()) row.change(dice.of(leaf.values));
      }
    }
    const Run all = run(base.plan(), std::move(rows), {});
    const std::set<std::size_t> contradict = contradictions(all);
    for (std::size_t i = 0; i < ways; ++i)
      CHECK((contradict.contains(i) || lies_within(summarize(all, regime, i))));
  };
  for (std::size_t d = 0; d < law.determinations.size(); ++d) {
    const Summary::Span& answer = settlement.answer.levels[d];
    try_ways(
        [&](const model::Rule& rule) {
          return std::ranges::any_of(rule.outcomes, [&](const model::Rule::Outcome& outcome) {
            return outcome.determination == law.determinations[d].name;
          });
        },
        [&](const Summary& one) {
          return answer.at_least <= one.levels[d].at_least && one.levels[d].at_most <= answer.at_most;
        });
  }
  try_ways([](const model::Rule& rule) { return !rule.risk.empty(); },
           [&](const Summary& one) {
             return settlement.answer.risk_low <= one.risk_low &&
                    one.risk_high <= settlement.answer.risk_high;
           });
  seen.parts += std::ranges::find(settlement.exact_levels, true) != settlement.exact_levels.end();
  ++seen.bounds;
}

}  // namespace

TEST_CASE("open facts that are run through together are settled exactly", "[property][settle]") {
  Seen seen;
  const std::size_t worlds = 4 * test::rounds();
  for (std::size_t w = 0; w < worlds; ++w) {
    test::Dice dice(test::first_seed(7'000) + w);
    const auto world = test::random_world(2, dice);
    if (!world->mistakes().empty()) continue;
    for (int trial = 0; trial < 25; ++trial) {
      const Drawn drawn = draw(*world, dice);
      for (std::uint32_t regime = 0; regime < world->plan.rule_sets().regimes.size(); ++regime) {
        CaseRow row = drawn.row;
        if (dice.percent(80)) close_inexact(world->plan, row, regime, dice);
        const Run base = run(world->plan, {row}, {});
        const OpenQuestions open = find_questions(base, regime, {});
        INFO("world " << w << ", trial " << trial << ", regime " << regime);
        if (open.leaves.empty()) continue;
        CHECK(within(open.settlement.answer, summarize(base, regime, 0)));
        if (all_exact(open.settlement)) {
          check_settled(base, regime, open, seen);
        } else {
          check_parts(base, regime, open, dice, seen);
        }
      }
    }
  }
  if (test::rounds() > 1)
    WARN(seen.settled << " run through, " << seen.bounds << " with bounds, " << seen.parts
                      << " of them exact in part");
  CHECK(seen.settled > worlds);
  CHECK(seen.parts > 0);
  CHECK(seen.bounds > seen.parts / 2);
}

TEST_CASE("narrowing a random fact under random rules turns no settled answer round", "[property][settle]") {
  std::size_t narrowed = 0, learned = 0, settled = 0, left_out = 0;
  const std::size_t worlds = 4 * test::rounds();
  for (std::size_t w = 0; w < worlds; ++w) {
    test::Dice dice(test::first_seed(9'000) + w);
    const auto world = test::random_world(2, dice);
    if (!world->mistakes().empty()) continue;
    std::vector<Drawn> drawn;
    std::vector<CaseRow> rows;
    const std::vector<model::FactId> read = facts_read(world->plan);
    for (int trial = 0; trial < 30; ++trial) {
      drawn.push_back(draw(*world, dice));
      test::RandomFacts random(world->plan.vocabulary(), {}, dice);
      CaseRow after = drawn.back().row;
      const model::Case& facts = *drawn.back().facts;
      for (int i = 0; i < 6; ++i) {
        const model::RowId row(dice.below(facts.rows.size()));
        if (facts.row(row).facts.empty()) continue;
        const model::FactEntry& entry = dice.of(facts.row(row).facts);
        const model::Value known = fact_on(after, row, entry.fact).value;
        if (known.unknown()) continue;
        const model::Value narrow = random.narrower(known, entry.fact);
        if (narrow.unknown() || after.change_of(row, entry.fact)) continue;
        after.changed.push_back({row, entry.fact, narrow, {}, {}, false});
        ++narrowed;
      }
      // Of what nothing is known something is learned, be it that the question does not arise.
      for (int i = 0; i < 50; ++i) {
        const model::RowId row(dice.below(facts.rows.size()));
        const model::FactId fact = dice.of(read);
        if (facts.row(row).entity != world->plan.vocabulary().fact(fact).entity) continue;
        if (!fact_on(after, row, fact).value.unknown()) continue;
        after.changed.push_back({row, fact, random.narrower({}, fact), {}, {}, false});
        ++learned;
      }
      rows.push_back(drawn.back().row);
      rows.push_back(after);
    }
    const Run both = run(world->plan, rows, {});
    const std::set<std::size_t> contradict = contradictions(both);
    left_out += contradict.size();
    for (const plan::CompiledRule& rule : world->plan.rules) {
      for (std::size_t i = 0; i < rows.size(); i += 2) {
        const Truth before = both.truth(rule.applies, i);
        if (before == Truth::unknown || contradict.contains(i + 1)) continue;
        ++settled;
        INFO("world " << w << ", row " << i << ", rule " << rule.rule->id);
        CHECK(both.truth(rule.applies, i + 1) == before);
      }
    }
  }
  CHECK(narrowed > 150);
  CHECK(learned > 150);
  CHECK(left_out < worlds * 30 / 2);
  if (test::rounds() > 1)
    WARN(narrowed + learned << " values narrowed, " << settled << " settled rules; " << left_out << " of "
                            << worlds * 60 << " rows contradict themselves");
}

}  // namespace weir::evaluate
