#pragma once
#include "json/json.hpp"
#include "report/suite_report.hpp"

namespace weir::report {

/// A tally and the trials with their mismatches and the findings that decided, to which a run of another kind
/// can add its own fields.
json::Json suite_json(const SuiteReport& report);
/// {file, line, column} of where a span begins.
json::Json place_json(const diagnostics::SourceMap& sources, base::Span span);

}  // namespace weir::report
