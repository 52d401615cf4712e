#pragma once
#include <vector>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// The clocks of one regime on row 0, those of law that certainly does not apply left out.
std::vector<model::ClockAnswer> find_clocks(const Run& run, std::uint32_t regime);

/// True if a value is open on a row because it would need days outside the holidays of a calendar.
bool lacks_holidays(const Run& run, plan::NodeId node, std::size_t row);

}  // namespace weir::evaluate
