#include "lsp/position.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace weir::lsp {
namespace {

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Bytes of `line` before the UTF-16 unit `column`, whole characters only.
std::size_t bytes_before(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  std::uint32_t units = 0;
  while (at < line.size() && units < column) {
    std::size_t next = at + 1;
    while (next < line.size() && continues(line[next])) ++next;
    // What takes four bytes in UTF-8 takes two units in UTF-16.
    units += next - at == 4 ? 2 : 1;
    if (units > column) break;
    at = next;
  }
  return at;
}

}  // namespace

std::string_view to_text(Encoding encoding) {
  return encoding == Encoding::utf8 ? "utf-8" : "utf-16";
}

std::uint32_t offset_at(const diagnostics::Source& source, Position position, Encoding encoding) {
  if (position.line >= source.line_count()) return static_cast<std::uint32_t>(source.text().size());
  const std::string_view line = source.line(position.line + 1);
  std::size_t column = 0;
  if (encoding == Encoding::utf16) {
    column = bytes_before(line, position.character);
  } else {
    column = std::min<std::size_t>(position.character, line.size());
    while (column > 0 && column < line.size() && continues(line[column])) --column;
  }
  return source.line_begin(position.line + 1) + static_cast<std::uint32_t>(column);
}

Position position_at(const diagnostics::Source& source, std::uint32_t offset, Encoding encoding) {
  const auto place = source.position(offset);
  return {place.line - 1, encoding == Encoding::utf8 ? place.byte_column - 1 : place.utf16_column};
}

Json range_of(const diagnostics::Source& source, base::Span span, Encoding encoding) {
  const auto json_of = [&](std::uint32_t offset) {
    const Position position = position_at(source, offset, encoding);
    return Json{{"line", position.line}, {"character", position.character}};
  };
  return {{"start", json_of(span.begin)}, {"end", json_of(span.end)}};
}

std::optional<Position> read_position(const Json& params, const char* key) {
  const auto line = number_at(params, {key, "line"});
  const auto character = number_at(params, {key, "character"});
  if (!line || !character) return std::nullopt;
  return Position{*line, *character};
}

}  // namespace weir::lsp
