#include <set>

#include "language/parser.hpp"
#include "language/printer.hpp"
#include "suite/mutate_expression.hpp"
#include "suite/mutation.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::suite;

namespace {

/// All trees that an expression is changed into, printed.
std::set<std::string> changed(std::string_view text) {
  model::Expression expression;
  expression.text = base::unmapped(text);
  expression.ast = language::parse_expression(text).ast;
  std::set<std::string> all;
  for (const ChangedExpression& change : changes_of(expression)) all.insert(language::print(change.ast));
  return all;
}

using Texts = std::set<std::string>;

}  // namespace

TEST_CASE("mutants of expressions: borders, directions and steps", "[suite]") {
  CHECK(changed("stake.votes > 50%") ==
        Texts{"stake.votes >= 50%", "stake.votes < 50%", "stake.votes > 49.99%", "stake.votes > 50.01%"});
  CHECK(changed("target.turnover <= 5 million CAD") ==
        Texts{"target.turnover < 5 million CAD", "target.turnover >= 5 million CAD",
              "target.turnover <= 4999999 CAD", "target.turnover <= 5000001 CAD"});
  CHECK(changed("a == 0") == Texts{"a != 0", "a == 1"});
  CHECK(changed("a == 2.5") == Texts{"a != 2.5", "a == 2.4", "a == 2.6"});
  CHECK(changed("10% <= a < b") ==
        Texts{"10% < a < b", "10% <= a <= b", "9.99% <= a < b", "10.01% <= a < b"});
  CHECK(changed("reached < 2020-01-31") == Texts{"reached <= 2020-01-31", "reached > 2020-01-31",
                                                 "reached < 2020-01-30", "reached < 2020-02-01"});
  CHECK(changed("30 days after closing") ==
        Texts{"29 days after closing", "31 days after closing", "30 days before closing"});
}

TEST_CASE("mutants of expressions: parts that are left out", "[suite]") {
  CHECK(changed("a and b and c") == Texts{"a or b or c", "b and c", "a and c", "a and b"});
  CHECK(changed("a or b") == Texts{"a and b", "a", "b"});
  CHECK(changed("not a") == Texts{"a"});
  CHECK(changed("a in {CA, US}") == Texts{"a not in {CA, US}", "a in {CA}", "a in {US}"});
  CHECK(changed("a in {CA}") == Texts{"a not in {CA}"});
  CHECK(changed("a contains at least 1 of {b, c}") == Texts{"a contains at least 2 of {b, c}",
                                                            "a contains at least 1 of {b}",
                                                            "a contains at least 1 of {c}"});
  CHECK(changed("some h in holdings where (h.gold) has (h.votes > 50%)")
            .contains("some h in holdings has (h.votes > 50%)"));
  CHECK(changed("some h in holdings where (h.gold) has (h.big)")
            .contains("every h in holdings where (h.gold) has (h.big)"));
  CHECK(changed("sum of h.votes for h in holdings where (h.gold)") ==
        Texts{"sum of h.votes for h in holdings"});
  CHECK(changed("latest(a, b)") == Texts{"earliest(a, b)"});
}

TEST_CASE("mutants of expressions: the clause is what is shown, with its place", "[suite]") {
  model::Expression expression;
  expression.text = base::unmapped("target.public and stake.votes > 50%");
  expression.ast = language::parse_expression(expression.text.text).ast;
  bool seen = false;
  for (const ChangedExpression& change : changes_of(expression)) {
    CHECK(language::parse_expression(language::print(change.ast)).error == std::nullopt);
    if (change.after != "stake.votes >= 50%") continue;
    seen = true;
    CHECK(change.before == "stake.votes > 50%");
    CHECK(expression.text.text.substr(change.span.begin, change.span.end - change.span.begin) ==
          change.before);
  }
  CHECK(seen);
}

TEST_CASE("a sample depends on the seed alone", "[suite]") {
  CHECK(shuffled(8, 1) == shuffled(8, 1));
  CHECK(shuffled(8, 1) != shuffled(8, 2));
  const std::vector<std::size_t> order = shuffled(100, 7);
  CHECK(std::set<std::size_t>(order.begin(), order.end()).size() == 100);
}
