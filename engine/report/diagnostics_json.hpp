#pragma once
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"

namespace weir::report {

/// One JSON object a line for each diagnostic, `schema` 1. Offsets are bytes; lines and columns count from 1.
std::string render_diagnostics_json(const diagnostics::Sink& sink, const diagnostics::SourceMap& sources);

}  // namespace weir::report
