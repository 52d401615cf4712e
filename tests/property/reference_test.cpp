#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "evaluate/kernels.hpp"
#include "evaluate/open.hpp"
#include "evaluate/run.hpp"
#include "reference/amounts.hpp"
#include "reference/interpreter.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"
#include "support/marks.hpp"
#include "support/random_facts.hpp"
#include "support/random_rows.hpp"
#include "support/random_world.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;
using reference::Answer;

/// Cases made from Hytera and Norsat's by chance, each with a day and a day of knowledge.
struct Sample {
  std::vector<std::unique_ptr<model::Case>> cases;
  std::vector<CaseRow> rows;
  std::map<model::FactId, test::Marks> marks;
};

void add_row(Sample& sample, const plan::Plan& plan, const model::Case& base,
             const std::vector<std::string>& regimes, test::Dice& dice) {
  // One plan at a time is drawn from; its marks are costly to find.
  if (sample.marks.empty()) sample.marks = test::marks_of(plan);
  test::RandomFacts random(plan.vocabulary(), sample.marks, dice);
  sample.cases.push_back(std::make_unique<model::Case>(base));
  if (!dice.percent(2)) random.change(*sample.cases.back(), regimes);
  CaseRow row;
  row.facts = sample.cases.back().get();
  row.as_of = random.day();
  row.known_on = dice.percent(60) ? row.as_of : random.day();
  if (dice.percent(20)) row.presume = CaseRow::Presume::presumptions;
  sample.rows.push_back(row);
}

reference::View view_of(const CaseRow& row) {
  const bool presume = row.presume == CaseRow::Presume::presumptions;
  return {row.facts, row.as_of, row.known_on,
          presume ? reference::View::Presume::presumptions : reference::View::Presume::nothing};
}

// The evaluator's answer in the reference's form.
Answer answer_of(const Run& run, std::uint32_t regime, std::size_t row) {
  Answer answer;
  const model::Regime& law = run.plan().rule_sets().regimes[regime];
  for (const plan::CompiledRule& rule : run.plan().rules) {
    if (rule.ref.regime == regime) answer.applies[rule.rule->id] = run.truth(rule.applies, row);
  }
  const Summary summary = summarize(run, regime, row);
  for (std::size_t d = 0; d < law.determinations.size(); ++d)
    answer.levels[law.determinations[d].name] = {summary.levels[d].at_least, summary.levels[d].at_most};
  answer.risk_low = summary.risk_low;
  answer.risk_high = summary.risk_high;
  return answer;
}

std::size_t comparisons(const Answer& answer) {
  return answer.applies.size() + answer.levels.size() + 1;
}

std::string difference(const Answer& expected, const Answer& found) {
  std::string text;
  for (const auto& [rule, truth] : expected.applies) {
    if (found.applies.at(rule) != truth)
      text += rule + ": reference " + std::string(to_text(truth)) + ", evaluator " +
              std::string(to_text(found.applies.at(rule))) + "; ";
  }
  if (text.empty() && !(expected == found)) text = "levels or risk differ";
  return text;
}

struct Tally {
  std::size_t compared = 0, different = 0, shown = 0;
  std::size_t rows = 0, left_out = 0;  ///< those that use what the reference does not cover
  std::string first;                   ///< what the first differences are
};

// Every rule and determination of every row, or of one in so many and the last ones, at width 1 and in one
// batch.
void compare(const plan::Plan& plan, const Sample& sample, Tally& tally, std::size_t one_in = 1) {
  const Run together = run(plan, sample.rows, {});
  const auto& regimes = plan.rule_sets().regimes;
  for (std::size_t row = 0; row < sample.rows.size(); ++row) {
    if (row % one_in != 0 && row + 2 < sample.rows.size()) continue;
    reference::Interpreter interpreter(plan.vocabulary(), plan.rule_sets(), view_of(sample.rows[row]));
    const bool alone_too = row % 8 == 0;
    std::optional<Run> alone;
    if (alone_too) alone = run(plan, {sample.rows[row]}, {});
    for (std::uint32_t regime = 0; regime < regimes.size(); ++regime) {
      ++tally.rows;
      Answer expected;
      try {
        expected = interpreter.answer(regimes[regime]);
      } catch (const reference::NotCovered&) {
        ++tally.left_out;
        continue;
      }
      const Answer found = answer_of(together, regime, row);
      tally.compared += comparisons(expected);
      bool same = expected == found;
      if (alone) same = same && answer_of(*alone, regime, 0) == expected;
      if (same) continue;
      ++tally.different;
      if (tally.different <= 5)
        tally.first += "row " + std::to_string(row) + " on " + to_iso(sample.rows[row].as_of) + ": " +
                       difference(expected, found) + "\n";
    }
  }
}

