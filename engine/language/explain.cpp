#include "language/explain.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "language/words.hpp"

namespace weir::language {
namespace {

using diagnostics::Code;

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string quoted(std::string_view word) {
  return "`" + std::string(word) + "`";
}

/// What stands around the place where reading stopped.
struct Place {
  std::string_view text;
  base::TextRange range;  ///< the offending token; empty at the end of the text
  std::string_view word;  ///< its text
  base::TextRange previous_range;
  std::string_view previous;  ///< the token before it
  base::TextRange next_range;
  std::string_view next;  ///< the token after it
  std::string expected;
  const base::TextRange* open = nullptr;

  bool at_end() const { return word.empty(); }
  bool wants_operand() const {
    return expected == "a value" || expected == "a condition" || expected == "a list";
  }
};

std::size_t token_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  if (is_word_char(text[begin])) {
    const bool number = is_digit(text[begin]);
    while (end < text.size() && (is_word_char(text[end]) || (number && text[end] == '%') ||
                                 ((text[end] == '-' || (number && text[end] == '.')) &&
                                  end + 1 < text.size() && is_word_char(text[end + 1])))) {
      ++end;
    }
    return end;
  }
  static constexpr std::string_view pairs[] = {"==", "!=", "<=", ">=", "&&", "||",
                                               "<>", "=>", "=<", "=~", "..", "->"};
  for (const std::string_view pair : pairs) {
    if (text.substr(begin).starts_with(pair)) return begin + 2;
  }
  end = begin + 1;
  if (static_cast<unsigned char>(text[begin]) >= 0x80) {
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  }
  return end;
}

base::TextRange range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Place look(const Builder& builder, std::size_t offset, const std::string& expected) {
  Place place;
  place.text = builder.text();
  place.expected = expected;
  place.open = builder.open_bracket();
  const std::string_view text = place.text;
  while (offset < text.size() && is_blank(text[offset])) ++offset;
  const std::size_t end = offset < text.size() ? token_end(text, offset) : offset;
  place.range = range_of(offset, end);
  place.word = text.substr(offset, end - offset);
  std::size_t next = end;
  while (next < text.size() && is_blank(text[next])) ++next;
  place.next_range = range_of(next, next < text.size() ? token_end(text, next) : next);
  place.next = text.substr(next, place.next_range.end - next);
  std::size_t before = offset;
  while (before > 0 && is_blank(text[before - 1])) --before;
  std::size_t begin = before;
  while (begin > 0 && (is_word_char(text[begin - 1]) || text[begin - 1] == '-')) --begin;
  if (begin == before && begin > 0) --begin;
  place.previous_range = range_of(begin, before);
  place.previous = text.substr(begin, before - begin);
  return place;
}

SyntaxError error(Code code, base::TextRange range, std::string message, std::string help,
                  std::optional<std::string> replacement = {}) {
  return {code, range, std::move(message), std::move(help), {}, {}, std::move(replacement)};
}

/// One thing that other languages write and this one does not, and what to write instead.
struct Foreign {
  std::string_view word;
  std::string_view instead;
};

std::optional<SyntaxError> foreign_symbol(const Place& place) {
  static constexpr Foreign symbols[] = {
      {"=", "=="},      {"&&", "and"},    {"||", "or"},       {"<>", "!="},      {"=>", ">="},
      {"=<", "<="},     {"&", "and"},     {"|", "or"},        {"!", "not"},      {"AND", "and"},
      {"And", "and"},   {"OR", "or"},     {"Or", "or"},       {"NOT", "not"},    {"Not", "not"},
      {"TRUE", "true"}, {"True", "true"}, {"FALSE", "false"}, {"False", "false"}};
  std::string_view word = place.word;
  base::TextRange range = place.range;
  if ((word == ">" || word == "=") &&
      (place.previous == "<" || place.previous == ">" || place.previous == "=") &&
      place.previous_range.end == range.begin) {  // `<>` and the like, of which the first character was read
    range.begin = place.previous_range.begin;
    word = place.text.substr(range.begin, range.end - range.begin);
  }
  const auto* row = std::ranges::find(symbols, word, &Foreign::word);
  if (row != std::end(symbols)) {
    std::string replacement(row->instead);
    if (word == "!" && range.end < place.text.size() && !is_blank(place.text[range.end])) replacement += ' ';
    const bool lower = is_word_char(word[0]);
    return error(Code::foreign_operator, range,
                 quoted(word) + (lower ? " is written in lower case" : " is not an operator"),
                 "write " + quoted(row->instead), replacement);
  }
  static constexpr Foreign characters[] = {{"≥", ">="}, {"≤", "<="}, {"≠", "!="}, {"–", "-"},
                                           {"—", "-"},  {"−", "-"},  {"×", "*"}};
  const auto* character = std::ranges::find(characters, word, &Foreign::word);
  if (character != std::end(characters)) {
    return error(Code::foreign_character, range, quoted(word) + " is not a character of expressions",
                 "write " + quoted(character->instead), std::string(character->instead));
  }
  if (word == "$" || word == "€" || word == "£" || word == "¥") {
    return error(Code::foreign_character, range, "a currency is not written as " + quoted(word),
                 "write its three letters behind the amount, such as `5 million CAD`");
  }
  if (word == "“" || word == "”" || word == "‘" || word == "’" || word == "\"" || word == "'") {
    return error(Code::quoted_text, range, "expressions have no quoted texts",
                 "items of a list are written without quotes");
  }
  if (static_cast<unsigned char>(word[0]) >= 0x80) {
    return error(Code::foreign_character, range, quoted(word) + " is not a character of expressions",
                 "names are made of ASCII letters, digits, `_` and `-`");
  }
  return {};
}

std::optional<SyntaxError> refused_word(const Place& place) {
  const std::string_view word = place.word;
  if (word == "if" || word == "then" || word == "else" || word == "?") {
    return error(Code::conditional_expression, place.range, "there are no if-expressions",
                 "where one thing matters only beside another, join them with `and`; where the value differs "
                 "from case to case, define a `table:` with a line for each");
  }
  if (word == "unknown" || word == "null" || word == "Null" || word == "NULL" || word == "nil" ||
      word == "undefined" ||
      (word == "is" &&
       (place.next == "unknown" || place.next == "null" || place.next == "not" || place.next == "known"))) {
    return error(Code::test_for_unknown, place.range, "a condition cannot ask whether something is known",
                 "leave the test out: write what the fact must be, as `== CN` or `>= 25%`; as long as it is "
                 "unknown the rule stays open by itself");
  }
  if (word == "is")
    return error(Code::foreign_operator, place.range, "`is` is not an operator", "write `==`", "==");
  if (word == "about" || place.previous == "about" || word == "approximately" || word == "~") {
    const bool before = place.previous == "about";
    return error(Code::rough_value, before ? place.previous_range : place.range,
                 "a rough figure has no exact meaning",
                 "give the range it lies in, such as `9%..11%`, in the case");
  }
  if (word == "like" || word == "matches" || word == "=~" || word == "starts" || word == "ends" ||
      word == "includes") {
    return error(Code::text_operation, place.range, "there are no operations on texts",
                 "codes match by their hierarchy with `in`, sets with `contains` and `overlaps`");
  }
  if (word == "between") {
    return error(Code::syntax_error, place.range, "`between` is not an operator", "write `low <= x <= high`");
  }
  if ((word == "more" || word == "less" || word == "greater") && place.next == "than") {
    const std::string sign = word == "less" ? "<" : ">";
    return error(Code::foreign_operator, {place.range.begin, place.next_range.end},
                 quoted(std::string(word) + " than") + " is not an operator", "write " + quoted(sign), sign);
  }
  if (word == "at" && (place.next == "least" || place.next == "most")) {
    const std::string sign = place.next == "least" ? ">=" : "<=";
    return error(Code::foreign_operator, {place.range.begin, place.next_range.end},
                 "`at " + std::string(place.next) + "` is not an operator here", "write " + quoted(sign),
                 sign);
  }
  return {};
}

std::optional<SyntaxError> number_trouble(const Place& place) {
  const std::string_view word = place.word;
  const bool after_number = !place.previous.empty() && is_digit(place.previous[0]);
  if (word == "%" && after_number) {
    const bool apart = place.previous_range.end != place.range.begin;
    return error(Code::bad_number, {place.previous_range.end, place.range.end},
                 apart ? "a blank stands before `%`" : "`%` cannot stand here",
                 "write the percent sign directly after its number",
                 apart ? std::optional<std::string>("%") : std::nullopt);
  }
  if ((word == "," || word == ".") && after_number && place.previous_range.end == place.range.begin) {
    return error(Code::bad_number, {place.previous_range.begin, place.range.end},
                 quoted(std::string(place.previous) + std::string(word)) + " is not a number",
                 "write digits without separators, such as `1000000` or `1 million`");
  }
  if (word == "-" && place.wants_operand()) {
    return error(Code::bad_number, place.range, "numbers have no sign",
                 "subtract with blanks around `-`, such as `a - b`");
  }
  return {};
}

std::optional<SyntaxError> bracket_trouble(const Place& place) {
  if (place.at_end() && place.open != nullptr) {
    const std::string_view bracket = place.text.substr(place.open->begin, 1);
    SyntaxError result = error(Code::unclosed_bracket, place.range, quoted(bracket) + " is not closed",
                               "add " + quoted(bracket == "("   ? ")"
                                               : bracket == "{" ? "}"
                                                                : "]"));
    result.second = *place.open;
    result.second_text = "opened here";
    return result;
  }
  if (place.word == ")" || place.word == "}" || place.word == "]") {
    if (place.open == nullptr) {
      return error(Code::unclosed_bracket, place.range, quoted(place.word) + " closes nothing",
                   "remove it, or open it earlier");
    }
    const char open = place.text[place.open->begin];
    const char close = open == '(' ? ')' : open == '{' ? '}' : ']';
    if (place.word[0] != close) {
      SyntaxError result = error(Code::unclosed_bracket, place.range,
                                 quoted(place.word) + " cannot close " + quoted(std::string(1, open)),
                                 "write " + quoted(std::string(1, close)));
      result.second = *place.open;
      result.second_text = "opened here";
      return result;
    }
  }
  if (place.word == "[") {
    return error(Code::syntax_error, place.range, "`[` does not belong in an expression",
                 "a set is written with braces: `{a, b}`");
  }
  return {};
}

std::optional<SyntaxError> unknown_function(const Place& place) {
  const bool could_end =
      place.expected.starts_with("the end") || place.expected == "`)`" || place.expected == "`}`";
  if (place.word != "(" || !could_end || place.previous.empty() || !is_word_char(place.previous.back()) ||
      is_reserved(place.previous) || is_digit(place.previous[0])) {
    return {};
  }
  const auto names = function_names();
  const std::vector<std::string> candidates(names.begin(), names.end());
  const auto close = base::closest(place.previous, candidates);
  std::string help = "the functions are " + base::join(candidates, ", ");
  if (close) help = "did you mean " + quoted(*close) + "?";
  return error(Code::no_such_function, place.previous_range, "there is no function " + quoted(place.previous),
               std::move(help), close);
}

bool is_comparison(std::string_view word) {
  const OperatorRow* row = find_operator(word);
  return row != nullptr && row->level == "comparison";
}

std::string hint(const Place& place) {
  const std::string_view word = place.word;
  if (place.expected == "`(`")
    return "the condition of `" + std::string(place.previous) + "` stands in parentheses";
  if (word == "not" && place.wants_operand()) return "put the part that begins with `not` in parentheses";
  if (word == "not") return "only `not in` can follow a value";
  if (word == "exists") return "write `some x in list has (…)`";
  if ((word == "after" || word == "before" || word == "from") && !place.previous.empty() &&
      is_digit(place.previous[0]))
    return "a span of time names its unit, such as `30 days after d`";
  if (place.expected == "the end of the test") return "put a longer condition in parentheses";
  return {};
}

/// `68 milion CAD`: the scale was taken for a unit.
std::optional<SyntaxError> misspelt_scale(const Place& place) {
  static const std::vector<std::string> scales = {"thousand", "million", "billion"};
  const std::string_view before = base::trim(place.text.substr(0, place.previous_range.begin));
  if (before.empty() || !is_digit(before.back())) return {};
  const auto close = base::closest(place.previous, scales);
  if (!close || *close == place.previous) return {};
  return error(Code::syntax_error, place.previous_range, quoted(place.previous) + " is not a scale",
               "did you mean " + quoted(*close) + "?", close);
}

std::string phrase(const std::string& expected) {
  return expected == "the end" ? "an operator or the end"
         : expected == "`)`"   ? "an operator or `)`"
                               : expected;
}

}  // namespace

