#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/condition.hpp"

namespace weir::model {

/// Days on which nobody works (`days:` under `holidays:`), weekends aside.
struct Holidays {
  struct Day {
    base::Date date;
    std::string name;                     ///< may be empty
    std::optional<base::Date> announced;  ///< until then nobody knew that it would be one; none: always known
  };
  DateRange known;        ///< the days for which the list is complete
  std::vector<Day> days;  ///< ascending
};

/// A calendar of business days (`calendar:`); its name is a unit of time.
struct Calendar {
  enum class Days : std::uint8_t { weekdays, every_day };
  Days days = Days::weekdays;
  std::vector<std::string> without;  ///< ids of lists of holidays
  std::vector<base::Span> without_spans;
};

/// Days that do not count, the same for every case (`periods:`).
struct Periods {
  std::vector<DateRange> ranges;       ///< ascending
  std::optional<base::Date> known_to;  ///< up to this day the list is complete; none: for ever
};

/// What it means that an authority says nothing until a period ends.
enum class Silence : std::uint8_t { clears, refuses, lapses, nothing };
std::string_view to_text(Silence silence);
std::optional<Silence> silence_from_text(std::string_view text);

/// A list of periods that stops a clock: a fact, or the name of `periods:`.
using Stop = Expression;

/// A stretch of a procedure with a statutory length.
struct Stage {
  std::string name;
  base::Span span;
  std::string title;  ///< may be empty
  Expression starts;
  std::optional<Expression> runs;   ///< a number with a unit: `45 days`, `30 uk_working_days`
  std::optional<Expression> ends;   ///< instead of `runs`: the last day
  std::optional<Condition> exists;  ///< `if`
  std::vector<Stop> stops;          ///< besides those of the clock
  std::optional<Expression> not_after;
  std::optional<Silence> silence;  ///< its own, else the clock's; none: missing, and reported
};

/// The statutory periods of a procedure (`stages:`).
struct Clock {
  enum class Counting : std::uint8_t {
    after,  ///< the day after the start is day 1
    from,   ///< the start itself is day 1
  };
  Counting counting = Counting::after;
  std::vector<Stop> stops;
  std::string roll;  ///< a calendar: an end on a day without work moves to the next working day; empty: none
  base::Span roll_span;
  std::optional<Condition> over;  ///< the procedure has ended: no stage runs any more
  std::vector<Stage> stages;      ///< in the order of the file
};

}  // namespace weir::model
