// What rows show of conditions, lines, thresholds and days, on rules and examples written for it.
#include "suite/coverage.hpp"

#include <algorithm>
#include <numeric>

#include "support/clock_world.hpp"

using namespace weir;
using suite::ClauseState;
using suite::CoverageEntry;

namespace {

/// Rules with examples, and what these show.
struct World {
  test::ClockWorld rules;
  std::vector<suite::Trial> trials;
  suite::Coverage coverage;

  explicit World(const std::string& text) : rules(text) {
    for (const auto& line : rules.said()) UNSCOPED_INFO(line);
    REQUIRE_FALSE(rules.sink.has_errors());
    std::vector<std::uint32_t> all(rules.plan.rules.size());
    std::iota(all.begin(), all.end(), 0u);
    trials = suite::trials_of_examples(rules.plan, all);
    coverage = suite::cover(rules.plan, trials, 1);
  }

  const CoverageEntry& entry(std::string_view id) const {
    const auto found = std::ranges::find(coverage.map.entries, id, &CoverageEntry::id);
    REQUIRE(found != coverage.map.entries.end());
    return *found;
  }

  /// "employees > 100 covered; kind == corporation only-true", of the conditions of an entry.
  std::string states(std::string_view id) const {
    std::string text;
    for (const std::uint32_t place : entry(id).clauses) {
      const suite::Clause& clause = coverage.map.clauses[place];
      text += (text.empty() ? "" : "; ") + clause.text + " " + std::string(to_text(coverage.state(clause)));
    }
    return text;
  }

  std::size_t rows(std::string_view id, CoverageEntry::Shows what) const {
    return coverage.at(entry(id).mark(what)).rows;
  }
};

/// A rule `xx.a` of one condition with examples, each a demand and its facts.
std::string rule(const std::string& when, const std::vector<std::string>& examples,
                 const std::string& more = "") {
  std::string text = "rules:\n  xx.a:\n    in_force: 2010-01-01..2019-12-31\n    when: " + when + "\n" +
                     more + "    examples:\n";
  for (const std::string& example : examples) {
    const std::size_t colon = example.find(':');
    text += "      - " + example.substr(0, colon) +
            ": {transaction.closing: 2015-01-01, as_of: 2015-01-01, " + example.substr(colon + 2) + "}\n";
  }
  return text;
}

const std::string both = "{all: [target.employees > 100, target.kind == corporation]}";

}  // namespace

TEST_CASE("coverage: a condition is covered where each truth decided alone", "[suite]") {
  const World world(rule(both, {"fires: target.employees: 500, target.kind: corporation",
                                "silent: target.employees: 5, target.kind: corporation",
                                "silent: target.employees: 500, target.kind: fund"}));
  CHECK(world.states("xx.a") == "target.employees > 100 covered; target.kind == corporation covered");
  CHECK(world.rows("xx.a", CoverageEntry::fired) == 1);
  CHECK(world.rows("xx.a", CoverageEntry::silent) == 2);
  CHECK(world.rows("xx.a", CoverageEntry::open) == 0);
}

TEST_CASE("coverage: where two conditions are false neither decided alone", "[suite]") {
  const World world(rule(both, {"fires: target.employees: 500, target.kind: corporation",
                                "silent: target.employees: 5, target.kind: fund"}));
  CHECK(world.states("xx.a") == "target.employees > 100 only-true; target.kind == corporation only-true");
}

TEST_CASE("coverage: what is open decides nothing", "[suite]") {
  const World world(rule(both, {"open: target.employees: 500", "silent: target.kind: fund"}));
  CHECK(world.states("xx.a") == "target.employees > 100 not-alone; target.kind == corporation not-alone");
  CHECK(world.rows("xx.a", CoverageEntry::open) == 1);
  const World open(rule(both, {"open: target.kind: corporation"}));
  CHECK(open.states("xx.a") == "target.employees > 100 only-open; target.kind == corporation not-alone");
}

