#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "model/clock.hpp"

namespace weir::model {

/// The working days of a calendar, counted: for each day how many came before it. Nothing is known of days
/// outside the range for which all its holidays are; answers that need them are bounds.
class WorkingDays {
 public:
  WorkingDays(Calendar::Days days, std::span<const Holidays* const> without);

  /// The days for which every list of holidays is complete.
  const DateRange& known() const { return known_; }
  /// The `count`-th working day after a day, `count` at least 1.
  DateRange after(base::Date day, std::int64_t count) const;
  /// The `count`-th working day before a day.
  DateRange before(base::Date day, std::int64_t count) const;
  /// The day itself if it is a working day, else the next one.
  DateRange roll(base::Date day) const;
  /// The `count`-th working day after a day that lies in none of `stops` (ascending, apart).
  DateRange after(base::Date day, std::int64_t count, std::span<const DateRange> stops) const;

 private:
  std::size_t place(base::Date day) const { return static_cast<std::size_t>(day.days - known_.first.days); }

  DateRange known_;
  std::vector<std::int32_t> before_;  ///< by day of `known_`, and one more: working days before it
  std::vector<std::int32_t> days_;    ///< the working days
};

/// The working days of a calendar as they were known on a day: a holiday counts from the day on which it was
/// announced, for whoever looked ahead before could not know of it.
class AnnouncedDays {
 public:
  AnnouncedDays(Calendar::Days days, std::span<const Holidays* const> without);

  /// As it was known on a day.
  const WorkingDays& on(base::Date day) const;
  /// The days on which holidays were announced, ascending.
  const std::vector<base::Date>& announced() const { return announced_; }

 private:
  std::vector<base::Date> announced_;
  std::vector<WorkingDays> known_;  ///< before the first of them, from the first on, …
};

struct RuleSets;
/// A calendar with the lists of holidays that it leaves out, all announced ones among them; lists that nobody
/// declares are passed over.
WorkingDays working_days(const RuleSets& rule_sets, const Calendar& calendar);
/// The same, as it was known on each day.
AnnouncedDays announced_days(const RuleSets& rule_sets, const Calendar& calendar);

}  // namespace weir::model
