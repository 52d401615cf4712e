#pragma once
#include "diagnostics/source.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// Reports a part of a rule file (`rules:`, `definitions:`) with nothing below it while what belongs there
/// follows in the same column, and offers to indent that. To be called before the parts are read: what is
/// reported here is not reported again.
void report_lost_indentation(const yaml::Reader& reader, const diagnostics::SourceMap& sources);

}  // namespace weir::load
