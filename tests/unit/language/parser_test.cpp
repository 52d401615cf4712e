#include "language/parser.hpp"

#include <string>
#include <string_view>

#include "language/builder.hpp"
#include "language/printer.hpp"
#include "language/words.hpp"
#include "support/catch.hpp"

using weir::base::Date;
using weir::base::Rational;
using weir::base::TextRange;
using namespace weir::language;

namespace {

Node root(const Parsed& parsed) {
  REQUIRE_FALSE(parsed.error.has_value());
  return parsed.ast.node(parsed.ast.root());
}

Node expression(std::string_view text) {
  INFO(text);
  return root(parse_expression(text));
}

Node value(std::string_view text) {
  INFO(text);
  return root(parse_value(text));
}

Rational ratio(int numerator, int denominator) {
  return *Rational::make(numerator, denominator);
}

}  // namespace

TEST_CASE("literals keep their exact values") {
  CHECK(expression("25%").value == ratio(1, 4));
  CHECK(expression("33.33%").value == ratio(3333, 10000));
  CHECK(expression("1/3").value == ratio(1, 3));
  CHECK(expression("1/3").kind == NodeKind::fraction);
  CHECK(expression("800 million CAD").value == Rational(800'000'000));
  CHECK(expression("800 million CAD").unit == "CAD");
  CHECK(expression("1.5 thousand").value == Rational(1500));
  CHECK(expression("5 t/yr").unit == "t/yr");
  CHECK(expression("2017-06-02").date == *Date::make(2017, 6, 2));
  CHECK(expression("true").flag);
  CHECK_FALSE(expression("false").flag);
  CHECK(expression("at least 339 million AUD").kind == NodeKind::at_least);
}

TEST_CASE("words of the language do not hide in names") {
  for (const std::string_view text :
       {"industry", "inside", "orders", "nothing", "notes", "android", "atlas", "anyone", "some-list", "no-x",
        "trueness", "by_law", "any-threat", "in-house", "max_x"}) {
    INFO(text);
    const Node node = expression(text);
    CHECK(node.kind == NodeKind::path);
    CHECK(node.names == std::vector<std::string>{std::string(text)});
  }
  const Node both = expression("industry in inside");
  CHECK(both.kind == NodeKind::in);
  CHECK(expression("l.from <= l.to").kind == NodeKind::less_equal);
  CHECK(expression("x.in.not.of").names.size() == 4);
  CHECK(expression("IN").kind == NodeKind::path);
  CHECK(expression("NO").kind == NodeKind::path);
}

TEST_CASE("every reserved word is refused as a name and allowed as a field") {
  for (const std::string_view word : reserved_words()) {
    INFO(word);
    CHECK(is_reserved(word));
    CHECK(parse_rows(std::string(word) + " in list").error.has_value());
    CHECK_FALSE(parse_expression("x." + std::string(word) + " == 1").error.has_value());
  }
  CHECK_FALSE(is_reserved("holders"));
}

TEST_CASE("every symbol of operators.def is read") {
  for (const OperatorRow& row : operators()) {
    INFO(row.symbol);
    const std::string text = (row.symbol == "not" ? "" : "a ") + std::string(row.symbol) + " b";
    CHECK(expression(text).kind == row.kind);
    CHECK_FALSE(row.doc.empty());
  }
}

TEST_CASE("ranges are those of the text") {
  const Parsed parsed = parse_expression("a and (b == 25% or not c.d)");
  REQUIRE_FALSE(parsed.error.has_value());
  const Ast& ast = parsed.ast;
  CHECK(ast.node(ast.root()).range == TextRange{0, 27});
  const NodeId either = ast.child(ast.root(), 1);
  CHECK(ast.node(either).range == TextRange{7, 26});
  CHECK(ast.node(ast.child(either, 0)).range == TextRange{7, 15});
  CHECK(ast.node(ast.child(either, 1)).range == TextRange{19, 26});
  const NodeId field = ast.child(ast.child(either, 1), 0);
  CHECK(ast.node(field).range == TextRange{23, 26});
  REQUIRE(ast.node(field).name_ranges.size() == 2);
  CHECK(ast.node(field).name_ranges[1] == TextRange{25, 26});
}

