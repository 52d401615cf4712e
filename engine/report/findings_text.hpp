#pragma once
#include "model/assessment.hpp"
#include "model/rule_set.hpp"
#include "report/layout.hpp"

namespace weir::report {

/// The section Why: what fired and is open with its proof, near misses, defeated and pending rules.
void print_findings(Page& page, const model::RegimeAssessment& regime, const model::RuleSets& rule_sets);

/// The sections "To find out" and "For … to judge".
void print_open(Page& page, const model::RegimeAssessment& regime);

}  // namespace weir::report
