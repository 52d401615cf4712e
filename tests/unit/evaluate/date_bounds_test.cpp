#include "support/clock_world.hpp"
#include "support/one_condition.hpp"

// `at least` and `at most` before a day, in rules as in cases.

namespace weir::evaluate {
namespace {

const std::string law =
    "definitions:\n"
    "  xx_limit: {values: {2000-01-01: at least 2020-12-31}}\n"
    "  xx_chosen: {table: [acquirer.kind == fund], rows: [[true, at most 2020-12-31], [false, never]]}\n"
    "  xx_later: 10 days after xx_limit\n";

// What a condition comes to in a deal signed on this day, or between these days.
base::Truth said_of(const std::string& condition, const std::string& signing) {
  test::ClockWorld world(law + "rules:\n  xx.a: {in_force: always, when: " + condition + "}\n");
  const auto regime =
      world.assess("2024-06-01", "", "transaction: {closing: 2024-01-01, signing: \"" + signing + "\"}\n");
  return regime.findings.at(0).why.truth;
}

}  // namespace

TEST_CASE("a day that is at least another is none in particular", "[evaluate]") {
  CHECK(said_of("transaction.signing < xx_limit", "2020-12-30") == base::Truth::true_value);
  CHECK(said_of("transaction.signing < xx_limit", "2020-12-31") == base::Truth::unknown);
  CHECK(said_of("transaction.signing <= xx_limit", "2020-12-31") == base::Truth::true_value);
  CHECK(said_of("transaction.signing <= xx_limit", "2021-01-01") == base::Truth::unknown);
  CHECK(said_of("transaction.signing == xx_limit", "2020-12-31") == base::Truth::unknown);
  CHECK(said_of("transaction.signing < xx_later", "2021-01-09") == base::Truth::true_value);
  CHECK(said_of("transaction.signing < xx_later", "2021-01-11") == base::Truth::unknown);
  CHECK(said_of("transaction.signing < at least 2020-12-31", "2020-12-31") == base::Truth::unknown);
}

TEST_CASE("a day that is at most another is none in particular", "[evaluate]") {
  CHECK(said_of("transaction.signing > xx_chosen", "2021-01-01") == base::Truth::true_value);
  CHECK(said_of("transaction.signing > xx_chosen", "2020-12-31") == base::Truth::unknown);
  CHECK(said_of("transaction.signing >= xx_chosen", "2020-12-31") == base::Truth::true_value);
  CHECK(said_of("transaction.signing >= xx_chosen", "2020-12-30") == base::Truth::unknown);
}

TEST_CASE("a case states a bound of a day as a bound of a number", "[evaluate]") {
  CHECK(said_of("transaction.signing < 2021-01-01", "at least 2020-12-31") == base::Truth::unknown);
  CHECK(said_of("transaction.signing >= 2020-12-31", "at least 2020-12-31") == base::Truth::true_value);
  CHECK(said_of("transaction.signing > 2020-12-31", "over 2020-12-31") == base::Truth::true_value);
  CHECK(said_of("transaction.signing <= 2020-12-31", "at most 2020-12-31") == base::Truth::true_value);
  CHECK(said_of("transaction.signing < 2020-12-31", "under 2020-12-31") == base::Truth::true_value);
  CHECK(said_of("transaction.signing > 2010-01-01", "at most 2020-12-31") == base::Truth::unknown);
}

TEST_CASE("what never comes lies behind all years and days, so that to learn it turns nothing round",
          "[evaluate]") {
  const auto said = [](const std::string& condition, const std::string& day) {
    return test::truth_of(condition, "citizenship_eligible: \"" + day + "\"");
  };
  const std::string year = "year(target.citizenship_eligible) ",
                    days = "target.citizenship_eligible - 2017-01-01 ";
  for (const std::string day : {"2021-01-07..", "never"}) {
    INFO(day);
    CHECK(said(year + ">= 2017", day) == base::Truth::true_value);
    CHECK(said(year + "< 2017", day) == base::Truth::false_value);
    CHECK(said(days + "> 90 days", day) == base::Truth::true_value);
    CHECK(said("2017-01-01 - target.citizenship_eligible > 90 days", day) == base::Truth::false_value);
  }
  CHECK(said(year + "== 10000", "never") == base::Truth::unknown);
  CHECK(said(year + ">= 2017", "unknown") == base::Truth::unknown);
  CHECK(said(days + "> 90 days", "unknown") == base::Truth::unknown);
}

}  // namespace weir::evaluate
