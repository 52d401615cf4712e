#pragma once
#include <string>

#include "model/assessment.hpp"
#include "model/rule_set.hpp"
#include "report/style.hpp"

namespace weir::report {

/// One assessment for people to read; `rule_sets` give the words of levels.
std::string render_assessment_text(const model::Assessment& assessment, const model::RuleSets& rule_sets,
                                   const Style& style);

}  // namespace weir::report