TEST_CASE("coverage: a rule that is not law on the day is asked nothing", "[suite]") {
  World world(rule(both, {"fires: target.employees: 500, target.kind: corporation"}));
  suite::Trial later = world.trials.front();
  model::Case facts = *later.facts;
  for (model::FactEntry& entry : facts.rows[0].facts) {
    const base::Date day = *base::Date::parse("2020-01-01");
    entry.claims.front().value.candidates = {model::DateInterval{day, day, false}};
  }
  later.facts = &facts;
  later.as_of = later.known_on = *base::Date::parse("2020-01-01");
  world.coverage = suite::cover(world.rules.plan, {later}, 1);
  CHECK(world.states("xx.a") == "target.employees > 100 never; target.kind == corporation never");
  CHECK(world.rows("xx.a", CoverageEntry::silent) == 0);
}

TEST_CASE("coverage: exceptions are conditions, and defeat is counted", "[suite]") {
  const World world(
      rule("target.employees > 100",
           {"fires: target.employees: 500, target.kind: fund",
            "silent: target.employees: 500, target.kind: corporation",
            "silent: target.employees: 5, target.kind: fund"},
           "    unless: target.kind == corporation\n") +
      "  xx.b: {in_force: always, when: target.kind == trust, defeats: [xx.a], examples: [{silent: "
      "{as_of: 2015-01-01, transaction.closing: 2015-01-01, target.employees: 500, target.kind: fund}}, "
      "{fires: {as_of: 2015-01-01, transaction.closing: 2015-01-01, target.employees: 500, target.kind: "
      "trust}}]}\n");
  CHECK(world.states("xx.a") == "target.employees > 100 covered; target.kind == corporation covered");
  CHECK(world.rows("xx.a", CoverageEntry::defeated) == 1);
  CHECK(world.entry("xx.a").has_exceptions);
  CHECK_FALSE(world.entry("xx.b").has_exceptions);
}

TEST_CASE("coverage: lines of a table are asked where no earlier line answers", "[suite]") {
  const std::string table =
      "definitions:\n  xx_t:\n    table: [target.employees, target.kind]\n    rows:\n"
      "      - [\"> 100\", any, true]\n      - [any, corporation, true]\n      - [any, any, false]\n";
  const World world(table + rule("xx_t", {"fires: target.employees: 500, target.kind: corporation",
                                          "silent: target.employees: 5, target.kind: fund"}));
  CHECK(world.states("xx_t") ==
        "target.employees > 100 covered; line 1: true covered; target.kind: corporation only-false; "
        "line 2: true never; line 3: false covered");
}

TEST_CASE("coverage: a wording is asked where the law date picks it", "[suite]") {
  const World world(
      "definitions:\n  xx_v:\n    versions:\n      ..2014-12-31: target.employees > 10\n"
      "      2015-01-01..: target.employees > 100\n" +
      rule("xx_v", {"fires: target.employees: 500", "silent: target.employees: 5"}));
  CHECK(world.states("xx_v") == "target.employees > 10 never; target.employees > 100 covered");
}

