#include "yaml/scalar_map.hpp"

#include <utf8proc.h>

#include <array>
#include <optional>

namespace weir::yaml {
namespace {

using Run = base::MappedText::Run;
constexpr std::size_t npos = std::string_view::npos;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_break(char c) {
  return c == '\n' || c == '\r';
}
bool is_space(char c) {
  return is_blank(c) || is_break(c);
}
std::uint32_t offset(std::size_t value) {
  return static_cast<std::uint32_t>(value);
}

std::size_t line_end(std::string_view source, std::size_t at) {
  const std::size_t found = source.find('\n', at);
  if (found == npos) return source.size();
  return found > at && source[found - 1] == '\r' ? found - 1 : found;
}

std::size_t break_length(std::string_view source, std::size_t at) {
  if (at >= source.size()) return 0;
  return source[at] == '\r' ? 2 : 1;
}

/// Past tags, anchors, blanks, line breaks and the comments between them.
std::size_t skip_properties(std::string_view source, std::size_t at) {
  while (at < source.size() && (source[at] == '&' || source[at] == '!')) {
    while (at < source.size() && !is_space(source[at]) && std::string_view(",[]{}").find(source[at]) == npos)
      ++at;
    while (at < source.size() && (is_space(source[at]) || source[at] == '#')) {
      at = source[at] == '#' ? line_end(source, at) : at + 1;
    }
  }
  return at;
}

/// A decoded text that grows byte by byte, with its runs.
class Replay {
 public:
  void copy(std::string_view bytes, std::size_t source_begin) { add(bytes, source_begin, bytes.size()); }

  /// `bytes` stand for `source_length` bytes in the file.
  void add(std::string_view bytes, std::size_t source_begin, std::size_t source_length) {
    if (bytes.empty()) return;
    const bool one_to_one = bytes.size() == source_length;
    if (one_to_one && !runs.empty() && last_is_plain_ &&
        runs.back().source_begin + runs.back().source_length == source_begin) {
      runs.back().length += offset(bytes.size());
      runs.back().source_length += offset(bytes.size());
    } else {
      runs.push_back(
          {offset(text.size()), offset(source_begin), offset(bytes.size()), offset(source_length)});
    }
    last_is_plain_ = one_to_one;
    text += bytes;
  }

  std::string text;
  std::vector<Run> runs;

 private:
  bool last_is_plain_ = false;
};

struct Escape {
  std::string bytes;
  std::size_t length = 0;  ///< of the whole sequence, backslash included
};

std::optional<std::string> encode(std::string_view digits) {
  std::uint32_t code_point = 0;
  for (const char c : digits) {
    const std::size_t digit =
        std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
    if (digit == npos) return std::nullopt;
    code_point = code_point * 16 + static_cast<std::uint32_t>(digit);
  }
  if (code_point > 0x10ffff) return std::nullopt;
  std::array<utf8proc_uint8_t, 4> buffer{};
  const utf8proc_ssize_t length =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), buffer.data());
  return std::string(buffer.begin(), buffer.begin() + length);
}

/// The escape sequence whose backslash is at `at`; none if it is no escape of one line.
std::optional<Escape> read_escape(std::string_view source, std::size_t at) {
  if (at + 1 >= source.size()) return std::nullopt;
  const char kind = source[at + 1];
  const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits > 0) {
    if (at + 2 + digits > source.size()) return std::nullopt;
    std::optional<std::string> bytes = encode(source.substr(at + 2, digits));
    if (!bytes) return std::nullopt;
    return Escape{std::move(*bytes), 2 + digits};
  }
  switch (kind) {
    case '0':
      return Escape{std::string(1, '\0'), 2};
    case 'a':
      return Escape{"\a", 2};
    case 'b':
      return Escape{"\b", 2};
    case 't':
    case '\t':
      return Escape{"\t", 2};
    case 'n':
      return Escape{"\n", 2};
    case 'v':
      return Escape{"\v", 2};
    case 'f':
      return Escape{"\f", 2};
    case 'r':
      return Escape{"\r", 2};
    case 'e':
      return Escape{"\x1b", 2};
    case 'N':
      return Escape{"\xC2\x85", 2};
    case '_':
      return Escape{"\xC2\xA0", 2};
    case 'L':
      return Escape{"\xE2\x80\xA8", 2};
    case 'P':
      return Escape{"\xE2\x80\xA9", 2};
    case ' ':
    case '"':
    case '\'':
    case '/':
    case '\\':
      return Escape{std::string(1, kind), 2};
    default:
      return std::nullopt;
  }
}

/// Replays the inside of a quoted scalar on one line; none if it holds what cannot be replayed.
std::optional<Replay> replay_quoted(std::string_view source, std::size_t begin, std::size_t end) {
  Replay replay;
  const char quote = source[begin];
  for (std::size_t at = begin + 1; at + 1 < end;) {
    if (source[at] == quote) {  // only '' is left inside
      replay.add("'", at, 2);
      at += 2;
    } else if (quote == '"' && source[at] == '\\') {
      const std::optional<Escape> escape = read_escape(source, at);
      if (!escape) return std::nullopt;
      replay.add(escape->bytes, at, escape->length);
      at += escape->length;
    } else {
      replay.copy(source.substr(at, 1), at);
      ++at;
    }
  }
  return replay;
}

