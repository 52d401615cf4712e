#pragma once
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace weir::test {

/// Seeded random choices, the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool percent(std::size_t chance) { return below(100) < chance; }
  template <class T>
  const T& of(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// How many times the normal number of rounds a random test runs: WEIR_ROUNDS, else 1.
inline std::size_t rounds() {
  const char* text = std::getenv("WEIR_ROUNDS");
  const long count = text ? std::atol(text) : 1;
  return count < 1 ? 1 : static_cast<std::size_t>(count);
}

/// The seed of a random test's first round: WEIR_SEED, so that one round can be run again, else its own.
inline std::size_t first_seed(std::size_t own) {
  const char* text = std::getenv("WEIR_SEED");
  return text ? static_cast<std::size_t>(std::strtoull(text, nullptr, 10)) : own;
}

}  // namespace weir::test
