#include <algorithm>
#include <set>

#include "evaluate/open.hpp"
#include "evaluate/run.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"
#include "support/marks.hpp"
#include "support/random_facts.hpp"
#include "support/random_rows.hpp"
#include "support/random_world.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;

// The names of all facts and decisions that a proof quotes.
void collect(const model::ProofNode& proof, std::set<std::string>& names) {
  for (const auto* facts : {&proof.facts, &proof.further}) {
    for (const model::QuotedFact& quoted : *facts) names.insert(quoted.fact);
  }
  for (const model::ProofNode& part : proof.parts) collect(part, names);
}

// What chains of holdings and circles are made from: a proof quotes them as chains, not fact by fact.
bool of_chains(const model::Vocabulary& vocabulary, model::FactId fact) {
  static const std::set<std::string> names = {"party.kind", "party.other_holders_at_most", "party.gp",
                                              "party.general_partners", "party.relations"};
  const std::string& name = vocabulary.fact(fact).name;
  return name.starts_with("holding.") || name.starts_with("relation.") || names.contains(name);
}

// The case with nothing in it but what is named.
model::Case only(const plan::Plan& plan, const model::Case& whole, const std::set<std::string>& names) {
  model::Case part = whole;
  const model::Vocabulary& vocabulary = plan.vocabulary();
  // A list is quoted by the keys of its rows.
  std::set<model::RowId> listed;
  for (std::size_t i = 0; i < whole.rows.size(); ++i) {
    for (const model::RowList& list : whole.rows[i].lists) {
      if (names.contains(name_of_fact(plan, whole, model::RowId(i), list.fact)))
        listed.insert(list.rows.begin(), list.rows.end());
    }
  }
  for (std::size_t i = 0; i < part.rows.size(); ++i) {
    const model::FactId key = vocabulary.entity(part.rows[i].entity).key;
    const auto dropped = [&](const auto& entry) {
      const bool is_key = listed.contains(model::RowId(i)) && entry.fact == key;
      if (is_key || of_chains(vocabulary, entry.fact)) return false;
      return !names.contains(name_of_fact(plan, whole, model::RowId(i), entry.fact));
    };
    std::erase_if(part.rows[i].facts, dropped);
    std::erase_if(part.rows[i].lists, dropped);
  }
  std::erase_if(part.judgements, [&](const model::RecordedJudgement& decision) {
    return !names.contains(decision.of.empty() ? decision.judgement : decision.of + "." + decision.judgement);
  });
  return part;
}

struct Tally {
  std::size_t rounds = 0, settled = 0, wrong = 0;
};

// Each rule of each row: what its proof quotes, and nothing else, must prove the same.
void reproduce(const plan::Plan& plan, const std::vector<CaseRow>& rows, Tally& tally) {
  const Run whole = run(plan, rows, {});
  std::vector<std::unique_ptr<model::Case>> cases;
  std::vector<CaseRow> parts;
  struct Claim {
    std::size_t row;
    const plan::CompiledRule* rule;
    std::set<std::string> names;
  };
  std::vector<Claim> claims;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Explainer explainer(whole, row);
    for (const plan::CompiledRule& rule : plan.rules) {
      ++tally.rounds;
      if (whole.truth(rule.condition, row) == Truth::unknown) continue;
      ++tally.settled;
      std::set<std::string> names;
      collect(explainer.proof(rule.proof), names);
      cases.push_back(std::make_unique<model::Case>(only(plan, *rows[row].facts, names)));
      parts.push_back(rows[row]);
      parts.back().facts = cases.back().get();
      claims.push_back({row, &rule, std::move(names)});
    }
  }
  if (parts.empty()) return;
  const Run again = run(plan, parts, {});
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Truth expected = whole.truth(claims[i].rule->condition, claims[i].row);
    const Truth found = again.truth(claims[i].rule->condition, i);
    if (expected == found) continue;
    if (++tally.wrong > 4) continue;
    std::string text;
    for (const std::string& name : claims[i].names) text += " " + name;
    UNSCOPED_INFO(claims[i].rule->rule->id << " of case " << claims[i].row << " was " << to_text(expected)
                                           << " and is " << to_text(found) << " on" << text);
  }
}

