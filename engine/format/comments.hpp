#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/document.hpp"

namespace weir::format {

/// A comment of a YAML file.
struct Comment {
  std::uint32_t begin = 0;   ///< of the `#`
  std::uint32_t end = 0;     ///< after its last visible character
  std::uint32_t column = 0;  ///< bytes before it in its line
};

/// All comments of a file, in their order. `document` is what the text was parsed to.
std::vector<Comment> comments_in(std::string_view text, const yaml::Document& document);

}  // namespace weir::format
