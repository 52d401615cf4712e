#include <algorithm>
#include <random>

#include "evaluate/open.hpp"
#include "evaluate/run.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;

std::size_t pick(std::mt19937& random, std::size_t count) {
  return random() % count;
}

// The case with some of its claims, lists and decisions forgotten.
model::Case variation(std::mt19937& random) {
  model::Case facts = reference::hytera();
  const std::size_t keep = 1 + pick(random, 8);
  auto forget = [&](auto& list) {
    std::erase_if(list, [&](const auto&) { return pick(random, 9) >= keep; });
  };
  for (model::Row& row : facts.rows) {
    forget(row.facts);
    forget(row.lists);
  }
  forget(facts.judgements);
  return facts;
}

CaseRow row_of(const model::Case& facts, std::mt19937& random) {
  CaseRow row;
  row.facts = &facts;
  row.as_of = base::Date{facts.as_of->days - 3000 + static_cast<std::int32_t>(pick(random, 6000))};
  if (pick(random, 2) == 0) row.as_of = *facts.as_of;
  row.known_on = base::Date{row.as_of.days + static_cast<std::int32_t>(pick(random, 2) * 400)};
  return row;
}

// What every rule says of one row.
std::vector<Truth> truths_of(const Run& run, std::size_t row) {
  std::vector<Truth> truths;
  for (const plan::CompiledRule& rule : run.plan().rules) {
    for (const plan::NodeId node : {rule.in_force, rule.condition, rule.undefeated, rule.applies}) {
      truths.push_back(run.truth(node, row));
    }
  }
  return truths;
}

TEST_CASE("a row has the same result at any width", "[property]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  const plan::Plan& plan = reference::loaded().plan;
  std::mt19937 random(20170602);
  std::vector<model::Case> cases;
  for (int i = 0; i < 65; ++i) cases.push_back(variation(random));
  std::vector<CaseRow> rows;
  for (const model::Case& facts : cases) rows.push_back(row_of(facts, random));
  std::vector<std::vector<Truth>> alone;
  for (const CaseRow& row : rows) alone.push_back(truths_of(run(plan, {row}, {}), 0));
  for (const std::size_t width : {std::size_t{64}, std::size_t{65}, std::size_t{10000}}) {
    std::vector<CaseRow> wide;
    for (std::size_t i = 0; i < width; ++i) wide.push_back(rows[i % rows.size()]);
    const Run together = run(plan, std::move(wide), {});
    std::size_t different = 0;
    for (std::size_t i = 0; i < width; ++i)
      different += truths_of(together, i) != alone[i % alone.size()] ? 1 : 0;
    INFO(width);
    CHECK(different == 0);
  }
}

TEST_CASE("narrowing a fact never turns what was settled round", "[property]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  const plan::Plan& plan = reference::loaded().plan;
  const model::Vocabulary& vocabulary = plan.vocabulary();
  const std::map<model::FactId, Cuts> cuts = find_cuts(plan);
  std::mt19937 random(20170720);
  constexpr std::size_t trials = 1000;
  std::vector<model::Case> cases;
  cases.reserve(trials);
  std::vector<CaseRow> rows;
  while (cases.size() < trials) {
    cases.push_back(variation(random));
    // Decisions stay out: one that a narrowed fact contradicts by a bright line is a mistake of the case.
    cases.back().judgements.clear();
    const CaseRow before = row_of(cases.back(), random);
    OpenLeaf leaf;
    std::vector<model::Value> values;
    while (values.empty()) {
      auto place = cuts.begin();
      std::advance(place, static_cast<std::ptrdiff_t>(pick(random, cuts.size())));
      leaf.fact = place->first;
      leaf.row = model::RowId(pick(random, cases.back().rows.size()));
      if (vocabulary.fact(leaf.fact).entity != cases.back().row(leaf.row).entity) continue;
      values = completions(plan, before, leaf, place->second);
    }
    CaseRow after = before;
    Override change;
    change.row = leaf.row;
    change.fact = leaf.fact;
    change.value = values[pick(random, values.size())];
    after.changed = {change};
    rows.push_back(before);
    rows.push_back(after);
  }
  const Run both = run(plan, rows, {});
  std::size_t turned = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const std::vector<Truth> before = truths_of(both, 2 * trial), after = truths_of(both, 2 * trial + 1);
    bool wrong = false;
    for (std::size_t i = 0; i < before.size(); ++i)
      wrong = wrong || (before[i] != Truth::unknown && before[i] != after[i]);
    for (std::uint32_t regime = 0; regime < plan.rule_sets().regimes.size(); ++regime) {
      const Summary wide = summarize(both, regime, 2 * trial),
                    narrow = summarize(both, regime, 2 * trial + 1);
      for (std::size_t d = 0; d < wide.levels.size(); ++d) {
        wrong = wrong || narrow.levels[d].at_least < wide.levels[d].at_least ||
                narrow.levels[d].at_most > wide.levels[d].at_most;
      }
    }
    if (wrong) {
      ++turned;
      UNSCOPED_INFO("trial " << trial << ": " << vocabulary.fact(rows[2 * trial + 1].changed[0].fact).name
                             << " of row " << rows[2 * trial + 1].changed[0].row.index());
    }
  }
  CHECK(turned == 0);
}

}  // namespace
}  // namespace weir::evaluate
