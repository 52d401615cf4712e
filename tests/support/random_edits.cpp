#include "support/random_edits.hpp"

#include <algorithm>

namespace weir::test {
namespace {

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The beginning of the character at `at`.
std::size_t whole(const std::string& text, std::size_t at) {
  while (at > 0 && at < text.size() && continues(text[at])) --at;
  return at;
}

std::size_t line_begin(const std::string& text, std::size_t at) {
  const std::size_t end = at == 0 ? text.npos : text.rfind('\n', at - 1);
  return end == text.npos ? 0 : end + 1;
}

std::size_t line_end(const std::string& text, std::size_t at) {
  return std::min(text.find('\n', at), text.size() - (text.empty() ? 0 : 1)) + (text.empty() ? 0 : 1);
}

}  // namespace

RandomEdit random_edit(const std::string& text, Dice& dice) {
  static const std::vector<std::string> pieces = {"x",
                                                  "a",
                                                  "1",
                                                  "é",
                                                  "😀",
                                                  " ",
                                                  "  ",
                                                  "\n",
                                                  "\n  ",
                                                  "\n    ",
                                                  "\t",
                                                  ":",
                                                  ": ",
                                                  "-",
                                                  "- ",
                                                  "#",
                                                  " # ",
                                                  "\"",
                                                  "'",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ",",
                                                  "(",
                                                  ")",
                                                  "|",
                                                  ">",
                                                  "&a ",
                                                  "*a",
                                                  "!x ",
                                                  "---\n",
                                                  "%",
                                                  "\\",
                                                  "and ",
                                                  "or ",
                                                  "not ",
                                                  " in ",
                                                  " == ",
                                                  " > ",
                                                  "CA",
                                                  "target.",
                                                  "acquirer.kind",
                                                  "50%",
                                                  "2020-01-01",
                                                  "..",
                                                  "~",
                                                  "null",
                                                  "\r\n",
                                                  "when:",
                                                  "rules:",
                                                  "definitions:",
                                                  "  ca_new: target.kind == fund\n",
                                                  "all:\n",
                                                  "title: x\n"};
  const std::size_t at = whole(text, dice.below(text.size() + 1));
  const std::size_t begin = line_begin(text, std::min(at, text.size())),
                    end = line_end(text, std::min(at, text.size()));
  switch (dice.below(8)) {
    case 0: {  // cut some characters
      const std::size_t stop = whole(text, std::min(text.size(), at + 1 + dice.below(6)));
      return {at, std::max(stop, at) - at, ""};
    }
    case 1:  // cut a line
      return {begin, std::min(end, text.size()) - begin, ""};
    case 2:  // copy a line
      return {begin, 0, text.substr(begin, std::min(end, text.size()) - begin)};
    case 3:  // indent a line otherwise
      return text.compare(begin, 2, "  ") == 0 && dice.percent(50) ? RandomEdit{begin, 2, ""}
                                                                   : RandomEdit{begin, 0, "  "};
    case 4: {  // replace a character
      const std::size_t stop = whole(text, std::min(text.size(), at + 1));
      return {at, stop > at ? stop - at : 0, dice.of(pieces)};
    }
    default:
      return {at, 0, dice.of(pieces)};
  }
}

}  // namespace weir::test
