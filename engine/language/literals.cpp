#include "language/literals.hpp"

#include <algorithm>
#include <string>

#include "language/builder.hpp"

namespace weir::language {
namespace {

using diagnostics::Code;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Digits and dashes that begin with a year or have two dashes.
bool is_date_like(std::string_view word) {
  const auto dashes = std::ranges::count(word, '-');
  return (dashes > 1 || (dashes == 1 && word.find('-') == 4)) &&
         std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '-'; });
}

[[noreturn]] void refuse(Code code, base::TextRange range, std::string message, std::string help,
                         std::optional<std::string> replacement = {}) {
  throw Stop{{code, range, std::move(message), std::move(help), {}, {}, std::move(replacement)}};
}

Node read_date(std::string_view word, base::TextRange range) {
  Node node;
  node.kind = NodeKind::date;
  node.range = range;
  const bool shaped = word.size() == 10 && word[4] == '-' && word[7] == '-';
  if (const auto date = base::Date::parse(word); shaped && date) {
    node.date = *date;
    return node;
  }
  const std::string quoted = "`" + std::string(word) + "`";
  if (shaped) refuse(Code::bad_date, range, "there is no day " + quoted, "check the month and the day");
  refuse(Code::bad_date, range, quoted + " is not a day",
         "a day is written with ten characters, such as `2017-06-02`");
}

[[noreturn]] void refuse_number(std::string_view word, base::TextRange range) {
  const std::string quoted = "`" + std::string(word) + "`";
  const auto digits_end = std::ranges::find_if_not(word, [](char c) { return is_digit(c) || c == '.'; });
  const auto digits = static_cast<std::size_t>(digits_end - word.begin());
  const std::string_view rest = word.substr(digits);
  if (word.find('_') != std::string_view::npos) {
    refuse(Code::bad_number, range, quoted + " is not a number", "write the digits without `_`");
  }
  if (!rest.empty() && is_letter(rest[0]) && std::ranges::all_of(rest, is_letter)) {
    refuse(Code::bad_number, range, quoted + " is not a number", "put a blank between a number and its unit",
           std::string(word.substr(0, digits)) + " " + std::string(rest));
  }
  if (std::ranges::count(word, '/') == 2) {
    refuse(Code::bad_number, range, quoted + " is not a day",
           "a day is written year, month, day: `2017-06-02`");
  }
  if (word.size() > 1 && word[0] == '0' && is_digit(word[1])) {
    refuse(Code::bad_number, range, quoted + " begins with a zero", "leave out the leading zeros");
  }
  if (word.find('-') != std::string_view::npos) {
    refuse(Code::bad_number, range, quoted + " is not a number", "put blanks around `-` to subtract");
  }
  if (word.find("%%") != std::string_view::npos) {
    refuse(Code::bad_number, range, quoted + " is not a number", "one `%` is enough");
  }
  if (const std::size_t slash = word.find('/'); slash != std::string_view::npos) {
    const std::string_view below = word.substr(slash + 1);
    if (!below.empty() && std::ranges::all_of(below, [](char c) { return c == '0'; }))
      refuse(Code::bad_number, range, quoted + " divides by zero", "write a share such as `1/3`");
  }
  const bool figures = std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.' || c == '%'; });
  if (figures && std::ranges::count_if(word, is_digit) > 16) {
    refuse(Code::bad_number, range, quoted + " has more digits than can be held exactly",
           "a number has at most 18 digits");
  }
  refuse(Code::bad_number, range, quoted + " is not a number that can be read",
         "numbers are digits with an optional decimal part, such as `12.5`, `25%` or `1/3`");
}

}  // namespace

bool is_code(std::string_view word) {
  return std::ranges::any_of(word, is_letter);
}

Node read_literal(std::string_view word, base::TextRange range) {
  if (is_date_like(word)) return read_date(word, range);
  Node node;
  node.range = range;
  node.kind = NodeKind::number;
  std::string_view digits = word;
  if (word.ends_with('%')) {
    node.kind = NodeKind::percent;
    digits.remove_suffix(1);
    if (digits.find('/') != std::string_view::npos) refuse_number(word, range);
  } else if (word.find('/') != std::string_view::npos) {
    node.kind = NodeKind::fraction;
  }
  auto value = base::Rational::parse(digits);
  if (value && node.kind == NodeKind::percent) value = base::Rational::divide(*value, base::Rational(100));
  if (!value) refuse_number(word, range);
  node.value = *value;
  return node;
}

void apply_scale(Node& node, std::string_view scale, base::TextRange range) {
  const std::int64_t factor = scale == "thousand" ? 1'000 : scale == "million" ? 1'000'000 : 1'000'000'000;
  const auto value = base::Rational::multiply(node.value, base::Rational(factor));
  if (!value)
    refuse(Code::bad_number, range, "the number is too large to be exact",
           "check the scale; an amount has at most 18 digits");
  node.value = *value;
}

}  // namespace weir::language
