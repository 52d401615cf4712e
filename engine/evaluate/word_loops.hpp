#pragma once
#include <cstddef>
#include <cstdint>

namespace weir::evaluate {

/// The inner loops of kernels, on words of 64 rows. Each is compiled for several machines (base/clones.hpp).

void and_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words);
void or_words(std::uint64_t* into, const std::uint64_t* other, std::size_t words);

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
