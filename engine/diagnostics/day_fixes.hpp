#pragma once
#include <string_view>

#include "diagnostics/diagnostic.hpp"

namespace weir::diagnostics {

/// Offers `YYYY-MM-DD` for a day that is written in another way; each reading where it can be two days. False
/// if the text is no day.
bool fix_day(Diagnostic& diagnostic, base::Span span, std::string_view text);

}  // namespace weir::diagnostics
