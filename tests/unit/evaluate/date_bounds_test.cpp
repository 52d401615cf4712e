#include "support/clock_world.hpp"

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

}  // namespace weir::evaluate
