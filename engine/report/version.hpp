#pragma once
#include <string_view>

namespace weir::report {

/// The engine's version, as in CMakeLists.txt.
inline constexpr std::string_view version = WEIR_VERSION;

}  // namespace weir::report
