#include "model/working_days.hpp"

#include <algorithm>

#include "model/rule_set.hpp"

namespace weir::model {

using base::Date;

namespace {

// Where no list of holidays bounds a calendar: days far from any case, so that the table stays small.
constexpr int first_year = 1950;
constexpr int last_year = 2149;

Date shifted(Date day, std::int64_t count) {
  return base::add(day, count, base::CalendarUnit::day);
}

// 1970-01-01 was a Thursday.
bool weekend(std::int32_t day) {
  const std::int32_t weekday = ((day + 3) % 7 + 7) % 7;
  return weekday >= 5;
}

}  // namespace

WorkingDays::WorkingDays(Calendar::Days days, std::span<const Holidays* const> without) {
  known_ = {*Date::make(first_year, 1, 1), *Date::make(last_year, 12, 31)};
  std::vector<std::int32_t> off;
  for (const Holidays* list : without) {
    known_.first = std::max(known_.first, list->known.first);
    known_.last = std::min(known_.last, list->known.last);
    for (const Holidays::Day& day : list->days) off.push_back(day.date.days);
  }
  std::sort(off.begin(), off.end());
  // Lists that have no day in common leave nothing known.
  if (known_.last < known_.first) known_.last = shifted(known_.first, -1);
  before_.push_back(0);
  for (std::int32_t day = known_.first.days; day <= known_.last.days; ++day) {
    const bool idle =
        (days == Calendar::Days::weekdays && weekend(day)) || std::binary_search(off.begin(), off.end(), day);
    if (!idle) days_.push_back(day);
    before_.push_back(static_cast<std::int32_t>(days_.size()));
  }
}

DateRange WorkingDays::after(Date day, std::int64_t count) const {
  if (day.is_never() || day.is_beginning()) return {day, day};
  // Each working day takes a day at least.
  if (day >= known_.last) return {shifted(day, count), Date::never()};
  const Date eve = shifted(known_.first, -1);
  if (day < eve) return {shifted(day, count), after(eve, count).last};
  const auto worked = static_cast<std::int64_t>(before_[place(shifted(day, 1))]);
  const auto all = static_cast<std::int64_t>(days_.size());
  if (worked + count <= all) {
    const Date found{days_[static_cast<std::size_t>(worked + count - 1)]};
    return {found, found};
  }
  return {shifted(known_.last, count - (all - worked)), Date::never()};
}

DateRange WorkingDays::before(Date day, std::int64_t count) const {
  if (day.is_never() || day.is_beginning()) return {day, day};
  if (day <= known_.first) return {Date::beginning(), shifted(day, -count)};
  const Date morrow = shifted(known_.last, 1);
  if (day > morrow) return {before(morrow, count).first, shifted(day, -count)};
  const auto worked = static_cast<std::int64_t>(before_[place(day)]);
  if (worked >= count) {
    const Date found{days_[static_cast<std::size_t>(worked - count)]};
    return {found, found};
  }
  return {Date::beginning(), shifted(known_.first, -(count - worked))};
}

DateRange WorkingDays::roll(Date day) const {
  if (day.is_never() || day.is_beginning()) return {day, day};
  return after(shifted(day, -1), 1);
}

DateRange WorkingDays::after(Date day, std::int64_t count, std::span<const DateRange> stops) const {
  if (day.is_never() || day.is_beginning()) return {day, day};
  const Date eve = shifted(known_.first, -1);
  if (day < eve) return {shifted(day, count), after(eve, count, stops).last};
  for (const DateRange& stop : stops) {
    if (stop.last <= day) continue;
    const DateRange end = after(day, count);
    if (end.last < stop.first) return end;
    if (stop.last.is_never()) return {Date::never(), Date::never()};
    // What lies behind the known days can only come later.
    if (stop.first > known_.last) return {end.first, Date::never()};
    if (stop.first > day) count -= before_[place(stop.first)] - before_[place(shifted(day, 1))];
    day = stop.last;
    if (day > known_.last) return {shifted(day, count), Date::never()};
  }
  return after(day, count);
}

AnnouncedDays::AnnouncedDays(Calendar::Days days, std::span<const Holidays* const> without) {
  for (const Holidays* list : without) {
    for (const Holidays::Day& day : list->days) {
      if (day.announced) announced_.push_back(*day.announced);
    }
  }
  std::ranges::sort(announced_);
  announced_.erase(std::unique(announced_.begin(), announced_.end()), announced_.end());
  for (std::size_t i = 0; i <= announced_.size(); ++i) {
    const Date seen = i == 0 ? Date::beginning() : announced_[i - 1];
    std::vector<Holidays> lists;
    for (const Holidays* list : without) {
      lists.push_back(*list);
      std::erase_if(lists.back().days,
                    [&](const Holidays::Day& day) { return day.announced && seen < *day.announced; });
    }
    std::vector<const Holidays*> places;
    for (const Holidays& list : lists) places.push_back(&list);
    known_.emplace_back(days, places);
  }
}

const WorkingDays& AnnouncedDays::on(Date day) const {
  const auto later = std::ranges::upper_bound(announced_, day);
  return known_[static_cast<std::size_t>(later - announced_.begin())];
}

namespace {

std::vector<const Holidays*> lists_of(const RuleSets& rule_sets, const Calendar& calendar) {
  std::vector<const Holidays*> lists;
  for (const std::string& name : calendar.without) {
    const auto list = std::ranges::find(rule_sets.definitions, name, &Definition::id);
    if (list == rule_sets.definitions.end()) continue;
    if (const auto* days = std::get_if<Holidays>(&list->body)) lists.push_back(days);
  }
  return lists;
}

}  // namespace

WorkingDays working_days(const RuleSets& rule_sets, const Calendar& calendar) {
  return WorkingDays(calendar.days, lists_of(rule_sets, calendar));
}

AnnouncedDays announced_days(const RuleSets& rule_sets, const Calendar& calendar) {
  return AnnouncedDays(calendar.days, lists_of(rule_sets, calendar));
}

}  // namespace weir::model
