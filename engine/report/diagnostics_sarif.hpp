#pragma once
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"

namespace weir::report {

/// All diagnostics as one log of SARIF 2.1.0. Columns are UTF-16 code units from 1, ends are exclusive.
/// Fingerprints are over code, context and the text that is marked, so that a rule may move in its file.
std::string render_diagnostics_sarif(const diagnostics::Sink& sink, const diagnostics::SourceMap& sources);

}  // namespace weir::report
