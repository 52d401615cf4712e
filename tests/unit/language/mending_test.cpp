// What is offered for an expression that cannot be read: made, it can be.
#include "language/mending.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace weir;
using language::Mending;

namespace {

using Trust = diagnostics::Fix::Trust;

std::vector<Mending> offered(std::string_view text) {
  const language::Parsed parsed = language::parse_expression(text);
  INFO(text);
  REQUIRE(parsed.error.has_value());
  return language::mendings_of(text, *parsed.error);
}

std::string made(std::string text, const Mending& mending) {
  auto edits = mending.edits;
  std::sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return b.range < a.range; });
  for (const auto& edit : edits)
    text.replace(edit.range.begin, edit.range.end - edit.range.begin, edit.replacement);
  return text;
}

struct Row {
  std::string_view text, mended;
  Trust trust;
};

}  // namespace

TEST_CASE("mending: there is one way, and made it leaves a text that can be read") {
  const Row rows[] = {
      {"a = b", "a == b", Trust::safe},
      {"a == 'CN'", "a == CN", Trust::safe},
      {"'CN' == a", "CN == a", Trust::safe},
      {"a in {\"CN\", b}", "a in {CN, b}", Trust::safe},
      {"a == “CN”", "a == CN", Trust::safe},
      {"a in [CN, RU]", "a in {CN, RU}", Trust::safe},
      {"a and (b or c", "a and (b or c)", Trust::suggested},
      {"a in {b, c ", "a in {b, c} ", Trust::suggested},
      {"a >= 5,000,000 CAD", "a >= 5000000 CAD", Trust::safe},
      {"a >= 5,000 and b", "a >= 5000 and b", Trust::suggested},
      {"a >= 5_000", "a >= 5000", Trust::safe},
      {"a >= 25%%", "a >= 25%", Trust::safe},
      {"a >= €5 million", "a >= 5 million EUR", Trust::safe},
      {"a >= £ 2.5 billion and b", "a >= 2.5 billion GBP and b", Trust::safe},
      {"a >= US$300 million", "a >= 300 million USD", Trust::safe},
      {"x.y between 10% and 25%", "10% <= x.y <= 25%", Trust::suggested},
      {"a and (x between 1 and 2) and b", "a and (1 <= x <= 2) and b", Trust::suggested},
      {"d >= 2 June 2017", "d >= 2017-06-02", Trust::safe},
      {"d >= 2 June 2017 and b", "d >= 2017-06-02 and b", Trust::safe},
      {"d >= June 2, 2017", "d >= 2017-06-02", Trust::safe},
      {"d >= 25/06/2017", "d >= 2017-06-25", Trust::safe},
      {"d >= 2017/6/2", "d >= 2017-06-02", Trust::safe},
      {"d >= 2017-6-2", "d >= 2017-06-02", Trust::safe},
      {"d >= 02.06.2017", "d >= 2017-06-02", Trust::suggested},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto ways = offered(row.text);
    REQUIRE(ways.size() == 1);
    CHECK(made(std::string(row.text), ways[0]) == row.mended);
    CHECK(ways[0].trust == row.trust);
    CHECK_FALSE(ways[0].title.empty());
    const auto again = language::parse_expression(made(std::string(row.text), ways[0]));
    CHECK_FALSE(again.error.has_value());
  }
}

TEST_CASE("mending: a day that can be two is a choice") {
  const auto ways = offered("d >= 06/02/2017");
  REQUIRE(ways.size() == 2);
  CHECK(made("d >= 06/02/2017", ways[0]) == "d >= 2017-02-06");
  CHECK(made("d >= 06/02/2017", ways[1]) == "d >= 2017-06-02");
  CHECK(ways[0].title == "write `2017-02-06`, 6 February 2017");
  for (const Mending& way : ways) CHECK(way.trust == Trust::suggested);
}

TEST_CASE("mending: where only the author knows, nothing is offered") {
  for (const std::string_view text : {"a and b or c",
                                      "a is unknown",
                                      "if a then b",
                                      "a >= $5 million",
                                      "a >= ¥5 million",
                                      "a == 'two words'",
                                      "a == 'CN",
                                      "a == ''",
                                      "a == 'in'",
                                      "a in [b, [c]]",
                                      "a in [b",
                                      "a)",
                                      "a between 1",
                                      "count(a) between 1 and 2",
                                      "a >= 1,5",
                                      "a >= 1,00",
                                      "a >= 1,2345",
                                      "d >= 31/31/2017",
                                      "a b",
                                      ""}) {
    INFO(text);
    CHECK(offered(text).empty());
  }
}
