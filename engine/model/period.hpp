#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "model/value.hpp"

namespace weir::model {

/// A period as a member of a list: `2024-03-20..2024-04-05`; an end known between two days has a bar between
/// them, and `not yet` stands for one that has not come.
std::string to_text(const PeriodValue& period);
/// The period that such a text says; none where it is the text of something else.
std::optional<PeriodValue> period_from_text(std::string_view text);

/// What two statements about one period leave possible together; none where they exclude each other.
std::optional<PeriodValue> meet(const PeriodValue& a, const PeriodValue& b);

/// The member of a list with `not yet` read as the days after `day`; none where that stands nowhere in it.
std::optional<std::string> dated_period(std::string_view member, base::Date day);

/// Two lists of periods as one: each period meets one of the other list, or is one of those that an open list
/// does not name. None where they exclude each other, or where a member is no period.
std::optional<SetValue> meet_periods(const SetValue& a, const SetValue& b);

}  // namespace weir::model
