#pragma once
#include "evaluate/assess.hpp"
#include "model/change.hpp"

namespace weir::analysis {

/// What the caller may choose of a timeline.
struct TimelineOptions {
  model::Timeline::Mode mode = model::Timeline::Mode::viewpoint;
  std::optional<base::Date> from, to;
  std::optional<base::Date> known_on;  ///< deal mode: else the case's
  std::vector<std::string> regimes;
  std::map<std::string, base::Date> suppose;
};

/// One case, a row for each day on which anything may change, evaluated as one batch; kept are the days on
/// which an answer does. Days that only the evaluation shows (a due date, the end of a window) are added to
/// the batch until no new one appears. Fails on an unknown regime or supposed id, and where a day to start
/// from is missing.
base::Result<model::Timeline> timeline(const plan::Plan& plan, const model::Case& facts,
                                       const TimelineOptions& options);

}  // namespace weir::analysis
