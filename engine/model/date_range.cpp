#include "model/date_range.hpp"

namespace weir::model {

std::string to_text(const DateRange& range) {
  if (range.first.is_beginning() && range.last.is_never()) return "always";
  return (range.first.is_beginning() ? std::string() : base::to_iso(range.first)) + ".." +
         (range.last.is_never() ? std::string() : base::to_iso(range.last));
}

}  // namespace weir::model