TEST_CASE("the evaluator and the reference agree on the rules of the project", "[property][reference]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  const plan::Plan& plan = reference::loaded().plan;
  Tally tally;
  for (std::size_t round = 0; round < test::rounds(); ++round) {
    for (const std::size_t width : {std::size_t{1}, std::size_t{64}, std::size_t{65}}) {
      test::Dice dice(20170602 + 1000 * round + width);
      Sample sample;
      while (sample.rows.size() < width) add_row(sample, plan, reference::hytera(), {}, dice);
      // The reference takes its time over whole Acts.
      compare(plan, sample, tally, test::rounds() > 1 ? 1 : 16);
    }
  }
  INFO(tally.first);
  CHECK(tally.different == 0);
  CHECK(tally.compared >= 1000);
  INFO(tally.left_out << " of " << tally.rows << " rows left out");
  CHECK(tally.left_out * 2 < tally.rows);
  if (test::rounds() > 1) WARN(tally.compared << " comparisons");
}

TEST_CASE("the evaluator and the reference agree on random rules", "[property][reference]") {
  Tally tally;
  for (std::size_t round = 0; round < 2 * test::rounds(); ++round) {
    const std::size_t seed = test::first_seed(42) + round;
    test::Dice dice(seed);
    const auto world = test::random_world(3, dice);
    INFO("seed " << seed << "\n" << world->mistakes());
    REQUIRE_FALSE(world->sink.has_errors());
    Sample sample;
    while (sample.rows.size() < (seed % 2 == 0 ? 64u : 65u))
      add_row(sample, world->plan, world->hytera, world->regimes, dice);
    const std::size_t before = tally.different;
    compare(world->plan, sample, tally);
    if (tally.different > before && before < 5) tally.first += "seed " + std::to_string(seed) + "\n";
    if (const char* file = std::getenv("WEIR_SHOW"); file && tally.different > before)
      std::ofstream(file + std::to_string(seed) + ".rules.yaml") << world->text;
  }
  INFO(tally.first);
  CHECK(tally.different == 0);
  CHECK(tally.left_out == 0);
  if (test::rounds() > 1) WARN(tally.compared << " comparisons");
}

TEST_CASE("ten thousand rows in one batch agree with the reference", "[property][reference]") {
  test::Dice dice(10000);
  const auto world = test::random_world(1, dice);
  INFO(world->mistakes());
  REQUIRE_FALSE(world->sink.has_errors());
  Sample sample;
  while (sample.rows.size() < 250) add_row(sample, world->plan, world->hytera, world->regimes, dice);
  std::vector<Answer> expected;
  for (const CaseRow& row : sample.rows) {
    reference::Interpreter interpreter(world->plan.vocabulary(), world->plan.rule_sets(), view_of(row));
    expected.push_back(interpreter.answer(world->plan.rule_sets().regimes[0]));
  }
  std::vector<CaseRow> wide;
  for (std::size_t i = 0; i < 10000; ++i) wide.push_back(sample.rows[i % sample.rows.size()]);
  const Run together = run(world->plan, wide, {});
  std::size_t different = 0;
  for (std::size_t i = 0; i < wide.size(); ++i)
    different += answer_of(together, 0, i) == expected[i % expected.size()] ? 0 : 1;
  CHECK(different == 0);
}

// What two sides say of a value, in words: of an amount in each currency that says something of it.
std::string words_of(const reference::Value& value) {
  if (!value.may_apply) return "not applicable";
  const std::string perhaps = value.may_not_apply ? "perhaps " : "";
  if (value.kind == reference::Value::Kind::date) {
    if (value.low.is_beginning() && value.high.is_never()) return perhaps + "unknown";
    return perhaps + to_iso(value.low) + ".." + to_iso(value.high);
  }
  std::set<std::string> currencies;
  for (const reference::Amount& amount : value.amounts) {
    for (const auto& [currency, range] : amount) currencies.insert(currency);
  }
  if (currencies.size() > 1) currencies.erase("");
  std::string text;
  for (const std::string& currency : currencies) {
    const model::Interval range = reference::hull_of(value, currency).amounts[0][0].second;
    if (!range.low && !range.high) continue;
    text += currency + (range.low_open ? " over " : " from ") + (range.low ? range.low->to_text() : "-") +
            (range.high_open ? " under " : " to ") + (range.high ? range.high->to_text() : "-") + " ";
  }
  return perhaps + (text.empty() ? "unknown" : text);
}

