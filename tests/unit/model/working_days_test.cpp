#include "model/working_days.hpp"
#include "support/catch.hpp"

namespace weir::model {
namespace {

base::Date day(std::string_view text) {
  return *base::Date::parse(text);
}

std::string text(const DateRange& range) {
  return range.first == range.last ? base::to_iso(range.first)
                                   : base::to_iso(range.first) + ".." + base::to_iso(range.last);
}

Holidays christmas() {
  return {{day("2024-12-01"), day("2025-01-31")},
          {{day("2024-12-25"), "", {}}, {day("2024-12-26"), "", {}}, {day("2025-01-01"), "", {}}}};
}

WorkingDays calendar() {
  const Holidays list = christmas();
  const Holidays* lists[] = {&list};
  return WorkingDays(Calendar::Days::weekdays, lists);
}

TEST_CASE("working days after and before a day", "[model][clock]") {
  const WorkingDays days = calendar();
  CHECK(text(days.after(day("2024-12-20"), 1)) == "2024-12-23");
  CHECK(text(days.after(day("2024-12-24"), 1)) == "2024-12-27");
  CHECK(text(days.after(day("2024-12-21"), 1)) == "2024-12-23");  // from a Saturday
  CHECK(text(days.after(day("2024-12-24"), 4)) == "2025-01-02");
  CHECK(text(days.before(day("2024-12-27"), 1)) == "2024-12-24");
  CHECK(text(days.before(day("2025-01-02"), 4)) == "2024-12-24");
  CHECK(text(days.roll(day("2024-12-24"))) == "2024-12-24");
  CHECK(text(days.roll(day("2024-12-25"))) == "2024-12-27");
}

TEST_CASE("days outside the known holidays leave bounds", "[model][clock]") {
  const WorkingDays days = calendar();
  CHECK(text(days.after(day("2025-01-30"), 1)) == "2025-01-31");
  CHECK(text(days.after(day("2025-01-30"), 2)) == "2025-02-01..never");
  CHECK(text(days.after(day("2025-01-30"), 5)) == "2025-02-04..never");
  CHECK(text(days.after(day("2025-03-01"), 5)) == "2025-03-06..never");
  CHECK(text(days.roll(day("2025-02-05"))) == "2025-02-05..never");
  // 2 December 2024 is the first working day that is known of.
  CHECK(text(days.after(day("2024-11-20"), 1)) == "2024-11-21..2024-12-02");
  CHECK(text(days.before(day("2024-12-03"), 2)) == "the beginning..2024-11-30");
  CHECK(text(days.after(base::Date::never(), 3)) == "never");
}

TEST_CASE("without holidays every weekday works, or every day", "[model][clock]") {
  const WorkingDays week(Calendar::Days::weekdays, {});
  CHECK(text(week.after(day("2024-12-24"), 2)) == "2024-12-26");
  const WorkingDays all(Calendar::Days::every_day, {});
  CHECK(text(all.after(day("2024-12-24"), 5)) == "2024-12-29");
}

TEST_CASE("a holiday is known from the day on which it was announced", "[model][clock]") {
  Holidays list = christmas();
  list.days[1].announced = day("2024-12-20");
  const Holidays* lists[] = {&list};
  const AnnouncedDays days(Calendar::Days::weekdays, lists);
  CHECK(days.announced() == std::vector<base::Date>{day("2024-12-20")});
  CHECK(text(days.on(day("2024-12-19")).after(day("2024-12-24"), 1)) == "2024-12-26");
  CHECK(text(days.on(day("2024-12-20")).after(day("2024-12-24"), 1)) == "2024-12-27");
  CHECK(text(days.on(base::Date::never()).after(day("2024-12-24"), 1)) == "2024-12-27");
  CHECK(AnnouncedDays(Calendar::Days::weekdays, {}).announced().empty());
}

TEST_CASE("stopped days are no working days", "[model][clock]") {
  const WorkingDays days = calendar();
  const auto after = [&](std::string_view start, std::int64_t count, std::vector<DateRange> stops) {
    return text(days.after(day(start), count, stops));
  };
  CHECK(after("2024-12-09", 3, {}) == "2024-12-12");
  CHECK(after("2024-12-09", 3, {{day("2024-12-11"), day("2024-12-13")}}) == "2024-12-17");
  CHECK(after("2024-12-09", 3, {{day("2024-12-13"), day("2024-12-20")}}) == "2024-12-12");
  CHECK(after("2024-12-09", 3, {{day("2024-12-01"), day("2024-12-10")}}) == "2024-12-13");
  CHECK(after("2024-12-09", 3,
              {{day("2024-12-10"), day("2024-12-10")}, {day("2024-12-12"), day("2024-12-13")}}) ==
        "2024-12-17");
  CHECK(after("2024-12-09", 3, {{day("2024-12-11"), base::Date::never()}}) == "never");
  CHECK(after("2024-12-09", 3, {{day("2024-12-11"), day("2025-03-03")}}) == "2025-03-05..never");
}

}  // namespace
}  // namespace weir::model
