#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/span.hpp"
#include "yaml/document.hpp"

namespace weir::yaml {

/// What one scalar looks like in its file.
struct ScalarMap {
  ScalarStyle style = ScalarStyle::plain;
  bool multi_line = false;  ///< a plain or quoted scalar that spans lines
  bool terminated = true;   ///< false: its closing quote is missing
  base::MappedText text;
};

/// Re-reads the scalar that begins at `mark` in `source` (before it there may be a tag and an anchor) and
/// finds for every byte of `value`, the text the YAML parser made of it, the bytes in the file. If the two
/// disagree the map is not exact, so a slip here makes a diagnostic coarse, never wrong.
ScalarMap map_scalar(std::string_view source, base::FileId file, std::uint32_t mark, std::string value);

/// The byte after a quoted text that begins at `begin`; npos if its closing quote is missing.
std::size_t quoted_end(std::string_view source, std::size_t begin);

}  // namespace weir::yaml
