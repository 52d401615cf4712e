#include "language/mending.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "base/written_day.hpp"

namespace weir::language {
namespace {

using base::TextRange;
using diagnostics::Code;
using Trust = diagnostics::Fix::Trust;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

TextRange range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Mending replacing(std::size_t begin, std::size_t end, std::string by, Trust trust) {
  std::string title = "write `" + by + "`";
  return {std::move(title), trust, {{range_of(begin, end), std::move(by)}}};
}

/// The text around a mistake.
struct Text {
  std::string_view text;
  std::size_t begin, end;  ///< the mistake

  std::string_view word() const { return text.substr(begin, end - begin); }
  std::size_t skip_blanks(std::size_t at) const {
    return std::min(text.find_first_not_of(" \t\n", at), text.size());
  }
  /// The end of what is one of `signs` or part of a word.
  std::size_t run_end(std::size_t at, std::string_view signs) const {
    while (at < text.size() && (is_word_char(text[at]) || signs.find(text[at]) != signs.npos)) ++at;
    return at;
  }
  std::size_t run_begin(std::size_t at, std::string_view signs) const {
    while (at > 0 && (is_word_char(text[at - 1]) || signs.find(text[at - 1]) != signs.npos)) --at;
    return at;
  }
};

/// A sign or word that can only have meant one thing: the text says nothing as it stands.
bool is_certain(Code code) {
  return code == Code::foreign_operator || code == Code::foreign_character || code == Code::bad_number;
}

std::optional<Mending> without_quotes(const Text& at) {
  struct Pair {
    std::string_view open, close;
  };
  static constexpr Pair pairs[] = {{"'", "'"}, {"\"", "\""}, {"“", "”"}, {"‘", "’"}, {"”", "”"}, {"’", "’"}};
  const auto* pair = std::ranges::find(pairs, at.word(), &Pair::open);
  if (pair == std::end(pairs)) return {};
  const std::size_t close = at.text.find(pair->close, at.end);
  if (close == at.text.npos) return {};
  const std::string_view inside = at.text.substr(at.end, close - at.end);
  const bool word = !inside.empty() && std::ranges::all_of(inside, [](char c) {
    return is_word_char(c) || c == '.' || c == '-' || c == '%';
  });
  if (!word || is_reserved(inside)) return {};
  return Mending{"leave the quotes out",
                 Trust::safe,
                 {{range_of(at.begin, at.end), ""}, {range_of(close, close + pair->close.size()), ""}}};
}

/// `[a, b]` for `{a, b}`.
std::optional<Mending> braces(const Text& at) {
  if (at.word() != "[") return {};
  const std::size_t close = at.text.find_first_of("[]", at.end);
  if (close == at.text.npos || at.text[close] != ']') return {};
  return Mending{
      "write braces", Trust::safe, {{range_of(at.begin, at.end), "{"}, {range_of(close, close + 1), "}"}}};
}

std::optional<Mending> closing(const Text& at, const SyntaxError& error) {
  if (!error.second || at.begin < at.text.size()) return {};
  const char open = at.text[error.second->begin];
  const std::string close = open == '(' ? ")" : open == '{' ? "}" : "]";
  const std::size_t end = at.text.find_last_not_of(" \t\n") + 1;
  return Mending{"put `" + close + "` at the end", Trust::suggested, {{range_of(end, end), close}}};
}

/// `5,000,000`: groups of three digits behind commas. One group alone may be a fraction of somebody's.
std::optional<Mending> without_separators(const Text& at) {
  std::size_t end = at.begin;
  std::string digits;
  while (end < at.text.size() && is_digit(at.text[end])) digits += at.text[end++];
  const std::size_t first = digits.size();
  std::size_t groups = 0;
  while (end + 3 < at.text.size() && at.text[end] == ',' &&
         std::ranges::all_of(at.text.substr(end + 1, 3), is_digit) &&
         (end + 4 == at.text.size() || !is_digit(at.text[end + 4]))) {
    digits += at.text.substr(end + 1, 3);
    end += 4;
    ++groups;
  }
  if (groups == 0 || first == 0 || first > 3 || digits.front() == '0') return {};
  return replacing(at.begin, end, digits, groups > 1 ? Trust::safe : Trust::suggested);
}

/// `5_000_000`, `25%%`.
std::optional<Mending> plain_number(const Text& at) {
  std::string word(at.word());
  if (word.empty() || !is_digit(word.front())) return {};
  const bool figures = std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '_'; });
  if (figures && word.find('_') != word.npos) {
    std::erase(word, '_');
    return replacing(at.begin, at.end, word, Trust::safe);
  }
  const std::size_t percent = word.find("%%");
  if (percent == word.npos || !std::ranges::all_of(word.substr(0, percent), is_digit)) return {};
  return replacing(at.begin, at.end, word.substr(0, percent) + "%", Trust::safe);
}

