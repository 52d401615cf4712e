#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "batch/expected_keys.hpp"
#include "batch/plain_values.hpp"
#include "batch/row_source.hpp"
#include "evaluate/plain_block.hpp"
#include "session/session.hpp"
#include "yaml/json_structure.hpp"

namespace weir::batch {

/// Lays out the facts of lines straight in the columns of a block: of lines that state facts of the
/// transaction, the acquirer and the target, each as one exact value. Any other line is left to be read as a
/// case is, and so is each with a mistake.
class PlainReader {
 public:
  /// So many rows are found before their values are read.
  static constexpr std::size_t rows_at_once = 64;
  /// What a line says beside facts.
  struct Head {
    std::string_view id = "null";  ///< a JSON text
    std::optional<base::Date> as_of, known_on;
  };

  /// All must outlive the reader.
  PlainReader(const session::Session& session, evaluate::PlainBlock& block);
  ~PlainReader();

  /// Takes the rows whose lines are read next. False if none of them can be laid out.
  bool begin(const RawRows& rows);
  /// Finds out where the values of the next row of the input stand, to be row `at` of the block; rows are
  /// given in order. None: it is to be read as a case.
  std::optional<Head> read(const RawRow& row, std::size_t at);
  /// Reads the values of the rows from `first` to before `last` that were found since the last time, fact by
  /// fact; `first` is a multiple of 64, and few rows at a time are still in the processor's nearest cache. A
  /// bit a row: it is to be read as a case after all, and what stands on it means nothing.
  std::uint64_t read_values(std::size_t first, std::size_t last);

 private:
  using PlainBlock = evaluate::PlainBlock;
  using Owner = PlainBlock::Owner;
  enum class Reads : std::uint8_t { truth, figure, day, item, items, text, nothing };
  /// A fact of one owner.
  struct Slot {
    Reads reads{};
    bool may_be_empty = false;  ///< of a set
    bool is_value = false;      ///< it is stated as a value, too
    model::FactId id;
    std::optional<PlainBlock::Fact> fact;  ///< where it is stated
    std::unique_ptr<PlainValues> values;
    bool occurs = false;                               ///< among the rows whose values are read next
    std::array<std::uint32_t, rows_at_once> places{};  ///< by row, that of its value; 0: not stated
  };
  /// What a key of the line itself says.
  enum class Says : std::uint8_t { transaction, acquirer, target, id, as_of, known_on };
  /// A place behind what was read; null where the line is to be read as a case.
  using Place = const std::uint32_t*;

  void add_facts(const session::Session& session, Owner owner);
  const char* at(Place place) const { return text_.data() + *place; }
  std::string_view token(Place place) const;
  Place find_line(Place place, std::size_t row, Head& head);
  Place find_facts(Owner owner, Place place, std::size_t row);
  Place find_value_end(const Slot& slot, Place place) const;
  std::uint64_t read_column(Owner owner, Slot& slot, std::size_t first, std::size_t last);
  std::uint64_t read_truths(Slot& slot, std::size_t first, std::size_t last);
  std::uint64_t read_figures(Slot& slot, std::size_t first, std::size_t last);
  std::uint64_t read_codes(Slot& slot, std::size_t first, std::size_t last);
  bool read_value(Slot& slot, Place place, std::size_t row);
  bool read_items(Slot& slot, Place place, std::size_t row);
  bool state_value(Slot& slot, std::string_view json, Owner owner, std::size_t row);

  evaluate::PlainBlock& block_;
  ExpectedKeys<Slot> facts_[PlainBlock::owner_count];
  ExpectedKeys<Says> says_;
  yaml::JsonStructure structure_;
  std::string_view text_;
  const std::uint32_t* places_ = nullptr;
  const std::uint32_t* next_ = nullptr;  ///< the place behind the last row
  const std::uint32_t* end_ = nullptr;
  std::vector<std::int32_t> items_;
};

}  // namespace weir::batch
