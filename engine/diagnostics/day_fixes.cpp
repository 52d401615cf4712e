#include "diagnostics/day_fixes.hpp"

#include "base/written_day.hpp"

namespace weir::diagnostics {

bool fix_day(Diagnostic& diagnostic, base::Span span, std::string_view text) {
  const base::WrittenDay written = base::written_day(text);
  for (const base::Date day : written.days) {
    const std::string iso = base::to_iso(day);
    std::string title = "write `" + iso + "`";
    if (written.days.size() > 1) title += ", " + base::to_long_text(day);
    diagnostic.fix(
        {std::move(title), written.certain ? Fix::Trust::safe : Fix::Trust::suggested, {{span, iso}}});
  }
  return !written.days.empty();
}

}  // namespace weir::diagnostics
