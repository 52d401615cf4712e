#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::yaml {

/// Stretches of a text that a parser is not shown, and the way back from what it is shown.
class Cuts {
 public:
  /// Takes out `[begin, end)`. Stretches come in order and do not touch.
  void add(std::uint32_t begin, std::uint32_t end);
  bool empty() const { return cuts_.empty(); }
  std::string apply(std::string_view text) const;
  /// Where a place of the shortened text stands in the whole one. Where something was taken out it is the
  /// place behind.
  std::uint32_t original(std::uint32_t shortened) const;

 private:
  struct Cut {
    std::uint32_t begin, end;
    std::uint32_t at;      ///< of `begin` in the shortened text
    std::uint32_t before;  ///< bytes taken out up to `end`
  };
  std::vector<Cut> cuts_;
};

/// Entries of maps that are not wanted: `key` in each map below the top-level key `under`.
struct LeftOut {
  std::string_view under, key;
};

/// The entries to leave out of a text, as far as they stand in block style, each on lines of its own. Others
/// are kept: whoever reads the document must still expect them.
Cuts cuts_of(std::string_view text, const LeftOut& left_out);

}  // namespace weir::yaml