void reproduce_variations(const plan::Plan& plan, const model::Case& base,
                          const std::vector<std::string>& regimes, std::size_t count, test::Dice& dice,
                          Tally& tally) {
  test::RandomFacts random(plan.vocabulary(), test::marks_of(plan), dice);
  std::vector<std::unique_ptr<model::Case>> cases;
  std::vector<CaseRow> rows;
  while (rows.size() < count) {
    cases.push_back(std::make_unique<model::Case>(base));
    random.change(*cases.back(), regimes);
    CaseRow row;
    row.facts = cases.back().get();
    row.as_of = random.day();
    row.known_on = row.as_of;
    rows.push_back(row);
  }
  reproduce(plan, rows, tally);
}

// How many of the rules of a small regime are settled on a case, and how many of their proofs prove nothing.
Tally reproduced(const std::string& definitions_and_rules, const std::string& facts_text) {
  const auto world = test::world_of(
      {{"g",
        "regime: g\ntitle: G\ncountry: CA\nprefix: g\ndecides: nobody\nby: as_of\nin_force: 2000-01-01..\n"
        "determinations:\n  filing: {title: filing, levels: [none, notification]}\n" +
            definitions_and_rules}});
  const auto facts = test::case_in(
      *world, "case: small\nas_of: 2017-06-02\nroles: {acquirer: p0, target: p1}\n" + facts_text);
  INFO(world->mistakes());
  REQUIRE_FALSE(world->sink.has_errors());
  REQUIRE(facts);
  CaseRow row;
  row.facts = &*facts;
  row.as_of = row.known_on = *facts->as_of;
  Tally tally;
  reproduce(world->plan, {row}, tally);
  return tally;
}

// Each of two companies that hold each other is what the other one is: in the end both rest on the decisions.
TEST_CASE("the facts that a proof quotes prove it: parties that hold each other", "[explanation]") {
  const Tally tally = reproduced(
      "definitions:\n"
      "  g_all: {path: whole, measure: votes}\n"
      "  party.g_ours:\n    ask: Is it one of ours?\n    decides: Minister\n"
      "    true_if: some h in holders(it, g_all) has (h.g_ours and h.held >= 25%)\n"
      "  party.g_either:\n    any:\n"
      "      - some h in holders(it, g_all) has (h.g_either)\n      - it.has_substance\n"
      "rules:\n"
      "  g.one: {in_force: always, when: \"count of h in upstream(acquirer, g_all) where (h.g_ours) > 1\", "
      "then: {filing: notification}}\n"
      "  g.two: {in_force: always, when: \"count of h in upstream(acquirer, g_all) where (h.g_either) > 1\", "
      "then: {filing: notification}}\n",
      "parties: {p0: {name: P0, has_substance: true}, p1: {name: P1, has_substance: true}}\n"
      "holdings: [{owner: p1, entity: p0, votes: 30%}, {owner: p0, entity: p1, votes: 100%}]\n"
      "judgements:\n  - {id: g_ours, of: p0, value: true, by: Minister}\n"
      "  - {id: g_ours, of: p1, value: true, by: Minister}\n");
  CHECK(tally.settled == 2);
  CHECK(tally.wrong == 0);
}

// Neither of two companies that hold each other is one, since what the other would add is of no government.
TEST_CASE("the facts that a proof quotes prove it: what a holder that is left out would have added",
          "[explanation]") {
  const Tally tally = reproduced(
      "definitions:\n"
      "  g_all: {path: whole, measure: votes}\n"
      "  party.g_theirs:\n    any:\n"
      "      - interest(it, it, g_all) > 25% and it.nationalities overlaps {DE}\n"
      "      - largest joint interest by h.government_of of h in holders(it, g_all) where (h.g_theirs) > "
      "20%\n"
      "rules:\n"
      "  g.one: {in_force: always, when: acquirer.g_theirs, then: {filing: notification}}\n",
      "parties:\n"
      "  p0: {name: P0, nationalities: [US], government_of: not applicable}\n"
      "  p1: {name: P1, nationalities: [US], government_of: DE}\n"
      "holdings: [{owner: p1, entity: p0, votes: 90%}, {owner: p0, entity: p1, votes: 100%}]\n");
  CHECK(tally.settled == 1);
  CHECK(tally.wrong == 0);
}

