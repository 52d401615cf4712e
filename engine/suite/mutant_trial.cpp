#include "suite/mutant_trial.hpp"

#include <algorithm>

#include "evaluate/assess_regime.hpp"
#include "evaluate/borrow.hpp"
#include "plan/compile.hpp"

namespace weir::suite {

namespace {

/// Most columns are borrowed, so that many rows cost little.
constexpr std::size_t rows_together = 4096;

/// The answer of a rule is no node: such a change is one even where the plan is what it was.
bool changes_answers(MutantKind kind) {
  return kind == MutantKind::level || kind == MutantKind::points || kind == MutantKind::presumption;
}

bool is_same(const std::vector<plan::NodeId>& same, plan::NodeId mine, plan::NodeId base) {
  return mine.valid() ? same[mine.index()] == base : !base.valid();
}

}  // namespace

Bench::Bench(const plan::Plan& plan, const std::vector<Trial>& trials, const std::vector<Verdict>& verdicts)
    : vocabulary_(plan.vocabulary()),
      rule_sets_(plan.rule_sets()),
      checked_(check::check(vocabulary_, rule_sets_, sink_)),
      plan_(plan::compile(checked_)),
      matching_(plan_) {
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (verdicts[i].outcome != Verdict::Outcome::passed) continue;
    trials_.push_back(trials[i]);
    places_.push_back(i);
  }
  blocks_ = blocks_of(plan_, trials_, rows_together);
  for (const Block& block : blocks_) {
    const evaluate::Run& run = runs_.emplace_back(evaluate::run(plan_, block.rows, block.suppose));
    Truths& truths = truths_.emplace_back();
    for (const plan::CompiledRule& rule : plan_.rules) {
      truths.in_force.push_back(run.column(rule.in_force));
      truths.undefeated.push_back(run.column(rule.undefeated));
      truths.applies.push_back(run.column(rule.applies));
    }
    for (const plan::CompiledJudgement& judgement : plan_.judgements) {
      const bool is_of_case = plan_.node(judgement.node).table <= plan::TableRef::subjects();
      truths.judgements.push_back(is_of_case ? run.column(judgement.node) : evaluate::Column{});
    }
  }
}

void Bench::attempt(Tried& tried) {
  tried.mutant.swap(rule_sets_);
  tried.fate = judge_mutant(tried);
  tried.mutant.swap(rule_sets_);
}

Fate Bench::judge_mutant(Tried& tried) {
  diagnostics::Sink sink;
  const check::Checked checked = check::check(vocabulary_, rule_sets_, sink);
  if (sink.has_errors()) return Fate::refused;
  const plan::Plan plan = plan::compile(checked);
  const std::vector<plan::NodeId> same = matching_.match(plan, tried.mutant.changed);
  Attempt attempt{
      tried.mutant, plan, same, matching_.changed_regimes(plan, same), matching_.changed_clocks(plan, same),
      {},           {},   {}};
  compare_rules(attempt);
  compare_judgements(attempt);
  if (std::ranges::none_of(attempt.changed, [](bool regime) { return regime; })) return Fate::equal;
  const auto killer = find_killer(attempt);
  if (!killer) return Fate::survived;
  tried.killer = places_[*killer];
  return Fate::killed;
}

void Bench::compare_rules(Attempt& attempt) const {
  const auto same_node = [&](plan::NodeId mine, plan::NodeId base) {
    return is_same(attempt.same, mine, base);
  };
  attempt.rules.resize(plan_.rules.size());
  std::map<check::RuleRef, std::uint32_t> places;
  // Exceptions stand before what they defeat, so that rules can have other places.
  for (std::uint32_t i = 0; i < attempt.plan.rules.size(); ++i) places[attempt.plan.rules[i].ref] = i;
  for (std::uint32_t i = 0; i < plan_.rules.size(); ++i) {
    const plan::CompiledRule& base = plan_.rules[i];
    const plan::CompiledRule& mine = attempt.plan.rules[attempt.rules[i] = places.at(base.ref)];
    const bool answers = changes_answers(attempt.mutant.kind) && base.rule->id == attempt.mutant.owner;
    if (answers) attempt.changed[base.ref.regime] = true;
    if (answers || !same_node(mine.in_force, base.in_force) || !same_node(mine.undefeated, base.undefeated) ||
        !same_node(mine.applies, base.applies) || !same_node(mine.due, base.due) ||
        !same_node(mine.penalty, base.penalty))
      attempt.changed_rules.push_back(i);
  }
}

