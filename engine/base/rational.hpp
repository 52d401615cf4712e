#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::base {

/// An exact number: a reduced fraction of two 64-bit integers, denominator positive. No rounding, ever.
class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t whole) : numerator_(whole) {}  // NOLINT(google-explicit-constructor)
  /// numerator/denominator reduced; none when the denominator is zero or the reduced parts do not fit.
  static std::optional<Rational> make(__int128 numerator, __int128 denominator);
  /// "12", "-3.75", "1/3": digits with an optional decimal part, or two whole numbers around a slash.
  /// Refused (none): leading zeros ("012"), "1e3", "1_000", ".5", "5.", blanks, overflow.
  static std::optional<Rational> parse(std::string_view text);

  constexpr std::int64_t numerator() const { return numerator_; }
  constexpr std::int64_t denominator() const { return denominator_; }
  constexpr bool whole() const { return denominator_ == 1; }

  /// Exact comparison by cross-multiplication in 128 bits.
  friend constexpr std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    const __int128 left = static_cast<__int128>(a.numerator_) * b.denominator_;
    const __int128 right = static_cast<__int128>(b.numerator_) * a.denominator_;
    return left < right   ? std::strong_ordering::less
           : right < left ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
  }
  friend constexpr bool operator==(const Rational& a, const Rational& b) {
    return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
  }

  /// Each is none when the exact result does not fit.
  static std::optional<Rational> add(const Rational& a, const Rational& b);
  static std::optional<Rational> subtract(const Rational& a, const Rational& b);
  static std::optional<Rational> multiply(const Rational& a, const Rational& b);
  static std::optional<Rational> divide(const Rational& a, const Rational& b);

  /// Shortest exact text: "800000000", "33.34", "1/3" (a terminating decimal where there is one).
  std::string to_text() const;

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

}  // namespace weir::base
