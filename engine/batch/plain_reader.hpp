#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

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
  /// Lays out the next row of the input as row `at` of the block; rows are given in order. None: it is to be
  /// read as a case, and what stands on the row of the block means nothing.
  std::optional<Head> read(const RawRow& row, std::size_t at);

 private:
  using Owner = evaluate::PlainBlock::Owner;
  enum class Reads : std::uint8_t { truth, figure, day, item, items, text, nothing };
  /// A key in its quotes, to be compared where it stands.
  struct Key {
    TextKey words;
    std::size_t size = 0;
    bool stands_at(const char* text) const { return size != 0 && TextKey({text, size}) == words; }
  };
  /// A fact of one owner.
  struct Slot {
    Key key;  ///< of none size if the name is too long for it
    Reads reads{};
    bool may_be_empty = false;           ///< of a set
    model::FactId value_of;              ///< valid if the fact is stated as a value, too
    evaluate::Column* column = nullptr;  ///< null: no rule reads the fact
    std::size_t next = 0;                ///< the slot that followed it last
    std::uint64_t stated_in = 0;         ///< `rows_read_` when a row stated it last
    std::unique_ptr<PlainValues> values;
  };
  /// Where the reader stands: a place, and the text.
  struct Cursor {
    const char* text;
    const std::uint32_t* place;
    char here() const { return text[*place]; }
    const char* begin() const { return text + *place; }
    /// From here to the next place, without blanks behind.
    std::string_view token() const;
  };

  void add_slots(const session::Session& session, Owner owner);
  bool read_head(Cursor& at, std::size_t row, Head& head);
  bool read_facts(Owner owner, Cursor& at, std::size_t row);
  Slot* find_slot(std::size_t owner, const Cursor& at, Slot* before);
  bool read_value(Slot& slot, Cursor& at, Owner owner, std::size_t row);
  bool state_value(Slot& slot, std::string_view json, Owner owner, std::size_t row);

  evaluate::PlainBlock& block_;
  std::vector<std::vector<Slot>> slots_;  ///< by owner
  std::vector<TextTable> keys_;           ///< by owner
  yaml::JsonStructure structure_;
  std::string_view text_;
  const std::uint32_t* next_ = nullptr;  ///< the place behind the last row
  const std::uint32_t* end_ = nullptr;
  std::uint64_t rows_read_ = 0;
  std::vector<std::int32_t> items_;
};

}  // namespace weir::batch
