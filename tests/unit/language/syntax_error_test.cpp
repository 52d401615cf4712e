// One row a mistake: what is underlined and what is said.
#include <string>
#include <string_view>

#include "language/parser.hpp"
#include "support/catch.hpp"

using weir::base::TextRange;
using weir::diagnostics::Code;
using namespace weir::language;

namespace {

struct Mistake {
  Parsed (*parse)(std::string_view);
  std::string_view text;
  Code code;
  TextRange range;
  std::string_view message;
};

const Mistake mistakes[] = {
    {parse_expression,
     "a and b or c",
     Code::mixed_and_or,
     {8, 10},
     "`and` and `or` stand side by side without parentheses"},
    {parse_expression,
     "a or (b and c) and d",
     Code::mixed_and_or,
     {15, 18},
     "`and` and `or` stand side by side without parentheses"},
    {parse_expression, "a = b", Code::foreign_operator, {2, 3}, "`=` is not an operator"},
    {parse_expression, "a && b", Code::foreign_operator, {2, 4}, "`&&` is not an operator"},
    {parse_expression, "a || b", Code::foreign_operator, {2, 4}, "`||` is not an operator"},
    {parse_expression, "!a", Code::foreign_operator, {0, 1}, "`!` is not an operator"},
    {parse_expression, "a <> b", Code::foreign_operator, {2, 4}, "`<>` is not an operator"},
    {parse_expression, "a => b", Code::foreign_operator, {2, 4}, "`=>` is not an operator"},
    {parse_expression, "a ≥ b", Code::foreign_character, {2, 5}, "`≥` is not a character of expressions"},
    {parse_expression, "a – b", Code::foreign_character, {2, 5}, "`–` is not a character of expressions"},
    {parse_expression,
     "x is unknown",
     Code::test_for_unknown,
     {2, 4},
     "a condition cannot ask whether something is known"},
    {parse_expression,
     "x == null",
     Code::test_for_unknown,
     {5, 9},
     "a condition cannot ask whether something is known"},
    {parse_expression,
     "x == unknown",
     Code::test_for_unknown,
     {5, 12},
     "a condition cannot ask whether something is known"},
    {parse_expression, "if a then b", Code::conditional_expression, {0, 2}, "there are no if-expressions"},
    {parse_expression, "foo(a)", Code::no_such_function, {0, 3}, "there is no function `foo`"},
    {parse_expression, "intrest(a, b, c)", Code::no_such_function, {0, 7}, "there is no function `intrest`"},
    {parse_expression, "(a", Code::unclosed_bracket, {2, 2}, "`(` is not closed"},
    {parse_expression, "(a b)", Code::syntax_error, {3, 4}, "expected an operator or `)`, found `b`"},
    {parse_expression, "a)", Code::unclosed_bracket, {1, 2}, "`)` closes nothing"},
    {parse_expression, "{a, b", Code::unclosed_bracket, {5, 5}, "`{` is not closed"},
    {parse_expression, "{a, b)", Code::unclosed_bracket, {5, 6}, "`)` cannot close `{`"},
    {parse_expression, "25 %", Code::bad_number, {2, 4}, "a blank stands before `%`"},
    {parse_expression, "25%%", Code::bad_number, {0, 4}, "`25%%` is not a number"},
    {parse_expression, "012", Code::bad_number, {0, 3}, "`012` begins with a zero"},
    {parse_expression, "1,000", Code::bad_number, {0, 2}, "`1,` is not a number"},
    {parse_expression, "1_000", Code::bad_number, {0, 5}, "`1_000` is not a number"},
    {parse_expression, "100MW", Code::bad_number, {0, 5}, "`100MW` is not a number"},
    {parse_expression, "5.", Code::bad_number, {0, 2}, "`5.` is not a number"},
    {parse_expression, "1e5", Code::bad_number, {0, 3}, "`1e5` is not a number that can be read"},
    {parse_expression, "5-1", Code::bad_number, {0, 3}, "`5-1` is not a number"},
    {parse_expression,
     "99999999999999999999",
     Code::bad_number,
     {0, 20},
     "`99999999999999999999` has more digits than can be held exactly"},
    {parse_expression, "2017-02-30", Code::bad_date, {0, 10}, "there is no day `2017-02-30`"},
    {parse_expression, "2017-2-3", Code::bad_date, {0, 8}, "`2017-2-3` is not a day"},
    {parse_expression, "a == -1", Code::bad_number, {5, 6}, "numbers have no sign"},
    {parse_expression, "", Code::empty_expression, {0, 0}, "there is nothing to read here"},
    {parse_expression, "a and", Code::syntax_error, {5, 5}, "the text ends where a condition is needed"},
    {parse_expression, "a ==", Code::syntax_error, {4, 4}, "the text ends where a value is needed"},
    {parse_expression, "some x in L (x)", Code::syntax_error, {12, 13}, "expected `has`, found `(`"},
    {parse_expression, "some x in L has x", Code::syntax_error, {16, 17}, "expected `(`, found `x`"},
    {parse_expression,
     "some no in L has (x)",
     Code::reserved_word,
     {5, 7},
     "`no` is a word of the language and cannot be a name"},
    {parse_expression, "a < b < c < d", Code::long_chain, {10, 11}, "a third comparison in one chain"},
    {parse_expression, "a == \"b\"", Code::quoted_text, {5, 6}, "expressions have no quoted texts"},
    {parse_expression, "a like b", Code::text_operation, {2, 6}, "there are no operations on texts"},
    {parse_expression, "a AND b", Code::foreign_operator, {2, 5}, "`AND` is written in lower case"},
    {parse_expression, "NOT a", Code::foreign_operator, {0, 3}, "`NOT` is written in lower case"},
    {parse_expression, "about 10%", Code::rough_value, {0, 5}, "a rough figure has no exact meaning"},
    {parse_expression,
     "stake at least 25%",
     Code::foreign_operator,
     {6, 14},
     "`at least` is not an operator here"},
    {parse_expression,
     "stake more than 25%",
     Code::foreign_operator,
     {6, 15},
     "`more than` is not an operator"},
    {parse_expression, "a == not b", Code::reserved_word, {5, 8}, "expected a value, found the word `not`"},
    {parse_expression, "a not b", Code::syntax_error, {2, 5}, "expected an operator or the end, found `not`"},
    {parse_expression, "x between 1 and 2", Code::syntax_error, {2, 9}, "`between` is not an operator"},
    {parse_expression, "a [b]", Code::syntax_error, {2, 3}, "`[` does not belong in an expression"},
    {parse_expression, "every x L", Code::syntax_error, {8, 9}, "expected `in`, found `L`"},
    {parse_expression,
     "30 after x",
     Code::syntax_error,
     {3, 8},
     "expected an operator or the end, found `after`"},
    {parse_expression,
     "portion x",
     Code::reserved_word,
     {0, 7},
     "expected a condition, found the word `portion`"},
    {parse_expression, "a.b.", Code::syntax_error, {4, 4}, "the text ends where a field name is needed"},
    {parse_expression,
     "a at b at c",
     Code::syntax_error,
     {7, 9},
     "expected an operator or the end, found `at`"},
    {parse_expression, "x rises 5%", Code::syntax_error, {8, 10}, "expected `above`, found `5%`"},
    {parse_expression, "holders()", Code::syntax_error, {8, 9}, "expected a condition, found `)`"},
    {parse_test, "any of x", Code::syntax_error, {4, 6}, "expected the end of the test, found `of`"},
    {parse_test, "not a and b", Code::syntax_error, {6, 9}, "expected the end of the test, found `and`"},
    {parse_test, "> ", Code::syntax_error, {2, 2}, "the text ends where a value is needed"},
    {parse_rows, "p upstream", Code::syntax_error, {2, 10}, "expected `in`, found `upstream`"},
    {parse_rows,
     "in in x",
     Code::reserved_word,
     {0, 2},
     "`in` is a word of the language and cannot be a name"},
    {parse_value, "2017-02-30", Code::bad_date, {0, 10}, "there is no day `2017-02-30`"},
    {parse_value, "25%%", Code::bad_number, {0, 4}, "`25%%` is not a number"},
    {parse_value, "012", Code::bad_number, {0, 3}, "`012` begins with a zero"},
    {parse_value, "25 %", Code::bad_number, {2, 4}, "a blank stands before `%`"},
    {parse_value, "about 10%", Code::rough_value, {0, 5}, "a rough figure has no exact meaning"},
    {parse_value, "-5", Code::bad_number, {0, 1}, "numbers have no sign"},
    {parse_value, "one of [CN", Code::unclosed_bracket, {10, 10}, "`[` is not closed"},
    {parse_value,
     "10% ->",
     Code::syntax_error,
     {6, 6},
     "the text ends where a number, a date or a range is needed"},
    {parse_value,
     "10..",
     Code::syntax_error,
     {4, 4},
     "the text ends where the upper end of the range is needed"},
    {parse_value, "68 milion CAD more", Code::syntax_error, {3, 9}, "`milion` is not a scale"},
};

std::string repeated(std::string_view part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

}  // namespace

TEST_CASE("each syntax error has its place and its words") {
  for (const Mistake& mistake : mistakes) {
    INFO(mistake.text);
    const Parsed parsed = mistake.parse(mistake.text);
    REQUIRE(parsed.error.has_value());
    CHECK(parsed.ast.empty());
    CHECK(parsed.error->code == mistake.code);
    CHECK(parsed.error->message == mistake.message);
    CHECK(parsed.error->range.begin == mistake.range.begin);
    CHECK(parsed.error->range.end == mistake.range.end);
    CHECK(parsed.error->message.find("N5boost") == std::string::npos);
  }
}

TEST_CASE("a text that is cut anywhere is read or refused in words of the language") {
  const std::string text =
      "some b in circle(acquirer, c).rows where (b.x rises above any of {1%, 1/3}) has (b.kind in {a, b} and "
      "1 < b.n + 2 <= at least 5 million CAD or not (sum of l.r for l in it.ls > 5 days after earliest(d, "
      "2020-01-01)))";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const Parsed parsed = parse_expression(std::string_view(text).substr(0, length));
    if (!parsed.error) continue;
    INFO(text.substr(0, length));
    CHECK(parsed.error->message.find("N5boost") == std::string::npos);
    CHECK(parsed.error->message.find("x3") == std::string::npos);
    CHECK(parsed.error->range.begin <= parsed.error->range.end);
    CHECK(parsed.error->range.end <= length);
  }
}

