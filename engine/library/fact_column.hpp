#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "batch/plain_values.hpp"
#include "model/case.hpp"
#include "session/session.hpp"
#include "weir/diagnostic.hpp"

namespace weir::library {

/// Who a fact of a table is stated of. A stake is the acquirer's holding in the target.
enum class Owner : std::uint8_t { transaction, acquirer, target, stake };

using Figure = batch::Amount;

/// What a text says of a fact.
struct Meaning {
  model::FactEntry entry;  ///< without claims: nothing is said, or it is in `list`
  /// Of a list of rows the rows, by their keys.
  std::optional<model::RowList> list;
  std::vector<model::Row> listed;
  bool says_nothing() const { return entry.claims.empty() && !list; }
  /// The same where it is one exact value of which columns are made without a case: a truth, a figure, a day,
  /// or codes (of one item the only one).
  std::variant<std::monostate, bool, Figure, base::Date, std::vector<std::string>> plain;
};

/// The column of one fact: what each row states, and what the stated texts mean. A text is read once, as the
/// same value in the line of a batch is read.
class FactColumn {
 public:
  FactColumn(Owner owner, model::FactId fact, std::string unit, std::size_t rows)
      : owner_(owner), fact_(fact), unit_(std::move(unit)), cells_(rows) {}

  struct Cell {
    enum class Kind : std::uint8_t { unknown, truth, figure, meaning } kind = Kind::unknown;
    std::int64_t value = 0;  ///< 0 or 1; parts; a place in `meanings`
  };

  Owner owner() const { return owner_; }
  model::FactId fact() const { return fact_; }
  const std::vector<Cell>& cells() const { return cells_; }
  const std::deque<Meaning>& meanings() const { return meanings_; }
  /// Of what `Cell::Kind::figure` are figures.
  const std::string& currency() const { return unit_figure_->currency; }
  bool says_nothing(const Cell& cell) const;
  /// Adds what a cell states to a row of a case.
  void state(const Cell& cell, model::Case& facts, std::size_t row) const;

  /// Learns what a number in the column's unit is worth; what is wrong with the unit.
  std::optional<Diagnostic> learn_unit(const session::Session& session);
  std::optional<Diagnostic> set(const session::Session& session, std::size_t row, std::string_view value);
  std::optional<Diagnostic> set_truth(const session::Session& session, std::size_t row, bool value);
  std::optional<Diagnostic> set_number(const session::Session& session, std::size_t row, std::int64_t digits,
                                       unsigned decimals);
  void clear(std::size_t row) { cells_[row] = {}; }

 private:
  std::string with_unit(const std::string& number) const;
  std::optional<Meaning> read(const session::Session& session, std::string_view value,
                              std::optional<Diagnostic>& mistake) const;

  Owner owner_;
  model::FactId fact_;
  std::string unit_;
  std::optional<Figure> unit_figure_;  ///< what 1 is worth; none: numbers are read as texts
  std::int64_t most_parts_ = 0;        ///< more parts than this are read as texts
  std::vector<Cell> cells_;
  std::deque<Meaning> meanings_;
  std::unordered_map<std::string, std::size_t> places_;  ///< by text, in `meanings_`
};

/// A case that states nothing: a transaction, an acquirer and a target, and a holding where wanted.
enum class Frame : std::uint8_t { parties, parties_and_stake };
model::Case frame_of(const session::Session& session, Frame frame);
/// The row of a frame, or of a case made from it, that an owner's facts stand on.
std::size_t frame_row(const model::Case& frame, const model::Vocabulary& vocabulary, Owner owner);

}  // namespace weir::library
