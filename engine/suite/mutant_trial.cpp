#include "suite/mutant_trial.hpp"

#include <algorithm>

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
  for (const Block& block : blocks_) runs_.push_back(evaluate::run(plan_, block.rows, block.suppose));
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
  std::vector<bool> changed = matching_.changed_regimes(plan, same);
  if (changes_answers(tried.mutant.kind)) changed.assign(changed.size(), true);
  if (std::ranges::none_of(changed, [](bool regime) { return regime; })) return Fate::equal;
  const auto killer = find_killer(plan, same, changed);
  if (!killer) return Fate::survived;
  tried.killer = places_[*killer];
  return Fate::killed;
}

std::optional<std::size_t> Bench::find_killer(const plan::Plan& plan, const std::vector<plan::NodeId>& same,
                                              const std::vector<bool>& changed) {
  // Exceptions stand before what they defeat, so that rules can have other places.
  std::vector<std::uint32_t> rules(plan_.rules.size());
  for (std::uint32_t i = 0; i < plan.rules.size(); ++i) {
    const auto before = std::ranges::find(plan_.rules, plan.rules[i].ref, &plan::CompiledRule::ref);
    rules[static_cast<std::size_t>(before - plan_.rules.begin())] = i;
  }
  const auto here = [&](std::size_t i) {
    Trial trial = trials_[i];
    if (trial.example) trial.rule = rules[trial.rule];
    return trial;
  };
  std::vector<std::size_t> unsettled;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const evaluate::BorrowingRun borrowed(runs_[b], plan, same);
    for (std::size_t row = 0; row < blocks_[b].rows.size(); ++row) {
      for (const std::size_t i : blocks_[b].trials[row]) {
        if (!changed[trials_[i].regime]) continue;
        const Trial trial = here(i);
        if (trial.example && !judge_example(borrowed.run(), row, trial).empty()) return i;
        if (trial.expectation && !plainly_met(borrowed.run(), row, trial)) unsettled.push_back(i);
      }
    }
  }
  for (const std::size_t i : unsettled) {
    if (!judge(assess_trial(plan, trials_[i]), *trials_[i].expectation).empty()) return i;
  }
  return std::nullopt;
}

}  // namespace weir::suite
