#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "evaluate/settle.hpp"

namespace weir::evaluate {

/// What is still open in one regime, and what all its answers together leave possible.
struct OpenQuestions {
  std::vector<OpenLeaf> leaves;
  std::set<OpenLeaf> spoken_of;  ///< judgements that rules speak to, whether or not a rule waits for them
  Settlement settlement;
};

OpenQuestions find_questions(const Run& base, std::uint32_t regime,
                             const std::map<std::string, base::Date>& suppose);

/// Enters the unknown facts and open judgements that matter to a regime, ranked by what each would settle.
void add_open(const Run& base, std::uint32_t regime, const OpenQuestions& open,
              const std::map<std::string, base::Date>& suppose, model::RegimeAssessment& into);

}  // namespace weir::evaluate
