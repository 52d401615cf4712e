// Facts filled in as columns have the answers that the same facts have as lines.
#include <array>

#include "json/json.hpp"
#include "support/dice.hpp"
#include "unit/library/library_world.hpp"

using namespace weir;
using namespace weir::test;

namespace {

/// The message of what a call found wrong; empty if it found nothing.
std::string said(const std::optional<Diagnostic>& mistake) {
  return mistake ? to_text({*mistake}) : std::string();
}

/// Closes every deal on one day, which picks the law.
void close(FactTable& table) {
  const auto closing = table.add("transaction.closing");
  REQUIRE(closing);
  for (std::size_t row = 0; row < table.rows(); ++row)
    REQUIRE(said(table.set(*closing, row, "2019-12-01")).empty());
}

/// What the columns say of a row, as a line of a batch says it.
std::string line_of(const RuleSets& rules, const std::vector<RegimeColumns>& answers, std::size_t row) {
  json::Json regimes = json::Json::object();
  for (std::size_t r = 0; r < answers.size(); ++r) {
    const Regime& regime = rules.regimes()[r];
    const RegimeColumns& columns = answers[r];
    if (!columns.law[row]) {
      regimes[columns.regime] = {{"law", false}};
      continue;
    }
    json::Json told = {{"determinations", json::Json::object()}};
    for (std::size_t d = 0; d < columns.determinations.size(); ++d) {
      const auto& levels = regime.determinations[d].levels;
      told["determinations"][columns.determinations[d].name] = {
          levels[columns.determinations[d].at_least[row]], levels[columns.determinations[d].at_most[row]]};
    }
    told["risk"] = {columns.risk_low[row], columns.risk_high[row]};
    const auto ids = [&](const RuleLists& lists) {
      json::Json list = json::Json::array();
      for (const std::uint32_t rule : lists.of(row)) list.push_back(regime.rules[rule]);
      return list;
    };
    told["fired"] = ids(columns.fired);
    told["open"] = ids(columns.open);
    regimes[columns.regime] = told;
  }
  return json::dump_line({{"id", row}, {"regimes", regimes}}) + "\n";
}

/// A fact of the project's vocabulary with things to say of it.
struct Sayable {
  std::string owner, field;
  std::vector<std::string> values;
};

const std::vector<Sayable> sayable = {
    {"transaction", "kind", {"[shares]", "[assets, shares]", "[shares, unknown]"}},
    {"transaction", "closing", {"2017-07-20", "2009-02-28", "not yet", "2017-04-18..2017-06-02", "never"}},
    {"acquirer", "kind", {"corporation", "government-body", "one of [corporation, fund]", "individual"}},
    {"acquirer", "formed_in", {"CN", "US", "CA", "unknown"}},
    {"acquirer", "government_of", {"CN", "FR", "not applicable"}},
    {"acquirer", "state_ties", {"[]", "[CN]", "[CN, unknown]"}},
    {"acquirer", "nationalities", {"[CN]", "[CN, CA]", "[CN, unknown]"}},
    {"target", "kind", {"corporation"}},
    {"target", "active_in", {"[CA]", "[US, CA]", "[]", "[CA, unknown]"}},
    {"target", "staff_in", {"[CA]", "[CA, US]"}},
    {"target", "assets_in", {"[CA]"}},
    {"target", "activities", {"[satellite-communications, radio-components]", "[radio-components]"}},
    {"target", "customers", {"[own-armed-forces]", "[broadcasters]", "[allied-armed-forces, unknown]"}},
    {"target",
     "enterprise_value",
     {"60 million CAD", "85202724.5 CAD", "2500 million CAD", "10 million USD", "over 5 billion CAD",
      "67261292 USD = 85202724 CAD"}},
    {"target", "gross_assets", {"40 million CAD", "900 million CAD"}},
    {"stake", "votes", {"0% -> 100%", "20% -> 1/3", "0% -> 50.01%", "0% -> 10%..60%"}},
};

json::Json value_json(const std::string& value) {
  if (value.front() != '[') return value;
  json::Json list = json::Json::array();
  std::string word;
  for (const char c : value) {
    if (c == ',' || c == ']') {
      if (!word.empty()) list.push_back(word);
      word.clear();
    } else if (c != '[' && c != ' ') {
      word += c;
    }
  }
  return list;
}

}  // namespace

