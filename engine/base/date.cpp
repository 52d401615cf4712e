#include "base/date.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstring>

namespace weir::base {
namespace {

namespace chrono = std::chrono;

constexpr int first_year = 1000;
constexpr int last_year = 9999;

chrono::year_month_day calendar(Date date) {
  return chrono::sys_days{chrono::days{date.days}};
}

constexpr std::int32_t day_number(chrono::year_month_day date) {
  return static_cast<std::int32_t>(chrono::sys_days{date}.time_since_epoch().count());
}

constexpr std::int64_t first_day = day_number(chrono::year{first_year} / chrono::January / 1);
constexpr std::int64_t last_day = day_number(chrono::year{last_year} / chrono::December / 31);
/// More units than any step inside the calendar takes; counts beyond it are cut, so that nothing overflows.
constexpr std::int64_t count_limit = 4'000'000;

Date add_days(Date date, std::int64_t count) {
  const std::int64_t days = date.days + count;
  if (days > last_day) return Date::never();
  if (days < first_day) return Date::beginning();
  return {static_cast<std::int32_t>(days)};
}

Date add_months(Date date, std::int64_t count) {
  const chrono::year_month_day from = calendar(date);
  const std::int64_t months =
      static_cast<int>(from.year()) * std::int64_t{12} + static_cast<unsigned>(from.month()) - 1 + count;
  if (months >= (last_year + 1) * std::int64_t{12}) return Date::never();
  if (months < first_year * std::int64_t{12}) return Date::beginning();
  const chrono::year_month month{chrono::year{static_cast<int>(months / 12)},
                                 chrono::month{static_cast<unsigned>(months % 12 + 1)}};
  const chrono::day last = (month / chrono::last).day();
  return {day_number(month / std::min(from.day(), last))};
}

Date make_or_never(int year, int month, int day) {
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > 31)
    return Date::never();
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? Date{day_number(date)} : Date::never();
}

}  // namespace

std::optional<Date> Date::make(int year, int month, int day) {
  const Date made = make_or_never(year, month, day);
  return made.is_never() ? std::nullopt : std::optional(made);
}

std::optional<Date> Date::parse(std::string_view text) {
  const Date parsed = parse_or_never(text);
  return parsed.is_never() ? std::nullopt : std::optional(parsed);
}

Date Date::parse_or_never(std::string_view text) {
  if (text.size() != 10) return never();
  // Eight letters at a time, the first one lowest: digits become 0 to 9, and what belongs between them zero.
  const auto values = [&](std::size_t at, std::uint64_t expected) {
    std::uint64_t letters = 0;
    std::memcpy(&letters, text.data() + at, sizeof letters);
    if constexpr (std::endian::native == std::endian::big) letters = __builtin_bswap64(letters);
    return letters ^ expected;
  };
  const std::uint64_t year_month = values(0, 0x2d30'302d'3030'3030),
                      month_day = values(2, 0x3030'2d30'302d'3030);
  // The addition carries what is more than 9 to a highest bit.
  constexpr std::uint64_t more = 0x7676'7676'7676'7676, highest = 0x8080'8080'8080'8080;
  const std::uint64_t others = (year_month + more) | year_month | (month_day + more) | month_day;
  constexpr std::uint64_t between_years = 0xff00'00ff'0000'0000, between_days = 0x0000'ff00'00ff'0000;
  if (((others & highest) | (year_month & between_years) | (month_day & between_days)) != 0) return never();
  // A byte that begins a pair of digits is their number.
  const std::uint64_t first = year_month * 10 + (year_month >> 8), last = month_day * 10 + (month_day >> 8);
  const auto pair = [](std::uint64_t pairs, int byte) {
    return static_cast<int>(pairs >> (8 * byte) & 0xff);
  };
  return make_or_never(100 * pair(first, 0) + pair(first, 2), pair(first, 5), pair(last, 6));
}

int Date::year() const {
  return static_cast<int>(calendar(*this).year());
}
int Date::month() const {
  return static_cast<int>(static_cast<unsigned>(calendar(*this).month()));
}
int Date::day() const {
  return static_cast<int>(static_cast<unsigned>(calendar(*this).day()));
}

Date add(Date date, std::int64_t count, CalendarUnit unit) {
  if (date.is_never() || date.is_beginning()) return date;
  count = std::clamp(count, -count_limit, count_limit);
  switch (unit) {
    case CalendarUnit::day:
      return add_days(date, count);
    case CalendarUnit::week:
      return add_days(date, count * 7);
    case CalendarUnit::month:
      return add_months(date, count);
    case CalendarUnit::year:
      return add_months(date, count * 12);
  }
  return date;
}

std::string to_iso(Date date) {
  if (date.is_never()) return "never";
  if (date.is_beginning()) return "the beginning";
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string to_long_text(Date date) {
  static constexpr std::array<std::string_view, 12> months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  if (date.is_never()) return "never";
  if (date.is_beginning()) return "the beginning";
  return fmt::format("{} {} {}", date.day(), months[static_cast<std::size_t>(date.month() - 1)], date.year());
}

}  // namespace weir::base
