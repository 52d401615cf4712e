#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "evaluate/columns.hpp"
#include "evaluate/word_loops.hpp"

namespace weir::evaluate {

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
  /// Where the plane of a number begins, for `set_at`.
  std::uint32_t begin_of(std::int32_t number) {
    const auto at = static_cast<std::size_t>(number);
    return at < begins_.size() && begins_[at] != nowhere ? begins_[at] : add(number);
  }
  void set_at(std::uint32_t begin, const BlockRow& row) { bits_[begin + row.word] |= row.bit; }
  /// What occurred, in the order in which it did first: that of the planes.
  std::span<const std::int32_t> numbers() const { return numbers_; }
  // The words of a plane in a strip stand at `strip(number) + begin_of_plane(place)`.
  const std::uint64_t* strip(std::size_t number) const { return bits_.data() + number * strip_words; }
  std::uint32_t begin_of_plane(std::size_t place) const { return static_cast<std::uint32_t>(place * words_); }

 private:
  std::uint32_t add(std::int32_t number);

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
  /// A figure without a currency has -1.
  static std::int32_t plane_of_currency(std::int32_t currency) { return currency + 1; }
  void state(const BlockRow& row, std::int64_t parts, std::int32_t currency) {
    state_at(planes.begin_of(plane_of_currency(currency)), row, parts);
  }
  /// Of a set one of its members.
  void state(const BlockRow& row, std::int32_t item) { state_at(planes.begin_of(item), row); }
  // The same where the plane is known (Planes::begin_of).
  void state_at(std::uint32_t plane, const BlockRow& row, std::int64_t parts) {
    values[row.number] = parts;
    planes.set_at(plane, row);
  }
  void state_at(std::uint32_t plane, const BlockRow& row) {
    stated[row.word] |= row.bit;
    planes.set_at(plane, row);
  }
  /// That a set is stated; its members follow, if it has any.
  void state_set(const BlockRow& row) { stated[row.word] |= row.bit; }

  /// Of a truth: by strip the words in which it holds, and those in which it does not.
  std::vector<std::uint64_t> truths;
  std::vector<std::uint64_t> stated;  ///< items: something is stated
  std::vector<std::int64_t> values;   ///< number: its parts (columns.hpp)
  Planes planes;                      ///< number: by `plane_of_currency`; items: by item
};

}  // namespace weir::evaluate
