#pragma once
#include "model/change.hpp"
#include "report/memo.hpp"
#include "report/words.hpp"

namespace weir::report {

/// A timeline in words, for any writer.
Memo make_timeline_memo(const model::Timeline& timeline, const Words& words,
                        const model::RuleSets& rule_sets);

}  // namespace weir::report
