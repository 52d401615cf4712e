#include "analysis/spread.hpp"

#include <algorithm>
#include <optional>

#include "evaluate/stops.hpp"

namespace weir::analysis {

using base::Date;
using plan::Op;

namespace {

/// The shortest and the longest of some lengths.
struct Lengths {
  std::optional<std::int32_t> shortest, longest;

  void add(Date from, Date to) {
    const std::int32_t days = to.days - from.days;
    shortest = std::min(shortest.value_or(days), days);
    longest = std::max(longest.value_or(days), days);
  }
  std::int32_t spread() const { return shortest ? *longest - *shortest : 0; }
};

/// A span in which months and leap years lie in every way.
constexpr std::int32_t eight_years = 2922;

Lengths of_unit(std::int64_t count, base::CalendarUnit unit) {
  Lengths lengths;
  // Two centuries apart, so that one of the spans has a year of a century that is no leap year.
  for (const auto first : {Date::make(1997, 1, 1), Date::make(2096, 1, 1)}) {
    for (std::int32_t i = 0; i < eight_years; ++i) {
      const Date from{first->days + i};
      lengths.add(from, base::add(from, count, unit));
    }
  }
  return lengths;
}

// `move` gives bounds of a day; only where they agree is the calendar known.
template <typename Move>
void add_all(Lengths& lengths, const model::AnnouncedDays& calendar, const Move& move) {
  // As it was known before any holiday was announced, and after all of them.
  for (const model::WorkingDays* days : {&calendar.on(Date::beginning()), &calendar.on(Date::never())}) {
    const Date first = std::max(days->known().first, *Date::make(1970, 1, 1));
    const Date last = std::min(days->known().last, *Date::make(2100, 12, 31));
    for (Date day = first; day <= last; ++day.days) {
      const model::DateRange to = move(*days, day);
      if (to.first == to.last) lengths.add(day, to.first);
    }
  }
}

}  // namespace

Spreads::Spreads(const evaluate::Run& run) : run_(run) {
  const plan::Plan& plan = run.plan();
  spreads_.resize(plan.nodes.size());
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    if (node.kind != plan::ColumnKind::date) continue;
    std::int32_t widest = 0;
    for (const plan::NodeId input : node.inputs) widest = std::max(widest, of(input));
    spreads_[i] = widest + counted(node);
  }
}

// What the node itself adds.
std::int32_t Spreads::counted(const plan::Node& node) const {
  const std::int64_t count = node.number.numerator();
  const bool exact = node.unit == base::CalendarUnit::day || node.unit == base::CalendarUnit::week;
  if (node.calendar >= 0) {
    const auto& calendar = run_.plan().calendars[static_cast<std::size_t>(node.calendar)];
    Lengths lengths;
    if (node.op == Op::roll) {
      add_all(lengths, calendar, [](const auto& days, Date day) { return days.roll(day); });
      return lengths.spread();
    }
    // Of stopped days more or fewer are working days.
    for (const std::int64_t many : {count, count + stopped(node)}) {
      add_all(lengths, calendar, [&](const auto& days, Date day) {
        return many < 0 ? days.before(day, -many) : days.after(day, std::max<std::int64_t>(many, 1));
      });
    }
    return lengths.spread();
  }
  if (node.op == Op::offset) return exact ? 0 : of_unit(count, node.unit).spread();
  if (node.op != Op::run) return 0;
  const std::int32_t alone = exact ? 0 : of_unit(count, node.unit).spread();
  // A stop near the end may be part of the period or not.
  const bool moves = alone > 0 || of(node.inputs[0]) > 0;
  return alone + (moves ? static_cast<std::int32_t>(stopped(node)) : 0);
}

// The most days that some row's lists of stops have together.
std::int64_t Spreads::stopped(const plan::Node& node) const {
  if (node.op != Op::run || node.inputs.size() < 2) return 0;
  std::vector<const evaluate::Column*> lists;
  for (std::size_t i = 1; i < node.inputs.size(); ++i) lists.push_back(&run_.column(node.inputs[i]));
  evaluate::StopReader stops(run_.dictionary);
  std::int64_t most = 0;
  for (std::size_t row = 0; row < lists[0]->rows; ++row) {
    std::int64_t days = 0;
    for (const model::DateRange& stop : stops.read(lists, row).possible) {
      const bool bounded = !stop.last.is_never() && !stop.first.is_beginning();
      if (bounded) days += std::int64_t{stop.last.days} - stop.first.days + 1;
    }
    most = std::max(most, days);
  }
  return std::min<std::int64_t>(most, eight_years);
}

}  // namespace weir::analysis
