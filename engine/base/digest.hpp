#pragma once
#include <string>
#include <string_view>

namespace weir::base {

/// "sha256:" and the 64 hexadecimal digits of the text's SHA-256.
std::string sha256(std::string_view text);

}  // namespace weir::base
