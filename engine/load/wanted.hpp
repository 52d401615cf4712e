#pragma once
#include <cstdint>

namespace weir::load {

/// Whether the examples beside rules are read. Two thirds of a rule set are examples, and who does not run
/// them need not wait for them; their mistakes are then not told.
enum class Examples : std::uint8_t { read, left_out };

}  // namespace weir::load
