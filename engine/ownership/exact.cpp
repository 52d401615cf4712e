#include "ownership/exact.hpp"

#include <limits>
#include <numeric>
#include <optional>

namespace weir::ownership {
namespace {

using boost::multiprecision::cpp_int;

Small reduced(const Small& a) {
  const std::int64_t divisor = std::gcd(a.top, a.bottom);
  return divisor > 1 ? Small{a.top / divisor, a.bottom / divisor} : a;
}

std::optional<Small> try_times(const Small& a, const Small& b) {
  Small result;
  if (__builtin_mul_overflow(a.top, b.top, &result.top)) return std::nullopt;
  if (__builtin_mul_overflow(a.bottom, b.bottom, &result.bottom)) return std::nullopt;
  return result;
}

std::optional<Small> try_plus(const Small& a, const Small& b) {
  Small result;
  if (a.bottom == b.bottom) {
    if (__builtin_add_overflow(a.top, b.top, &result.top)) return std::nullopt;
    result.bottom = a.bottom;
    return result;
  }
  std::int64_t left = 0;
  std::int64_t right = 0;
  if (__builtin_mul_overflow(a.top, b.bottom, &left)) return std::nullopt;
  if (__builtin_mul_overflow(b.top, a.bottom, &right)) return std::nullopt;
  if (__builtin_add_overflow(left, right, &result.top)) return std::nullopt;
  if (__builtin_mul_overflow(a.bottom, b.bottom, &result.bottom)) return std::nullopt;
  return result;
}

/// A decimal denominator that leaves room for every share between nothing and the whole.
constexpr std::int64_t fine = 1'000'000'000'000'000'000;

/// The value if it fits; else the nearest bound outside it, which is then excluded.
Limit<Small> outward(const Limit<Big>& a, Side side, Reason& reason) {
  const cpp_int top = numerator(a.value);
  const cpp_int bottom = denominator(a.value);
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  if (top <= largest && bottom <= largest)
    return {{top.convert_to<std::int64_t>(), bottom.convert_to<std::int64_t>()}, a.open};
  reason = Reason::overflow;
  cpp_int below = top;
  below *= fine;
  below /= bottom;
  return {{below.convert_to<std::int64_t>() + (is_low(side) ? 0 : 1), fine}, true};
}

base::Rational exact(const Small& a) {
  return *base::Rational::make(a.top, a.bottom);
}

Share share_of(const Limit<Small>& low, const Limit<Small>& high) {
  return {exact(low.value), exact(high.value), low.open, high.open};
}

}  // namespace

Small times(const Small& a, const Small& b) {
  if (const auto result = try_times(a, b)) return *result;
  // Crosswise first, so that what is too large only for being unreduced still fits.
  const Small left = reduced({reduced(a).top, reduced(b).bottom});
  const Small right = reduced({reduced(b).top, reduced(a).bottom});
  if (const auto result = try_times(left, right)) return *result;
  throw DoesNotFit{};
}

Small plus(const Small& a, const Small& b) {
  if (const auto result = try_plus(a, b)) return *result;
  if (const auto result = try_plus(reduced(a), reduced(b))) return *result;
  throw DoesNotFit{};
}

Small minus(const Small& a, const Small& b) {
  return plus(a, {-b.top, b.bottom});
}

template <class Number>
Sides<Number> sides_of(const Shares& shares) {
  const auto end = [](const base::Rational& value, bool open, Side side) {
    const Limit<Number> limit{number<Number>(value < base::Rational(0) ? base::Rational(0) : value),
                              open && value >= base::Rational(0)};
    return never_above_whole(limit, side);
  };
  return {end(shares.before.low, shares.before.low_open, before_low),
          end(shares.before.high, shares.before.high_open, before_high),
          end(shares.after.low, shares.after.low_open, after_low),
          end(shares.after.high, shares.after.high_open, after_high)};
}

template Sides<Small> sides_of<Small>(const Shares&);
template Sides<Big> sides_of<Big>(const Shares&);

Rounded rounded(const Sides<Small>& sides) {
  return {{share_of(sides[before_low], sides[before_high]), share_of(sides[after_low], sides[after_high])},
          Reason::none};
}

Rounded rounded(const Sides<Big>& sides) {
  Reason reason = Reason::none;
  Sides<Small> small;
  for (const Side side : all_sides) small[side] = outward(sides[side], side, reason);
  Rounded result = rounded(small);
  result.reason = reason;
  return result;
}

}  // namespace weir::ownership
