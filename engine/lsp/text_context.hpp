#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::lsp {

/// Where a place in a YAML text is, told from the text before it alone, so that it works in the middle of
/// writing. Block and flow collections are followed; what cannot be told is left out.
struct TextContext {
  enum class At : std::uint8_t {
    key,      ///< a key is being written
    value,    ///< a value, or an item of a list
    comment,  ///< a comment
  };
  At at = At::key;
  std::vector<std::string> path;  ///< keys from the top to here; "-" for an item of a list
  std::string text;               ///< the value, or the key, as far as it is written before the place
};

TextContext context_at(std::string_view text, std::uint32_t offset);

}  // namespace weir::lsp
