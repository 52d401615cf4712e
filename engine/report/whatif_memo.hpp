#pragma once
#include "model/change.hpp"
#include "report/memo.hpp"
#include "report/words.hpp"

namespace weir::report {

/// A case beside itself in words, for any writer.
Memo make_whatif_memo(const model::WhatIf& what_if, const Words& words, const model::RuleSets& rule_sets);
/// The ways to an answer in words.
Memo make_reaching_memo(const model::Reaching& reaching, const Words& words,
                        const model::RuleSets& rule_sets);

}  // namespace weir::report
