#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace weir::diagnostics {

/// One file's text. Byte offsets are turned into lines and columns here and nowhere else.
class Source {
 public:
  Source(std::string path, std::string text);

  const std::string& path() const { return path_; }
  /// The bytes as they are in the file (a leading BOM included).
  std::string_view text() const { return text_; }

  struct Position {
    std::uint32_t line = 1;          ///< 1-based
    std::uint32_t byte_column = 1;   ///< 1-based, bytes
    std::uint32_t column = 1;        ///< 1-based, display columns; a tab goes to the next multiple of 8
    std::uint32_t utf16_column = 0;  ///< 0-based, UTF-16 code units
  };
  Position position(std::uint32_t offset) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  /// The text of a 1-based line without its line break (LF, CRLF or CR).
  std::string_view line(std::uint32_t number) const;
  /// File offset where a 1-based line begins.
  std::uint32_t line_begin(std::uint32_t number) const { return line_starts_[number - 1]; }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

/// All texts of one run; ids stay valid while it lives.
class SourceMap {
 public:
  base::FileId add(std::string path, std::string text);
  const Source& get(base::FileId id) const { return sources_[id.index()]; }
  std::size_t size() const { return sources_.size(); }
  /// The text under a span.
  std::string_view text(base::Span span) const;

 private:
  std::vector<Source> sources_;
};

}  // namespace weir::diagnostics
