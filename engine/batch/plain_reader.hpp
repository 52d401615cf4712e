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
  /// A fact of one owner.
  struct Slot {
    std::string key;  ///< in its quotes
    Owner owner{};
    Reads reads{};
    evaluate::Column* column = nullptr;  ///< null: no rule reads the fact
    std::unique_ptr<PlainValues> values;
    std::vector<std::int32_t> code_ids, currency_ids;  ///< in the dictionary, by place in `values`
    std::size_t next = 0;                              ///< the slot that followed it last
    std::uint64_t stated_in = 0;                       ///< `rows_read_` when a row stated it last
    bool may_be_empty = false;                         ///< of a set
  };

  void add_slots(const session::Session& session, Owner owner);
  std::string_view token() const;
  bool read_facts(Owner owner, std::size_t at);
  Slot* find_slot(Owner owner, std::string_view key, Slot* before);
  bool read_value(Slot& slot, std::size_t at);
  bool state_code(Slot& slot, std::string_view json, std::vector<std::int32_t>& into);

  evaluate::PlainBlock& block_;
  std::vector<std::vector<Slot>> slots_;  ///< by owner
  std::vector<TextTable> keys_;           ///< by owner
  yaml::JsonStructure structure_;
  std::string_view text_;
  std::span<const std::uint32_t> places_;
  std::size_t next_ = 0;     ///< place in `places_`
  std::size_t row_end_ = 0;  ///< in the text
  std::uint64_t rows_read_ = 0;
  std::vector<std::int32_t> items_;
};

}  // namespace weir::batch
