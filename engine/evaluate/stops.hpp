#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/truth.hpp"
#include "evaluate/columns.hpp"
#include "model/value.hpp"

namespace weir::evaluate {

/// The days on which a clock does not run, on one row: ascending and apart.
struct Stops {
  std::vector<model::DateRange> certain, possible;
  bool open = false;  ///< there may be more

  base::Truth covers(base::Date day) const;
};

/// Reads lists of periods; each period is taken apart once.
class StopReader {
 public:
  explicit StopReader(const Dictionary& dictionary) : dictionary_(dictionary) {}

  /// The stops of some lists on a row.
  Stops read(const std::vector<const Column*>& lists, std::size_t row);

 private:
  struct Stopped {
    model::DateRange certain, possible;
  };
  const Stopped& period(std::int32_t item);

  const Dictionary& dictionary_;
  std::map<std::int32_t, Stopped> periods_;
};

}  // namespace weir::evaluate
