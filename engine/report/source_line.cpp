#include "report/source_line.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace weir::report {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

/// Length of the character at the front of `text` by its first byte; 0 if no character starts so or it is cut
/// off.
std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xc2 ? 0
                             : lead < 0xe0 ? 2
                             : lead < 0xf0 ? 3
                             : lead < 0xf5 ? 4
                                           : 0;
  return length <= text.size() ? length : 0;
}

}  // namespace

SourceLine::SourceLine(std::string_view text) {
  while (!text.empty()) {
    if (text.front() == '\t') {
      do cells_.emplace_back(" ");
      while (cells_.size() % 8 != 0);
      text.remove_prefix(1);
      continue;
    }
    const std::size_t length = character_length(text);
    const std::string_view character = text.substr(0, length);
    const auto lead = static_cast<unsigned char>(text.front());
    if (length == 0 || lead < 0x20 || lead == 0x7f || base::first_invalid_utf8(character)) {
      cells_.emplace_back(replacement);
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(length);
    const std::size_t width = base::display_width(character);
    if (width == 0) {
      if (!cells_.empty()) cells_.back() += character;
      continue;
    }
    cells_.emplace_back(character);
    if (width == 2) cells_.emplace_back();
  }
}

std::string SourceLine::text(std::uint32_t first, std::uint32_t last) const {
  std::string result;
  for (std::uint32_t i = first; i < std::min(last, columns()); ++i) result += cells_[i];
  return result;
}

}  // namespace weir::report
