// Expressions of rules in words: each operator, function and row construct of the language.
#include "report/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "language/words.hpp"
#include "report/condition_outline.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using language::NodeKind;

namespace {

struct Said {
  std::string text;    ///< an expression of a rule
  std::string words;   ///< what a page says for it
  std::string denied;  ///< and for its denial; empty for a value
};

/// One line for each construct; that none is left out is counted below.
const std::vector<Said> conditions = {
    {"target.kind == corporation", "the target's kind of party is corporation",
     "the target's kind of party is not corporation"},
    {"target.kind != trust", "the target's kind of party is other than trust",
     "the target's kind of party is not other than trust"},
    {"stake.votes == 50%", "the stake's votes are exactly 50%", "the stake's votes are not exactly 50%"},
    {"stake.votes != 1/3", "the stake's votes are other than 1/3",
     "the stake's votes are not other than 1/3"},
    {"stake.votes < 25%", "the stake's votes are less than 25%", "the stake's votes are not less than 25%"},
    {"stake.votes <= 25%", "the stake's votes are at most 25%", "the stake's votes are not at most 25%"},
    {"stake.votes.before > 50%", "the stake's votes before the deal are more than 50%",
     "the stake's votes before the deal are not more than 50%"},
    {"stake.votes >= 12.5%", "the stake's votes are at least 12.5%",
     "the stake's votes are not at least 12.5%"},
    {"transaction.closing < 2017-06-02", "closing is before 2 June 2017",
     "closing is not before 2 June 2017"},
    {"transaction.closing >= 2017-06-02", "closing is on or after 2 June 2017",
     "closing is not on or after 2 June 2017"},
    {"transaction.closing < never", "closing is before no day at all", "closing is not before no day at all"},
    {"2009-03-12 <= transaction.closing < 2022-08-01",
     "closing is on or after 12 March 2009 and before 1 August 2022",
     "closing is not both on or after 12 March 2009 and before 1 August 2022"},
    {"25% < stake.votes <= 50%", "the stake's votes are more than 25% and at most 50%",
     "the stake's votes are not both more than 25% and at most 50%"},
    {"target.kind in {corporation, trust}", "the target's kind of party is one of corporation or trust",
     "the target's kind of party is none of corporation or trust"},
    {"acquirer.formed_in in xx_near", "the acquirer's law of formation is among near states",
     "the acquirer's law of formation is not among near states"},
    {"acquirer.formed_in not in {CA}", "the acquirer's law of formation is other than Canada",
     "the acquirer's law of formation is not other than Canada"},
    {"target.customers overlaps {public, police}",
     "the target's customers include consumers or police of any state",
     "the target's customers do not include consumers or police of any state"},
    {"acquirer.nationalities overlaps xx_near", "the acquirer's nationalities include any of near states",
     "the acquirer's nationalities do not include any of near states"},
    {"acquirer.nationalities within {CA, US}",
     "the acquirer's nationalities are all among Canada or United States",
     "the acquirer's nationalities are not all among Canada or United States"},
    {"transaction.kind contains shares", "kind of deal includes purchase of shares or other interests",
     "kind of deal does not include purchase of shares or other interests"},
    {"stake.rights contains at least 2 of {management, nomination, technical-information}",
     "the stake's rights include at least 2 of right to manage day to day, right to nominate and access to "
     "material technical information that is not public",
     "the stake's rights do not include at least 2 of right to manage day to day, right to nominate and "
     "access to material technical information that is not public"},
    {"stake.votes reaches 25%", "the stake's votes reach 25%", "the stake's votes do not reach 25%"},
    {"stake.votes reaches any of {10%, 20%, 25%}", "the stake's votes reach one of 10%, 20% or 25%",
     "the stake's votes do not reach one of 10%, 20% or 25%"},
    {"stake.votes rises above 50%", "the stake's votes rise above 50%",
     "the stake's votes do not rise above 50%"},
    {"stake.votes falls below 50%", "the stake's votes fall below 50%",
     "the stake's votes do not fall below 50%"},
    {"not happened(procedure.order)", "the review order has not come", "the review order has come"},
    {"xx_big and (xx_near_buyer or acquirer.xx_state)",
     "big and (buyer from near or the acquirer meets “state enterprise”)",
     "not big or (not buyer from near and the acquirer does not meet “state enterprise”)"},
    {"stake.passive", "“passive” is yes for the stake", "“passive” is not yes for the stake"},
    {"stake.passive == false", "“passive” is no for the stake", "“passive” is not no for the stake"},
    {"stake.passive == xx_big", "(“passive” is yes for the stake) exactly where (big)",
     "(“passive” is yes for the stake) exactly where it is not so that (big)"},
    {"true", "in every case", "in no case"},
    {"xx_dated at transaction.signing", "dated, as it stood on signing", "not dated, as it stood on signing"},
    {"some h in holders(acquirer, xx_votes) has (h.xx_state and h.held > 50%)",
     "for at least one of the acquirer's holders (voting interests): the holder meets “state enterprise” and "
     "the holder's share is more than 50%",
     "for none of the acquirer's holders (voting interests): the holder meets “state enterprise” and the "
     "holder's share is more than 50%"},
    {"every h in upstream(acquirer, xx_votes) has (h.kind == individual)",
     "for every one of the acquirer's direct and indirect holders (voting interests): the holder's kind of "
     "party is individual",
     "for not every one of the acquirer's direct and indirect holders (voting interests): the holder's kind "
     "of party is individual"},
    {"no h in downstream(acquirer, xx_votes) where (h.held.before >= 25%) has (h.kind == trust)",
     "for none of those of what the acquirer holds directly and indirectly (voting interests) where the "
     "entity held's share before the deal is at least 25%: the entity held's kind of party is trust",
     "for at least one of those of what the acquirer holds directly and indirectly (voting interests) where "
     "the entity held's share before the deal is at least 25%: the entity held's kind of party is trust"},
    {"some p in circle(acquirer, xx_circle) has (p.government_of == CA)",
     "for at least one of the acquirer and those who count together with it (voting group): the person's "
     "state is Canada",
     "for none of the acquirer and those who count together with it (voting group): the person's state is "
     "Canada"},
    {"some d in acquirer.directors has (d.nationalities contains CA)",
     "for at least one of the acquirer's directors: the office holder's nationalities include Canada",
     "for none of the acquirer's directors: the office holder's nationalities include Canada"},
    {"count of d in acquirer.directors where (d.nationalities contains CA) >= 2",
     "the number of those of the acquirer's directors where the office holder's nationalities include Canada "
     "is at least 2",
     "the number of those of the acquirer's directors where the office holder's nationalities include Canada "
     "is not at least 2"},
    {"count(acquirer.directors) > 0 and portion of d in acquirer.directors where (d.nationalities contains "
     "CA) >= 2/3",
     "the number of the acquirer's directors is more than 0 and the portion of the acquirer's directors "
     "where the office holder's nationalities include Canada is at least 2/3",
     "the number of the acquirer's directors is not more than 0 or the portion of the acquirer's directors "
     "where the office holder's nationalities include Canada is not at least 2/3"},
    {"count(acquirer.directors) > 0", "the number of the acquirer's directors is more than 0",
     "the number of the acquirer's directors is not more than 0"},
    {"joint interest of h in holders(acquirer, xx_votes) where (h.xx_state) > 50%",
     "the joint interest of those of the acquirer's holders (voting interests) where the holder meets “state "
     "enterprise” is more than 50%",
     "the joint interest of those of the acquirer's holders (voting interests) where the holder meets “state "
     "enterprise” is not more than 50%"},
    {"largest joint interest by h.government_of of h in holders(acquirer, xx_votes) where (h.kind == "
     "government) >= 25%",
     "the largest joint interest of those of the acquirer's holders (voting interests) where the holder's "
     "kind of party is government, taken together by the holder's state is at least 25%",
     "the largest joint interest of those of the acquirer's holders (voting interests) where the holder's "
     "kind of party is government, taken together by the holder's state is not at least 25%"},
    {"interest(acquirer, target, xx_votes) >= 25%",
     "the interest of the acquirer in the target (voting interests) is at least 25%",
     "the interest of the acquirer in the target (voting interests) is not at least 25%"},
    {"year(transaction.closing) == 2017", "the year of closing is exactly 2017",
     "the year of closing is not exactly 2017"},
    {"stake.votes + 10% < 2 * stake.capital",
     "the stake's votes plus 10% is less than 2 times the stake's capital",
     "the stake's votes plus 10% is not less than 2 times the stake's capital"},
    {"xx_limit.state <= 800 million CAD", "limit (state) is at most CAD 800 million",
     "limit (state) is not at most CAD 800 million"},
};

const std::vector<Said> values = {
    {"45 days after transaction.closing", "45 days after closing", ""},
    {"6 months before transaction.closing", "6 months before closing", ""},
    {"10 xx_days from transaction.closing", "10 working days from closing, that day included", ""},
    {"earliest(transaction.closing, transaction.signing)", "the earliest of closing and signing", ""},
    {"latest(2017-06-02, transaction.signing)", "the latest of 2 June 2017 and signing", ""},
    {"greatest(stake.votes, stake.capital)", "the largest of the stake's votes and the stake's capital", ""},
    {"least(stake.votes, stake.capital)", "the smallest of the stake's votes and the stake's capital", ""},
    {"max of s.date for s in transaction.steps", "the latest of the day of the step over steps", ""},
    {"min of s.date for s in transaction.steps", "the earliest of the day of the step over steps", ""},
    {"sum of h.votes for h in holders(acquirer, xx_votes)",
     "the sum of the holder's votes over the acquirer's holders (voting interests)", ""},
    {"target.gross_assets - 5 million CAD", "the target's gross assets less CAD 5 million", ""},
    {"target.gross_assets / target.enterprise_value",
     "the target's gross assets divided by the target's enterprise value", ""},
    {"xx_limit.private at transaction.signing", "limit (private) as it stood on signing", ""},
    {"xx.review.first.end", "the last day of “first step”", ""},
    {"circle(acquirer, xx_circle).nationalities",
     "the nationalities of the acquirer and those who count together with it (voting group)", ""},
    {"acquirer.directors.nationalities", "the nationalities of the acquirer's directors", ""},
};

constexpr std::string_view frame = R"(regime: xx-law
title: Law of X
country: CA
prefix: xx
by: transaction.closing
in_force: always
determinations:
  filing: {title: filing, levels: [none, notification]}
)";

