#pragma once
#include <set>

#include "base/date.hpp"
#include "plan/plan.hpp"

namespace weir::analysis {

/// True for a day of the calendar, false for `never` and the beginning of time.
inline bool is_day(base::Date date) {
  return !date.is_never() && !date.is_beginning();
}

/// So many days later; what is no day stays.
inline base::Date later(base::Date date, std::int32_t days) {
  return is_day(date) ? base::Date{date.days + days} : date;
}

/// Whether an operation compares two dates.
inline bool compares_dates(plan::Op op) {
  using plan::Op;
  return op == Op::date_less || op == Op::date_less_equal || op == Op::date_equal || op == Op::date_not_equal;
}

/// Adds a day and as many days before and after it as `slack` says.
inline void add_around(std::set<base::Date>& days, std::int64_t day, std::int32_t slack) {
  constexpr std::int64_t far = 4'000'000;  // beyond the year 9999: never reached
  if (day < -far || day > far) return;
  for (std::int32_t by = -slack; by <= slack; ++by) days.insert({static_cast<std::int32_t>(day) + by});
}

}  // namespace weir::analysis
