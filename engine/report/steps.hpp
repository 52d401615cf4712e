#pragma once
#include <set>
#include <string>
#include <vector>

#include "model/assessment.hpp"
#include "report/citing.hpp"
#include "report/memo.hpp"
#include "report/words.hpp"

namespace weir::report {

/// Turns proofs into steps in words. Parts that did not decide are left out, unless all are wanted; a list or
/// definition with one part left is one line; what was shown in full before is named only.
class Steps {
 public:
  enum class Parts : std::uint8_t { deciding, all };

  Steps(const Words& words, Citing& citing, Parts parts) : words_(words), citing_(citing), wanted_(parts) {}

  /// The steps of a proof, its outermost "all of these" being left unsaid.
  std::vector<Step> of(const model::ProofNode& proof);
  /// The same, the outermost lines alone.
  std::vector<Step> heads(const model::ProofNode& proof);

 private:
  /// What is shown once for each party and in all else once.
  std::string key_of(const model::ProofNode& node) const;
  std::vector<const model::ProofNode*> shown(const model::ProofNode& node) const;
  Step step(const model::ProofNode& node);
  /// A row of a list, known by the name of the party that it is.
  Step row(const model::ProofNode& node, const std::string& name);
  Step leaf(const model::ProofNode& node);
  Step list(const model::ProofNode& node);
  Step negation(const model::ProofNode& node);
  Step judgement(const model::ProofNode& node);
  Step definition(const model::ProofNode& whole);
  Step table(const model::ProofNode& node);
  Step line(const model::ProofNode& table, const model::ProofNode& line);

  const Words& words_;
  Citing& citing_;
  Parts wanted_;
  std::string row_;              ///< the party whose conditions are being written; empty outside of rows
  std::set<std::string> shown_;  ///< definitions shown in full
  std::set<std::string> asked_;  ///< facts shown with what is known of them, where that is not enough
};

}  // namespace weir::report
