#include "unit/load/load_support.hpp"

using namespace weir;
using load_test::Bench;
using load_test::case_with;
using load_test::Lines;

namespace {

/// The first claim's value of a fact of the transaction, a party or the first holding.
model::Value value_of(const Bench& bench, const model::Case& from, std::string_view fact,
                      std::string_view id = "") {
  const auto wanted = *bench.loaded.vocabulary.find_fact(fact);
  for (const auto& row : from.rows) {
    if (row.entity != bench.loaded.vocabulary.fact(wanted).entity || row.id != id) continue;
    if (const auto* entry = row.find(wanted)) return entry->claims.at(0).value;
  }
  throw std::runtime_error("the case does not state the fact");
}

Lines said_of(const std::string& rest, const std::string& firm = "{kind: corporation}") {
  Bench bench;
  const auto loaded = bench.load_case(case_with(rest, firm));
  CHECK(loaded.has_value() == bench.said().empty());
  return bench.said();
}

}  // namespace

TEST_CASE("a case is read into rows", "[load]") {
  Bench bench;
  const auto loaded = bench.load_case(case_with(
      R"(as_of: 2017-06-02
sources: {press: {title: A report, date: 2017-02}}
transaction: {closing: not yet, price: 1 million USD..2 million USD = 3 million CAD, kind: [shares]}
holdings:
  - {owner: buyer, entity: firm, votes: 17.6% -> 100%, source: press}
procedures: {xx-act: {certified: 2017-01-01}}
judgements: [{id: xx_state, of: buyer, value: false, source: press}]
)",
      "{kind: corporation, formed_in: NO, activities: [radio-components, unknown], assets: [{power: 500 "
      "kW}]}"));
  CHECK(bench.said() == Lines{});
  REQUIRE(loaded);
  CHECK(loaded->party_in_role("target") == "firm");
  CHECK(loaded->rows[0].entity == bench.loaded.vocabulary.transaction);
  CHECK(std::get<model::DateInterval>(value_of(bench, *loaded, "transaction.closing").candidates[0]).not_yet);
  const auto money = std::get<model::Money>(value_of(bench, *loaded, "transaction.price").candidates[0]);
  REQUIRE(money.amounts.size() == 2);
  CHECK(money.amounts[0].amount.high == base::Rational(2000000));
  const auto change = std::get<model::Change>(value_of(bench, *loaded, "holding.votes").candidates[0]);
  CHECK(change.before.low == base::Rational::make(176, 1000));
  CHECK(change.after.low == base::Rational(1));
  CHECK(std::get<model::Interval>(value_of(bench, *loaded, "asset.power").candidates[0]).low ==
        base::Rational(500000));
  CHECK(std::get<model::Item>(value_of(bench, *loaded, "party.formed_in", "firm").candidates[0]).id == "NO");
  CHECK(loaded->judgements[0].learned == base::Date::make(2017, 2, 28));
  const auto firm = loaded->row(*loaded->find_row(bench.loaded.vocabulary.party, "firm"));
  const auto* activities = firm.find_list(*bench.loaded.vocabulary.find_fact("party.activities"));
  REQUIRE(activities);
  CHECK(activities->open);
  CHECK(activities->rows.size() == 1);
}

TEST_CASE("what is written plainly is the value that the same has where the grammar reads it", "[load]") {
  struct Written {
    std::string fact, plainly, otherwise;
  };
  for (const auto& [fact, plainly, otherwise] :
       std::vector<Written>{{"party.employees", "1728", "1728..1728"},
                            {"party.employees", "0", "0..0"},
                            {"party.employees", "999999999999999", "999999999999999..999999999999999"},
                            {"party.kind", "fund", "\"one of [fund]\""},
                            {"party.formed_in", "NO", "\"one of [NO]\""},
                            {"party.listed", "true", "\"one of [true]\""},
                            {"party.listed", "false", "\"one of [false]\""},
                            {"party.founded", "2020-02-29", "2020-02-29..2020-02-29"}}) {
    INFO(fact << ": " << plainly);
    const auto value = [&](const std::string& text) {
      Bench bench;
      bench.files.add("rules/vocabulary/more.yaml",
                      "facts: {party.listed: {type: truth}, party.founded: {type: date}}\n");
      const std::string field = fact.substr(fact.find('.') + 1);
      const auto loaded = bench.load_case(case_with("", "{" + field + ": " + text + "}"));
      CHECK(bench.said() == Lines{});
      REQUIRE(loaded);
      return value_of(bench, *loaded, fact, "firm");
    };
    CHECK(value(plainly) == value(otherwise));
  }
  CHECK(said_of("", "{employees: 007}").size() == said_of("", "{employees: 007..007}").size());
  CHECK(said_of("transaction: {closing: 2017-02-30}\n") == Lines{"bad-date: 2017-02-30"});
  CHECK(said_of("", "{employees: 1728 MW}") == Lines{"unit-refused: 1728 MW"});
  // Over lines nothing is read, whatever the lines come to.
  const Lines folded = said_of("transaction:\n  closing: >-\n    2017-06-02\n");
  REQUIRE(folded.size() == 1);
  CHECK(folded[0].starts_with("multi-line-expression"));
}