constexpr std::string_view helpers = R"(  xx_near: {title: near states, of: country, members: [US, MX]}
  xx_big: {title: big, is: target.employees > 500}
  xx_near_buyer: {title: buyer from near, is: acquirer.formed_in in xx_near}
  xx_dated: {title: dated, versions: {..2019-12-31: xx_big, 2020-01-01..: false}}
  party.xx_state: {title: state enterprise, is: it.kind == government}
  xx_votes: {title: voting interests, path: product, measure: votes}
  xx_circle: {title: voting group, links: [acting-in-concert]}
  xx_days: {title: working days, calendar: weekdays, without: []}
  xx_limit:
    title: limit
    columns: [private, state]
    values:
      2009-01-01: [at least 5 million CAD, at most 100 million CAD]
      2015-01-01: [600 million CAD, none]
)";

constexpr std::string_view tables =
    R"yaml(  xx_list: {title: listed holders, list: "h in holders(acquirer, xx_votes) where (h.held > 10%)"}
  xx_only: {title: near states only, is: acquirer.nationalities within xx_near}
  xx_nested:
    title: nested
    all:
      - xx_big
      - any: [xx_near_buyer or xx_only, {none: [xx_big, xx_near_buyer]}]
      - {at_least: {n: 2, of: [xx_big, xx_near_buyer, xx_only]}}
      - not (xx_big and xx_near_buyer)
  xx_joined:
    title: joined
    is: xx_big and (xx_near_buyer or xx_only) and not (xx_big or xx_near_buyer) and not xx_big
  xx_table:
    title: table
    table: [target.kind, stake.votes, xx_big, target.customers]
    rows:
      - ["{corporation, trust}", "> 50%", true, any, true]
      - [not individual, any, false, "{public}", false]
      - [corporation, "<= 25%", any, any, xx_big]
      - [any, any, any, any, false]
)yaml";

