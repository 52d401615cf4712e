#include "analysis/snapshot.hpp"

#include <algorithm>

#include "evaluate/open.hpp"
#include "evaluate/questions.hpp"

namespace weir::analysis {

using base::Truth;
using model::AnswerChange;

namespace {

template <typename Visit>
void for_rules(const plan::Plan& plan, std::uint32_t regime, const Visit& visit) {
  std::size_t place = 0;
  for (const plan::CompiledRule& rule : plan.rules) {
    if (rule.ref.regime == regime) visit(rule, place++);
  }
}

model::Level level_of(const model::Determination& scale, const evaluate::Summary::Span& span) {
  return {scale.levels[span.at_least], scale.levels[span.at_most]};
}

// Where the start is not yet, no bound is worth telling.
void drop_lone_bound(model::DateWords& day) {
  if (day.at_least && !day.at_most) day.at_least.reset();
}

// What the end of a rule's effect is the end of: a determination that stands on it, or else what it says.
// None where the answer stands on other rules, or on one more that has no end.
std::optional<std::string> what_ends(const plan::Plan& plan, std::uint32_t regime, const model::Rule& rule,
                                     const Snapshot& after) {
  const model::Regime& law = plan.rule_sets().regimes[regime];
  for (std::size_t d = 0; d < law.determinations.size(); ++d) {
    const model::Determination& scale = law.determinations[d];
    const std::string& level = scale.levels[after.summary.levels[d].at_least];
    const auto gives = [&](const model::Rule& other) {
      return std::any_of(other.outcomes.begin(), other.outcomes.end(), [&](const auto& outcome) {
        return outcome.determination == scale.name && outcome.level == level;
      });
    };
    if (!gives(rule)) continue;
    bool endless = false;
    for_rules(plan, regime, [&](const plan::CompiledRule& other, std::size_t place) {
      const bool fired = after.findings[place] == model::FindingKind::fired;
      endless = endless || (fired && !after.windows[place] && gives(*other.rule));
    });
    if (!endless) return scale.title.empty() ? scale.name : scale.title;
  }
  return rule.outcomes.empty() ? std::optional(rule.title) : std::nullopt;
}

}  // namespace

Snapshot snapshot(const evaluate::Run& run, std::uint32_t regime, std::size_t row) {
  const plan::Plan& plan = run.plan();
  const model::Regime& law = plan.rule_sets().regimes[regime];
  Snapshot result;
  result.law = law.in_force.contains(run.batch.cases[row].as_of);
  result.summary = evaluate::summarize(run, regime, row);
  if (!result.law) {
    for (auto& level : result.summary.levels) level = {};
    for (auto& factor : result.summary.factors) factor = {0, 0};
    result.summary.risk_low = result.summary.risk_high = 0;
  }
  result.position = evaluate::position_of(law, result.summary);
  std::set<evaluate::OpenLeaf> leaves;
  evaluate::OpenLeaves unknowns(run);
  evaluate::OpenLeaves::Walk walk(unknowns);
  for_rules(plan, regime, [&](const plan::CompiledRule& rule, std::size_t) {
    const Truth applies = run.truth(rule.applies, row);
    result.findings.push_back(result.law ? evaluate::finding_kind(run, rule, row)
                                         : model::FindingKind::not_in_force);
    const auto end = [&](plan::NodeId day, const std::vector<plan::DateChoice>& words) {
      model::EndDay found;
      found.holds = applies;
      if (day.valid()) found.day = evaluate::date_words(run, day, evaluate::words_of(run, words, row), row);
      return found;
    };
    auto& duty = result.duties.emplace_back();
    auto& window = result.windows.emplace_back();
    if (!result.law || applies == Truth::false_value) return;
    if (rule.rule->duty) {
      duty = end(rule.due, rule.due_words);
      drop_lone_bound(duty->day);
    }
    if (rule.until.valid() && applies == Truth::true_value) window = end(rule.until, rule.until_words);
    if (applies == Truth::unknown) walk.add(rule.applies, row, leaves);
  });
  for (const evaluate::OpenLeaf& leaf : leaves) {
    if (!leaf.judgement.valid()) continue;
    const model::Definition& definition = plan.rule_sets().definitions[leaf.judgement.index()];
    result.judgements[evaluate::name_of_judgement(plan, leaf)] =
        std::get<model::Judgement>(definition.body).ask;
  }
  return result;
}

Snapshot settled(const plan::Plan& plan, const evaluate::CaseRow& row, std::uint32_t regime, Snapshot bounds,
                 const std::map<std::string, base::Date>& suppose) {
  const auto& levels = bounds.summary.levels;
  const bool open = bounds.summary.risk_low != bounds.summary.risk_high ||
                    std::any_of(levels.begin(), levels.end(),
                                [](const auto& level) { return level.at_least != level.at_most; });
  if (!bounds.law || !open) return bounds;
  const evaluate::Run run = evaluate::run(plan, {row}, suppose);
  bounds.summary = evaluate::find_questions(run, regime, suppose).settlement.answer;
  bounds.position = evaluate::position_of(plan.rule_sets().regimes[regime], bounds.summary);
  return bounds;
}

void drop_passing_bounds(Snapshot& snapshot) {
  for (std::optional<model::EndDay>& end : snapshot.windows) {
    if (end) drop_lone_bound(end->day);
  }
}

void count_only(Snapshot& snapshot) {
  for (auto* ends : {&snapshot.duties, &snapshot.windows}) {
    for (std::optional<model::EndDay>& end : *ends) {
      if (!end || end->day.words.empty()) continue;
      const bool for_ever = end->day.at_least && end->day.at_least->is_never();
      if (!for_ever) end->day.at_least = end->day.at_most = std::nullopt;
    }
  }
}

bool same_end(const std::optional<model::EndDay>& a, const std::optional<model::EndDay>& b, Ends ends) {
  if (!a || !b) return !a && !b;
  const auto exact = [](const model::EndDay& end) {
    return end.day.at_most && end.day.at_least == end.day.at_most;
  };
  if (a->holds != b->holds || a->day.at_most != b->day.at_most || exact(*a) != exact(*b)) return false;
  // Of an exact day the words are not shown.
  if (exact(*a)) return true;
  return a->day.words == b->day.words && (ends == Ends::upper || a->day.at_least == b->day.at_least);
}

model::RegimeChange difference(const plan::Plan& plan, std::uint32_t regime, const Snapshot& before,
                               const Snapshot& after, Ends ends) {
  const model::Regime& law = plan.rule_sets().regimes[regime];
  model::RegimeChange change{law.id, law.title, {}, {}, {}};
  auto add = [&](AnswerChange::Kind kind, std::string name, std::string title, model::Level was,
                 model::Level is) -> AnswerChange* {
    if (was == is) return nullptr;
    change.answers.push_back(
        {kind, std::move(name), std::move(title), std::move(was), std::move(is), "", "", {}, {}});
    return &change.answers.back();
  };
  using Kind = AnswerChange::Kind;
  add(Kind::position, "position", "", before.position, after.position);
  for (std::size_t d = 0; d < law.determinations.size(); ++d) {
    const model::Determination& scale = law.determinations[d];
    add(Kind::determination, scale.name, scale.title, level_of(scale, before.summary.levels[d]),
        level_of(scale, after.summary.levels[d]));
  }
  auto risk = [](const Snapshot& of) {
    return model::Level{std::to_string(of.summary.risk_low), std::to_string(of.summary.risk_high)};
  };
  if (AnswerChange* scored = add(Kind::risk, "risk", "", risk(before), risk(after))) {
    scored->band_before = evaluate::band_words(law, before.summary);
    scored->band_after = evaluate::band_words(law, after.summary);
  }
  for_rules(plan, regime, [&](const plan::CompiledRule& rule, std::size_t place) {
    if (before.findings[place] != after.findings[place]) {
      change.findings.push_back(
          {rule.rule->id, rule.rule->title, before.findings[place], after.findings[place], rule.rule->cite});
    }
    if (!same_end(before.duties[place], after.duties[place], ends)) {
      change.answers.push_back({Kind::duty,
                                rule.rule->id,
                                rule.rule->duty->what,
                                {},
                                {},
                                "",
                                "",
                                before.duties[place],
                                after.duties[place]});
    }
    // That what it ends is gone altogether, other answers say.
    if (!after.windows[place] || same_end(before.windows[place], after.windows[place], ends)) return;
    if (auto what = what_ends(plan, regime, *rule.rule, after)) {
      change.answers.push_back({Kind::window,
                                rule.rule->id,
                                std::move(*what),
                                {},
                                {},
                                "",
                                "",
                                before.windows[place],
                                after.windows[place]});
    }
  });
  const model::Level open{"open", "open"}, closed;
  for (const auto& [id, question] : before.judgements) {
    if (!after.judgements.contains(id)) add(Kind::judgement, id, question, open, closed);
  }
  for (const auto& [id, question] : after.judgements) {
    if (!before.judgements.contains(id)) add(Kind::judgement, id, question, closed, open);
  }
  return change;
}

model::RegimeState state_of(const plan::Plan& plan, std::uint32_t regime, const Snapshot& snapshot) {
  const model::Regime& law = plan.rule_sets().regimes[regime];
  model::RegimeState state;
  state.regime = law.id;
  state.title = law.title;
  state.law = snapshot.law;
  state.position = snapshot.position;
  for (std::size_t d = 0; d < law.determinations.size(); ++d) {
    const model::Determination& scale = law.determinations[d];
    state.determinations.push_back({scale.name, scale.title, level_of(scale, snapshot.summary.levels[d])});
  }
  state.risk_low = snapshot.summary.risk_low;
  state.risk_high = snapshot.summary.risk_high;
  state.band_low = evaluate::band_of(law, state.risk_low);
  state.band_high = evaluate::band_of(law, state.risk_high);
  return state;
}

base::Result<std::vector<std::uint32_t>> wanted_regimes(const plan::Plan& plan,
                                                        const std::vector<std::string>& ids) {
  const auto& regimes = plan.rule_sets().regimes;
  std::vector<std::uint32_t> places;
  for (const std::string& id : ids) {
    const auto found =
        std::find_if(regimes.begin(), regimes.end(), [&](const auto& r) { return r.id == id; });
    if (found == regimes.end()) return base::Failure{"no regime `" + id + "` among the loaded rule sets"};
  }
  for (std::uint32_t r = 0; r < regimes.size(); ++r) {
    if (ids.empty() || std::find(ids.begin(), ids.end(), regimes[r].id) != ids.end()) places.push_back(r);
  }
  return places;
}

}  // namespace weir::analysis
