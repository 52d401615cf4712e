#pragma once
#include <map>
#include <optional>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "evaluate/run.hpp"
#include "plan/matching.hpp"
#include "suite/blocks.hpp"
#include "suite/mutation.hpp"

namespace weir::suite {

/// A copy of rule sets on which mutants are tried one after the other, with the columns of all trials under
/// the rules as they are.
class Bench {
 public:
  /// Of `trials` only those that passed are held against mutants. All must outlive the bench.
  Bench(const plan::Plan& plan, const std::vector<Trial>& trials, const std::vector<Verdict>& verdicts);
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  /// Tells the fate of the mutant.
  void attempt(Tried& tried);

 private:
  /// A mutant while it is tried.
  struct Attempt {
    Mutant& mutant;
    const plan::Plan& plan;
    const std::vector<plan::NodeId>& same;     ///< counterparts among the nodes of the bench's plan
    std::vector<bool> changed;                 ///< by regime
    std::vector<bool> changed_clocks;          ///< by regime
    std::vector<bool> changed_said;            ///< by regime: what is said of its judgements
    std::vector<std::uint32_t> rules;          ///< by rule of the bench's plan: its place in the mutant's
    std::vector<std::uint32_t> changed_rules;  ///< of the bench's plan
  };
  /// The truths that rules and judgements have on the rows of a block under the rules as they are.
  struct Truths {
    std::vector<evaluate::Column> in_force, undefeated, applies;  ///< by rule
    std::vector<evaluate::Column> judgements;  ///< by judgement; empty where it has rows of its own
  };

  Fate judge_mutant(Tried& tried);
  void compare_rules(Attempt& attempt) const;
  void compare_judgements(Attempt& attempt) const;
  /// True if the expectation asks for something that no truth of a rule or judgement shows, and that may have
  /// changed.
  static bool asks_for_more(const Attempt& attempt, const Trial& trial);
  std::optional<std::size_t> find_killer(const Attempt& attempt);
  /// True if what the mutant changes is settled on the row as it was, so that nothing but the days of clocks
  /// can be another of what an expectation can ask for, whatever the answers to what is open.
  bool settled_as_before(const Attempt& attempt, const evaluate::Run& run, std::size_t block, std::size_t row,
                         std::uint32_t regime) const;
  /// True if an expectation that conditions alone do not settle is not met.
  bool fails_when_assessed(const Attempt& attempt, std::size_t trial);

  const model::Vocabulary& vocabulary_;
  model::RuleSets rule_sets_;
  diagnostics::Sink sink_;
  check::Checked checked_;
  plan::Plan plan_;
  plan::Matching matching_;
  std::vector<Trial> trials_;
  std::vector<std::size_t> places_;  ///< of each trial among all
  std::vector<Block> blocks_;
  std::vector<evaluate::Run> runs_;                ///< by block
  std::vector<Truths> truths_;                     ///< by block
  std::map<std::size_t, evaluate::Run> assessed_;  ///< of trials that had to be assessed: the two rows
};

}  // namespace weir::suite
