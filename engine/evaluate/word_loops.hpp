#pragma once
#include <cstddef>
#include <cstdint>

namespace weir::evaluate {

/// The inner loops of kernels, on words of 64 rows. Each is compiled for several machines (base/clones.hpp).

void and_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words);
void or_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words);

/// Sixty-four words of bits turned round: bit `i` of word `k` becomes bit `k` of word `i`.
void transpose_bits(std::uint64_t* words);

/// Lists the places of the bits that are set in words which stand `stride` apart, ascending, with room for 64
/// a word behind `places` and for four more; `weights` has 65 for each word, the last of them zero. Returns
/// how many, and the sum of their weights.
struct ListedBits {
  std::size_t count = 0;
  std::int64_t weight = 0;
};
ListedBits list_bits(const std::uint64_t* words, std::size_t count, std::size_t stride,
                     const std::int64_t* weights, std::uint32_t* places);

// A bit a row of a whole number of words; each reads `words * 64` values.
/// `a[row] < b[row]`.
void less_values(const std::int64_t* a, const std::int64_t* b, std::size_t words, std::uint64_t* bits);
/// `a[row] == b[row]`.
void equal_values(const std::int64_t* a, const std::int64_t* b, std::size_t words, std::uint64_t* bits);
/// `a[row] < b`.
void less_than(const std::int64_t* a, std::int64_t b, std::size_t words, std::uint64_t* bits);
/// `a[row] == b`.
void equal_to(const std::int64_t* a, std::int64_t b, std::size_t words, std::uint64_t* bits);

}  // namespace weir::evaluate