TEST_CASE("coverage: thresholds are seen just below, at and just above", "[suite]") {
  const auto seen = [](const std::string& when, const std::vector<std::string>& examples) {
    const World world(rule(when, examples));
    std::string text;
    for (const std::uint32_t place : world.entry("xx.a").thresholds) {
      const suite::Threshold& threshold = world.coverage.map.thresholds[place];
      text += text.empty() ? "" : " ";
      text += threshold.text + ":";
      for (const auto what : {suite::Threshold::below, suite::Threshold::at, suite::Threshold::above})
        text += !threshold.possible(what) ? "-" : world.coverage.has(threshold.mark(what)) ? "x" : ".";
    }
    return text;
  };
  CHECK(seen("target.employees > 100", {"silent: target.employees: 100", "fires: target.employees: 500"}) ==
        "100:.x.");
  CHECK(seen("target.employees > 100", {"silent: target.employees: 99", "fires: target.employees: 101"}) ==
        "100:x.x");
  CHECK(seen("target.employees > 0", {"silent: target.employees: 0"}) == "0:-x.");
  CHECK(seen("stake.votes >= 1/3", {"silent: stake.votes: 0% -> 33%", "fires: stake.votes: 0% -> 34%"}) ==
        "1/3:x.x");
  CHECK(seen("25% <= stake.votes < 50%",
             {"silent: stake.votes: 0% -> 50%", "fires: stake.votes: 0% -> 25%"}) == "25%:.x. 50%:.x.");
  // A hundredth of an amount is near it; a range is at no point.
  CHECK(seen("target.turnover > 5 million CAD",
             {"silent: target.turnover: 4.95 million CAD", "fires: target.turnover: 5.1 million CAD",
              "open: target.turnover: 4 million CAD..6 million CAD"}) == "5 million CAD:x..");
  // A share of an amount is an amount.
  CHECK(seen("target.turnover >= 75% * 4 million CAD", {"silent: target.turnover: 2.99 million CAD",
                                                        "fires: target.turnover: 3 million CAD"}) == ":xx.");
  // Two facts have no threshold between them.
  CHECK(seen("target.gross_assets > target.enterprise_value",
             {"fires: target.gross_assets: 5 million CAD, target.enterprise_value: 4 million CAD"})
            .empty());
}

TEST_CASE("coverage: days beside the borders of the law", "[suite]") {
  const World world(
      "rules:\n  xx.a:\n    in_force: 2010-01-01..2019-12-31\n    when: target.employees > 100\n    "
      "examples:\n"
      "      - silent: {as_of: 2009-12-31, transaction.closing: 2009-12-31, target.employees: 5}\n"
      "      - silent: {as_of: 2019-12-31, transaction.closing: 2019-12-31, target.employees: 5}\n"
      "      - silent: {as_of: 2020-01-02, transaction.closing: 2020-01-02, target.employees: 5}\n");
  std::string text;
  for (const std::uint32_t place : world.entry("xx.a").borders) {
    const suite::Border& border = world.coverage.map.borders[place];
    text += base::to_iso(border.day) + ":" +
            (world.coverage.has(border.mark(suite::Border::day_before)) ? "x" : ".") +
            (world.coverage.has(border.mark(suite::Border::first_day)) ? "x" : ".") + " ";
  }
  CHECK(text == "2010-01-01:x. 2020-01-01:x. ");
  CHECK(world.rows("xx.a", CoverageEntry::silent) == 1);
}

TEST_CASE("coverage: a condition on rows decides alone where no other row does", "[suite]") {
  const std::string when = "some s in target.sites has (s.country == CA and s.dwellings_added > 10)";
  const auto examples = [&](const std::string& sites) {
    return std::vector<std::string>{"fires: target.sites: [" + sites + "]"};
  };
  const World one(rule(
      "\"" + when + "\"",
      examples("{name: a, country: CA, dwellings_added: 20}, {name: b, country: US, dwellings_added: 20}")));
  CHECK(one.states("xx.a") ==
        when + " only-true; s.country == CA only-true; s.dwellings_added > 10 only-true");
  const World two(rule(
      "\"" + when + "\"",
      examples("{name: a, country: CA, dwellings_added: 20}, {name: b, country: CA, dwellings_added: 20}")));
  CHECK(two.states("xx.a") ==
        when + " only-true; s.country == CA not-alone; s.dwellings_added > 10 not-alone");
}

