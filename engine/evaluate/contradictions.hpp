#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "evaluate/open.hpp"
#include "model/assessment.hpp"

namespace weir::evaluate {

/// A judgement on which, in one case of a run, both bright lines hold or a decision goes against one. What
/// was settled by the one need not stand once the other is known (docs/language.md, C14).
struct Contradiction {
  std::size_t case_row = 0;
  OpenLeaf judgement;   ///< which, and about whom
  bool counts = false;  ///< what it comes to
  bool both_lines = false;
  std::optional<bool> decided;  ///< against the line that counts
};

/// All contradictions of all cases of a run.
std::vector<Contradiction> find_contradictions(const Run& run);

/// Those of the first case that concern judgements of one regime, by id.
void add_contradictions(const Run& run, std::uint32_t regime, model::RegimeAssessment& into);

}  // namespace weir::evaluate
