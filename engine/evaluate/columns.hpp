#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "base/rational.hpp"
#include "base/truth.hpp"
#include "plan/plan.hpp"

namespace weir::evaluate {

/// One bit a row, 64 to a word; bits behind the last row are zero.
class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t rows) : words_((rows + 63) / 64, 0) {}
  bool get(std::size_t row) const { return (words_[row / 64] >> (row % 64)) & 1u; }
  void set(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
  std::vector<std::uint64_t>& words() { return words_; }
  const std::vector<std::uint64_t>& words() const { return words_; }
  friend bool operator==(const Bits&, const Bits&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// Whether a value may be, or certainly is, not applicable.
enum class Applies : std::uint8_t { certainly, perhaps, not_at_all };

/// One candidate range of a number. Of money the currency; equivalents of one amount share a `group`.
struct Bounds {
  base::Rational low, high;
  bool has_low = false, has_high = false, low_open = false, high_open = false;
  std::int32_t currency = -1;
  std::uint32_t group = 0;
  friend bool operator==(const Bounds&, const Bounds&) = default;
  static Bounds exactly(base::Rational value) { return {value, value, true, true, false, false, -1, 0}; }
};

/// Members of a set, or candidates of one item, of one row: ranges into Column::pool. When `open`, anything
/// else is possible.
struct ItemCell {
  std::uint32_t certain_begin = 0, certain_end = 0, possible_begin = 0, possible_end = 0;
  bool open = true;
  friend bool operator==(const ItemCell&, const ItemCell&) = default;
};

/// One typed column with partial knowledge; which vectors are filled depends on `kind`.
struct Column {
  plan::ColumnKind kind{};
  std::size_t rows = 0;
  Bits is_true, is_false;                  ///< truth
  std::vector<std::uint32_t> piece_begin;  ///< number: rows + 1 offsets into `pieces`
  std::vector<Bounds> pieces;
  std::vector<std::int32_t> low, high;  ///< date: days
  std::vector<ItemCell> cells;          ///< items
  std::vector<std::int32_t> pool;
  std::vector<Applies> applies;     ///< number, date, items
  std::vector<std::int32_t> index;  ///< rows: row of the other table, -1 unknown

  static Column of(plan::ColumnKind kind, std::size_t rows);
  base::Truth truth(std::size_t row) const;
  void set_truth(std::size_t row, base::Truth value);
  /// Appends the next row of a number column.
  void push_number(const std::vector<Bounds>& candidates, Applies applies_here);
  /// Appends the next row of an items column.
  void push_items(const std::vector<std::int32_t>& certain, const std::vector<std::int32_t>& possible,
                  bool open, Applies applies_here);
  /// Appends row `row` of `other`, of the same kind (number, items).
  void push_row(const Column& other, std::size_t row);
  /// The candidates of a row of a number column.
  std::span<const Bounds> candidates(std::size_t row) const {
    return {pieces.data() + piece_begin[row], pieces.data() + piece_begin[row + 1]};
  }
  friend bool operator==(const Column&, const Column&) = default;
  /// True if the row is one exact value.
  bool is_point(std::size_t row) const;
};

/// Texts of items to dense numbers, shared by one batch.
class Dictionary {
 public:
  std::int32_t id(std::string_view text);
  const std::string& text(std::int32_t id) const { return texts_[static_cast<std::size_t>(id)]; }

 private:
  std::unordered_map<std::string, std::int32_t> ids_;
  std::vector<std::string> texts_;
};

}  // namespace weir::evaluate
