#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::batch {

/// Puts the places of all line breaks in a text, which has less than 4 GB, behind those that `places` has.
void find_line_breaks(std::string_view text, std::vector<std::uint32_t>& places);

}  // namespace weir::batch
