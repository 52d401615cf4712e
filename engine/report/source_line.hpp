#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::report {

/// A source line laid out for a terminal: one cell a display column. Tabs are blanks up to the next multiple
/// of 8, a wide character is followed by an empty cell, control characters and broken UTF-8 show as U+FFFD.
class SourceLine {
 public:
  explicit SourceLine(std::string_view text);

  std::uint32_t columns() const { return static_cast<std::uint32_t>(cells_.size()); }
  /// The text of the 0-based columns [first, last).
  std::string text(std::uint32_t first, std::uint32_t last) const;

 private:
  std::vector<std::string> cells_;
};

}  // namespace weir::report
