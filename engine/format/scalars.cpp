#include "format/scalars.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace weir::format {
namespace {

bool holds(std::string_view text, char c) {
  return text.find(c) != std::string_view::npos;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

/// Characters of two or three bytes that end a line for some programs, or that nobody sees.
bool has_odd_characters(std::string_view text) {
  for (const std::string_view odd :
       {"\xC2\x85", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
    if (text.find(odd) != std::string_view::npos) return true;
  }
  return false;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// Words that begin a continuation line without being taken for anything else.
bool may_begin_a_line(char c) {
  return !holds("-?:#%|>&*!@`'\"{}[],.=~", c);
}

}  // namespace

bool plain_is_safe(std::string_view text, Context context) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (std::ranges::any_of(text, is_control) || has_odd_characters(text)) return false;
  if (text == "~" || lower(text) == "null" || text == "<<" || text == "=") return false;
  if (holds(",[]{}#&*!|>'\"%@`?:", text.front())) return false;
  if (text.front() == '-' && (text.size() == 1 || holds(" -,[]{}>", text[1]))) return false;
  if (text.starts_with("---") || text.starts_with("...")) return false;
  if (text.find(": ") != text.npos || text.ends_with(':') || text.find(" #") != text.npos) return false;
  if (context == Context::block) return true;
  // Inside brackets a question mark ends a text for the YAML library, wherever it stands.
  return text.find_first_of(",[]{}?") == text.npos;
}

bool looks_typed(std::string_view text) {
  constexpr std::array<std::string_view, 10> words = {"true", "false", "yes", "no",   "on",
                                                      "off",  "y",     "n",   ".inf", ".nan"};
  if (std::ranges::find(words, lower(text)) != words.end()) return true;
  if (text.empty()) return false;
  const std::string_view digits = holds("+-.", text.front()) ? text.substr(1) : text;
  if (digits.empty() || digits.front() < '0' || digits.front() > '9') return false;
  return digits.find_first_not_of("0123456789abcdefxoABCDEFXO._:+-TZ ") == digits.npos;
}

std::string quoted(std::string_view text) {
  const bool escapes = std::ranges::any_of(text, is_control) || has_odd_characters(text);
  if (!escapes && (holds(text, '"') || holds(text, '\\'))) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
  }
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (is_control(c)) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else if (text.substr(at).starts_with("\xC2\x85")) {
      result += "\\N", at += 1;
    } else if (text.substr(at).starts_with("\xC2\xA0")) {
      result += "\\_", at += 1;
    } else if (text.substr(at).starts_with("\xE2\x80\xA8")) {
      result += "\\L", at += 2;
    } else if (text.substr(at).starts_with("\xE2\x80\xA9")) {
      result += "\\P", at += 2;
    } else if (text.substr(at).starts_with("\xEF\xBB\xBF")) {
      result += "\\uFEFF", at += 2;
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::vector<std::string> folded(std::string_view written, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (base::display_width(written.substr(begin)) > width) {
    std::size_t cut = written.npos;
    for (std::size_t at = begin + 1; at + 1 < written.size(); ++at) {
      if (written[at] != ' ' || written[at - 1] == ' ' || written[at + 1] == ' ') continue;
      if (!may_begin_a_line(written[at + 1]) || written[at - 1] == ':') continue;
      if (base::display_width(written.substr(begin, at - begin)) > width) {
        if (cut == written.npos) cut = at;
        break;
      }
      cut = at;
    }
    if (cut == written.npos) break;
    lines.emplace_back(written.substr(begin, cut - begin));
    begin = cut + 1;
  }
  lines.emplace_back(written.substr(begin));
  return lines;
}

}  // namespace weir::format
