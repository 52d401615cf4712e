#include "support/catch.hpp"
#include "support/one_condition.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;
using test::truth_of;

std::string revenues(const std::vector<std::string>& amounts) {
  std::string text;
  for (const std::string& amount : amounts)
    text += (text.empty() ? "{revenue: \"" : ", {revenue: \"") + amount + "\"}";
  return "links_of_concern: [" + text + "]";
}

TEST_CASE("of ends that meet, the greatest and least take the one that bounds them", "[evaluate]") {
  const std::string greatest = "max of x.revenue for x in target.links_of_concern";
  const std::string least = "min of x.revenue for x in target.links_of_concern";
  const std::vector<std::string> below = {"under 5 million CAD", "at most 5 million CAD"};
  const std::vector<std::string> above = {"over 5 million CAD", "at least 5 million CAD"};
  for (const bool turned : {false, true}) {
    const auto of = [&](std::vector<std::string> amounts) {
      if (turned) std::swap(amounts[0], amounts[1]);
      return revenues(amounts);
    };
    CHECK(truth_of(greatest + " < 5 million CAD", of(below)) == Truth::unknown);
    CHECK(truth_of(greatest + " <= 5 million CAD", of(below)) == Truth::true_value);
    CHECK(truth_of(least + " < 5 million CAD", of(below)) == Truth::true_value);
    CHECK(truth_of(least + " > 5 million CAD", of(above)) == Truth::unknown);
    CHECK(truth_of(least + " >= 5 million CAD", of(above)) == Truth::true_value);
    CHECK(truth_of(greatest + " > 5 million CAD", of(above)) == Truth::true_value);
  }
}

TEST_CASE("a loss that may not count leaves nothing to be added", "[evaluate]") {
  // The row counts only if it is in CN, and then it takes something from the sum.
  const std::string sum =
      "sum of x.value - 5 million CAD for x in target.sites where (x.country == CN) < 0 CAD";
  CHECK(truth_of(sum, "sites: [{value: \"under 5 million CAD\", country: \"one of [CN, US]\"}]") ==
        Truth::unknown);
  CHECK(truth_of(sum, "sites: [{value: \"under 5 million CAD\", country: CN}]") == Truth::true_value);
}

TEST_CASE("an amount in another currency is at least no less than nothing", "[evaluate]") {
  const std::string sum = "sum of x.revenue for x in target.links_of_concern";
  const std::string greatest = "max of x.revenue for x in target.links_of_concern";
  const std::string least = "min of x.revenue for x in target.links_of_concern";
  const std::string mixed = revenues({"5 million USD", "800 million CAD"});
  for (const std::string& both : {mixed, revenues({"800 million CAD", "5 million USD"})}) {
    // What stands in the currency of the threshold is enough for it, or is not.
    CHECK(truth_of(sum + " >= 800 million CAD", both) == Truth::true_value);
    CHECK(truth_of(sum + " > 800 million CAD", both) == Truth::unknown);
    CHECK(truth_of(sum + " < 800 million CAD", both) == Truth::false_value);
    CHECK(truth_of(sum + " >= 5 million USD", both) == Truth::true_value);
    CHECK(truth_of(greatest + " >= 800 million CAD", both) == Truth::true_value);
    CHECK(truth_of(greatest + " > 800 million CAD", both) == Truth::unknown);
    CHECK(truth_of(least + " <= 800 million CAD", both) == Truth::true_value);
    CHECK(truth_of(least + " < 800 million CAD", both) == Truth::unknown);
  }
  const std::string foreign = revenues({"5 million USD"});
  CHECK(truth_of(sum + " >= 0 CAD", foreign) == Truth::true_value);
  CHECK(truth_of(greatest + " < 0 CAD", foreign) == Truth::false_value);
  CHECK(truth_of(greatest + " > 0 CAD", foreign) == Truth::unknown);
  CHECK(truth_of(sum + " - 5 million CAD < 0 CAD", foreign) == Truth::unknown);
  CHECK(truth_of(sum + " + 5 million CAD >= 5 million CAD", foreign) == Truth::true_value);
  // A loss may be any number in another currency.
  const std::string balance = "sum of x.revenue - 6 million USD for x in target.links_of_concern";
  CHECK(truth_of(balance + " + 6 million CAD >= 0 CAD", foreign) == Truth::unknown);
}

TEST_CASE("a portion is of the rows that a named list keeps", "[evaluate]") {
  const std::string list = "{xx_places: {list: \"s in target.sites where (s.country == CN)\"}}";
  const std::string portion =
      "count(xx_places) >= 0 and portion of x in xx_places where (x.value > 5 million CAD) > 2/3";
  const std::string kept = "{country: CN, value: 6 million CAD}";
  CHECK(truth_of(portion, "sites: [" + kept + ", {country: US, value: 0 CAD}]", list) == Truth::true_value);
  CHECK(truth_of(portion, "sites: [" + kept + ", {value: 0 CAD}]", list) == Truth::unknown);
  CHECK(truth_of(portion, "sites: [" + kept + ", {country: CN, value: 0 CAD}]", list) == Truth::false_value);
}

}  // namespace
}  // namespace weir::evaluate