const std::vector<std::string> table_words = {
    "the target's kind of party is one of corporation or trust | the stake's votes are more than 50% | big | "
    "- => yes",
    "the target's kind of party is not individual | - | not big | the target's customers include consumers "
    "=> no",
    "the target's kind of party is corporation | the stake's votes are at most 25% | - | - => big",
    "- | - | - | - => no"};

constexpr std::string_view rules = R"(rules:
  xx.review:
    title: review
    silence: nothing
    stages:
      first: {title: first step, starts: transaction.closing, runs: 45 days}
)";

/// The rule set of this file, loaded once.
class World {
 public:
  World() : memory_(&tree_), session_(memory_) {
    std::string text = "definitions:\n" + std::string(helpers);
    for (std::size_t i = 0; i < conditions.size(); ++i)
      text += fmt::format("  xx_c{}: {{title: c{}, is: \"{}\"}}\n", i, i, conditions[i].text);
    for (std::size_t i = 0; i < values.size(); ++i)
      text += fmt::format("  xx_v{}: {{title: v{}, is: \"{}\"}}\n", i, i, values[i].text);
    text += tables;
    text += rules;
    memory_.add("rules/xx/regime.yaml", std::string(frame));
    memory_.add("rules/xx/law.yaml", text);
    session_.load_rules("rules");
  }
  session::Session& session() { return session_; }
  const check::Checked& checked() { return *session_.plan()->checked; }
  const model::Definition& definition(std::string_view id) {
    return *std::ranges::find(session_.rule_sets().definitions, id, &model::Definition::id);
  }
  const model::Expression& expression(std::string_view id) {
    return std::get<model::Condition>(definition(id).body).expression;
  }

