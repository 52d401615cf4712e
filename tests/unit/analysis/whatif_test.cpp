// What a search finds holds when the case is changed so, and nothing smaller does.
#include "analysis/whatif.hpp"

#include <algorithm>

#include "load/change.hpp"
#include "reference/loaded.hpp"
#include "report/assessment_words.hpp"
#include "support/catch.hpp"

using namespace weir;

namespace {

const model::Regime& canada() {
  return reference::loaded().plan.rule_sets().regimes.at(0);
}

analysis::Goal goal(std::string_view determination, std::string_view level) {
  analysis::Goal result;
  const auto& all = canada().determinations;
  for (std::size_t d = 0; d < all.size(); ++d) {
    if (all[d].name != determination) continue;
    result.determination = d;
    result.level = static_cast<std::size_t>(std::find(all[d].levels.begin(), all[d].levels.end(), level) -
                                            all[d].levels.begin());
  }
  return result;
}

model::Reaching reached(const analysis::Goal& goal, const analysis::Freedom& freedom = {}) {
  auto result = analysis::reach(reference::loaded().plan, reference::hytera(), goal, freedom, {});
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::optional<model::CaseChange> change(const std::string& text) {
  reference::Loaded& world = reference::loaded();
  return load::read_change("--set", text, reference::hytera(), world.rules, world.sources, world.sink);
}

model::Level level_after(const model::Reaching::Way& way, const std::string& determination) {
  model::Case facts = reference::hytera();
  for (const model::ChangedFact& changed : way.changes) {
    INFO(changed.fact << "=" << changed.after);
    const auto read = change(changed.fact + "=" + changed.after);
    REQUIRE(read.has_value());
    load::apply(*read, facts);
  }
  const auto assessed = evaluate::assess(reference::loaded().plan, facts, {});
  REQUIRE(assessed.ok());
  for (const auto& answer : assessed.value().regimes.at(0).determinations) {
    if (answer.name == determination) return answer.level;
  }
  return {};
}

}  // namespace

TEST_CASE("whatif: every way that is found reaches the answer when it is set so", "[analysis]") {
  for (const auto& [determination, level] :
       {std::pair<std::string, std::string>{"filing", "none"}, {"security", "none"}}) {
    INFO(determination << " " << level);
    const model::Reaching result = reached(goal(determination, level));
    REQUIRE_FALSE(result.ways.empty());
    CHECK(result.ways.size() <= 5);
    for (const auto& way : result.ways) CHECK(level_after(way, determination) == model::Level{level, level});
  }
}

TEST_CASE("whatif: frozen facts stay, thawed ones move, judgements only when asked", "[analysis]") {
  const auto touches = [](const model::Reaching& result, const std::string& fact) {
    return std::any_of(result.ways.begin(), result.ways.end(), [&](const auto& way) {
      return std::any_of(way.changes.begin(), way.changes.end(),
                         [&](const auto& one) { return one.fact == fact; });
    });
  };
  const model::Reaching plain = reached(goal("filing", "none"));
  const std::string active = "norsat.active_in";
  REQUIRE(touches(plain, active));
  for (const auto& way : plain.ways) {
    for (const auto& one : way.changes) CHECK_FALSE(one.judgement);
  }
  analysis::Freedom frozen;
  frozen.frozen.push_back(*change("norsat.active_in=[CA]"));
  const model::Reaching without = reached(goal("filing", "none"), frozen);
  CHECK_FALSE(touches(without, active));
  CHECK(std::find(without.frozen.begin(), without.frozen.end(), active) != without.frozen.end());
  analysis::Freedom asked;
  asked.judgements = analysis::Freedom::Judgements::tried;
  const model::Reaching decided = reached(goal("filing", "none"), asked);
  CHECK(std::any_of(decided.ways.begin(), decided.ways.end(), [](const auto& way) {
    return std::any_of(way.changes.begin(), way.changes.end(), [](const auto& one) { return one.judgement; });
  }));
}

TEST_CASE("whatif: a list that always has a member is never emptied", "[analysis]") {
  const model::Reaching result = reached(goal("security", "none"));
  bool kind = false;
  for (const auto& way : result.ways) {
    for (const auto& one : way.changes) {
      if (one.fact != "transaction.kind") continue;
      kind = true;
      CHECK(one.after != "[]");
      CHECK(one.after != one.before);
    }
  }
  // A deal of another kind, of which no condition asks, is one of the ways.
  CHECK(kind);
}

TEST_CASE("whatif: a duty is told in the words of an assessment", "[analysis]") {
  const auto set = change("norsat.enterprise_value=900 million CAD");
  REQUIRE(set.has_value());
  model::Case changed = reference::hytera();
  load::apply(*set, changed);
  const plan::Plan& plan = reference::loaded().plan;
  const auto result = analysis::what_if(plan, reference::hytera(), changed, {*set}, {});
  const auto assessed = evaluate::assess(plan, changed, {});
  REQUIRE(result.ok());
  REQUIRE(assessed.ok());
  std::size_t told = 0;
  for (const model::AnswerChange& answer : result.value().regimes.at(0).answers) {
    if (answer.kind != model::AnswerChange::Kind::duty || !answer.day_after) continue;
    for (const model::DutyAnswer& duty : assessed.value().regimes.at(0).duties) {
      if (duty.rule != answer.name) continue;
      ++told;
      CHECK(report::due_words(answer.day_after->day) == report::due_words(duty.due));
      CHECK(answer.day_after->holds == duty.truth);
    }
  }
  CHECK(told == 2);
}

TEST_CASE("whatif: an answer that is there needs no change", "[analysis]") {
  const model::Reaching result = reached(goal("filing", "notification"));
  CHECK(result.there_already);
  CHECK(result.ways.empty());
}

TEST_CASE("whatif: mistakes in a change are shown at the very word", "[analysis]") {
  reference::Loaded& world = reference::loaded();
  const auto mistake = [&](const std::string& text) -> std::string {
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    const auto read = load::read_change("--set", text, reference::hytera(), world.rules, sources, sink);
    if (read) return "read";
    const auto all = sink.sorted();
    if (all.empty() || !all[0].primary) return "no place";
    return std::string(diagnostics::info(all[0].code).id) + " " +
           std::string(sources.text(all[0].primary->span));
  };
  CHECK(mistake("norsat.enterprise_value=900 million CAD") == "read");
  CHECK(mistake("stake.votes=0% -> 30%") == "read");
  CHECK(mistake("hytera in hytera-project.votes=40%") == "read");
  CHECK(mistake("ca-ica.certified=2017-04-20") == "read");
  CHECK(mistake("transaction.closing=not yet") == "read");
  CHECK(mistake("ca_injurious=true") == "read");
  CHECK(mistake("norsat.enterprise_valu=900 million CAD") == "WR5019 enterprise_valu");
  CHECK(mistake("norsatt.enterprise_value=900 million CAD") == "WR5020 norsatt");
  CHECK(mistake("norsat.enterprise_value=900 million CDA") == "WR5012 CDA");
  CHECK(mistake("norsat.enterprise_value") == "WR5028 norsat.enterprise_value");
  CHECK(mistake("norsat.sites=x") == "WR5029 sites");
  CHECK(mistake("hytera-project.ca_canadian=perhaps") == "WR5028 perhaps");
  CHECK(mistake("ca_injuriuos=true") == "WR3022 ca_injuriuos");
  CHECK(mistake("hytera-project.ca_injurious=true") == "WR4060 ca_injurious");
}
