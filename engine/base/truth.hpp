#pragma once
#include <cstdint>
#include <string_view>

namespace weir::base {

/// Kleene's three truth values.
enum class Truth : std::uint8_t { false_value, true_value, unknown };

constexpr Truth truth_of(bool value) {
  return value ? Truth::true_value : Truth::false_value;
}
constexpr Truth truth_not(Truth a) {
  if (a == Truth::unknown) return a;
  return a == Truth::true_value ? Truth::false_value : Truth::true_value;
}
constexpr Truth truth_and(Truth a, Truth b) {
  if (a == Truth::false_value || b == Truth::false_value) return Truth::false_value;
  if (a == Truth::true_value && b == Truth::true_value) return Truth::true_value;
  return Truth::unknown;
}
constexpr Truth truth_or(Truth a, Truth b) {
  return truth_not(truth_and(truth_not(a), truth_not(b)));
}
/// "true", "false" or "unknown".
constexpr std::string_view to_text(Truth a) {
  return a == Truth::unknown ? "unknown" : a == Truth::true_value ? "true" : "false";
}

}  // namespace weir::base
