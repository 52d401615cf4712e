#include "report/markdown.hpp"

namespace weir::report {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>|#~").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string address(std::string_view url) {
  std::string out;
  for (const char c : url) {
    out += c == '<' ? "%3C" : c == '>' ? "%3E" : c == ' ' ? "%20" : std::string(1, c);
  }
  return out;
}

std::string anchor_of(std::string_view heading) {
  std::string out;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    const char c = heading[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (letter) out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if (c == ' ') out += '-';
    // Letters beyond ASCII stay; dashes and quotation marks (U+2000 to U+206F) go, and so do the signs of
    // Latin 1.
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    const bool sign = heading.substr(i).starts_with("\xE2\x80") ||
                      heading.substr(i).starts_with("\xE2\x81") || byte == 0xC2;
    if (!sign) out += heading.substr(i, length);
    i += length - 1;
  }
  return out;
}

}  // namespace weir::report