/// Lines up each line of a literal scalar's value with its line in the file; `at` is the first line after the
/// `|`.
std::optional<Replay> replay_literal(std::string_view source, std::size_t at, std::string_view value) {
  Replay replay;
  std::size_t indentation = npos;
  while (!value.empty()) {
    if (at > source.size()) return std::nullopt;
    const std::size_t value_end = value.find('\n');
    const std::string_view wanted = value.substr(0, value_end);
    const std::size_t end = line_end(source, at);
    const std::string_view line = source.substr(at, end - at);
    if (!wanted.empty()) {
      if (indentation == npos) {
        if (line.size() < wanted.size()) return std::nullopt;
        indentation = line.size() - wanted.size();
      }
      if (line.size() < indentation || line.substr(0, indentation).find_first_not_of(' ') != npos ||
          line.substr(indentation) != wanted) {
        return std::nullopt;
      }
      replay.copy(wanted, at + indentation);
    } else if (line.find_first_not_of(' ') != npos) {
      return std::nullopt;
    }
    if (value_end == npos) return replay;
    const std::size_t length = break_length(source, end);
    replay.add("\n", end, length);
    value.remove_prefix(value_end + 1);
    at = length == 0 ? source.size() + 1 : end + length;
  }
  return replay;
}

/// The byte after the last one of a scalar whose value's visible bytes stand in the file in the same order.
std::optional<std::size_t> end_by_visible_bytes(std::string_view source, std::size_t at,
                                                std::string_view value) {
  std::size_t end = at;
  for (const char c : value) {
    if (is_space(c)) continue;
    while (at < source.size() && is_space(source[at])) ++at;
    if (at == source.size() || source[at] != c) return std::nullopt;
    end = ++at;
  }
  return end;
}

/// Where a literal scalar's last visible line ends.
std::size_t literal_end(const Replay& replay, std::size_t header_end) {
  const std::size_t last = replay.text.find_last_not_of('\n');
  if (last == npos) return header_end;
  const base::MappedText map{replay.text, {}, replay.runs, true};
  return map.to_file({offset(last), offset(last + 1)}).end;
}

struct Extent {
  std::size_t end = 0;
  std::optional<Replay> replay;
};

Extent read_block(std::string_view source, std::size_t begin, std::string_view value, ScalarStyle style) {
  const std::size_t header_end = line_end(source, begin);
  const std::size_t first_line = header_end + break_length(source, header_end);
  if (style == ScalarStyle::literal) {
    if (auto replay = replay_literal(source, first_line, value)) {
      const std::size_t end = literal_end(*replay, header_end);
      return {end, std::move(replay)};
    }
  }
  return {end_by_visible_bytes(source, first_line, value).value_or(header_end), std::nullopt};
}

Extent read_plain(std::string_view source, std::size_t begin, std::string_view value) {
  if (source.substr(begin, value.size()) == value) {
    Replay replay;
    replay.copy(value, begin);
    return {begin + value.size(), std::move(replay)};
  }
  return {end_by_visible_bytes(source, begin, value).value_or(line_end(source, begin)), std::nullopt};
}

ScalarStyle style_at(std::string_view source, std::size_t at) {
  switch (at < source.size() ? source[at] : ' ') {
    case '\'':
      return ScalarStyle::single_quoted;
    case '"':
      return ScalarStyle::double_quoted;
    case '|':
      return ScalarStyle::literal;
    case '>':
      return ScalarStyle::folded;
    default:
      return ScalarStyle::plain;
  }
}

}  // namespace

std::size_t quoted_end(std::string_view source, std::size_t begin) {
  const char quote = source[begin];
  for (std::size_t at = begin + 1; at < source.size(); ++at) {
    if (source[at] == '\\' && quote == '"') {
      ++at;
    } else if (source[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < source.size() && source[at + 1] == quote;
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return npos;
}

ScalarMap map_scalar(std::string_view source, base::FileId file, std::uint32_t mark, std::string value) {
  ScalarMap result;
  const std::size_t begin = skip_properties(source, mark);
  result.style = style_at(source, begin);
  Extent extent{begin, std::nullopt};
  switch (result.style) {
    case ScalarStyle::plain:
      extent = read_plain(source, begin, value);
      result.multi_line = source.substr(begin, extent.end - begin).find('\n') != npos;
      break;
    case ScalarStyle::single_quoted:
    case ScalarStyle::double_quoted: {
      const std::size_t end = quoted_end(source, begin);
      result.terminated = end != npos;
      extent.end = result.terminated ? end : source.size();
      result.multi_line = source.substr(begin, extent.end - begin).find('\n') != npos;
      if (result.terminated && !result.multi_line) extent.replay = replay_quoted(source, begin, end);
      break;
    }
    case ScalarStyle::literal:
    case ScalarStyle::folded:
      extent = read_block(source, begin, value, result.style);
      break;
  }
  result.text.exact = extent.replay && !result.multi_line && extent.replay->text == value;
  if (result.text.exact) result.text.runs = std::move(extent.replay->runs);
  result.text.text = std::move(value);
  result.text.whole = {file, offset(begin), offset(extent.end)};
  return result;
}

}  // namespace weir::yaml
