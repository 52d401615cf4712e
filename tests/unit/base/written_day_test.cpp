#include "base/written_day.hpp"

#include "support/catch.hpp"

using namespace weir::base;

namespace {

/// "certain 2017-06-02", "one 2017-06-02", "2017-02-06 or 2017-06-02", "none".
std::string read(std::string_view text) {
  const WrittenDay written = written_day(text);
  if (written.days.empty()) return "none";
  std::string all = written.certain ? "certain " : written.days.size() == 1 ? "one " : "";
  for (std::size_t i = 0; i < written.days.size(); ++i)
    all += (i > 0 ? " or " : "") + to_iso(written.days[i]);
  return all;
}

}  // namespace

TEST_CASE("written days: with the month by its name they are certain") {
  for (const char* text :
       {"2 June 2017", "June 2, 2017", "2nd June 2017", " 2 Jun 2017 ", "02 JUNE 2017", "June 2 2017"}) {
    INFO(text);
    CHECK(read(text) == "certain 2017-06-02");
  }
  CHECK(read("31 June 2017") == "none");
  CHECK(read("2 Ju 2017") == "none");
  CHECK(read("2 Juno 2017") == "none");
  CHECK(read("June 2017") == "none");
}

TEST_CASE("written days: of figures the year shows the order, or there are two") {
  CHECK(read("2017/6/2") == "certain 2017-06-02");
  CHECK(read("2017-6-2") == "certain 2017-06-02");
  CHECK(read("06/02/2017") == "2017-02-06 or 2017-06-02");
  CHECK(read("06-02-2017") == "2017-02-06 or 2017-06-02");
  CHECK(read("06/06/2017") == "certain 2017-06-06");
  CHECK(read("06/25/2017") == "certain 2017-06-25");
  CHECK(read("25/06/2017") == "certain 2017-06-25");
  CHECK(read("02.06.2017") == "one 2017-06-02");
  CHECK(read("02.25.2017") == "none");
}

TEST_CASE("written days: what is right, or no day at all, is left alone") {
  for (const char* text :
       {"", "2017-06-02", "2017-02-30", "06/02/17", "06/02-2017", "1/2/3/2017", "12345/6/2",
        "99999999999/1/2", "June", "soon", "2 6 2017", "6, 2, 2017", "é 2 2017", "/2/2017"}) {
    INFO(text);
    CHECK(read(text) == "none");
  }
}