SyntaxError explain(const Builder& builder, std::size_t offset, const std::string& expected) {
  const Place place = look(builder, offset, expected);
  if (base::trim(place.text).empty()) {
    return error(Code::empty_expression, place.range, "there is nothing to read here",
                 "write an expression, or remove the key");
  }
  if (auto found = bracket_trouble(place)) return *found;
  if (place.at_end()) {
    return error(Code::syntax_error, place.range, "the text ends where " + expected + " is needed",
                 hint(place));
  }
  if (auto found = refused_word(place)) return *found;
  if (auto found = foreign_symbol(place)) return *found;
  if (auto found = number_trouble(place)) return *found;
  if (auto found = unknown_function(place)) return *found;
  if (auto found = misspelt_scale(place)) return *found;
  if (expected != "a value" && is_comparison(place.word)) {
    return error(Code::long_chain, place.range, "a third comparison in one chain",
                 "join the parts with `and`");
  }
  if ((place.wants_operand() || expected == "a name for the rows") && is_reserved(place.word)) {
    const bool operand = place.wants_operand();
    return error(Code::reserved_word, place.range,
                 operand ? "expected " + expected + ", found the word " + quoted(place.word)
                         : quoted(place.word) + " is a word of the language and cannot be a name",
                 hint(place));
  }
  return error(Code::syntax_error, place.range,
               "expected " + phrase(expected) + ", found " + quoted(place.word), hint(place));
}

}  // namespace weir::language