TEST_CASE("values that are only partly known", "[load]") {
  const auto value = [](const std::string& text, std::string_view fact) {
    Bench bench;
    const std::string field(fact.substr(fact.find('.') + 1));
    const bool party = fact.starts_with("party.");
    const auto loaded = party ? bench.load_case(case_with("", "{" + field + ": " + text + "}"))
                              : bench.load_case(case_with("transaction: {" + field + ": " + text + "}\n"));
    CHECK(bench.said() == Lines{});
    REQUIRE(loaded);
    return value_of(bench, *loaded, fact, party ? "firm" : "");
  };
  CHECK(value("unknown", "party.kind").unknown());
  CHECK(value("not applicable", "party.formed_in").not_applicable);
  CHECK(value("\"one of [CN, HK]\"", "party.formed_in").candidates.size() == 2);
  CHECK(value("[]", "party.active_in").candidates.size() == 1);
  CHECK(std::get<model::SetValue>(value("[CA, unknown]", "party.active_in").candidates[0]).open);
  CHECK(value("\"one of [[], [CN]]\"", "party.active_in").candidates.size() == 2);
  const auto under =
      std::get<model::Money>(value("under 200 million CAD", "transaction.price").candidates[0]);
  CHECK(under.amounts[0].amount.high_open);
  CHECK_FALSE(under.amounts[0].amount.low);
  CHECK(std::get<model::DateInterval>(value("never", "transaction.closing").candidates[0]).low.is_never());
  const auto days =
      std::get<model::DateInterval>(value("at least 2017-01-01", "transaction.closing").candidates[0]);
  CHECK(days.high.is_never());
}

TEST_CASE("claims take their date from their source", "[load]") {
  Bench bench;
  const auto loaded =
      bench.load_case(case_with("sources: {a: {date: 2017-01-01}, b: {title: B}}\n",
                                "{kind: [{value: fund, source: a, quality: reported}, "
                                "{value: corporation, source: b, learned: 2018-01-01, replaces: a}]}"));
  CHECK(bench.said() == Lines{});
  REQUIRE(loaded);
  const auto firm = loaded->row(*loaded->find_row(bench.loaded.vocabulary.party, "firm"));
  const auto& claims = firm.facts[0].claims;
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].learned == base::Date::make(2017, 1, 1));
  CHECK(claims[0].quality == model::Quality::reported);
  CHECK(claims[1].replaces == "a");
  CHECK(claims[1].written == "corporation");
}

TEST_CASE("mistakes in values are reported at their words", "[load]") {
  const auto holding = [](const std::string& votes) {
    return said_of("holdings: [{owner: buyer, entity: firm, votes: " + votes + "}]\n");
  };
  CHECK(holding("25") == Lines{"percent-sign-missing: 25"});
  CHECK(holding("30%..25%") == Lines{"value-upside-down: 30%..25%"});
  CHECK(said_of("", "{employees: 25%}") == Lines{"percent-for-number: 25%"});
  CHECK(said_of("", "{formed_in: norway}") == Lines{"unknown-country: norway"});
  CHECK(said_of("", "{kind: corporatoin}") == Lines{"unknown-item: corporatoin"});
  CHECK(said_of("", "{knid: fund}") == Lines{"case-fact: knid"});
  CHECK(said_of("", "{assets: [{power: 5 bananas}]}") == Lines{"case-unit: 5 bananas"});
  CHECK(said_of("transaction: {price: 5 million CAB}\n") == Lines{"unknown-currency: CAB"});
  CHECK(said_of("transaction: {price: 5 million}\n") == Lines{"currency-missing: 5 million"});
  CHECK(said_of("transaction: {kind: shares}\n") == Lines{"list-needed: shares"});
  CHECK(said_of("transaction: {closing: soon}\n") == Lines{"wrong-value: soon"});
  CHECK(said_of("", "{kind: {value: fund, source: press}}") == Lines{"unknown-source: press"});
  CHECK(said_of("", "{kind: {value: fund, quality: rumoured}}") == Lines{"unknown-quality: rumoured"});
  CHECK(said_of("target: {kind: fund}\n").front() == "duplicate-party: target");
  CHECK(said_of("holdings: [{owner: byer, entity: firm}]\n") == Lines{"unknown-party: byer"});
  CHECK(said_of("hodlings: []\n") == Lines{"unknown-key: hodlings"});
}

TEST_CASE("a missing percent sign has a safe fix, a country its title", "[load]") {
  Bench bench;
  bench.load_case(
      case_with("holdings: [{owner: buyer, entity: firm, votes: 25}]\n", "{formed_in: Switzerland}"));
  const auto diagnostics = bench.sink.sorted();
  REQUIRE(diagnostics.size() == 2);
  CHECK(diagnostics[0].help == "did you mean `CH` (Switzerland)?");
  REQUIRE(diagnostics[1].fixes.size() == 1);
  CHECK(diagnostics[1].fixes[0].trust == diagnostics::Fix::Trust::safe);
  CHECK(diagnostics[1].fixes[0].edits[0].replacement == "25%");
}

TEST_CASE("parties may stand under their roles", "[load]") {
  Bench bench;
  const auto loaded = bench.load_case("case: a-case\nacquirer: {formed_in: CN}\ntarget: {formed_in: CA}\n");
  CHECK(bench.said() == Lines{});
  REQUIRE(loaded);
  CHECK(loaded->party_in_role("acquirer") == "acquirer");
  Bench missing;
  CHECK_FALSE(missing.load_case("case: a-case\nparties: {}\n"));
  CHECK(missing.said() == Lines{"roles-missing: a-case"});
}

TEST_CASE("a file above the limit is refused", "[load]") {
  Bench bench;
  CHECK_FALSE(bench.load_case(std::string(base::yaml_file_limit + 1, '#')));
  REQUIRE(bench.said().size() == 1);
  CHECK(bench.said()[0] == "file-too-large");
}
