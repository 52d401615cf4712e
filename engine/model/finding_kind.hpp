#pragma once
#include <cstdint>
#include <string_view>

namespace weir::model {

/// What one rule says of a case.
enum class FindingKind : std::uint8_t { fired, silent, open, defeated, pending, not_in_force };
/// "fired", …, "not-in-force".
std::string_view to_text(FindingKind kind);

}  // namespace weir::model
