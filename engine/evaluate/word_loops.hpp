#pragma once
#include <cstddef>
#include <cstdint>

namespace weir::evaluate {

/// The inner loops of kernels, on words of 64 rows. Each is compiled for several machines (base/clones.hpp).

void and_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words);
void or_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words);

/// Rows are counted in whole strips of so many words, so that loops over a strip need no end of their own.
inline constexpr std::size_t strip_words = 8, strip_rows = strip_words * 64;

constexpr std::size_t strips_of(std::size_t rows) {
  return (rows + strip_rows - 1) / strip_rows;
}

/// The words of a strip, where they are to be read and written at once.
struct alignas(8 * strip_words) StripWords {
  std::uint64_t words[strip_words];
};
/// All words of strips that stand one behind the other.
inline std::uint64_t* words_of(StripWords* strips) {
  return reinterpret_cast<std::uint64_t*>(strips);
}
inline const std::uint64_t* words_of(const StripWords* strips) {
  return reinterpret_cast<const std::uint64_t*>(strips);
}

/// Sixty-four strips of bits turned round: bit `i` of word `w` of strip `k` becomes bit `k` of word `w` of
/// strip `i`.
void transpose_strips(std::uint64_t* words);

/// As many strips of bits as a strip has rows, turned round: bit `i` of strip `k`, counted through its words,
/// becomes bit `k` of strip `i`. Only the first `used` strips have bits.
void transpose_square(StripWords* strips, std::size_t used);

/// Lists the places of the bits that are set in words, ascending, counted from `begin`, with room for 64 a
/// word behind `places` and for as many more. Returns how many there are.
std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t begin,
                      std::uint32_t* places);

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