TEST_CASE("children come before their parents") {
  const Parsed parsed = parse_expression("some x in L where (x.a) has (x.b > 1 and x.c in {p, q})");
  REQUIRE_FALSE(parsed.error.has_value());
  for (std::size_t i = 0; i < parsed.ast.nodes.size(); ++i) {
    const NodeId id(i);
    for (std::size_t c = 0; c < parsed.ast.child_count(id); ++c) CHECK(parsed.ast.child(id, c).index() < i);
  }
  const Node& some = parsed.ast.node(parsed.ast.root());
  CHECK(some.has_filter);
  CHECK(some.child_count == 3);
}

TEST_CASE("sums bind to the left, products before sums") {
  const Parsed parsed = parse_expression("a - b - c * d");
  REQUIRE_FALSE(parsed.error.has_value());
  CHECK(print(parsed.ast, parsed.ast.child(parsed.ast.root(), 0)) == "a - b");
  CHECK(expression("a-b").kind == NodeKind::path);
  CHECK(print(parse_expression("a - (b - c)").ast) == "a - (b - c)");
  CHECK(print(parse_expression("((a) - b) - c").ast) == "a - b - c");
}

TEST_CASE("table tests are told apart by their first token") {
  CHECK(root(parse_test("any")).kind == NodeKind::test_any);
  CHECK(root(parse_test("any-threat")).kind == NodeKind::path);
  CHECK(root(parse_test("> 50%")).kind == NodeKind::test_compare);
  CHECK(root(parse_test("not US")).kind == NodeKind::test_not);
  CHECK(root(parse_test("{own, operate}")).kind == NodeKind::set);
  CHECK(root(parse_test("false")).kind == NodeKind::truth);
}

TEST_CASE("values of a case") {
  CHECK(value("unknown").kind == NodeKind::value_unknown);
  CHECK(value("not yet").kind == NodeKind::value_not_yet);
  CHECK(value("not applicable").kind == NodeKind::value_not_applicable);
  CHECK(value("never").kind == NodeKind::never);
  CHECK(value("one of [[], [CN]]").kind == NodeKind::value_one_of);
  CHECK(value("10%..25%").kind == NodeKind::value_range);
  CHECK(value("2017-04-18..2017-06-02").kind == NodeKind::value_range);
  CHECK(value("at least 10%").kind == NodeKind::at_least);
  CHECK(value("over 50%").kind == NodeKind::value_over);
  CHECK(value("under 200 million CAD").kind == NodeKind::value_under);
  CHECK(value("17.6% -> 0%").kind == NodeKind::value_change);
  CHECK(value("67261292 USD = 85202724 CAD").kind == NodeKind::value_equivalents);
  for (const std::string_view text :
       {"corporation", "CN", "unknown holder", "5A002", "3M Company", "not yet there", "one of things",
        "over there", "Société Générale", "a, b [c]"}) {
    const Node node = value(text);
    CHECK(node.kind == NodeKind::value_text);
    CHECK(node.text == text);
  }
}

TEST_CASE("lists inside one of") {
  const Parsed parsed = parse_value("one of [[], [CN, unknown], Hong Kong, 10%..20%, true]");
  REQUIRE_FALSE(parsed.error.has_value());
  const Ast& ast = parsed.ast;
  REQUIRE(ast.child_count(ast.root()) == 5);
  CHECK(ast.child_count(ast.child(ast.root(), 0)) == 0);
  const NodeId list = ast.child(ast.root(), 1);
  CHECK(ast.node(list).kind == NodeKind::value_list);
  CHECK(ast.node(ast.child(list, 1)).kind == NodeKind::value_unknown);
  CHECK(ast.node(ast.child(ast.root(), 2)).text == "Hong Kong");
  CHECK(ast.node(ast.child(ast.root(), 3)).kind == NodeKind::value_range);
}
