#pragma once
#include <string>
#include <vector>

#include "report/open_questions.hpp"

namespace weir::interview {

/// A question of an interview, and what waits for its answer.
struct Turn {
  report::OpenQuestion question;
  std::size_t regime = 0;  ///< place in Assessment::regimes
  std::vector<const model::Finding*>
      waiting;  ///< open rules whose proofs read it, those that determine first
};

/// What an assessment leaves open, in the order in which it is asked: facts before judgements, which an
/// authority decides and an interview can only assume. What alone would change an answer comes first, as
/// ranked; of what alone changes nothing, that which most rules wait for.
std::vector<Turn> turns_of(const report::MemoSubject& subject);

}  // namespace weir::interview
