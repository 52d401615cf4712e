#pragma once
#include "evaluate/columns.hpp"

namespace weir::evaluate {

/// One end of a range of numbers. Not `has`: without limit on this side.
struct End {
  base::Rational value;
  bool has = false;
  bool open = false;  ///< values come near to it, but never there
};

inline End low_of(const Bounds& bounds) {
  return {bounds.low, bounds.has_low, bounds.low_open};
}

inline End high_of(const Bounds& bounds) {
  return {bounds.high, bounds.has_high, bounds.high_open};
}

/// The range between two ends, of no currency.
inline Bounds range(const End& low, const End& high) {
  Bounds bounds;
  bounds.low = low.value;
  bounds.has_low = low.has;
  bounds.low_open = low.has && low.open;
  bounds.high = high.value;
  bounds.has_high = high.has;
  bounds.high_open = high.has && high.open;
  return bounds;
}

}  // namespace weir::evaluate
