#pragma once
#include "evaluate/assess.hpp"
#include "evaluate/run.hpp"

namespace weir::evaluate {

/// The two rows on which a case is assessed: as it is, and with presumptions.
std::vector<CaseRow> rows_of_assessment(const model::Case& facts, base::Date as_of, base::Date known_on);

/// What one regime comes to, read off a run of those two rows.
model::RegimeAssessment assess_regime(const Run& run, std::uint32_t regime, const Options& options);

}  // namespace weir::evaluate
