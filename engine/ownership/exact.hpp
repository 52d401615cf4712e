#pragma once
#include <array>
#include <cstdint>

#include <boost/multiprecision/cpp_int.hpp>

#include "base/rational.hpp"
#include "model/method.hpp"
#include "ownership/share.hpp"

// Numbers and limits of the attribution. Everything is worked out with `Small` first; what does not fit is
// worked out again with `Big`.
namespace weir::ownership {

/// Thrown where a `Small` does not fit; caught where the attribution turns to `Big`.
struct DoesNotFit {};

/// A fraction of two 64-bit integers, reduced only when it must be.
struct Small {
  std::int64_t top = 0;
  std::int64_t bottom = 1;  // INVARIANT: positive
};

/// A fraction of any size.
using Big = boost::multiprecision::cpp_rational;

Small times(const Small& a, const Small& b);
Small plus(const Small& a, const Small& b);
Small minus(const Small& a, const Small& b);
inline Big times(const Big& a, const Big& b) {
  return a * b;
}
inline Big plus(const Big& a, const Big& b) {
  return a + b;
}
inline Big minus(const Big& a, const Big& b) {
  return a - b;
}

/// Below, equal or above: -1, 0, 1.
inline int compare(const Small& a, const Small& b) {
  const __int128 left = static_cast<__int128>(a.top) * b.bottom;
  const __int128 right = static_cast<__int128>(b.top) * a.bottom;
  return left < right ? -1 : left > right ? 1 : 0;
}
inline int compare(const Big& a, const Big& b) {
  return a.compare(b);
}
inline bool above_zero(const Small& a) {
  return a.top > 0;
}
inline bool above_zero(const Big& a) {
  return a.sign() > 0;
}
inline bool is_one(const Small& a) {
  return a.top == a.bottom;
}
inline bool is_one(const Big& a) {
  return a == 1;
}

template <class Number>
Number number(const base::Rational& value);
template <>
inline Small number<Small>(const base::Rational& value) {
  return {value.numerator(), value.denominator()};
}
template <>
inline Big number<Big>(const base::Rational& value) {
  return Big(value.numerator(), value.denominator());
}

/// One end of what is known of a share.
template <class Number>
struct Limit {
  Number value = {};
  bool open = false;  ///< the value itself is excluded
};

/// The four ends that are followed through a chain, each for itself.
enum Side : std::uint8_t { before_low, before_high, after_low, after_high };
inline constexpr std::array<Side, 4> all_sides = {before_low, before_high, after_low, after_high};
constexpr bool is_low(Side side) {
  return side == before_low || side == after_low;
}

template <class Number>
using Sides = std::array<Limit<Number>, 4>;

/// Certainly above zero at the low end; possibly above zero at the high end.
template <class Number>
bool some(const Limit<Number>& a, Side side) {
  return above_zero(a.value) || (is_low(side) && a.open);
}

template <class Number>
Limit<Number> product(const Limit<Number>& a, const Limit<Number>& b, Side side) {
  if (!a.open && is_one(a.value)) return b;
  if (!b.open && is_one(b.value)) return a;
  return {times(a.value, b.value), (a.open && some(b, side)) || (b.open && some(a, side))};
}

template <class Number>
Limit<Number> sum(const Limit<Number>& a, const Limit<Number>& b) {
  return {plus(a.value, b.value), a.open || b.open};
}

/// Below, equal or above as ends of the same side: "more than a half" lies above "at least a half", and "up
/// to a half" above "less than a half".
template <class Number>
int compare_ends(const Limit<Number>& a, const Limit<Number>& b, Side side) {
  const int order = compare(a.value, b.value);
  if (order != 0 || a.open == b.open) return order;
  return a.open == is_low(side) ? 1 : -1;
}

template <class Number>
const Limit<Number>& greater(const Limit<Number>& a, const Limit<Number>& b, Side side) {
  return compare_ends(a, b, side) < 0 ? b : a;
}

/// A limit that holds of the smaller of the share and the whole.
template <class Number>
Limit<Number> never_above_whole(const Limit<Number>& a, Side side) {
  const Limit<Number> whole{number<Number>(1), false};
  return compare_ends(a, whole, side) > 0 ? whole : a;
}

/// At the low end: the share surely meets the bar. At the high end: it may.
template <class Number>
bool meets(const Limit<Number>& a, const model::Bar& bar, Side side) {
  const int order = compare(a.value, number<Number>(bar.share));
  if (order != 0) return order > 0;
  const bool more = bar.reach == model::Bar::Reach::more_than;
  return is_low(side) ? (!more || a.open) : (!more && !a.open);
}

/// The four ends of shares as stated, kept between nothing and the whole.
template <class Number>
Sides<Number> sides_of(const Shares& shares);

/// What is handed out, with the reason if it had to be widened.
struct Rounded {
  Shares shares;
  Reason reason = Reason::none;
};
Rounded rounded(const Sides<Small>& sides);
Rounded rounded(const Sides<Big>& sides);

}  // namespace weir::ownership
