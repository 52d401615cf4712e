#pragma once
#include <string>

#include "batch/tally.hpp"
#include "model/rule_set.hpp"
#include "plan/plan.hpp"
#include "report/memo.hpp"

namespace weir::batch {

/// The counts in words: how many cases came to which answer, most frequent first; which rules fired and which
/// were open.
report::Memo make_tally_memo(const Tally& tally, const plan::Plan& plan);
/// The same as JSON.
std::string render_tally_json(const Tally& tally, const plan::Plan& plan);

}  // namespace weir::batch
