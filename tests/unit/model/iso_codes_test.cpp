#include "model/iso_codes.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace weir::model {
namespace {

bool holds(std::span<const IsoCode> table, std::string_view id) {
  return std::ranges::find(table, id, &IsoCode::id) != table.end();
}

TEST_CASE("the tables are sorted, unique and named") {
  for (const auto table : {iso_countries(), iso_currencies()}) {
    CHECK(table.size() > 100);
    CHECK(std::ranges::is_sorted(table, {}, &IsoCode::id));
    CHECK(std::ranges::adjacent_find(table, {}, &IsoCode::id) == table.end());
    CHECK(std::ranges::none_of(table, [](const IsoCode& code) { return code.title.empty(); }));
  }
}

TEST_CASE("countries have two letters, currencies three") {
  CHECK(std::ranges::all_of(iso_countries(), [](const IsoCode& code) { return code.id.size() == 2; }));
  CHECK(std::ranges::all_of(iso_currencies(), [](const IsoCode& code) { return code.id.size() == 3; }));
  for (const std::string_view id : {"CA", "CN", "HK", "NO", "TW"}) CHECK(holds(iso_countries(), id));
  CHECK_FALSE(holds(iso_countries(), "XK"));
  CHECK(holds(iso_currencies(), "CAD"));
  CHECK(holds(iso_currencies(), "EUR"));
  CHECK_FALSE(holds(iso_currencies(), "DEM"));
}

}  // namespace
}  // namespace weir::model
