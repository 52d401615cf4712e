#include "support/clock_world.hpp"

// An attribute holds what is so of one party; what is no condition and no value has a name of its own.

namespace weir::check {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("an attribute of a party is a condition or a value", "[check]") {
  for (const std::string body : {"list: \"p in holders(it, total_votes) where (p.kind == fund)\"",
                                 "path: product, measure: votes", "calendar: weekdays"}) {
    INFO(body);
    // However it is read.
    for (const std::string read :
         {"some p in acquirer.xx_a has (p.kind == fund)", "count(acquirer.xx_a) > 1", "acquirer.xx_a > 3"}) {
      const test::ClockWorld world("definitions:\n  party.xx_a: {" + body + "}\n  xx_b: \"" + read + "\"\n");
      const Lines said = world.said();
      CHECK(std::ranges::count(said, "attribute-without-value: party.xx_a") == 1);
      CHECK(std::ranges::any_of(world.sink.sorted(), [](const diagnostics::Diagnostic& mistake) {
        return mistake.code == diagnostics::Code::attribute_without_value &&
               mistake.help.find("`xx_a`") != std::string::npos;
      }));
    }
  }
  CHECK(test::ClockWorld("definitions:\n  party.xx_a: it.kind == fund\n  xx_b: acquirer.xx_a\n")
            .said()
            .empty());
}

}  // namespace
}  // namespace weir::check
