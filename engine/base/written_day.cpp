#include "base/written_day.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace weir::base {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// One part of a written day: a number with its count of digits, or a word in lower case.
struct Part {
  std::string word;  ///< empty: a number
  int number = 0;
  std::size_t digits = 0;
  char after = '\0';  ///< the sign behind it; a blank where only blanks part it from the next

  bool is_year() const { return digits == 4; }
  bool is_short() const { return digits == 1 || digits == 2; }
};

/// The parts of a text that holds nothing but three of them; empty otherwise.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    if (parts.size() == 3) return {};
    Part part;
    if (is_digit(text[at])) {
      while (at < text.size() && is_digit(text[at])) {
        if (++part.digits > 4) return {};
        part.number = part.number * 10 + (text[at++] - '0');
      }
      for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
        if (part.is_short() && text.substr(at).starts_with(ordinal)) {
          at += ordinal.size();
          break;
        }
      }
    } else if (is_letter(text[at])) {
      for (; at < text.size() && is_letter(text[at]); ++at)
        part.word += static_cast<char>(text[at] >= 'a' ? text[at] : text[at] - 'A' + 'a');
    } else {
      return {};
    }
    const std::size_t end = at;
    while (at < text.size() && text[at] == ' ') ++at;
    if (at < text.size() && std::string_view("/.-,").find(text[at]) != std::string_view::npos) {
      part.after = text[at++];
      while (at < text.size() && text[at] == ' ') ++at;
    } else if (at > end) {
      part.after = ' ';
    }
    parts.push_back(std::move(part));
  }
  if (parts.size() != 3 || parts.back().after != '\0') return {};
  return parts;
}

/// The month that a word names, in full or by three letters or more; 0 if none.
int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> months = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (months[i].starts_with(word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

}  // namespace

WrittenDay written_day(std::string_view text) {
  WrittenDay written;
  const auto parts = parts_of(trim(text));
  if (parts.empty() || Date::parse(trim(text))) return written;
  const Part &a = parts[0], &b = parts[1], &c = parts[2];
  const auto add = [&](int year, int month, int day) {
    const auto date = Date::make(year, month, day);
    if (date && std::ranges::find(written.days, *date) == written.days.end()) written.days.push_back(*date);
  };
  if (a.is_short() && c.is_year() && month_of(b.word) != 0) {
    add(c.number, month_of(b.word), a.number);
    written.certain = true;
  } else if (month_of(a.word) != 0 && b.is_short() && c.is_year()) {
    add(c.number, month_of(a.word), b.number);
    written.certain = true;
  } else if (!a.word.empty() || !b.word.empty() || !c.word.empty() || a.after != b.after) {
    return written;
  } else if (a.is_year() && b.is_short() && c.is_short() && a.after != ' ' && a.after != ',') {
    add(a.number, b.number, c.number);
    written.certain = true;
  } else if (a.is_short() && b.is_short() && c.is_year() && a.after == '.') {
    add(c.number, b.number, a.number);  // the day comes first wherever points are written
  } else if (a.is_short() && b.is_short() && c.is_year() && (a.after == '/' || a.after == '-')) {
    add(c.number, b.number, a.number);
    add(c.number, a.number, b.number);
    written.certain = written.days.size() == 1;
  }
  std::ranges::sort(written.days);
  written.certain = written.certain && !written.days.empty();
  return written;
}

}  // namespace weir::base