/// `€5 million` and `US$5 million`, where the sign leaves no doubt about the currency.
std::optional<Mending> currency(const Text& at) {
  struct Sign {
    std::string_view sign, letters;
  };
  static constexpr Sign signs[] = {{"€", "EUR"},   {"£", "GBP"},  {"US$", "USD"}, {"C$", "CAD"},
                                   {"CA$", "CAD"}, {"A$", "AUD"}, {"AU$", "AUD"}, {"HK$", "HKD"},
                                   {"NZ$", "NZD"}, {"S$", "SGD"}, {"NT$", "TWD"}, {"R$", "BRL"}};
  const std::size_t begin = at.word() == "$" ? at.run_begin(at.begin, "") : at.begin;
  const auto* sign = std::ranges::find(signs, at.text.substr(begin, at.end - begin), &Sign::sign);
  if (sign == std::end(signs)) return {};
  const std::size_t number = at.skip_blanks(at.end);
  std::size_t end = number;
  while (end < at.text.size() && (is_digit(at.text[end]) || at.text[end] == '.' || at.text[end] == ','))
    ++end;
  if (end == number) return {};
  const std::size_t scale = at.skip_blanks(end), scale_end = at.run_end(scale, "");
  const std::string_view word = at.text.substr(scale, scale_end - scale);
  if (word == "thousand" || word == "million" || word == "billion") end = scale_end;
  return replacing(begin, end,
                   std::string(at.text.substr(number, end - number)) + " " + std::string(sign->letters),
                   Trust::safe);
}

/// `x between 1 and 2`, where `x` is a name and both ends are included, as they are in law.
std::optional<Mending> between(const Text& at) {
  if (at.word() != "between") return {};
  std::size_t name_end = at.begin;
  while (name_end > 0 && at.text[name_end - 1] == ' ') --name_end;
  const std::size_t name = at.run_begin(name_end, ".-");
  if (name == name_end || is_digit(at.text[name])) return {};
  const std::size_t low = at.skip_blanks(at.end), word = at.text.find(" and ", low);
  if (word == at.text.npos) return {};
  const std::size_t high = at.skip_blanks(word + 5);
  std::size_t end = at.text.size();
  for (const std::string_view stop : {" and ", " or ", ")"}) end = std::min(end, at.text.find(stop, high));
  const std::string_view first = base::trim(at.text.substr(low, word - low));
  const std::string_view last = base::trim(at.text.substr(high, end - high));
  const auto simple = [](std::string_view part) {
    return !part.empty() && part.find_first_of("<>=(){}[],\"'") == part.npos;
  };
  if (!simple(first) || !simple(last)) return {};
  end = high + last.size();
  return replacing(name, end,
                   std::string(first) + " <= " + std::string(at.text.substr(name, name_end - name)) +
                       " <= " + std::string(last),
                   Trust::suggested);
}

std::vector<Mending> days(std::size_t begin, std::size_t end, const base::WrittenDay& written) {
  std::vector<Mending> found;
  for (const base::Date day : written.days) {
    found.push_back(
        replacing(begin, end, base::to_iso(day), written.certain ? Trust::safe : Trust::suggested));
    if (written.days.size() > 1) found.back().title += ", " + base::to_long_text(day);
  }
  return found;
}

/// A day that is written in another way and holds the mistake.
std::vector<Mending> written_day(const Text& at) {
  const std::size_t begin = at.run_begin(at.begin, "/.-"), end = at.run_end(at.end, "/.-");
  if (auto found = days(begin, end, base::written_day(at.text.substr(begin, end - begin))); !found.empty())
    return found;
  // Three words: the mistake may be any of them.
  const auto before = [&](std::size_t from) {
    while (from > 0 && (at.text[from - 1] == ' ' || at.text[from - 1] == ',')) --from;
    return at.run_begin(from, "");
  };
  const auto after = [&](std::size_t from) {
    while (from < at.text.size() && (at.text[from] == ' ' || at.text[from] == ',')) ++from;
    return at.run_end(from, "");
  };
  std::size_t first = begin;
  for (int back = 0; back < 3; ++back) {
    const std::size_t last = after(after(at.run_end(first, "")));
    if (auto found = days(first, last, base::written_day(at.text.substr(first, last - first)));
        !found.empty())
      return found;
    first = before(first);
  }
  return {};
}

}  // namespace

std::vector<Mending> mendings_of(std::string_view text, const SyntaxError& error) {
  const Text at{text, std::min<std::size_t>(error.range.begin, text.size()),
                std::min<std::size_t>(error.range.end, text.size())};
  if (error.replacement) {
    return {{"replace with `" + *error.replacement + "`",
             is_certain(error.code) ? Trust::safe : Trust::suggested,
             {{error.range, *error.replacement}}}};
  }
  const auto one = [](std::optional<Mending> mending) {
    std::vector<Mending> found;
    if (mending) found.push_back(std::move(*mending));
    return found;
  };
  switch (error.code) {
    case Code::quoted_text:
      return one(without_quotes(at));
    case Code::unclosed_bracket:
      return one(closing(at, error));
    case Code::foreign_character:
      return one(currency(at));
    case Code::bad_number:
    case Code::bad_date:
      if (auto mending = without_separators(at)) return {*mending};
      if (auto mending = plain_number(at)) return {*mending};
      return written_day(at);
    case Code::syntax_error:
      if (auto mending = braces(at)) return {*mending};
      if (auto mending = between(at)) return {*mending};
      return written_day(at);
    default:
      return {};
  }
}

}  // namespace weir::language
