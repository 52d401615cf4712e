#pragma once
#include <utility>
#include <vector>

#include "evaluate/settle_terms.hpp"

namespace weir::evaluate {

/// A rule and the term that says whether it applies.
using RuleTerm = std::pair<const plan::CompiledRule*, TermId>;

/// What some rules give over every way in which some open leaves may turn out.
struct Swept {
  /// The outcomes that occur, each once: of each determination the lowest and highest level, of each factor
  /// the lowest and highest points.
  std::vector<std::vector<std::int64_t>> outcomes;
  std::vector<std::uint32_t> outcome_of;  ///< of each completion; the first leaf turns fastest
  std::vector<std::size_t> widths;        ///< how many cells each leaf has

  /// What the outcomes leave possible together.
  Summary hull(const model::Regime& law) const;
  /// The lowest that the highest level of a determination comes to.
  std::size_t lowest_at_most(std::size_t determination) const;
  /// What one leaf does: whether any answer hangs on it where others give anyway what `floors` say, by
  /// determination (how low their lowest and their highest level can be), and what each of its cells leaves
  /// possible.
  struct Leaf {
    bool matters = false;
    std::vector<Summary> by_cell;
  };
  Leaf leaf(const model::Regime& law, std::size_t which, const std::vector<Summary::Span>& floors) const;

 private:
  Summary hull(const model::Regime& law, const std::vector<bool>& occurs) const;
};

/// Runs through all completions of the leaves, block by block. `cells` are those of the leaves that the terms
/// were built over.
Swept sweep(const model::Regime& law, const std::vector<Cells>& cells, const std::vector<Term>& terms,
            const std::vector<RuleTerm>& rules);

}  // namespace weir::evaluate