TEST_CASE("library: columns have the answers that the same facts have as lines", "[library]") {
  const RuleSets rules = project_rules();
  const std::vector<std::string> days = {"2009-03-01", "2017-06-02", "2024-10-01", "1980-01-01"};
  for (std::size_t round = 0; round < rounds(); ++round) {
    const std::size_t seed = first_seed(1) + round;
    INFO("WEIR_SEED=" << seed);
    Dice dice(seed);
    // More than two blocks, the last one not full.
    constexpr std::size_t row_count = 2100;
    FactTable table(rules, row_count);
    CHECK(table.rows() == row_count);
    std::vector<std::size_t> columns;
    for (const Sayable& fact : sayable) {
      const auto column = table.add(fact.owner + "." + fact.field);
      INFO(to_text(column.diagnostics));
      REQUIRE(column);
      columns.push_back(*column);
    }
    std::string lines;
    for (std::size_t row = 0; row < row_count; ++row) {
      const std::string day = dice.of(days);
      json::Json line = {{"id", row}, {"as_of", day}};
      line["acquirer"] = line["target"] = json::Json::object();
      REQUIRE(said(table.set_days(row, day)).empty());
      // Some rows state one exact value of each, some anything.
      const bool plain = dice.percent(50);
      for (std::size_t c = 0; c < sayable.size(); ++c) {
        const Sayable& fact = sayable[c];
        if (dice.percent(30) || (plain && (fact.owner == "stake" || fact.field == "activities"))) continue;
        const std::string value = plain ? fact.values[0] : dice.of(fact.values);
        // What was stated before does not count.
        if (dice.percent(10)) REQUIRE(said(table.set(columns[c], row, fact.values.back())).empty());
        REQUIRE(said(table.set(columns[c], row, value)).empty());
        if (fact.owner == "stake") {
          line["holdings"] = json::Json::array(
              {json::Json{{"owner", "acquirer"}, {"entity", "target"}, {fact.field, value_json(value)}}});
        } else {
          line[fact.owner][fact.field] = value_json(value);
        }
      }
      lines += json::dump_line(line) + "\n";
    }
    std::string expected;
    const auto counts = evaluate_lines(rules, lines, expected);
    REQUIRE(counts);
    REQUIRE(counts->refused == 0);
    for (const unsigned threads : {1u, 3u}) {
      const auto answers = table.evaluate({}, threads);
      REQUIRE(answers);
      std::string out;
      for (std::size_t row = 0; row < row_count; ++row) out += line_of(rules, *answers, row);
      CHECK(out == expected);
    }
  }
}

TEST_CASE("library: figures as whole numbers with decimals are what they are as texts", "[library]") {
  const RuleSets rules =
      rule_sets_of(small_texts("rules:\n"
                               "  xx.a: {title: A, in_force: always, when: target.share > 1/3, then: "
                               "{filing: notification}, cite: {text: s. 1}}\n"
                               "  xx.b: {title: B, in_force: always, when: transaction.price >= 85202724.50 "
                               "CAD, then: {filing: notification}, cite: "
                               "{text: s. 2}}\n"
                               "  xx.c: {title: C, in_force: always, when: target.staff >= 100, then: "
                               "{filing: notification}, cite: {text: s. 3}}\n"
                               "  xx.d: {title: D, in_force: always, when: stake.votes >= 50%, then: "
                               "{filing: notification}, cite: {text: s. 4}}\n"));
  struct Sample {
    const char *fact, *unit;
    std::int64_t digits;
    unsigned decimals;
    const char *text, *rule;
    bool fires;
  };
  const Sample samples[] = {
      {"target.share", "%", 3334, 2, "33.34%", "xx.a", true},
      {"target.share", "%", 3333, 2, "33.33%", "xx.a", false},
      {"target.share", "%", 100, 0, "100%", "xx.a", true},
      // Finer than columns hold.
      {"target.share", "%", 333333333333333333, 16, "33.3333333333333333%", "xx.a", false},
      {"target.share", "%", 333333333333333334, 16, "33.3333333333333334%", "xx.a", true},
      {"transaction.price", "CAD", 8520272450, 2, "85202724.50 CAD", "xx.b", true},
      {"transaction.price", "CAD", 8520272449, 2, "85202724.49 CAD", "xx.b", false},
      {"transaction.price", "million CAD", 85202725, 6, "85.202725 million CAD", "xx.b", true},
      {"target.staff", "", 100, 0, "100", "xx.c", true},
      {"target.staff", "", 9999, 2, "99.99", "xx.c", false},
      {"target.staff", "", 0, 0, "0", "xx.c", false},
      {"target.staff", "", 5, 3, "0.005", "xx.c", false},
      {"target.staff", "", 9223372036854775807, 0, "9223372036854775807", "xx.c", true},
  };
  for (const Sample& sample : samples) {
    INFO(sample.fact << " " << sample.digits << "e-" << sample.decimals << " " << sample.unit);
    FactTable table(rules, 2);
    const auto column = table.add(sample.fact, sample.unit);
    REQUIRE(column);
    REQUIRE(said(table.set_number(*column, 0, sample.digits, sample.decimals)).empty());
    REQUIRE(said(table.set(*column, 1, sample.text)).empty());
    close(table);
    const auto answers = table.evaluate({.as_of = "2020-01-01"});
    REQUIRE(answers);
    const auto& names = rules.regimes()[0].rules;
    const auto holds = [&](std::span<const std::uint32_t> list) {
      return std::ranges::any_of(list, [&](std::uint32_t rule) { return names[rule] == sample.rule; });
    };
    for (const std::size_t row : {0u, 1u}) {
      CHECK(holds(answers->front().fired.of(row)) == sample.fires);
      CHECK_FALSE(holds(answers->front().open.of(row)));
    }
  }
}

