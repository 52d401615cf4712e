#pragma once
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "report/style.hpp"

namespace weir::report {

/// One diagnostic with the lines it speaks of, the exact parts underlined; ends with a blank line.
std::string render_diagnostic(const diagnostics::Diagnostic& diagnostic,
                              const diagnostics::SourceMap& sources, const Style& style);

/// All diagnostics of a run in order, what was left out, and a tail such as "2 errors, 1 warning". Empty if
/// there is none.
std::string render_diagnostics_text(const diagnostics::Sink& sink, const diagnostics::SourceMap& sources,
                                    const Style& style);

}  // namespace weir::report
