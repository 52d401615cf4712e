#pragma once
#include <memory>
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
  Fate judge_mutant(Tried& tried);
  std::optional<std::size_t> find_killer(const plan::Plan& plan, const std::vector<plan::NodeId>& same,
                                         const std::vector<bool>& changed);

  const model::Vocabulary& vocabulary_;
  model::RuleSets rule_sets_;
  diagnostics::Sink sink_;
  check::Checked checked_;
  plan::Plan plan_;
  plan::Matching matching_;
  std::vector<Trial> trials_;
  std::vector<std::size_t> places_;  ///< of each trial among all
  std::vector<Block> blocks_;
  std::vector<evaluate::Run> runs_;  ///< by block
};

}  // namespace weir::suite