TEST_CASE("library: a truth, and nothing", "[library]") {
  const RuleSets rules =
      rule_sets_of(small_texts("rules:\n"
                               "  xx.a: {title: A, in_force: always, when: transaction.public, then: "
                               "{filing: notification}, cite: {text: s. 1}}\n"));
  FactTable table(rules, 4);
  const auto column = table.add("transaction.public");
  REQUIRE(column);
  CHECK(said(table.set_truth(*column, 0, true)).empty());
  CHECK(said(table.set_truth(*column, 1, false)).empty());
  CHECK(said(table.set_truth(*column, 2, true)).empty());
  CHECK(said(table.clear(*column, 2)).empty());
  close(table);
  const auto answers = table.evaluate({.as_of = "2020-01-01"});
  REQUIRE(answers);
  const RegimeColumns& columns = answers->front();
  CHECK(columns.determinations[0].at_least == std::vector<std::uint32_t>{1, 0, 0, 0});
  CHECK(columns.determinations[0].at_most == std::vector<std::uint32_t>{1, 0, 1, 1});
  CHECK(columns.open.of(2).size() == 1);
  CHECK(columns.open.of(1).empty());
}

TEST_CASE("library: what is wrong in a table is told where it is stated", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  FactTable table(rules, 2);
  const auto refusal = [&](const char* fact, const char* unit) {
    const auto column = table.add(fact, unit);
    CHECK_FALSE(column);
    return to_text(column.diagnostics);
  };
  CHECK(refusal("acquirer.formd_in", "") ==
        "error[WR3004]: the column `acquirer.formd_in` names no fact; did you mean `acquirer.formed_in`?\n");
  CHECK(refusal("stake.owner", "").starts_with("error[WR3004]: the column `stake.owner` names no fact"));
  CHECK(refusal("transaction.price", "MW").starts_with("error[WR5"));
  const auto country = table.add("acquirer.formed_in"), staff = table.add("target.staff"),
             price = table.add("transaction.price");
  REQUIRE(country);
  REQUIRE(staff);
  REQUIRE(price);
  CHECK(refusal("target.staff", "") == "error: `target.staff` has a column already\n");

  CHECK(said(table.set(*country, 0, "XX")).starts_with("error[WR5"));
  CHECK(said(table.set(*staff, 0, "2020-01-01")).starts_with("error[WR5"));
  CHECK(said(table.set_truth(*staff, 0, true)).starts_with("error[WR5"));
  CHECK(said(table.set_number(*staff, 0, -1)).starts_with("error[WR2005]: numbers have no sign"));
  // Money needs a currency.
  CHECK(said(table.set_number(*price, 0, 5)).starts_with("error[WR5"));
  CHECK(said(table.set_number(*staff, 0, 1, 19)).starts_with("error: a number with 19 decimals"));
  CHECK(said(table.set(9, 0, "1")) == "error: no column 9\n");
  CHECK(said(table.set(*staff, 2, "1")) == "error: no row 2: there are 2\n");
  CHECK(said(table.clear(*staff, 2)) == "error: no row 2: there are 2\n");
  CHECK(said(table.set_days(2, "2020-01-01")) == "error: no row 2: there are 2\n");
  CHECK(said(table.set_days(0, "2020-13-01")) == "error: `2020-13-01` is no day; write it as YYYY-MM-DD\n");
  // Nothing of that was stated.
  const auto answers = table.evaluate({.as_of = "2020-01-01"});
  REQUIRE(answers);
  CHECK(answers->front().open.of(0).size() == 2);

  CHECK(said(table.set_days(0, "2020-01-01", "2019-01-01")).empty());
  const auto dayless = table.evaluate();
  CHECK_FALSE(dayless);
  CHECK(to_text(dayless.diagnostics) ==
        "error[WR6003]: nothing says on which day row 1 is seen; give its days, or `as_of` in the options\n");
  CHECK_FALSE(table.evaluate({.as_of = "2020-01-01", .regimes = {"yy"}}));
  CHECK(FactTable(rules, 0).evaluate()->front().fired.begin.size() == 1);
}
