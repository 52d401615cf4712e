#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "evaluate/open.hpp"

namespace weir::evaluate {

/// What a regime's answers come to over every way in which its open facts and judgements may turn out. Each
/// question (a determination, the risk) is settled by itself, over the leaves that its rules rest on; rules
/// that share no leaf are run through apart. Where that cannot be exact (a leaf has no finite cells, or there
/// are more than `most_completions` ways) the rules concerned count with their bounds.
struct Settlement {
  Summary answer;                  ///< both ends are reached where exact
  std::vector<bool> exact_levels;  ///< by determination
  bool exact_risk = true;
  /// What one leaf does, in the order of the leaves asked about. Its cells are those that the rules of a
  /// question tell apart, so each question has its own.
  struct Leaf {
    bool matters = false;  ///< some answer hangs on it, or may where it was not run through
    std::vector<std::vector<Summary::Span>>
        levels;  ///< by determination: what each cell leaves possible; empty
                 ///< where the answer does not hang on it, or not known
    std::vector<std::pair<std::int64_t, std::int64_t>> risk;  ///< the same of the score
    std::vector<bool> levels_known;  ///< by determination: all rules that rest on it were run through
    bool risk_known = true;
    bool known() const;  ///< of all questions
  };
  std::vector<Leaf> leaves;
};

/// Most ways of completing the open facts of rules that hang together.
inline constexpr std::size_t most_completions = std::size_t{1} << 20;

Settlement settle(const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves,
                  const std::map<std::string, base::Date>& suppose);

}  // namespace weir::evaluate
