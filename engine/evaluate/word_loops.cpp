#include "evaluate/word_loops.hpp"

#include "base/clones.hpp"

namespace weir::evaluate {

WEIR_CLONES void and_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words) {
  for (std::size_t w = 0; w < words; ++w) into[w] &= other[w];
}

WEIR_CLONES void or_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words) {
  for (std::size_t w = 0; w < words; ++w) into[w] |= other[w];
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
