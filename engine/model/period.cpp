#include "model/period.hpp"

#include <algorithm>

namespace weir::model {

namespace {

using base::Date;

constexpr std::string_view not_yet = "not yet";
constexpr std::string_view between = "..";

std::string end_text(const DateInterval& days) {
  if (days.not_yet) return std::string(not_yet);
  if (days.low == days.high) return base::to_iso(days.low);
  return base::to_iso(days.low) + "|" + base::to_iso(days.high);
}

std::optional<Date> day_of(std::string_view text) {
  if (text == base::to_iso(Date::never())) return Date::never();
  if (text == base::to_iso(Date::beginning())) return Date::beginning();
  return Date::parse(text);
}

std::optional<DateInterval> end_of(std::string_view text) {
  if (text == not_yet) return DateInterval{Date::beginning(), Date::never(), true};
  const auto bar = text.find('|');
  const auto low = day_of(text.substr(0, bar));
  const auto high = bar == std::string_view::npos ? low : day_of(text.substr(bar + 1));
  if (!low || !high) return std::nullopt;
  return DateInterval{*low, *high, false};
}

std::optional<DateInterval> meet(const DateInterval& a, const DateInterval& b) {
  const DateInterval both{std::max(a.low, b.low), std::min(a.high, b.high), a.not_yet && b.not_yet};
  return both.low <= both.high ? std::optional(both) : std::nullopt;
}

std::optional<std::vector<PeriodValue>> periods_of(const SetValue& set) {
  std::vector<PeriodValue> periods;
  for (const std::string& member : set.members) {
    const auto period = period_from_text(member);
    if (!period) return std::nullopt;
    periods.push_back(*period);
  }
  std::ranges::stable_sort(periods, {}, [](const PeriodValue& period) { return period.from.low; });
  return periods;
}

}  // namespace

std::string to_text(const PeriodValue& period) {
  return end_text(period.from) + std::string(between) + end_text(period.to);
}

std::optional<PeriodValue> period_from_text(std::string_view text) {
  const auto dots = text.find(between);
  if (dots == std::string_view::npos) return std::nullopt;
  const auto from = end_of(text.substr(0, dots));
  const auto to = end_of(text.substr(dots + between.size()));
  if (!from || !to) return std::nullopt;
  return PeriodValue{*from, *to};
}

std::optional<PeriodValue> meet(const PeriodValue& a, const PeriodValue& b) {
  const auto from = meet(a.from, b.from);
  const auto to = meet(a.to, b.to);
  if (!from || !to) return std::nullopt;
  return PeriodValue{*from, *to};
}

std::optional<std::string> dated_period(std::string_view member, Date day) {
  if (member.find(not_yet) == std::string_view::npos) return std::nullopt;
  auto period = period_from_text(member);
  if (!period) return std::nullopt;
  for (DateInterval* end : {&period->from, &period->to}) {
    if (end->not_yet) *end = {Date{day.days + 1}, Date::never(), false};
  }
  return to_text(*period);
}

std::optional<SetValue> meet_periods(const SetValue& a, const SetValue& b) {
  const auto mine = periods_of(a);
  const auto theirs = periods_of(b);
  if (!mine || !theirs) return std::nullopt;
  SetValue both;
  both.open = a.open && b.open;
  std::vector<bool> taken(theirs->size());
  for (const PeriodValue& period : *mine) {
    std::optional<PeriodValue> met;
    for (std::size_t i = 0; i < theirs->size() && !met; ++i) {
      if (taken[i]) continue;
      met = meet(period, (*theirs)[i]);
      taken[i] = met.has_value();
    }
    if (!met && !b.open) return std::nullopt;
    both.members.push_back(to_text(met.value_or(period)));
  }
  for (std::size_t i = 0; i < theirs->size(); ++i) {
    if (taken[i]) continue;
    if (!a.open) return std::nullopt;
    both.members.push_back(to_text((*theirs)[i]));
  }
  std::ranges::sort(both.members);
  return both;
}

}  // namespace weir::model
