#include "evaluate/stops.hpp"

#include <algorithm>

#include "model/period.hpp"

namespace weir::evaluate {

using model::DateRange;

namespace {

/// Ascending and apart; ranges without a day are left out.
std::vector<DateRange> merged(std::vector<DateRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const DateRange& a, const DateRange& b) { return a.first < b.first; });
  std::vector<DateRange> result;
  for (const DateRange& range : ranges) {
    if (range.last < range.first) continue;
    if (!result.empty() && range.first <= result.back().last) {
      result.back().last = std::max(result.back().last, range.last);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

bool lies_in(const std::vector<DateRange>& ranges, base::Date day) {
  return std::ranges::any_of(ranges, [&](const DateRange& range) { return range.contains(day); });
}

}  // namespace

base::Truth Stops::covers(base::Date day) const {
  if (lies_in(certain, day)) return base::Truth::true_value;
  return open || lies_in(possible, day) ? base::Truth::unknown : base::Truth::false_value;
}

const StopReader::Stopped& StopReader::period(std::int32_t item) {
  const auto known = periods_.find(item);
  if (known != periods_.end()) return known->second;
  Stopped stopped{{base::Date::never(), base::Date::beginning()},
                  {base::Date::beginning(), base::Date::never()}};
  if (const auto period = model::period_from_text(dictionary_.text(item))) {
    // It does not end before it begins, whatever is known of its end.
    stopped.certain = {period->from.high, std::max(period->to.low, period->from.low)};
    stopped.possible = {period->from.low, period->to.high};
  }
  return periods_.emplace(item, stopped).first->second;
}

Stops StopReader::read(const std::vector<const Column*>& lists, std::size_t row) {
  Stops stops;
  for (const Column* column : lists) {
    const ItemCell& cell = column->cells[row];
    stops.open = stops.open || cell.open;
    // A list that may not apply may stop nothing.
    if (column->applies[row] == Applies::certainly) {
      for (std::uint32_t p = cell.certain_begin; p < cell.certain_end; ++p)
        stops.certain.push_back(period(column->pool[p]).certain);
    }
    for (std::uint32_t p = cell.possible_begin; p < cell.possible_end; ++p)
      stops.possible.push_back(period(column->pool[p]).possible);
  }
  stops.certain = merged(std::move(stops.certain));
  stops.possible = merged(std::move(stops.possible));
  return stops;
}

}  // namespace weir::evaluate
