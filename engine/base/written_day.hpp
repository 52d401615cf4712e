#pragma once
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace weir::base {

/// What a text can have meant as a day.
struct WrittenDay {
  std::vector<Date> days;  ///< all that it can have meant, earliest first; empty: it is no day
  bool certain = false;    ///< nobody writes another day so
};

/// A day that is not written `YYYY-MM-DD`: "2 June 2017", "June 2, 2017", "2017/6/2", "02.06.2017", or
/// "06/02/2017", which is a day in February or in June. `YYYY-MM-DD` itself is none of these.
WrittenDay written_day(std::string_view text);

}  // namespace weir::base
