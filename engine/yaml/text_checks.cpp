#include "yaml/text_checks.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include "base/file_system.hpp"
#include "base/text.hpp"

namespace weir::yaml {

using diagnostics::Code;

namespace {

/// Characters that a reader of the file does not see, or that change how the line reads.
bool is_hidden(utf8proc_int32_t c) {
  const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f);
  const bool separator = c == 0x2028 || c == 0x2029;
  const bool direction =
      (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
  const bool no_width = c == 0x200b || c == 0x2060 || c == 0xad || c == 0xfeff;
  return control || separator || direction || no_width;
}

void refuse_character(utf8proc_int32_t character, base::Span span, diagnostics::Sink& sink) {
  sink.emit(Code::control_character, span,
            character == '\r' ? std::string("a carriage return stands without a line feed")
                              : fmt::format("the invisible character U+{:04X} cannot stand in a file",
                                            static_cast<std::uint32_t>(character)))
      .with_help(character == '\r' ? "save the file with LF or CRLF line ends"
                                   : "remove it, or write it as an escape in double quotes")
      .fix({"remove it", diagnostics::Fix::Trust::suggested, {{span, character == '\r' ? "\n" : ""}}});
}

TextState check_characters(const diagnostics::Source& source, base::FileId file, diagnostics::Sink& sink) {
  const std::string_view text = source.text();
  TextState state = TextState::usable;
  for (std::size_t at = source.line_begin(1); at < text.size();) {
    if ((text[at] >= ' ' && text[at] <= '~') || text[at] == '\n') {  // nearly all of a file, quickly
      ++at;
      continue;
    }
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                         static_cast<utf8proc_ssize_t>(text.size() - at), &character);
    const std::size_t next = at + static_cast<std::size_t>(length);
    const bool lone_return = character == '\r' && (next == text.size() || text[next] != '\n');
    if (lone_return || is_hidden(character)) {
      refuse_character(character, {file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next)},
                       sink);
      state = TextState::refused;
    }
    at = next;
  }
  return state;
}

TextState check_directives(const diagnostics::Source& source, base::FileId file, diagnostics::Sink& sink) {
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    const std::string_view visible = base::trim(line);
    if (visible.empty() || visible.front() == '#') continue;
    if (line.front() != '%') return TextState::usable;
    const std::uint32_t begin = source.line_begin(number);
    sink.emit(Code::directive_refused, {file, begin, begin + static_cast<std::uint32_t>(line.size())},
              fmt::format("the directive `{}` cannot be used here", visible))
        .with_help("remove the line");
    return TextState::refused;
  }
  return TextState::usable;
}

}  // namespace

TextState check_text(const diagnostics::Source& source, base::FileId file, diagnostics::Sink& sink) {
  if (source.text().size() > base::yaml_file_limit) {
    sink.emit(Code::file_too_large, {file, 0, 0},
              fmt::format("the file has more than {} bytes",
                          base::with_thousands(std::to_string(base::yaml_file_limit))));
    return TextState::refused;
  }
  if (const auto invalid = base::first_invalid_utf8(source.text())) {
    const auto begin = static_cast<std::uint32_t>(*invalid);
    sink.emit(Code::invalid_utf8, {file, begin, begin + 1}, "the file is not UTF-8",
              fmt::format("the byte 0x{:02X} does not belong here",
                          static_cast<unsigned>(static_cast<unsigned char>(source.text()[*invalid]))))
        .with_help("save the file as UTF-8");
    return TextState::refused;
  }
  if (check_characters(source, file, sink) == TextState::refused) return TextState::refused;
  return check_directives(source, file, sink);
}

namespace {

bool is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text[first] == '{';
}

}  // namespace

void indent_json_by_blanks(std::string& text) {
  if (!is_json(text)) return;
  bool indents = true;
  for (char& c : text) {
    if (c == '\t' && indents) c = ' ';
    indents = c == '\n' || (indents && c == ' ');
  }
}

std::vector<std::uint32_t> indenting_tabs(const diagnostics::Source& source) {
  std::vector<std::uint32_t> tabs;
  if (is_json(source.text().substr(source.line_begin(1)))) return tabs;
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    const std::size_t visible = line.find_first_not_of(" \t");
    if (visible == line.npos || line[visible] == '#') continue;
    const std::size_t tab = line.find('\t');
    if (tab < visible) tabs.push_back(source.line_begin(number) + static_cast<std::uint32_t>(tab));
  }
  return tabs;
}

}  // namespace weir::yaml