void Bench::compare_judgements(Attempt& attempt) const {
  const auto same_node = [&](plan::NodeId mine, plan::NodeId base) {
    return is_same(attempt.same, mine, base);
  };
  const auto& regimes = rule_sets_.regimes;
  // What is presumed or led to stands beside the judgement, in no truth of the case as it is.
  attempt.changed_said.assign(regimes.size(), attempt.mutant.kind == MutantKind::presumption);
  for (std::size_t j = 0; j < attempt.plan.judgements.size(); ++j) {
    const plan::CompiledJudgement& mine = attempt.plan.judgements[j];
    const plan::CompiledJudgement& base = plan_.judgements[j];
    if (same_node(mine.node, base.node) && same_node(mine.speaks_for, base.speaks_for) &&
        same_node(mine.speaks_against, base.speaks_against))
      continue;
    const std::string& regime = rule_sets_.definitions[mine.definition.index()].regime;
    for (std::size_t r = 0; r < regimes.size(); ++r) {
      if (regimes[r].id == regime) attempt.changed_said[r] = true;
    }
  }
}

bool Bench::asks_for_more(const Attempt& attempt, const Trial& trial) {
  const model::Expectation& expected = *trial.expectation;
  return (attempt.changed_clocks[trial.regime] && !expected.stages.empty()) ||
         (attempt.changed_said[trial.regime] && (!expected.judgements.empty() || !expected.presumed.empty()));
}

std::optional<std::size_t> Bench::find_killer(const Attempt& attempt) {
  std::vector<std::size_t> unsettled;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const evaluate::BorrowingRun borrowed(runs_[b], attempt.plan, attempt.same);
    const evaluate::Run& run = borrowed.run();
    for (std::size_t row = 0; row < blocks_[b].rows.size(); ++row) {
      for (const std::size_t i : blocks_[b].trials[row]) {
        if (!attempt.changed[trials_[i].regime]) continue;
        if (trials_[i].example) {
          Trial trial = trials_[i];
          trial.rule = attempt.rules[trial.rule];
          if (!judge_example(run, row, trial).empty()) return i;
          continue;
        }
        if (asks_for_more(attempt, trials_[i]) ||
            (!settled_as_before(attempt, run, b, row, trials_[i].regime) &&
             !plainly_met(run, row, trials_[i])))
          unsettled.push_back(i);
      }
    }
  }
  const auto failing =
      std::ranges::find_if(unsettled, [&](std::size_t i) { return fails_when_assessed(attempt, i); });
  if (failing == unsettled.end()) return std::nullopt;
  return *failing;
}

bool Bench::settled_as_before(const Attempt& attempt, const evaluate::Run& run, std::size_t block,
                              std::size_t row, std::uint32_t regime) const {
  const Truths& before = truths_[block];
  const auto as_before = [row](base::Truth now, const evaluate::Column& then) {
    return now != base::Truth::unknown && now == then.truth(row);
  };
  for (const std::uint32_t i : attempt.changed_rules) {
    const plan::CompiledRule& rule = attempt.plan.rules[attempt.rules[i]];
    if (rule.ref.regime != regime) continue;
    const base::Truth applies = run.truth(rule.applies, row);
    if (!as_before(run.truth(rule.in_force, row), before.in_force[i]) ||
        !as_before(run.truth(rule.undefeated, row), before.undefeated[i]) ||
        !as_before(applies, before.applies[i]))
      return false;
    // What a rule says when it applies may be what has changed.
    const auto same_node = [&](plan::NodeId mine, plan::NodeId base) {
      return is_same(attempt.same, mine, base);
    };
    const bool says_the_same = same_node(rule.due, plan_.rules[i].due) &&
                               same_node(rule.penalty, plan_.rules[i].penalty) &&
                               !changes_answers(attempt.mutant.kind);
    if (applies != base::Truth::false_value && !says_the_same) return false;
  }
  for (std::size_t j = 0; j < attempt.plan.judgements.size(); ++j) {
    const plan::CompiledJudgement& judgement = attempt.plan.judgements[j];
    if (attempt.same[judgement.node.index()] == plan_.judgements[j].node) continue;
    // What is asked of a party counts through rules alone.
    if (!rule_sets_.definitions[judgement.definition.index()].attribute_of.empty()) continue;
    if (attempt.plan.node(judgement.node).table.is_list() || before.judgements[j].rows == 0 ||
        !as_before(run.truth(judgement.node, row), before.judgements[j]))
      return false;
  }
  return true;
}

bool Bench::fails_when_assessed(const Attempt& attempt, std::size_t i) {
  const Trial& trial = trials_[i];
  auto known = assessed_.find(i);
  if (known == assessed_.end()) {
    auto rows = evaluate::rows_of_assessment(*trial.facts, trial.as_of, trial.known_on);
    // Some of what a run reads stands in the rule sets: for it they are what they were.
    attempt.mutant.swap(rule_sets_);
    known = assessed_.emplace(i, evaluate::run(plan_, std::move(rows), supposed_by(plan_, trial))).first;
    attempt.mutant.swap(rule_sets_);
  }
  const evaluate::BorrowingRun borrowed(known->second, attempt.plan, attempt.same);
  evaluate::Options options;
  options.suppose = supposed_by(plan_, trial);
  return !judge(evaluate::assess_regime(borrowed.run(), trial.regime, options), *trial.expectation).empty();
}

}  // namespace weir::suite
