#pragma once
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weir::base {

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01; `never` is the end of time.
struct Date {
  std::int32_t days = 0;

  static constexpr Date never() { return {std::numeric_limits<std::int32_t>::max()}; }
  static constexpr Date beginning() { return {std::numeric_limits<std::int32_t>::min()}; }
  /// The day year-month-day; none if there is no such day (2017-02-29) or the year is outside 1000..9999.
  static std::optional<Date> make(int year, int month, int day);
  /// Exactly `YYYY-MM-DD`; none otherwise, or if there is no such day.
  static std::optional<Date> parse(std::string_view text);
  /// The same with `never` in place of none.
  static Date parse_or_never(std::string_view text);

  constexpr bool is_never() const { return days == never().days; }
  constexpr bool is_beginning() const { return days == beginning().days; }
  int year() const;
  int month() const;
  int day() const;
  friend constexpr auto operator<=>(Date, Date) = default;
};

enum class CalendarUnit : std::uint8_t { day, week, month, year };

/// `date` moved by `count` units; months and years clamp to the last day of the month (31 January plus one
/// month is 28 February). `never` and `beginning` stay what they are; past the year 9999 is never.
Date add(Date date, std::int64_t count, CalendarUnit unit);

/// "2017-06-02", "never", or "the beginning".
std::string to_iso(Date date);
/// "2 June 2017", "never".
std::string to_long_text(Date date);

}  // namespace weir::base
