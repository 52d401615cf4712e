#pragma once
#include <string>

#include "diagnostics/source.hpp"
#include "report/style.hpp"
#include "suite/rewrite.hpp"

namespace weir::report {

/// What a rewriting changes, line by line, and what it leaves.
std::string render_rewriting(const suite::Rewriting& rewriting, const diagnostics::SourceMap& sources,
                             const Style& style);

}  // namespace weir::report
