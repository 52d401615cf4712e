#include "evaluate/word_loops.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "base/clones.hpp"

#ifdef WEIR_HAS_CLONES
#include <immintrin.h>
#endif

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

namespace {

/// Words of strips that are `times` apart among eight change places as bits do above: those of the lower one
/// that these places name, counted on through the upper one, stay in it, and the others in the upper one.
template <std::size_t times, int... kept>
[[gnu::always_inline]] inline void exchange(Strip* strips) {
  for (std::size_t i = 0; i < 8; ++i) {
    if ((i & times) != 0) continue;
    const Strip a = strips[i], b = strips[i + times];
    strips[i] = __builtin_shufflevector(a, b, kept...);
    strips[i + times] = __builtin_shufflevector(a, b, (kept + static_cast<int>(times))...);
  }
}

/// The words of eight strips, which stand 64 apart, turned round.
[[gnu::always_inline]] inline void exchange_words(StripWords* strips) {
  static_assert(strip_words == 8);
  Strip block[8];
  for (std::size_t i = 0; i < 8; ++i) std::memcpy(&block[i], &strips[i * 64], sizeof block[i]);
  exchange<4, 0, 1, 2, 3, 8, 9, 10, 11>(block);
  exchange<2, 0, 1, 8, 9, 4, 5, 12, 13>(block);
  exchange<1, 0, 8, 2, 10, 4, 12, 6, 14>(block);
  for (std::size_t i = 0; i < 8; ++i) std::memcpy(&strips[i * 64], &block[i], sizeof block[i]);
}

}  // namespace

// First the bits of each word, then the words.
WEIR_CLONES void transpose_square(StripWords* strips, std::size_t used) {
  for (std::size_t i = 0; i < used; i += 64) transpose_strips(words_of(strips + i));
  for (std::size_t i = 0; i < 64; ++i) exchange_words(strips + i);
}

namespace {

using ListBits = std::size_t (*)(const std::uint64_t*, std::size_t, std::uint32_t, std::uint32_t*);

// Four at a time without asking how many there are, which cannot be foreseen: behind the last one stands what
// is written over.
std::size_t list_by_fours(const std::uint64_t* words, std::size_t count, std::uint32_t begin,
                          std::uint32_t* places) {
  constexpr std::uint64_t last = std::uint64_t{1} << 63;  // where there is none, without asking for it
  std::size_t listed = 0;
  for (std::size_t w = 0; w < count; ++w) {
    std::uint64_t bits = words[w];
    std::uint32_t* next = places + listed;
    listed += static_cast<std::size_t>(std::popcount(bits));
    do {
      for (std::size_t i = 0; i < 4; ++i) {
        next[i] = begin + static_cast<std::uint32_t>(std::countr_zero(bits | last));
        bits &= bits - 1;
      }
      next += 4;
    } while (bits != 0);
    begin += 64;
  }
  return listed;
}

#ifdef WEIR_HAS_CLONES

#define WEIR_WIDEST __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,popcnt")))

/// Writes sixteen numbers of bits, counted from `begin`.
WEIR_WIDEST inline void put_sixteen(std::uint32_t* into, std::uint32_t begin, __m128i numbers) {
  const __m512i wide = _mm512_maskz_cvtepu8_epi32(0xffff, numbers);
  _mm512_storeu_si512(into, _mm512_add_epi32(wide, _mm512_set1_epi32(static_cast<int>(begin))));
}

// The same where the machine moves the numbers of the bits that are set to the front: the first eight of each
// word, and all where there are more.
WEIR_WIDEST std::size_t list_at_once(const std::uint64_t* words, std::size_t count, std::uint32_t begin,
                                     std::uint32_t* places) {
  alignas(64) static constexpr auto numbers = [] {
    std::array<std::uint8_t, 64> made{};
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<std::uint8_t>(i);
    return made;
  }();
  const __m512i all = _mm512_load_si512(numbers.data());
  std::size_t listed = 0;
  for (std::size_t w = 0; w < count; ++w) {
    const std::uint64_t bits = words[w];
    const auto in_word = static_cast<std::size_t>(std::popcount(bits));
    const __m512i set = _mm512_maskz_compress_epi8(bits, all);
    const __m128i first = _mm512_maskz_extracti32x4_epi32(0xf, set, 0);
    std::uint32_t* const next = places + listed;
    const __m256i eight = _mm256_maskz_cvtepu8_epi32(0xff, first);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(next),
                        _mm256_add_epi32(eight, _mm256_set1_epi32(static_cast<int>(begin))));
    if (in_word > 8) [[unlikely]] {
      put_sixteen(next, begin, first);
      put_sixteen(next + 16, begin, _mm512_maskz_extracti32x4_epi32(0xf, set, 1));
      put_sixteen(next + 32, begin, _mm512_maskz_extracti32x4_epi32(0xf, set, 2));
      put_sixteen(next + 48, begin, _mm512_maskz_extracti32x4_epi32(0xf, set, 3));
    }
    listed += in_word;
    begin += 64;
  }
  return listed;
}

const ListBits list_as_fits = __builtin_cpu_supports("avx512vbmi2") ? list_at_once : list_by_fours;

#else

constexpr ListBits list_as_fits = list_by_fours;

#endif

}  // namespace

std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t begin,
                      std::uint32_t* places) {
  return list_as_fits(words, count, begin, places);
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