TEST_CASE("mixed and/or names both places") {
  const Parsed parsed = parse_expression("a and b or c");
  REQUIRE(parsed.error.has_value());
  REQUIRE(parsed.error->second.has_value());
  CHECK(*parsed.error->second == TextRange{2, 5});
  CHECK(parsed.error->second_text == "`and` stands here");
}

TEST_CASE("an unclosed bracket names the one that is open") {
  const Parsed parsed = parse_expression("a and (b or {c, d}");
  REQUIRE(parsed.error.has_value());
  CHECK(parsed.error->code == Code::unclosed_bracket);
  REQUIRE(parsed.error->second.has_value());
  CHECK(*parsed.error->second == TextRange{6, 7});
}

TEST_CASE("replacements mend what they replace") {
  for (const std::string_view text :
       {"a = b", "a && b", "a || b", "!a", "a <> b", "a AND b", "stake at least 25%", "count(a) >= 100MW",
        "a => b", "intrest(a, b, c)", "25 %"}) {
    INFO(text);
    const Parsed parsed = parse_expression(text);
    REQUIRE(parsed.error.has_value());
    REQUIRE(parsed.error->replacement.has_value());
    std::string mended(text);
    mended.replace(parsed.error->range.begin, parsed.error->range.end - parsed.error->range.begin,
                   *parsed.error->replacement);
    CHECK_FALSE(parse_expression(mended).error.has_value());
  }
}

TEST_CASE("nesting is limited and never overflows") {
  const auto nested = [](std::string_view open, std::string_view close, int depth) {
    return repeated(open, depth) + "a" + repeated(close, depth);
  };
  CHECK_FALSE(parse_expression(nested("(", ")", 64)).error.has_value());
  CHECK_FALSE(parse_expression(nested("{", "}", 64)).error.has_value());
  CHECK_FALSE(parse_expression(nested("not ", "", 64)).error.has_value());
  for (const std::string_view open :
       {"(", "{", "not ", "sum of ", "1 day after ", "at least ", "count(", "a and ("}) {
    INFO(open);
    for (const int depth : {65, 100'000}) {
      const Parsed parsed = parse_expression(repeated(open, depth));
      REQUIRE(parsed.error.has_value());
      CHECK(parsed.error->code == Code::expression_too_deep);
    }
  }
  CHECK(parse_value("one of " + repeated("[", 100'000)).error.has_value());
  CHECK_FALSE(parse_expression("a" + repeated(" and a", 100'000)).error.has_value());
}
