#include "support/clock_world.hpp"
#include "support/one_condition.hpp"

// Which lines of a table may be the first to fit, where single tests are open, and what the table says where
// none does.

namespace weir::evaluate {
namespace {

using base::Truth;

Truth said_by(const std::string& lines) {
  test::ClockWorld world(
      "definitions:\n"
      "  xx_answer:\n"
      "    table: [acquirer.kind == fund, target.employees, target.kind == corporation]\n"
      "    rows: [" +
      lines + "]\nrules:\n  xx.a: {in_force: always, when: xx_answer}\n");
  return world.assess("2024-06-01", "").findings.at(0).why.truth;
}

TEST_CASE("no line behind one that certainly fits can answer, though an open one stands before that",
          "[evaluate]") {
  // Of the staff nothing is known. The second line fits, so the third never answers, whatever the first does.
  CHECK(said_by("[true, '> 100', any, true], [true, any, true, true], [any, any, any, false]") ==
        Truth::true_value);
  CHECK(said_by("[true, '> 100', any, true], [true, any, true, true], [any, any, true, false], "
                "[any, any, any, false]") == Truth::true_value);
  CHECK(said_by("[true, '> 100', any, true], [true, any, true, false], [any, any, any, true]") ==
        Truth::unknown);
  CHECK(said_by("[true, '> 100', any, true], [true, any, false, true], [any, any, any, false]") ==
        Truth::unknown);
}

/// Whether a condition on `xx_band`, a table over the target's employees with these lines, holds.
Truth truth_of(const std::string& lines, const std::string& condition, const std::string& employees) {
  return test::truth_of(condition, "employees: " + employees,
                        "\n  xx_band: {table: [target.employees], rows: [" + lines + "]}");
}

TEST_CASE("a table no line of which is left for what does not apply says no, or gives no value",
          "[evaluate]") {
  const std::string yes = "['<= 50', true], ['> 50', true]", no = "['<= 50', false], ['> 50', false]";
  CHECK(truth_of(yes, "xx_band", "40") == Truth::true_value);
  CHECK(truth_of(yes, "xx_band", "not applicable") == Truth::false_value);
  CHECK(truth_of(no, "xx_band", "not applicable") == Truth::false_value);
  CHECK(truth_of(no, "not xx_band", "not applicable") == Truth::true_value);
  const std::string band = "['<= 50', 1], ['> 50', 2]";
  CHECK(truth_of(band, "xx_band >= 1", "not applicable") == Truth::false_value);
  CHECK(truth_of(band, "not (xx_band >= 1)", "not applicable") == Truth::true_value);
  CHECK(truth_of(band, "xx_band < 3", "not applicable") == Truth::false_value);
  // `any` fits what does not apply.
  CHECK(truth_of("['<= 50', 1], ['> 50', 2], [any, 3]", "xx_band == 3", "not applicable") ==
        Truth::true_value);
}

TEST_CASE("a table of what may not apply answers what that would make it", "[evaluate]") {
  const std::string yes = "['<= 50', true], ['> 50', true]", no = "['<= 50', false], ['> 50', false]";
  // Known to be a number, whichever it is.
  CHECK(truth_of(yes, "xx_band", "40..60") == Truth::true_value);
  CHECK(truth_of(no, "xx_band", "40..60") == Truth::false_value);
  // Not known to be one.
  CHECK(truth_of(yes, "xx_band", "unknown") == Truth::unknown);
  CHECK(truth_of(no, "xx_band", "unknown") == Truth::false_value);
  CHECK(truth_of("['<= 50', 1], ['> 50', 2]", "xx_band >= 1", "unknown") == Truth::unknown);
  CHECK(truth_of("['<= 50', 1], ['> 50', 2]", "xx_band > 2", "unknown") == Truth::false_value);
}

}  // namespace
}  // namespace weir::evaluate
