#include "model/iso_codes.hpp"

namespace weir::model {

namespace {
#include "iso_codes_table.inc"
}  // namespace

std::span<const IsoCode> iso_countries() {
  return country_table;
}
std::span<const IsoCode> iso_currencies() {
  return currency_table;
}

}  // namespace weir::model
