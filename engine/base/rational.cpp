#include "base/rational.hpp"

#include <limits>

namespace weir::base {
namespace {

using Wide = __int128;
using UnsignedWide = unsigned __int128;

constexpr Wide largest = std::numeric_limits<std::int64_t>::max();
constexpr Wide smallest = std::numeric_limits<std::int64_t>::min();
/// Digits after the point up to which a terminating decimal is written as one (and can be read back).
constexpr int decimal_places = 18;

UnsignedWide magnitude(Wide value) {
  return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

UnsignedWide greatest_common_divisor(UnsignedWide a, UnsignedWide b) {
  while (b != 0) {
    const UnsignedWide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes digits from the front of `text` into `value`; none if there are none, or they do not fit.
std::optional<Wide> take_digits(std::string_view& text, Wide value) {
  constexpr Wide limit = (std::numeric_limits<Wide>::max() - 9) / 10;
  std::size_t count = 0;
  for (; count < text.size() && is_digit(text[count]); ++count) {
    if (value > limit) return std::nullopt;
    value = value * 10 + (text[count] - '0');
  }
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

/// A whole number without leading zeros at the front of `text`.
std::optional<Wide> take_whole(std::string_view& text) {
  if (text.size() > 1 && text[0] == '0' && is_digit(text[1])) return std::nullopt;
  return take_digits(text, 0);
}

/// The decimal text of a positive fraction below one; none if it does not end within `decimal_places`.
std::optional<std::string> decimals(Wide rest, Wide denominator) {
  std::string digits;
  while (rest != 0) {
    if (digits.size() == decimal_places) return std::nullopt;
    rest *= 10;
    digits += static_cast<char>('0' + static_cast<int>(rest / denominator));
    rest %= denominator;
  }
  return digits;
}

}  // namespace

std::optional<Rational> Rational::make(__int128 numerator, __int128 denominator) {
  if (denominator == 0) return std::nullopt;
  const bool negative = (numerator < 0) != (denominator < 0);
  UnsignedWide top = magnitude(numerator);
  UnsignedWide bottom = magnitude(denominator);
  const UnsignedWide divisor = greatest_common_divisor(top, bottom);
  top /= divisor;
  bottom /= divisor;
  if (bottom > static_cast<UnsignedWide>(largest)) return std::nullopt;
  if (top > (negative ? magnitude(smallest) : static_cast<UnsignedWide>(largest))) return std::nullopt;
  Rational result;
  result.numerator_ = static_cast<std::int64_t>(negative ? -static_cast<Wide>(top) : static_cast<Wide>(top));
  result.denominator_ = static_cast<std::int64_t>(bottom);
  return result;
}

std::optional<Rational> Rational::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  std::optional<Wide> top = take_whole(text);
  if (!top) return std::nullopt;
  Wide bottom = 1;
  if (!text.empty() && text.front() == '/') {
    text.remove_prefix(1);
    const std::optional<Wide> below = take_whole(text);
    if (!below) return std::nullopt;
    bottom = *below;
  } else if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
    const std::size_t last = text.find_last_not_of('0');
    text = text.substr(0, last == text.npos ? 0 : last + 1);
    if (text.size() > decimal_places) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) bottom *= 10;
    if (!text.empty()) top = take_digits(text, *top);
    if (!top) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return make(negative ? -*top : *top, bottom);
}

std::optional<Rational> Rational::add(const Rational& a, const Rational& b) {
  return make(
      static_cast<Wide>(a.numerator_) * b.denominator_ + static_cast<Wide>(b.numerator_) * a.denominator_,
      static_cast<Wide>(a.denominator_) * b.denominator_);
}

std::optional<Rational> Rational::subtract(const Rational& a, const Rational& b) {
  return make(
      static_cast<Wide>(a.numerator_) * b.denominator_ - static_cast<Wide>(b.numerator_) * a.denominator_,
      static_cast<Wide>(a.denominator_) * b.denominator_);
}

std::optional<Rational> Rational::multiply(const Rational& a, const Rational& b) {
  return make(static_cast<Wide>(a.numerator_) * b.numerator_,
              static_cast<Wide>(a.denominator_) * b.denominator_);
}

std::optional<Rational> Rational::divide(const Rational& a, const Rational& b) {
  return make(static_cast<Wide>(a.numerator_) * b.denominator_,
              static_cast<Wide>(a.denominator_) * b.numerator_);
}

std::string Rational::to_text() const {
  if (whole()) return std::to_string(numerator_);
  const Wide absolute = static_cast<Wide>(magnitude(numerator_));
  if (const auto digits = decimals(absolute % denominator_, denominator_)) {
    return (numerator_ < 0 ? "-" : "") + std::to_string(static_cast<std::int64_t>(absolute / denominator_)) +
           "." + *digits;
  }
  return std::to_string(numerator_) + "/" + std::to_string(denominator_);
}

}  // namespace weir::base
