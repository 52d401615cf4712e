#pragma once
#include <span>
#include <string_view>

namespace weir::model {

struct IsoCode {
  std::string_view id;     ///< "CA", "CAD"
  std::string_view title;  ///< "Canada", "Canadian Dollar"
};

/// ISO 3166-1 alpha-2, from Debian's iso-codes at build time, sorted by id.
std::span<const IsoCode> iso_countries();
/// ISO 4217, likewise.
std::span<const IsoCode> iso_currencies();

}  // namespace weir::model
