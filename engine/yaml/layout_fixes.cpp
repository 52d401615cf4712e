#include "yaml/layout_fixes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace weir::yaml {

using diagnostics::Fix;
using diagnostics::Source;

namespace {

constexpr std::size_t step = 2;  // of one level, as `weir format` has it

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool is_bare(std::string_view line) {
  const std::string_view visible = base::trim(line);
  return visible.empty() || visible.front() == '#';
}

std::size_t tabs_of(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count(line.substr(0, indentation(line)), '\t'));
}

/// The nearest line in one direction that holds something; 0 if there is none.
std::uint32_t neighbour(const Source& source, std::uint32_t number, int direction) {
  while (true) {
    number += static_cast<std::uint32_t>(direction);
    if (number == 0 || number > source.line_count()) return 0;
    if (!is_bare(source.line(number))) return number;
  }
}

/// True of keys whose values are read by people: a colon in these is a colon. Elsewhere a map may be meant.
bool is_for_people(std::string_view before_colon) {
  constexpr std::string_view keys[] = {"title", "note",        "cite",     "text", "ask",  "decides", "doubt",
                                       "label", "description", "question", "name", "flag", "because"};
  const std::string_view key = before_colon.substr(before_colon.find_last_of(' ') + 1);
  return std::ranges::find(keys, key) != std::end(keys);
}

/// The text before a comment and blanks at the end.
std::string_view without_comment(std::string_view line) {
  return base::trim(line.substr(0, line.find(" #")));
}

base::Span span_of(base::FileId file, std::size_t begin, std::size_t end) {
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

Fix blanks_for_tabs(const Source& source, base::FileId file, std::uint32_t tab) {
  // Lines with tabs that follow each other are mended together, and measured from the first of them.
  std::uint32_t first = source.position(tab).line, above = neighbour(source, first, -1);
  for (; above != 0 && tabs_of(source.line(above)) > 0; above = neighbour(source, above, -1)) first = above;
  std::vector<std::uint32_t> lines;
  std::uint32_t below = first;
  for (; below != 0 && tabs_of(source.line(below)) > 0; below = neighbour(source, below, 1))
    lines.push_back(below);
  std::size_t from = 0;
  if (above != 0) {
    from = indentation(source.line(above));
    if (without_comment(source.line(above)).ends_with(':')) {
      const std::size_t next = below == 0 ? 0 : indentation(source.line(below));
      from = next > from ? next : from + step;
    }
  }
  Fix fix{"indent with blanks", Fix::Trust::suggested, {}};
  const std::size_t least = tabs_of(source.line(first));
  for (const std::uint32_t number : lines) {
    const std::size_t tabs = tabs_of(source.line(number));
    const std::size_t back = step * (least > tabs ? least - tabs : 0);
    const std::size_t blanks = from + step * (tabs > least ? tabs - least : 0);
    const std::uint32_t begin = source.line_begin(number);
    fix.edits.push_back({span_of(file, begin, begin + indentation(source.line(number))),
                         std::string(blanks - std::min(blanks, back), ' ')});
  }
  return fix;
}

std::optional<Fix> one_blank_off(const Source& source, base::FileId file, std::uint32_t mark) {
  const std::uint32_t number = source.position(mark).line, above = neighbour(source, number, -1);
  if (above == 0) return std::nullopt;
  const std::size_t here = indentation(source.line(number)), there = indentation(source.line(above));
  const std::uint32_t begin = source.line_begin(number);
  if (begin + here != mark || (here + 1 != there && there + 1 != here)) return std::nullopt;
  return Fix{fmt::format("begin it in column {}", there + 1),
             Fix::Trust::suggested,
             {{span_of(file, begin, begin + here), std::string(there, ' ')}}};
}

std::optional<Fix> text_in_quotes(const Source& source, base::FileId file, std::uint32_t mark) {
  const std::uint32_t number = source.position(mark).line;
  const std::string_view line = source.line(number);
  const std::size_t colon = line.find(": ");
  if (colon == line.npos) return std::nullopt;
  const std::size_t value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
  const std::string_view text = without_comment(line.substr(value));
  if (text.empty() || std::string_view("\"'{[&*!|>%@`").find(text.front()) != text.npos) return std::nullopt;
  if (line.substr(0, colon).find_first_of("{[\"'") != line.npos) return std::nullopt;
  // A text that goes on in the next line would be cut.
  const std::uint32_t next = neighbour(source, number, 1);
  if (next != 0 && indentation(source.line(next)) > indentation(line)) return std::nullopt;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  const std::size_t begin = source.line_begin(number) + value;
  return Fix{"put it in quotes",
             is_for_people(line.substr(0, colon)) ? Fix::Trust::safe : Fix::Trust::suggested,
             {{span_of(file, begin, begin + text.size()), quoted + "\""}}};
}

std::optional<Fix> quote_at_line_end(std::string_view text, base::FileId file, std::uint32_t quote) {
  const char sign = text[quote];
  const std::size_t before = text.substr(0, quote).rfind('\n');
  const std::size_t begin = before == text.npos ? 0 : before + 1;
  const std::size_t line_end = std::min(text.find_first_of("\r\n", quote), text.size());
  const std::string_view inside = base::trim(text.substr(quote + 1, line_end - quote - 1));
  if (inside.empty() || inside.find(sign) != inside.npos || inside.find('\\') != inside.npos)
    return std::nullopt;
  // Inside braces or brackets a text seldom ends with its line.
  if (text.substr(begin, quote - begin).find_first_of("{[") != text.npos) return std::nullopt;
  const auto end = static_cast<std::size_t>(inside.data() + inside.size() - text.data());
  return Fix{fmt::format("put the closing `{}` at the end of the line", sign),
             Fix::Trust::suggested,
             {{span_of(file, end, end), std::string(1, sign)}}};
}

}  // namespace weir::yaml
