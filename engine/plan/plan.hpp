#pragma once
#include "check/checked.hpp"

namespace weir::plan {

struct Plan;

}  // namespace weir::plan
