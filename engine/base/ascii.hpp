#pragma once
#include <string>
#include <string_view>

namespace weir::base {

/// `text` with plain characters in place of all that is not ASCII: marks and bars by a letter or sign of the
/// same width, accented letters without the accent, anything else as `?`. ASCII text stays as it is.
std::string to_ascii(std::string_view text);

}  // namespace weir::base
