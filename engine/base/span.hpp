#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace weir::base {

struct FileTag;
using FileId = Id<FileTag>;

/// A half-open range of byte offsets in one file; offsets are the only stored coordinate.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// A half-open range of byte offsets inside one decoded text (an expression, a value).
struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const TextRange&, const TextRange&) = default;
};

/// Where a text came from: the decoded text of a scalar and, for every byte of it, its byte in the file.
/// When the map is not exact, every range maps to the whole scalar.
struct MappedText {
  struct Run {
    std::uint32_t text_begin = 0;     ///< first decoded byte of the run
    std::uint32_t source_begin = 0;   ///< its file offset
    std::uint32_t length = 0;         ///< decoded bytes in the run
    std::uint32_t source_length = 0;  ///< file bytes; equals `length` unless the run is one escape sequence
  };
  std::string text;
  Span whole;             ///< the scalar in the file, quotes included
  std::vector<Run> runs;  ///< ascending by text_begin; empty when not exact
  bool exact = false;

  /// The file span of `range`; an empty range at the end of the text maps to the byte after the last one.
  Span to_file(TextRange range) const;
};

/// A text that stands in no file (a flag's value, a test), as a MappedText whose spans are its own offsets.
MappedText unmapped(std::string_view text, FileId file = {});

}  // namespace weir::base
