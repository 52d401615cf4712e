#include "model/period.hpp"

#include "support/catch.hpp"

namespace weir::model {
namespace {

std::string round_trip(std::string_view text) {
  const auto period = period_from_text(text);
  return period ? to_text(*period) : "no period";
}

std::string met(SetValue a, SetValue b) {
  const auto both = meet_periods(a, b);
  if (!both) return "excluded";
  std::string text;
  for (const std::string& member : both->members) text += member + " ";
  return text + (both->open ? "…" : ".");
}

TEST_CASE("a period as the member of a list keeps what is known of its ends", "[model][clock]") {
  for (const char* text : {"2024-03-20..2024-04-05", "2024-03-20..not yet", "2024-03-20|2024-03-22..never",
                           "the beginning..2024-04-05", "2024-03-20..2024-04-05|never"})
    CHECK(round_trip(text) == text);
  CHECK(round_trip("satellites") == "no period");
  CHECK(round_trip("2024-03-20..soon") == "no period");
  CHECK(dated_period("2024-03-20..not yet", *base::Date::parse("2024-04-10")) ==
        "2024-03-20..2024-04-11|never");
  CHECK_FALSE(dated_period("2024-03-20..2024-04-05", *base::Date::parse("2024-04-10")));
  CHECK_FALSE(dated_period("satellites", *base::Date::parse("2024-04-10")));
}

TEST_CASE("two lists of periods leave what both allow", "[model][clock]") {
  const std::string begun = "2024-03-20..2024-03-21|never", answered = "2024-03-20..2024-04-05",
                    other = "2024-05-02..2024-05-03";
  CHECK(met({{begun}, false}, {{answered}, false}) == answered + " .");
  CHECK(met({{answered}, false}, {{answered}, false}) == answered + " .");
  CHECK(met({{begun}, true}, {{answered, other}, false}) == answered + " " + other + " .");
  CHECK(met({{begun}, true}, {{other}, true}) == begun + " " + other + " …");
  CHECK(met({{begun}, false}, {{answered, other}, false}) == "excluded");
  CHECK(met({{other}, false}, {{answered}, false}) == "excluded");
  CHECK(met({{}, false}, {{}, false}) == ".");
  CHECK(met({{"satellites"}, false}, {{"satellites"}, false}) == "excluded");
}

}  // namespace
}  // namespace weir::model
