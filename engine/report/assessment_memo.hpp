#pragma once
#include "model/assessment.hpp"
#include "model/case.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"
#include "report/memo.hpp"
#include "report/memo_parts.hpp"

namespace weir::report {

/// What a memo is made of: the assessment, and the texts that its names stand for.
struct MemoSubject {
  const model::Assessment& assessment;
  const model::Case& facts;
  const model::Vocabulary& vocabulary;
  const model::RuleSets& rule_sets;
};

/// One assessment in words, for any writer.
Memo make_memo(const MemoSubject& subject, const Extent& extent);

}  // namespace weir::report
