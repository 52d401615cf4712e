#pragma once
#include <cstdint>
#include <optional>

#include "base/span.hpp"
#include "diagnostics/source.hpp"
#include "lsp/message.hpp"

namespace weir::lsp {

/// What a column counts, as agreed with the editor.
enum class Encoding : std::uint8_t { utf8, utf16 };
std::string_view to_text(Encoding encoding);

/// A place as the protocol has it: line and column from 0.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// The byte of a text at a position. A column behind the end of its line is the end of the line, a line
/// behind the last one the end of the text; the middle of a character is its beginning.
std::uint32_t offset_at(const diagnostics::Source& source, Position position, Encoding encoding);
Position position_at(const diagnostics::Source& source, std::uint32_t offset, Encoding encoding);

/// A span as the protocol's range.
Json range_of(const diagnostics::Source& source, base::Span span, Encoding encoding);
/// The position under `key`; none if it is none.
std::optional<Position> read_position(const Json& params, const char* key);

}  // namespace weir::lsp
