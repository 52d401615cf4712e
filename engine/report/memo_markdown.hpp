#pragma once
#include <string>

#include "report/memo.hpp"
#include "report/style.hpp"

namespace weir::report {

/// A memo in Markdown (CommonMark, with a table of answers), to be pasted into an editor. Lines are not
/// wrapped.
std::string render_memo_markdown(const Memo& memo, const Style& style);

}  // namespace weir::report
