#pragma once
#include <string>

#include "report/memo.hpp"
#include "report/style.hpp"

namespace weir::report {

/// A memo for a terminal: never wider than the style says.
std::string render_memo_text(const Memo& memo, const Style& style);

}  // namespace weir::report
