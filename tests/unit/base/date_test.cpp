#include "base/date.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace weir::base;

namespace {

std::string moved(std::string_view from, std::int64_t count, CalendarUnit unit) {
  return to_iso(add(*Date::parse(from), count, unit));
}

}  // namespace

TEST_CASE("date: only days that exist", "[base]") {
  CHECK(to_iso(*Date::parse("2017-06-02")) == "2017-06-02");
  CHECK(Date::parse("2016-02-29"));
  CHECK(Date::parse("2000-02-29"));
  for (const char* words :
       {"2017-02-29", "1900-02-29", "2017-13-01", "2017-00-01", "2017-01-00", "2017-04-31", "0999-01-01",
        "2017-6-2", "2017/06/02", "20170602", "2017-06-02 ", "", "-017-06-02", "2017-+6-02", "never"}) {
    CAPTURE(words);
    CHECK_FALSE(Date::parse(words));
  }
  CHECK(Date::parse("1970-01-01")->days == 0);
  CHECK(Date::parse("1969-12-31")->days == -1);
  CHECK(Date::parse("9999-12-31"));
}

TEST_CASE("date: months and years clamp to the end of the month", "[base]") {
  CHECK(moved("2017-01-31", 1, CalendarUnit::month) == "2017-02-28");
  CHECK(moved("2016-01-31", 1, CalendarUnit::month) == "2016-02-29");
  CHECK(moved("2016-02-29", 1, CalendarUnit::year) == "2017-02-28");
  CHECK(moved("2016-02-29", 4, CalendarUnit::year) == "2020-02-29");
  CHECK(moved("2017-03-31", -1, CalendarUnit::month) == "2017-02-28");
  CHECK(moved("2017-12-15", 1, CalendarUnit::month) == "2018-01-15");
  CHECK(moved("2017-01-15", -1, CalendarUnit::month) == "2016-12-15");
  CHECK(moved("2017-02-28", 2, CalendarUnit::week) == "2017-03-14");
  CHECK(moved("2017-02-28", 1, CalendarUnit::day) == "2017-03-01");
}

TEST_CASE("date: the ends of time stay, and nothing overflows", "[base]") {
  CHECK(add(Date::never(), -5, CalendarUnit::year) == Date::never());
  CHECK(add(Date::beginning(), 5, CalendarUnit::day) == Date::beginning());
  CHECK(moved("9999-12-31", 1, CalendarUnit::day) == "never");
  CHECK(moved("9999-12-31", 1, CalendarUnit::month) == "never");
  CHECK(moved("1000-01-01", -1, CalendarUnit::day) == "the beginning");
  for (const CalendarUnit unit :
       {CalendarUnit::day, CalendarUnit::week, CalendarUnit::month, CalendarUnit::year}) {
    CHECK(moved("2017-06-02", std::numeric_limits<std::int64_t>::max(), unit) == "never");
    CHECK(moved("2017-06-02", std::numeric_limits<std::int64_t>::min(), unit) == "the beginning");
  }
  CHECK(*Date::parse("9999-12-31") < Date::never());
}

TEST_CASE("date: every day of four centuries follows the one before", "[base]") {
  Date day = *Date::parse("1800-01-01");
  for (int i = 0; i < 146097; ++i) {
    const Date next = add(day, 1, CalendarUnit::day);
    if (next.days != day.days + 1 || Date::make(next.year(), next.month(), next.day()) != next)
      FAIL(to_iso(day));
    day = next;
  }
  CHECK(to_iso(day) == "2200-01-01");
}

TEST_CASE("date: long text", "[base]") {
  CHECK(to_long_text(*Date::parse("2017-06-02")) == "2 June 2017");
  CHECK(to_long_text(Date::never()) == "never");
}
