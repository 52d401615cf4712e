#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "batch/line_ways.hpp"
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
    std::string_view id = "null";                                            ///< a JSON text
    base::Date as_of = base::Date::never(), known_on = base::Date::never();  ///< never: not said
  };

  /// All must outlive the reader.
  PlainReader(const session::Session& session, evaluate::PlainBlock& block);
  ~PlainReader();

  /// Takes the rows whose lines are read next.
  void begin(const RawRows& rows);
  /// Lays out row `at` of them as row `at` of the block; each is asked for once, in order. False: it is to be
  /// read as a case, and what stands on the row means nothing.
  bool read(std::size_t at, Head& head);

 private:
  using PlainBlock = evaluate::PlainBlock;
  using BlockRow = evaluate::BlockRow;
  using Owner = PlainBlock::Owner;
  enum class Reads : std::uint8_t { truth, figure, day, item, items, text, nothing };
  /// A fact of one owner.
  struct Slot {
    Reads reads = Reads::nothing;
    Reads usually = Reads::nothing;  ///< the same where it is stated in `plain` alone: as most lines state it
    bool may_be_empty = false;       ///< of a set
    bool is_value = false;           ///< it is stated as a value, too
    /// Of a figure with the usual ending the plane of its currency.
    std::uint32_t figure_plane = 0;
    std::uint64_t line = 0;  ///< that stated it last, as `line_` counts
    bool is_read = false;
    evaluate::PlainFact* plain = nullptr;  ///< of what is not read one that takes it nevertheless
    evaluate::RowBit said;                 ///< that of `plain`
    std::unique_ptr<PlainValues> values;
    TextTable code_planes;  ///< by code as it is written its plane
    std::optional<PlainBlock::Fact> fact;
    model::FactId id;
  };
  /// What a key of the line itself says.
  enum class Says : std::uint8_t { transaction, acquirer, target, id, as_of, known_on };

  void add_facts(const session::Session& session, Owner owner);
  bool read_by_letters(const RawRow& row, const BlockRow& at, Head& head);
  bool read_by_places(std::size_t at, Head& head);
  void find_places(std::size_t first);
  // `Way` is one of those through a line; a place behind what was read is null where that is to be read as a
  // case.
  template <typename Way>
  typename Way::Place read_line(const Way& way, typename Way::Place place, const BlockRow& row, Head& head);
  template <typename Way>
  typename Way::Place read_facts(const Way& way, typename Way::Place place, Owner owner, const BlockRow& row);
  template <typename Way>
  typename Way::Place read_otherwise(const Way& way, typename Way::Place place, Owner owner, Slot& slot,
                                     const BlockRow& row);
  template <typename Way>
  typename Way::Place read_truth(const Way& way, typename Way::Place place, Slot& slot, const BlockRow& row);
  template <typename Way>
  typename Way::Place read_figure(const Way& way, typename Way::Place place, Slot& slot, const BlockRow& row);
  template <bool one, typename Way>
  typename Way::Place read_code(const Way& way, typename Way::Place place, Slot& slot, const BlockRow& row);
  template <typename Way>
  typename Way::Place read_codes(const Way& way, typename Way::Place place, Slot& slot, const BlockRow& row);
  template <typename Way, typename Take>
  typename Way::Place read_members(const Way& way, typename Way::Place place, const Slot& slot,
                                   const Take& take) const;
  std::int32_t plane_of(Slot& slot, std::string_view code);
  std::int32_t learn_plane(Slot& slot, std::string_view code);
  bool state_value(Slot& slot, std::string_view json, Owner owner, std::size_t row);

  /// Facts that nothing reads: to state them asks for no branch.
  struct Unread {
    explicit Unread(std::size_t rows);
    evaluate::RowBits bits;
    evaluate::PlainFact truth, number, items;
  };

  evaluate::PlainBlock& block_;
  Unread unread_;
  ExpectedKeys<Slot> facts_[PlainBlock::owner_count];
  ExpectedKeys<Says> says_;
  const RawRows* rows_ = nullptr;
  std::size_t found_ = 0;  ///< places of the rows before are found
  yaml::JsonStructure structure_;
  std::size_t begin_ = 0;  ///< of `text_` in the text of all rows
  std::string_view text_;  ///< that of the rows whose places are found; behind it stands a blank or a zero
  const std::uint32_t* next_ = nullptr;  ///< the place behind the last row
  const std::uint32_t* end_ = nullptr;
  std::uint64_t line_ = 0;  ///< counts the readings of lines
  std::vector<std::int32_t> items_;
};

}  // namespace weir::batch
