#pragma once
#include <set>

#include "evaluate/run.hpp"
#include "model/case.hpp"

namespace weir::analysis {

/// The case with all its dates so many days later, the days on which things were learned too, so that what
/// is known of it stays the same.
model::Case shifted(const model::Case& facts, std::int32_t days);

/// Days on which something about the case was learned, and the days that its context items name.
std::set<base::Date> days_learned(const model::Case& facts, const model::RuleSets& rules);

/// Days on which a version of the law begins, has ended or counts as enacted.
std::set<base::Date> days_of_law(const plan::Plan& plan);

/// Days on which, seen from the rows of a run whose as-of moves, a date is reached or passed.
std::set<base::Date> days_reached(const evaluate::Run& run);

/// Days to move `base` to, seen from the rows of a run of one case with its dates moved, so that a date lands
/// on a boundary of the law; every day between the first and the last where days of the deal that are counted
/// in different ways may change places. `moved[row]`, ascending, is where the row's case has been moved.
std::set<base::Date> days_landed_on(const evaluate::Run& run, const std::vector<base::Date>& moved);

}  // namespace weir::analysis
