// Loops over words of bits give what looking at every bit gives.
#include "evaluate/word_loops.hpp"

#include <array>
#include <vector>

#include "support/catch.hpp"
#include "support/dice.hpp"

namespace weir::evaluate {
namespace {

/// Words with few bits, or with many.
std::uint64_t random_word(test::Dice& dice) {
  std::uint64_t word = 0;
  const std::size_t chance = dice.percent(20) ? 0 : dice.below(60);
  for (std::size_t bit = 0; bit < 64; ++bit) word |= static_cast<std::uint64_t>(dice.percent(chance)) << bit;
  return word;
}

TEST_CASE("word loops: strips of bits turned round", "[evaluate]") {
  test::Dice dice(test::first_seed(1));
  for (std::size_t round = 0; round < 20; ++round) {
    std::array<std::uint64_t, 64 * strip_words> strips{};
    for (std::uint64_t& word : strips) word = random_word(dice);
    const auto before = strips;
    transpose_strips(strips.data());
    bool turned = true;
    for (std::size_t w = 0; w < strip_words; ++w) {
      for (std::size_t i = 0; i < 64; ++i)
        for (std::size_t k = 0; k < 64; ++k)
          turned =
              turned && (strips[i * strip_words + w] >> k & 1u) == (before[k * strip_words + w] >> i & 1u);
    }
    CHECK(turned);
    transpose_strips(strips.data());
    CHECK(strips == before);
  }
}

TEST_CASE("word loops: a square of bits turned round", "[evaluate]") {
  test::Dice dice(test::first_seed(4));
  const auto bit = [](const std::vector<StripWords>& strips, std::size_t strip, std::size_t at) {
    return strips[strip].words[at / 64] >> at % 64 & 1u;
  };
  for (const std::size_t used : {std::size_t{1}, std::size_t{64}, std::size_t{65}, strip_rows}) {
    std::vector<StripWords> strips(strip_rows);
    for (std::size_t i = 0; i < used; ++i)
      for (std::uint64_t& word : strips[i].words) word = random_word(dice);
    const auto before = strips;
    transpose_square(strips.data(), used);
    bool turned = true;
    for (std::size_t i = 0; i < strip_rows; ++i)
      for (std::size_t k = 0; k < strip_rows; ++k) turned = turned && bit(strips, i, k) == bit(before, k, i);
    INFO(used);
    CHECK(turned);
  }
}

TEST_CASE("word loops: bits listed", "[evaluate]") {
  test::Dice dice(test::first_seed(2));
  for (std::size_t round = 0; round < 200; ++round) {
    std::vector<std::uint64_t> words(1 + dice.below(9));
    const auto begin = static_cast<std::uint32_t>(dice.below(3) * strip_rows);
    std::vector<std::uint32_t> places;
    for (std::size_t w = 0; w < words.size(); ++w) {
      words[w] = random_word(dice);
      for (std::size_t bit = 0; bit < 64; ++bit)
        if ((words[w] >> bit & 1u) != 0) places.push_back(begin + static_cast<std::uint32_t>(w * 64 + bit));
    }
    std::vector<std::uint32_t> found((words.size() + 1) * 64);
    found.resize(list_bits(words.data(), words.size(), begin, found.data()));
    CHECK(found == places);
  }
}

TEST_CASE("word loops: comparisons of values", "[evaluate]") {
  test::Dice dice(test::first_seed(3));
  std::vector<std::int64_t> a(128), b(128);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<std::int64_t>(dice.below(5)) - 2;
    b[i] = static_cast<std::int64_t>(dice.below(5)) - 2;
  }
  const auto holds = [](const std::vector<std::uint64_t>& bits, std::size_t row) {
    return (bits[row / 64] >> (row % 64) & 1u) != 0;
  };
  std::vector<std::uint64_t> less(2), same(2), below(2), at(2);
  less_values(a.data(), b.data(), 2, less.data());
  equal_values(a.data(), b.data(), 2, same.data());
  less_than(a.data(), 1, 2, below.data());
  equal_to(a.data(), 1, 2, at.data());
  bool right = true;
  for (std::size_t i = 0; i < a.size(); ++i)
    right = right && holds(less, i) == (a[i] < b[i]) && holds(same, i) == (a[i] == b[i]) &&
            holds(below, i) == (a[i] < 1) && holds(at, i) == (a[i] == 1);
  CHECK(right);
}

}  // namespace
}  // namespace weir::evaluate
