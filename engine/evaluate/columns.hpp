#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
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
  explicit Bits(std::size_t rows) { reset(rows); }
  /// All zero.
  void reset(std::size_t rows) { words_.assign((rows + 63) / 64, 0); }
  bool get(std::size_t row) const { return (words_[row / 64] >> (row % 64)) & 1u; }
  void set(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
  /// All up to a row.
  void set_all(std::size_t rows) {
    std::fill_n(words_.begin(), rows / 64, ~std::uint64_t{0});
    if (rows % 64 != 0) words_[rows / 64] |= (std::uint64_t{1} << (rows % 64)) - 1;
  }
  void set_word(std::size_t word, std::uint64_t bits) { words_[word] = bits; }
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

/// The candidates of one row of a number column; they live as long as this does.
class Candidates {
 public:
  explicit Candidates(const Bounds& only) : only_(only), first_(&only_), size_(1) {}
  explicit Candidates(std::span<const Bounds> all) : first_(all.data()), size_(all.size()) {}
  Candidates(const Candidates&) = delete;
  Candidates& operator=(const Candidates&) = delete;

  const Bounds* begin() const { return first_; }
  const Bounds* end() const { return first_ + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  Bounds only_;
  const Bounds* first_;
  std::size_t size_;
};

/// Exact values that are whole multiples of one part of this are kept as whole numbers of parts: percentages
/// to four places and thirds, cents, and all whole amounts that fit. Others stay fractions.
inline constexpr std::int64_t parts_of_one = 3'000'000;
/// How many parts an exact value is; none where it is no whole number of them that fits.
std::optional<std::int64_t> parts_of(const base::Rational& number);

/// One typed column with partial knowledge; which vectors are filled depends on `kind`.
struct Column {
  plan::ColumnKind kind{};
  std::size_t rows = 0;
  Bits is_true, is_false;  ///< truth
  // Number. A plain row is one exact value in the column's currency, `value` its parts; a blank row is quite
  // unknown; of any other row `value` is its place in `piece_begin`.
  std::vector<std::int64_t> value;
  Bits plain, blank;
  std::int32_t currency = -1;
  std::vector<std::uint32_t> piece_begin;  ///< offsets into `pieces`, and their end
  std::vector<Bounds> pieces;
  std::vector<std::int32_t> low, high;  ///< date: days
  std::vector<ItemCell> cells;          ///< items
  std::vector<std::int32_t> pool;
  std::vector<Applies> applies;     ///< number, date, items
  bool all_apply = true;            ///< number, items: every row certainly applies
  std::vector<std::int32_t> index;  ///< rows: row of the other table, -1 unknown

  static Column of(plan::ColumnKind kind, std::size_t rows);
  /// Makes it a column that nothing is known of, and keeps the memory that it has.
  void reset(plan::ColumnKind kind, std::size_t rows);
  base::Truth truth(std::size_t row) const;
  void set_truth(std::size_t row, base::Truth value);
  /// Appends the next row of a number column.
  void push_number(std::span<const Bounds> candidates, Applies applies_here);
  void push_number(std::initializer_list<Bounds> candidates, Applies applies_here) {
    push_number(std::span<const Bounds>(candidates.begin(), candidates.size()), applies_here);
  }
  /// Appends the next row of an items column.
  void push_items(const std::vector<std::int32_t>& certain, const std::vector<std::int32_t>& possible,
                  bool open, Applies applies_here);
  /// Appends row `row` of `other`, of the same kind (number, items).
  void push_row(const Column& other, std::size_t row);
  /// Appends rows that say what the first says and share what it keeps, up to `rows` of the column (number,
  /// items).
  void repeat_first();
  /// The candidates of a row of a number column.
  Candidates candidates(std::size_t row) const;
  friend bool operator==(const Column&, const Column&) = default;
  /// True of a number or a day that may be any. (Of items `applies` says so: perhaps.)
  bool nothing_known(std::size_t row) const;
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
