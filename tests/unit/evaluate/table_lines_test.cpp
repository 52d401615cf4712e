#include "support/clock_world.hpp"

// Which lines of a table may be the first to fit, where single tests are open.

namespace weir::evaluate {
namespace {

base::Truth said_by(const std::string& lines) {
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
        base::Truth::true_value);
  CHECK(said_by("[true, '> 100', any, true], [true, any, true, true], [any, any, true, false], "
                "[any, any, any, false]") == base::Truth::true_value);
  CHECK(said_by("[true, '> 100', any, true], [true, any, true, false], [any, any, any, true]") ==
        base::Truth::unknown);
  CHECK(said_by("[true, '> 100', any, true], [true, any, false, true], [any, any, any, false]") ==
        base::Truth::unknown);
}

}  // namespace
}  // namespace weir::evaluate
