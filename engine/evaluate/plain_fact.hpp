#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <deque>
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
        bit(std::uint64_t{1} << (row % 64)),
        turned(row / strip_rows * strip_rows + row % 64 * strip_words + row / 64 % strip_words) {}
  std::size_t number;
  std::size_t word;  ///< of a plane
  std::uint64_t bit;
  std::size_t turned;  ///< its word of RowBits
};

/// One of the bits that each row has; several may stand one behind the other.
class RowBit {
 public:
  /// Sets this one or the one that stands so many behind it.
  void set(const BlockRow& row, unsigned behind = 0) const {
    words_of(strips_)[row.turned] |= bit_ << behind;
  }
  /// Of the rows of a strip their words, once RowBits are turned.
  const std::uint64_t* strip(std::size_t number, std::size_t behind = 0) const {
    const auto place = static_cast<std::size_t>(std::countr_zero(bit_)) + behind;
    return strips_[64 * number + place].words;
  }

 private:
  friend class RowBits;
  StripWords* strips_ = nullptr;  ///< of 64 bits of a row
  std::uint64_t bit_ = 1;
};

/// Bits that are set row by row and read as words of rows: a row's bits stand together until all are turned.
class RowBits {
 public:
  explicit RowBits(std::size_t rows) : rows_(rows) {}

  /// The first of so many bits, up to 64, that stay where they are.
  RowBit add(std::size_t count);
  /// All bits are zero.
  void clear();
  void turn();

 private:
  std::size_t rows_;
  std::size_t used_ = 64;                       ///< of the last group
  std::deque<std::vector<StripWords>> groups_;  ///< of 64 bits: by strip of rows what transpose_strips turns
};

/// Planes of bits, one for each number of something (an item, a currency) that occurs; a bit a row.
class Planes {
 public:
  /// Where a plane begins that nobody reads.
  static constexpr std::uint32_t spare = 0;

  explicit Planes(std::size_t rows) : strips_(strips_of(rows)), bits_(strips_) {}

  /// All bits are zero; what occurred keeps its plane.
  void clear() { std::fill(bits_.begin(), bits_.end(), StripWords{}); }
  /// Where the plane of a number begins, for `set_at`.
  std::uint32_t begin_of(std::int32_t number) {
    const auto at = static_cast<std::size_t>(number);
    return at < begins_.size() && begins_[at] != nowhere ? begins_[at] : add(number);
  }
  void set_at(std::uint32_t begin, const BlockRow& row) {
    words_of(bits_.data())[begin + row.word] |= row.bit;
  }
  /// What occurred, in the order in which it did first: that of the planes.
  std::span<const std::int32_t> numbers() const { return numbers_; }
  // The words of a plane in a strip stand at `strip(number) + begin_of_plane(place)`.
  const std::uint64_t* strip(std::size_t number) const {
    return words_of(bits_.data()) + number * strip_words;
  }
  std::uint32_t begin_of_plane(std::size_t place) const {
    return static_cast<std::uint32_t>((place + 1) * strips_ * strip_words);
  }

 private:
  std::uint32_t add(std::int32_t number);

  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};
  std::size_t strips_;                 ///< of one plane
  std::vector<std::int32_t> numbers_;  ///< by place
  std::vector<std::uint32_t> begins_;  ///< by number
  std::vector<StripWords> bits_;       ///< the spare plane, and one after the other
};

/// What is stated of one fact of one owner in a block of cases, a row a case: laid out for tests of many rows
/// at once. A row of which nothing is stated is unknown.
struct PlainFact {
  /// Of a truth, a number, one item or a set of them; `bits` takes what is one bit a row.
  PlainFact(plan::ColumnKind kind, model::Shape shape, std::size_t rows, RowBits& bits);

  void clear();
  /// Takes what is stated of one item to the planes: of all rows together, where no row waits for another.
  void settle();
  void state(const BlockRow& row, bool holds) { said.set(row, holds ? 1 : 0); }
  /// A figure without a currency has -1.
  static std::int32_t plane_of_currency(std::int32_t currency) { return currency + 1; }
  void state(const BlockRow& row, std::int64_t parts, std::int32_t currency) {
    state_at(planes.begin_of(plane_of_currency(currency)), row, parts);
  }
  /// Of a set one of its members.
  void state(const BlockRow& row, std::int32_t item) { state_at(planes.begin_of(item), row); }
  // The same where the plane is known (Planes::begin_of).
  /// Of one item; `settle` is to follow.
  void state_one_at(std::uint32_t plane, const BlockRow& row) {
    said.set(row);
    ones[row.number] = plane;
  }
  void state_at(std::uint32_t plane, const BlockRow& row, std::int64_t parts) {
    values[row.number] = parts;
    planes.set_at(plane, row);
  }
  void state_at(std::uint32_t plane, const BlockRow& row) {
    said.set(row);
    planes.set_at(plane, row);
  }
  /// That a set is stated; its members follow, if it has any.
  void state_set(const BlockRow& row) const { said.set(row); }

  RowBit said;  ///< a truth: it does not hold, and behind that it does; items: they are stated
  std::vector<std::int64_t> values;  ///< number: its parts (columns.hpp)
  std::vector<std::uint32_t>
      ones;       ///< one item, by row: the begin of its plane; of the spare one where it is unknown
  Planes planes;  ///< number: by `plane_of_currency`; items: by item
};

}  // namespace weir::evaluate
