#pragma once
#include "plan/plan.hpp"

namespace weir::plan {

/// Compiles checked rule sets; `checked` (and what it refers to) must outlive the plan and must have no
/// errors.
Plan compile(const check::Checked& checked);

}  // namespace weir::plan
