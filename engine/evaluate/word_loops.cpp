#include "evaluate/word_loops.hpp"

#include <bit>

#include "base/clones.hpp"

namespace weir::evaluate {

WEIR_CLONES void and_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words) {
  for (std::size_t w = 0; w < words; ++w) into[w] &= other[w];
}

WEIR_CLONES void or_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words) {
  for (std::size_t w = 0; w < words; ++w) into[w] |= other[w];
}

// Blocks of half the size change places with their neighbours, from 32 by 32 down to single bits.
WEIR_CLONES void transpose_bits(std::uint64_t* words) {
  std::uint64_t lower = 0x0000'0000'ffff'ffff;
  for (std::size_t half = 32; half != 0; half /= 2, lower ^= lower << half) {
    for (std::size_t block = 0; block < 64; block += 2 * half) {
      for (std::size_t i = block; i < block + half; ++i) {
        const std::uint64_t other = ((words[i] >> half) ^ words[i + half]) & lower;
        words[i] ^= other << half;
        words[i + half] ^= other;
      }
    }
  }
}

// Four at a time without asking how many there are, which cannot be foreseen: behind the last one stands what
// is written over, and weighs nothing.
WEIR_CLONES ListedBits list_bits(const std::uint64_t* words, std::size_t count, std::size_t stride,
                                 const std::int64_t* weights, std::uint32_t* places) {
  ListedBits listed;
  for (std::size_t w = 0; w < count; ++w) {
    std::uint64_t bits = words[w * stride];
    std::uint32_t* next = places + listed.count;
    listed.count += static_cast<std::size_t>(std::popcount(bits));
    do {
      for (std::size_t i = 0; i < 4; ++i) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
        next[i] = static_cast<std::uint32_t>(w * 64 + bit);
        listed.weight += weights[w * 65 + bit];
        bits &= bits - 1;
      }
      next += 4;
    } while (bits != 0);
  }
  return listed;
}

// The compiler turns the inner loops below into vectors of comparisons, shifted and joined.

WEIR_CLONES void less_values(const std::int64_t* a, const std::int64_t* b, std::size_t words,
                             std::uint64_t* bits) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; ++i)
      word |= static_cast<std::uint64_t>(a[w * 64 + i] < b[w * 64 + i]) << i;
    bits[w] = word;
  }
}

WEIR_CLONES void equal_values(const std::int64_t* a, const std::int64_t* b, std::size_t words,
                              std::uint64_t* bits) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; ++i)
      word |= static_cast<std::uint64_t>(a[w * 64 + i] == b[w * 64 + i]) << i;
    bits[w] = word;
  }
}

WEIR_CLONES void less_than(const std::int64_t* a, std::int64_t b, std::size_t words, std::uint64_t* bits) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; ++i) word |= static_cast<std::uint64_t>(a[w * 64 + i] < b) << i;
    bits[w] = word;
  }
}

WEIR_CLONES void equal_to(const std::int64_t* a, std::int64_t b, std::size_t words, std::uint64_t* bits) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; ++i) word |= static_cast<std::uint64_t>(a[w * 64 + i] == b) << i;
    bits[w] = word;
  }
}

}  // namespace weir::evaluate