// An amount in another currency says no less than none at all.
TEST_CASE("the facts that a proof quotes prove it: an amount without a rate", "[explanation]") {
  const Tally tally = reproduced(
      "definitions:\n"
      "  party.g_ours:\n    ask: Is it one of ours?\n    decides: Minister\n    true_if: it.has_substance\n"
      "    false_if: sum of l.revenue for l in it.links_of_concern + 5 million CAD > 0 CAD\n"
      "rules:\n  g.one: {in_force: always, when: acquirer.g_ours, then: {filing: notification}}\n",
      "parties:\n"
      "  p0: {name: P0, links_of_concern: [{party: p1, revenue: 5 million USD}]}\n"
      "  p1: {name: P1}\n"
      "judgements:\n  - {id: g_ours, of: p0, value: true, by: Minister}\n");
  CHECK(tally.settled == 1);
  CHECK(tally.wrong == 0);
}

// That there is a list at all may be enough.
TEST_CASE("the facts that a proof quotes prove it: a list of which no row is known", "[explanation]") {
  const Tally tally = reproduced(
      "definitions: {}\n"
      "rules:\n  g.one: {in_force: always, when: count(acquirer.assets) >= 0, then: {filing: "
      "notification}}\n",
      "parties: {p0: {name: P0, assets: [unknown]}, p1: {name: P1}}\n");
  CHECK(tally.settled == 1);
  CHECK(tally.wrong == 0);
}

// What is asked of a party that nobody knows may hang on the deal alone.
TEST_CASE("the facts that a proof quotes prove it: a party that is not known", "[explanation]") {
  const Tally tally = reproduced(
      "definitions:\n  party.g_late: {is: transaction.closing > 2016-01-01}\n"
      "rules:\n  g.one: {in_force: always, when: acquirer.gp.g_late, then: {filing: notification}}\n",
      "transaction: {closing: 2017-01-01}\nparties: {p0: {name: P0}, p1: {name: P1}}\n");
  CHECK(tally.settled == 1);
  CHECK(tally.wrong == 0);
}

TEST_CASE("the facts that a proof quotes prove it: rules of the project", "[property][explanation]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  Tally tally;
  for (std::size_t round = 0; round < test::rounds(); ++round) {
    test::Dice dice(test::first_seed(7000) + round);
    reproduce_variations(reference::loaded().plan, reference::hytera(), {}, 20, dice, tally);
  }
  CHECK(tally.wrong == 0);
  CHECK(tally.settled > 0);
  if (test::rounds() > 1) WARN(tally.rounds << " rounds, " << tally.settled << " settled");
}

TEST_CASE("the facts that a proof quotes prove it: random rules", "[property][explanation]") {
  Tally tally;
  for (std::size_t round = 0; round < test::rounds(); ++round) {
    const std::size_t seed = test::first_seed(8000) + round;
    test::Dice dice(seed);
    const auto world = test::random_world(2, dice);
    INFO("seed " << seed << "\n" << world->mistakes());
    REQUIRE_FALSE(world->sink.has_errors());
    const std::size_t before = tally.wrong;
    reproduce_variations(world->plan, world->hytera, world->regimes, 25, dice, tally);
    CHECK(tally.wrong == before);
  }
  CHECK(tally.wrong == 0);
  CHECK(tally.rounds >= 500);
  if (test::rounds() > 1) WARN(tally.rounds << " rounds, " << tally.settled << " settled");
}

TEST_CASE("the facts that a proof quotes prove it: rows, holders, circles and amounts",
          "[property][explanation]") {
  Tally tally;
  for (std::size_t round = 0; round < test::rounds(); ++round) {
    const std::size_t seed = test::first_seed(9000) + round;
    test::Dice dice(seed);
    test::RandomRows random(test::random_vocabulary(), "g", dice);
    const auto world = test::world_of({{"g", random.rules()}});
    INFO("seed " << seed << "\n" << world->mistakes());
    REQUIRE_FALSE(world->sink.has_errors());
    std::vector<std::unique_ptr<model::Case>> cases;
    std::vector<CaseRow> rows;
    while (rows.size() < 30) {
      auto facts = test::case_in(*world, random.facts());
      INFO(world->mistakes());
      REQUIRE(facts);
      cases.push_back(std::make_unique<model::Case>(std::move(*facts)));
      CaseRow row;
      row.facts = cases.back().get();
      row.as_of = row.known_on = *cases.back()->as_of;
      rows.push_back(row);
    }
    const std::size_t before = tally.wrong;
    reproduce(world->plan, rows, tally);
    CHECK(tally.wrong == before);
  }
  CHECK(tally.wrong == 0);
  CHECK(tally.rounds >= 400);
  if (test::rounds() > 1) WARN(tally.rounds << " rounds, " << tally.settled << " settled");
}

}  // namespace
}  // namespace weir::evaluate