reference::Value value_of(const Run& run, plan::NodeId node, std::size_t row) {
  const Column& column = run.column(node);
  const Applies applies = column.applies[row];
  if (applies == Applies::not_at_all) return reference::not_applicable();
  reference::Value value;
  if (column.kind == plan::ColumnKind::date) {
    value = reference::of_date(base::Date{column.low[row]}, base::Date{column.high[row]});
  } else {
    reference::Amount amount;
    const Candidates candidates = column.candidates(row);
    const std::span<const Bounds> all(candidates.begin(), candidates.size());
    std::set<std::int32_t> currencies;
    evaluate::add_currencies(all, currencies);
    if (currencies.empty()) currencies.insert(-1);
    for (const std::int32_t currency : currencies) {
      const Bounds hull = evaluate::hull(all, currency);
      model::Interval range;
      if (hull.has_low) range.low = hull.low, range.low_open = hull.low_open;
      if (hull.has_high) range.high = hull.high, range.high_open = hull.high_open;
      amount.emplace_back(currency < 0 ? "" : run.dictionary.text(currency), range);
    }
    value = reference::of_amounts({std::move(amount)});
  }
  value.may_not_apply = applies == Applies::perhaps;
  return value;
}

// The days and amounts of the duties: of each the ends of what is possible.
std::string differing_duties(const Run& run, reference::Interpreter& interpreter, std::size_t row,
                             Tally& tally) {
  std::string text;
  for (const plan::CompiledRule& rule : run.plan().rules) {
    if (!rule.rule->duty || rule.pair_undefeated.valid()) continue;
    const model::Regime& regime = run.plan().rule_sets().regimes[rule.ref.regime];
    for (const auto& [node, expression] :
         {std::pair(rule.due, rule.rule->duty->due), std::pair(rule.penalty, rule.rule->duty->penalty)}) {
      if (!node.valid() || !expression) continue;
      ++tally.compared;
      const std::string expected = words_of(interpreter.value_in(regime, *expression));
      const std::string found = words_of(value_of(run, node, row));
      if (expected == found) continue;
      ++tally.different;
      text += rule.rule->id + " `" + expression->text.text + "`: reference " + expected + ", evaluator " +
              found + "; ";
    }
  }
  return text;
}

void compare_rows(std::size_t seed, std::size_t cases, Tally& tally) {
  test::Dice dice(seed);
  test::RandomRows random(test::random_vocabulary(), "g", dice);
  const auto world = test::world_of({{"g", random.rules()}});
  INFO("seed " << seed << "\n" << world->mistakes());
  REQUIRE_FALSE(world->sink.has_errors());
  std::vector<std::string> texts;
  std::vector<std::unique_ptr<model::Case>> facts;
  std::vector<CaseRow> rows;
  while (rows.size() < cases) {
    texts.push_back(random.facts());
    auto found = test::case_in(*world, texts.back());
    INFO(world->mistakes());
    REQUIRE_FALSE(world->sink.has_errors());
    facts.push_back(std::make_unique<model::Case>(std::move(*found)));
    CaseRow row;
    row.facts = facts.back().get();
    row.as_of = *facts.back()->as_of;
    row.known_on = dice.percent(50) ? row.as_of : *base::Date::make(2017, 12, 31);
    if (dice.percent(20)) row.presume = CaseRow::Presume::presumptions;
    rows.push_back(row);
  }
  const Run together = run(world->plan, rows, {});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    reference::Interpreter interpreter(world->rules.vocabulary, world->rules.rule_sets, view_of(rows[row]));
    const Answer expected = interpreter.answer(world->rules.rule_sets.regimes[0]);
    const Answer found = answer_of(together, 0, row);
    tally.compared += comparisons(expected);
    std::string wrong = differing_duties(together, interpreter, row, tally);
    if (!(expected == found)) {
      ++tally.different;
      wrong += difference(expected, found);
    }
    if (wrong.empty() || ++tally.shown > 8) continue;
    tally.first += "seed " + std::to_string(seed) + ", case " + std::to_string(row) + ": " + wrong + "\n";
    if (const char* file = std::getenv("WEIR_SHOW")) {
      const std::string name = file + std::to_string(tally.shown);
      std::ofstream(name + ".rules.yaml") << world->text;
      std::ofstream(name + ".case.yaml") << texts[row];
    }
  }
}

TEST_CASE("the evaluator and the reference agree on rows, holders, circles and amounts",
          "[property][reference]") {
  Tally tally;
  for (std::size_t round = 0; round < 10 * test::rounds(); ++round)
    compare_rows(test::first_seed(1000) + round, 5, tally);
  INFO(tally.first);
  CHECK(tally.different == 0);
  CHECK(tally.compared >= 1000);
  if (test::rounds() > 1) WARN(tally.compared << " comparisons");
}

}  // namespace
}  // namespace weir::evaluate
