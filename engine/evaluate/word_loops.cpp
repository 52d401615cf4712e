#include "evaluate/word_loops.hpp"

#include <bit>
#include <cstring>

#include "base/clones.hpp"

namespace weir::evaluate {

WEIR_CLONES void and_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words) {
  for (std::size_t w = 0; w < words; ++w) into[w] &= other[w];
}

WEIR_CLONES void or_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words) {
  for (std::size_t w = 0; w < words; ++w) into[w] |= other[w];
}

namespace {

using Strip = std::uint64_t __attribute__((vector_size(8 * strip_words)));

/// Blocks of half the size change places with their neighbours, for 4, 2 and 1 times `apart` by as many bits,
/// in eight strips that stand so far apart.
template <std::size_t apart>
[[gnu::always_inline]] inline void exchange_blocks(std::uint64_t* words) {
  Strip strips[8];
  for (std::size_t i = 0; i < 8; ++i)
    std::memcpy(&strips[i], words + i * apart * strip_words, sizeof strips[i]);
  for (std::size_t times = 4; times != 0; times /= 2) {
    const std::size_t half = times * apart;
    const std::uint64_t lower = ~std::uint64_t{0} / ((std::uint64_t{1} << half) + 1);
    for (std::size_t i = 0; i < 8; ++i) {
      if ((i & times) != 0) continue;
      const Strip other = ((strips[i] >> half) ^ strips[i + times]) & lower;
      strips[i] ^= other << half;
      strips[i + times] ^= other;
    }
  }
  for (std::size_t i = 0; i < 8; ++i)
    std::memcpy(words + i * apart * strip_words, &strips[i], sizeof strips[i]);
}

}  // namespace

// From 32 by 32 bits down to single ones, as many steps at a time as there are registers for.
WEIR_CLONES void transpose_strips(std::uint64_t* words) {
  for (std::size_t i = 0; i < 8; ++i) exchange_blocks<8>(words + i * strip_words);
  for (std::size_t i = 0; i < 8; ++i) exchange_blocks<1>(words + i * 8 * strip_words);
}

// Four at a time without asking how many there are, which cannot be foreseen: behind the last one stands what
// is written over.
WEIR_CLONES std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::size_t stride,
                                  std::uint32_t* places) {
  constexpr std::uint64_t last = std::uint64_t{1} << 63;  // where there is none, without asking for it
  std::size_t listed = 0;
  for (std::size_t w = 0; w < count; ++w) {
    std::uint64_t bits = words[w * stride];
    std::uint32_t* next = places + listed;
    listed += static_cast<std::size_t>(std::popcount(bits));
    do {
      for (std::size_t i = 0; i < 4; ++i) {
        next[i] =
            static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(bits | last));
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
