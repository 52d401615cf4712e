#pragma once
#include <string>

#include "base/date.hpp"

namespace weir::model {

/// Days from `first` to `last`, both included; open ends are Date::beginning() and Date::never().
struct DateRange {
  base::Date first = base::Date::beginning();
  base::Date last = base::Date::never();
  bool contains(base::Date day) const { return first <= day && day <= last; }
};

/// As rules write it: "2009-01-01..", "2015-04-24..2017-09-20", "always".
std::string to_text(const DateRange& range);

}  // namespace weir::model
