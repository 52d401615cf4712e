#include "base/ascii.hpp"

#include "support/catch.hpp"

using weir::base::to_ascii;

TEST_CASE("ascii: plain text stays as it is", "[base][ascii]") {
  CHECK(to_ascii("") == "");
  CHECK(to_ascii("ca.notify.control, 50% -> 100% ~ [x]") == "ca.notify.control, 50% -> 100% ~ [x]");
}

TEST_CASE("ascii: marks and bars keep their width", "[base][ascii]") {
  CHECK(to_ascii("├ ✓ │ └ ✗ ● ○") == "| + | ` x * o");
  CHECK(to_ascii("52 – 173 · “Act” China’s") == "52 - 173 - \"Act\" China's");
  CHECK(to_ascii("0% → 100%") == "0% -> 100%");
}

TEST_CASE("ascii: letters lose their accents, what has no letter becomes a question mark", "[base][ascii]") {
  CHECK(to_ascii("Montréal, Großhandel, Łódź") == "Montreal, Grosshandel, Lodz");
  CHECK(to_ascii("e\xCC\x81") == "e");
  CHECK(to_ascii("海能达") == "???");
  CHECK(to_ascii("a\xFFz") == "a?z");
}
