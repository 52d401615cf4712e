#include <algorithm>
#include <vector>

#include "evaluate/kernels.hpp"
#include "evaluate/stops.hpp"

namespace weir::evaluate {

using base::Date;
using model::DateRange;
using plan::Op;

namespace {

/// A length of time and how it is counted.
class Length {
 public:
  explicit Length(const Frame& frame)
      : count_(frame.node.number.numerator()), unit_(frame.node.unit), from_(frame.node.count < 0) {
    if (frame.node.calendar >= 0)
      calendar_ = &frame.batch.plan->calendars[static_cast<std::size_t>(frame.node.calendar)];
  }

  /// Counts with the holidays that were announced by a day.
  void look_from(Date day) {
    if (calendar_) days_ = &calendar_->on(day);
  }

  /// Bounds of the last day of a period that starts on a day between two.
  DateRange end(Date low, Date high, const Stops& stops) const {
    if (low.is_never()) return {low, low};
    // The day before day 1: from there on, days are counted one by one.
    const Date low_eve = eve(low), high_eve = eve(high);
    DateRange result;
    if (days_ || unit_ == base::CalendarUnit::day || unit_ == base::CalendarUnit::week) {
      result.first = counted(low_eve, stops.certain).first;
      result.last = counted(high_eve, stops.possible).last;
    } else {
      // Months clamp, so that a later start can give an earlier end once stopped days are added: the lower
      // bound adds only those that follow every possible start.
      result.first = lengthened(low, high_eve, stops.certain);
      result.last = lengthened(high, low_eve, stops.possible);
    }
    if (stops.open) result.last = Date::never();
    return result;
  }

  /// Bounds of the working day on or after a day between two.
  DateRange roll(Date low, Date high) const { return {days_->roll(low).first, days_->roll(high).last}; }

  /// Bounds of the day so many working days away from a day between two.
  DateRange offset(Date low, Date high) const {
    if (count_ < 0) return {days_->before(low, -count_).first, days_->before(high, -count_).last};
    return {days_->after(eve(low), count_).first, days_->after(eve(high), count_).last};
  }

 private:
  static Date moved(Date day, std::int64_t count) { return base::add(day, count, base::CalendarUnit::day); }
  Date eve(Date start) const { return from_ ? moved(start, -1) : start; }

  DateRange counted(Date day, const std::vector<DateRange>& stops) const {
    if (days_) return days_->after(day, count_, stops);
    if (day.is_never() || day.is_beginning()) return {day, day};
    std::int64_t left = unit_ == base::CalendarUnit::week ? count_ * 7 : count_;
    for (const DateRange& stop : stops) {
      if (stop.last <= day) continue;
      if (moved(day, left) < stop.first) break;
      if (stop.last.is_never()) return {Date::never(), Date::never()};
      if (stop.first > day) left -= stop.first.days - 1 - day.days;
      day = stop.last;
    }
    const Date end = moved(day, left);
    return {end, end};
  }

  // The period runs on by as many days as were stopped in it, those after `eve` counted.
  Date lengthened(Date start, Date eve, const std::vector<DateRange>& stops) const {
    if (start.is_never() || start.is_beginning()) return start;
    Date end = base::add(start, count_, unit_);
    if (from_) end = moved(end, -1);
    for (const DateRange& stop : stops) {
      if (stop.last <= eve) continue;
      if (stop.first > end) break;
      if (stop.last.is_never()) return Date::never();
      const std::int64_t before =
          eve.is_beginning() ? stop.first.days : std::max(stop.first.days, eve.days + 1);
      if (stop.first.is_beginning() && eve.is_beginning()) return Date::never();
      end = moved(end, stop.last.days - before + 1);
    }
    return end;
  }

  std::int64_t count_;
  base::CalendarUnit unit_;
  bool from_;
  const model::AnnouncedDays* calendar_ = nullptr;
  const model::WorkingDays* days_ = nullptr;
};

}  // namespace

Column clock_kernel(const Frame& frame) {
  const plan::Node& node = frame.node;
  Column out = frame.column(plan::ColumnKind::date);
  const auto put = [&](std::size_t row, DateRange days) {
    out.low[row] = days.first.days;
    out.high[row] = days.last.days;
  };
  if (node.op == Op::where_exists) {
    const Column& day = *frame.inputs[1];
    for (std::size_t r = 0; r < frame.rows; ++r) {
      const base::Truth exists = frame.inputs[0]->truth(r);
      put(r, {Date{day.low[r]}, Date{day.high[r]}});
      out.applies[r] = exists == base::Truth::false_value ? Applies::not_at_all
                       : exists == base::Truth::unknown && day.applies[r] != Applies::not_at_all
                           ? Applies::perhaps
                           : day.applies[r];
    }
    return out;
  }
  const Column& in = *frame.inputs[0];
  Length length(frame);
  StopReader stops(frame.dictionary);
  const std::vector<const Column*> lists(frame.inputs.begin() + 1, frame.inputs.end());
  for (std::size_t r = 0; r < frame.rows; ++r) {
    length.look_from(frame.batch.cases[frame.batch.case_row(node.table, r)].as_of);
    const Date low{in.low[r]}, high{in.high[r]};
    out.applies[r] = in.applies[r];
    if (node.op == Op::roll) {
      put(r, length.roll(low, high));
    } else if (node.op == Op::calendar_offset) {
      put(r, length.offset(low, high));
    } else {
      put(r, length.end(low, high, stops.read(lists, r)));
    }
  }
  return out;
}

}  // namespace weir::evaluate