 private:
  weir::test::SourceTree tree_;
  base::MemoryFileSystem memory_;
  session::Session session_;
};

World& world() {
  static World one;
  for (const auto& diagnostic : one.session().sink().sorted()) {
    if (diagnostic.severity == diagnostics::Severity::error) UNSCOPED_INFO(diagnostic.message);
  }
  REQUIRE_FALSE(one.session().sink().has_errors());
  return one;
}

void add_kinds(const language::Ast& ast, std::set<NodeKind>& kinds) {
  for (const language::Node& node : ast.nodes) kinds.insert(node.kind);
}

std::string flat(const report::Outline& outline) {
  std::string text = outline.text;
  for (std::size_t i = 0; i < outline.parts.size(); ++i)
    text += (i == 0 ? " (" : "; ") + flat(outline.parts[i]);
  return outline.parts.empty() ? text : text + ")";
}

}  // namespace

TEST_CASE("expression words: every construct has words, and denied ones", "[report][words]") {
  const report::Naming names;
  const report::ExpressionWords words(world().checked(), names);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    INFO(conditions[i].text);
    const model::Expression& expression = world().expression(fmt::format("xx_c{}", i));
    CHECK(words.condition(expression) == conditions[i].words);
    CHECK(words.condition(expression, report::Polarity::denied) == conditions[i].denied);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    INFO(values[i].text);
    CHECK(words.value(world().expression(fmt::format("xx_v{}", i))) == values[i].words);
  }
}

TEST_CASE("expression words: tests of tables are said with what they test", "[report][words]") {
  const report::Naming names;
  const report::ExpressionWords words(world().checked(), names);
  const auto& table = std::get<model::Table>(world().definition("xx_table").body);
  std::vector<std::string> lines;
  for (const model::Table::Line& line : table.lines) {
    std::string text;
    for (std::size_t i = 0; i < line.tests.size(); ++i) {
      const std::string test = words.test(table.inputs[i], line.tests[i]);
      text += (i == 0 ? "" : " | ") + (test.empty() ? "-" : test);
    }
    lines.push_back(text + " => " + words.value(line.answer));
  }
  CHECK(lines == table_words);
}

TEST_CASE("expression words: the tests know every kind of node that rules can have", "[report][words]") {
  std::set<NodeKind> kinds;
  for (const auto& [expression, typed] : world().checked().typed) {
    for (const std::string_view prefix : {"xx_c", "xx_v"}) {
      for (const model::Definition& entry : world().session().rule_sets().definitions) {
        if (!entry.id.starts_with(prefix)) continue;
        if (const auto* body = std::get_if<model::Condition>(&entry.body);
            body && &body->expression == expression)
          add_kinds(expression->ast, kinds);
      }
    }
  }
  for (const char* id : {"xx_table"}) {
    for (const auto& line : std::get<model::Table>(world().definition(id).body).lines) {
      for (const auto& test : line.tests) add_kinds(test.ast, kinds);
    }
  }
  for (const auto& version : std::get<model::Values>(world().definition("xx_limit").body).versions) {
    for (const auto& cell : version.cells) add_kinds(cell.ast, kinds);
  }
  add_kinds(std::get<model::NamedList>(world().definition("xx_list").body).rows.ast, kinds);
  // What comes after are values of cases.
  for (auto kind = static_cast<int>(NodeKind::number); kind < static_cast<int>(NodeKind::value_unknown);
       ++kind) {
    INFO("kind " << kind);
    CHECK(kinds.contains(static_cast<NodeKind>(kind)));
  }
  for (const language::OperatorRow& row : language::operators()) {
    INFO(row.symbol);
    CHECK(kinds.contains(row.kind));
  }
  std::string all;
  for (const auto* list : {&conditions, &values}) {
    for (const Said& said : *list) all += said.text + "\n";
  }
  for (const std::string_view function : language::function_names()) {
    INFO(function);
    CHECK(all.find(std::string(function) + "(") != std::string::npos);
  }
}

TEST_CASE("expression words: lists of conditions and joined expressions give one outline",
          "[report][words]") {
  const report::Naming names;
  const report::ExpressionWords words(world().checked(), names);
  const auto outline = [&](std::string_view id) {
    return flat(report::outline_of(world().checked(), words,
                                   std::get<model::Condition>(world().definition(id).body)));
  };
  CHECK(outline("xx_nested") ==
        "all of these (big; at least one of these (buyer from near; near states only; "
        "none of these (big; buyer from near)); at least 2 of these (big; buyer from "
        "near; near states only); not all of these (big; buyer from near))");
  CHECK(outline("xx_joined") ==
        "all of these (big; at least one of these (buyer from near; near states only); "
        "none of these (big; buyer from near); not big)");
}
