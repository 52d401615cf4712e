#pragma once
#include <cstdint>

#include "base/rational.hpp"

namespace weir::ownership {

/// What is known of a share: bounds as exact fractions of one, each of which may itself be excluded.
struct Share {
  base::Rational low = 0;
  base::Rational high = 1;
  bool low_open = false;  ///< `over 50%`: more than the bound
  bool high_open = false;

  static Share exactly(base::Rational value) { return {value, value, false, false}; }
  static Share between(base::Rational low, base::Rational high) { return {low, high, false, false}; }
  static Share over(base::Rational low) { return {low, 1, true, false}; }
  static Share unknown() { return {}; }
  /// Certainly more than nothing.
  bool certainly_some() const { return low > 0 || low_open; }
  /// Perhaps more than nothing.
  bool perhaps_some() const { return high > 0; }
  friend bool operator==(const Share&, const Share&) = default;
};

/// A share before and after the deal.
struct Shares {
  Share before, after;
  /// The deal changes nothing.
  static Shares both(Share share) { return {share, share}; }
  friend bool operator==(const Shares&, const Shares&) = default;
};

/// Which of the two graphs is meant.
enum class Time : std::uint8_t { before, after };

/// Why a figure is wider than the shares behind it.
enum class Reason : std::uint8_t {
  none,
  loop,      ///< more paths than are walked: 0 to 100 %
  overflow,  ///< the exact fraction does not fit: the nearest bounds outside it
};

}  // namespace weir::ownership
