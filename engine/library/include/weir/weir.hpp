#pragma once
// The whole library.
#include <string_view>

#include "weir/assessment.hpp"
#include "weir/batch.hpp"
#include "weir/columns.hpp"
#include "weir/diagnostic.hpp"
#include "weir/rule_sets.hpp"

namespace weir {

/// The version of the library: "0.1.0".
std::string_view version();

}  // namespace weir
