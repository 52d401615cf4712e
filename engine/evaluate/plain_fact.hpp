#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "evaluate/columns.hpp"

namespace weir::evaluate {

/// Rows are counted in whole strips of so many words, so that loops over a strip need no end of their own.
inline constexpr std::size_t strip_words = 8, strip_rows = strip_words * 64;

/// A row of a block, and where its bit stands.
struct BlockRow {
  BlockRow(std::size_t row)
      : number(row),
        word(row / 64),
        truth_word(row / strip_rows * 2 * strip_words + row / 64 % strip_words),
        bit(std::uint64_t{1} << (row % 64)) {}
  std::size_t number;
  std::size_t word;        ///< of a plane
  std::size_t truth_word;  ///< of PlainFact::truths, where it holds
  std::uint64_t bit;
};

/// Planes of bits, one for each number of something (an item, a currency) that occurs; a bit a row.
class Planes {
 public:
  static std::size_t words_of(std::size_t rows) { return (rows + strip_rows - 1) / strip_rows * strip_words; }

  explicit Planes(std::size_t rows) : words_(words_of(rows)) {}

  /// All bits are zero; what occurred keeps its plane.
  void clear() { std::fill(bits_.begin(), bits_.end(), 0); }
  void set(std::int32_t number, const BlockRow& row) { bits_[begin_of(number) + row.word] |= row.bit; }
  void set_bits(std::int32_t number, std::size_t word, std::uint64_t bits) {
    bits_[begin_of(number) + word] |= bits;
  }
  /// What occurred, in the order in which it did first: that of the planes.
  std::span<const std::int32_t> numbers() const { return numbers_; }
  // The words of a plane in a strip stand at `strip(number) + begin_of_plane(place)`.
  const std::uint64_t* strip(std::size_t number) const { return bits_.data() + number * strip_words; }
  std::uint32_t begin_of_plane(std::size_t place) const { return static_cast<std::uint32_t>(place * words_); }

 private:
  /// Where the plane of a number begins in `bits_`.
  std::size_t begin_of(std::int32_t number) {
    const auto at = static_cast<std::size_t>(number);
    return at < begins_.size() && begins_[at] != nowhere ? begins_[at] : add(number);
  }
  std::size_t add(std::int32_t number);

  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};
  std::size_t words_;                  ///< of one plane
  std::vector<std::int32_t> numbers_;  ///< by place
  std::vector<std::uint32_t> begins_;  ///< by number
  std::vector<std::uint64_t> bits_;    ///< one plane after the other
};

/// What is stated of one fact of one owner in a block of cases, a row a case: laid out for tests of many rows
/// at once. A row of which nothing is stated is unknown.
struct PlainFact {
  /// Of a truth, a number or items.
  PlainFact(plan::ColumnKind kind, std::size_t rows);

  void clear();
  void state(const BlockRow& row, bool holds) {
    truths[row.truth_word + static_cast<std::size_t>(!holds) * strip_words] |= row.bit;
  }
  void state(const BlockRow& row, std::int64_t parts, std::int32_t currency) {
    values[row.number] = parts;
    planes.set(currency + 1, row);
  }
  /// Of a set one of its members.
  void state(const BlockRow& row, std::int32_t item) {
    stated[row.word] |= row.bit;
    planes.set(item, row);
  }
  /// That a set has no members.
  void state_none(const BlockRow& row) { stated[row.word] |= row.bit; }

  /// Of a truth: by strip the words in which it holds, and those in which it does not.
  std::vector<std::uint64_t> truths;
  std::vector<std::uint64_t> stated;  ///< items: something is stated
  std::vector<std::int64_t> values;   ///< number: its parts (columns.hpp)
  Planes planes;  ///< number: by its currency + 1, of a figure without one by zero; items: by item
};

}  // namespace weir::evaluate
