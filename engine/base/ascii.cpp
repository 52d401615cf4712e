#include "base/ascii.hpp"

#include <utf8proc.h>

#include <array>
#include <utility>

namespace weir::base {
namespace {

constexpr std::pair<utf8proc_int32_t, std::string_view> replacements[] = {
    {0x00A0, " "},  {0x00A7, "s."}, {0x00AB, "\""},  {0x00B7, "-"},   {0x00BB, "\""},  {0x00DF, "ss"},
    {0x00C6, "AE"}, {0x00D8, "O"},  {0x00E6, "ae"},  {0x00F8, "o"},   {0x0141, "L"},   {0x0142, "l"},
    {0x0152, "OE"}, {0x0153, "oe"}, {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},   {0x2013, "-"},
    {0x2014, "-"},  {0x2018, "'"},  {0x2019, "'"},   {0x201A, "'"},   {0x201C, "\""},  {0x201D, "\""},
    {0x201E, "\""}, {0x2022, "*"},  {0x2026, "..."}, {0x20AC, "EUR"}, {0x00A3, "GBP"}, {0x2192, "->"},
    {0x2264, "<="}, {0x2265, ">="}, {0x2500, "-"},   {0x2502, "|"},   {0x251C, "|"},   {0x2514, "`"},
    {0x25CB, "o"},  {0x25CF, "*"},  {0x2713, "+"},   {0x2717, "x"},
};

std::string_view replacement(utf8proc_int32_t character) {
  for (const auto& [from, to] : replacements) {
    if (from == character) return to;
  }
  return {};
}

void append(utf8proc_int32_t character, std::string& out) {
  if (character < 0x80) {
    out += static_cast<char>(character);
    return;
  }
  if (const std::string_view known = replacement(character); !known.empty()) {
    out += known;
    return;
  }
  std::array<utf8proc_int32_t, 16> parts{};
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      character, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
  bool wrote = false, mark = false;
  for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
    const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
    if (part < 0x80) {
      out += static_cast<char>(part);
      wrote = true;
    } else if (utf8proc_category(part) == UTF8PROC_CATEGORY_MN) {
      mark = true;
    }
  }
  if (!wrote && !mark) out += '?';
}

}  // namespace

std::string to_ascii(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                         static_cast<utf8proc_ssize_t>(text.size() - at), &character);
    if (length <= 0) {
      out += '?';
      ++at;
      continue;
    }
    append(character, out);
    at += static_cast<std::size_t>(length);
  }
  return out;
}

}  // namespace weir::base