TEST_CASE("coverage: what is said to decide alone does, tried by truth tables", "[suite]") {
  // (a and b) or not (c or at least 2 of a, b, d): every row of known and unknown truths.
  const std::vector<std::string> facts = {"target.has_substance", "target.acts_in_business",
                                          "target.moved_since_statement", "transaction.on_exchange"};
  const std::string when = "{any: [{all: [" + facts[0] + ", " + facts[1] + "]}, {none: [" + facts[2] +
                           ", {at_least: {n: 2, of: [" + facts[0] + ", " + facts[1] + ", " + facts[3] +
                           "]}}]}]}";
  // The leaves in the order of the text, and the fact of each.
  const std::vector<std::size_t> leaves = {0, 1, 2, 0, 1, 3};
  using base::Truth;
  const auto value = [](const std::vector<Truth>& leaf) {
    const auto count = [&](Truth wanted) { return std::count(leaf.begin() + 3, leaf.end(), wanted); };
    const Truth two = count(Truth::true_value) >= 2    ? Truth::true_value
                      : count(Truth::false_value) >= 2 ? Truth::false_value
                                                       : Truth::unknown;
    return base::truth_or(base::truth_and(leaf[0], leaf[1]), base::truth_not(base::truth_or(leaf[2], two)));
  };
  const std::vector<Truth> truths = {Truth::true_value, Truth::false_value, Truth::unknown};
  std::string text = "rules:\n  xx.a:\n    in_force: always\n    when: " + when + "\n    examples:\n";
  std::vector<std::vector<Truth>> of_rows;
  for (int row = 0; row < 81; ++row) {
    std::vector<Truth> of_fact;
    text += "      - fires: {as_of: 2015-01-01, transaction.closing: 2015-01-01";
    for (int i = 0, rest = row; i < 4; ++i, rest /= 3) {
      of_fact.push_back(truths[static_cast<std::size_t>(rest % 3)]);
      if (of_fact.back() != Truth::unknown)
        text += ", " + facts[static_cast<std::size_t>(i)] + ": " + std::string(to_text(of_fact.back()));
    }
    text += "}\n";
    of_rows.push_back(std::move(of_fact));
  }
  const World world(text);
  const auto& clauses = world.entry("xx.a").clauses;
  REQUIRE(clauses.size() == leaves.size());
  REQUIRE(world.trials.size() == of_rows.size());
  for (std::size_t row = 0; row < of_rows.size(); ++row) {
    const auto shown = suite::shown_by(world.rules.plan, world.coverage.map, world.trials[row]);
    std::vector<Truth> leaf;
    for (const std::size_t fact : leaves) leaf.push_back(of_rows[row][fact]);
    const Truth whole = value(leaf);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      std::vector<Truth> turned = leaf;
      turned[i] = base::truth_not(leaf[i]);
      const bool alone =
          leaf[i] != Truth::unknown && whole != Truth::unknown && value(turned) == base::truth_not(whole);
      const suite::Clause& clause = world.coverage.map.clauses[clauses[i]];
      INFO("row " << row << ", " << clause.text << " is " << to_text(leaf[i]));
      CHECK(std::ranges::binary_search(shown, clause.mark(suite::Clause::turns_true)) ==
            (alone && leaf[i] == Truth::true_value));
      CHECK(std::ranges::binary_search(shown, clause.mark(suite::Clause::turns_false)) ==
            (alone && leaf[i] == Truth::false_value));
    }
  }
}

TEST_CASE("coverage: the same at any number of threads", "[suite]") {
  const World world(rule(both, {"fires: target.employees: 500, target.kind: corporation",
                                "silent: target.employees: 5, target.kind: corporation"}));
  std::vector<suite::Trial> many;
  for (int i = 0; i < 400; ++i) {
    for (suite::Trial trial : world.trials) {
      trial.as_of.days += i;
      many.push_back(trial);
    }
  }
  const suite::Coverage one = suite::cover(world.rules.plan, many, 1);
  const suite::Coverage eight = suite::cover(world.rules.plan, many, 8);
  REQUIRE(one.seen.size() == eight.seen.size());
  for (std::size_t i = 0; i < one.seen.size(); ++i) {
    CHECK(one.seen[i].rows == eight.seen[i].rows);
    CHECK(one.seen[i].trials == eight.seen[i].trials);
  }
}
