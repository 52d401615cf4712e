#include "evaluate/run.hpp"
#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;

/// What a rule with this condition says of a deal whose target has these facts, written as in a case.
Truth truth_of(const std::string& condition, const std::string& target,
               const std::string& definitions = "{}") {
  const auto world =
      test::world_of({{"xx",
                       "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
                       "in_force: 2000-01-01..\n"
                       "determinations: {filing: {title: filing, levels: [none, notification]}}\n"
                       "definitions: " +
                           definitions +
                           "\n"
                           "rules:\n  xx.a:\n    in_force: always\n    when: \"" +
                           condition + "\"\n    then: {filing: notification}\n"}});
  INFO(world->mistakes());
  REQUIRE_FALSE(world->sink.has_errors());
  const auto facts = test::case_in(*world,
                                   "case: example\ntitle: Example\nas_of: 2017-06-02\n"
                                   "roles: {acquirer: buyer, target: seller, vendor: buyer}\n"
                                   "transaction: {closing: 2017-05-01}\n"
                                   "parties:\n  buyer: {name: Buyer}\n  seller: {name: Seller, " +
                                       target + "}\n");
  INFO(world->mistakes());
  REQUIRE(facts);
  CaseRow row;
  row.facts = &*facts;
  row.as_of = row.known_on = *facts->as_of;
  return run(world->plan, {row}, {}).truth(world->plan.rules[0].applies, 0);
}

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
