#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "evaluate/evaluation.hpp"
#include "model/case.hpp"

namespace weir::evaluate {

/// A block of cases whose facts come as columns, with no case between. Each case has a transaction, an
/// acquirer and a target, and nothing else; what is stated of them is one exact value, confirmed and known
/// always. All else is unknown. Such cases have the answers that the same cases have when they are read one
/// by one.
class PlainBlock {
 public:
  /// Who a fact is stated of.
  enum class Owner : std::uint8_t { transaction, acquirer, target };
  static constexpr std::size_t owner_count = 3;

  /// Room for `rows` cases; of the plan only `roots` and what they rest on is computed.
  PlainBlock(const plan::Plan& plan, const std::map<std::string, base::Date>& suppose, std::size_t rows,
             const std::vector<plan::NodeId>& roots);
  ~PlainBlock();
  PlainBlock(const PlainBlock&) = delete;
  PlainBlock& operator=(const PlainBlock&) = delete;

  /// Forgets all facts.
  void clear();
  void set_days(std::size_t row, base::Date as_of, base::Date known_on);

  /// The column of a fact of the transaction or of a party; null if nothing that is computed reads it.
  Column* column_of(model::FactId fact);
  /// The row of such a column that belongs to a case.
  static std::size_t place(Owner owner, std::size_t row) {
    return owner == Owner::transaction ? row : 2 * row + (owner == Owner::target ? 1 : 0);
  }
  // Each states a fact once on a row of its column.
  static void state(Column& column, std::size_t place, bool value) {
    (value ? column.is_true : column.is_false).set(place);
  }
  /// `parts` of one (evaluate/columns.hpp); of money with the currency's number in the dictionary.
  static void state(Column& column, std::size_t place, std::int64_t parts, std::int32_t currency) {
    column.blank.words()[place / 64] &= ~(std::uint64_t{1} << (place % 64));
    // A column has one currency; amounts in others stand beside it.
    if (column.currency < 0) column.currency = currency;
    if (column.currency != currency) return state_in_other_currency(column, place, parts, currency);
    column.plain.set(place);
    column.value[place] = parts;
  }
  static void state(Column& column, std::size_t place, base::Date day) {
    column.low[place] = column.high[place] = day.days;
  }
  /// The members of a set, or the one item; ascending, each once.
  static void state(Column& column, std::size_t place, std::span<const std::int32_t> items) {
    ItemCell& cell = column.cells[place];
    cell.certain_begin = cell.possible_begin = static_cast<std::uint32_t>(column.pool.size());
    for (const std::int32_t item : items) column.pool.push_back(item);
    cell.certain_end = cell.possible_end = static_cast<std::uint32_t>(column.pool.size());
    cell.open = false;
    column.applies[place] = Applies::certainly;
  }

  /// True of a fact that must be stated as a value as well: what is computed reads it from the case itself.
  bool wants_value(model::FactId fact) const;
  void state_value(Owner owner, std::size_t row, model::FactId fact, model::Candidate value);

  void evaluate();
  const Evaluation& evaluation() const { return evaluation_; }
  const Batch& batch() const { return batch_; }
  Dictionary& dictionary() { return dictionary_; }

 private:
  static void state_in_other_currency(Column& column, std::size_t place, std::int64_t parts,
                                      std::int32_t currency);
  static model::Case frame_of(const model::Vocabulary& vocabulary);

  model::Case frame_;  ///< the parties and roles that all cases have
  Dictionary dictionary_;
  Batch batch_;
  Evaluation evaluation_;
  std::map<model::FactId, Column*> facts_;
  bool makes_graphs_ = false;         ///< of holdings or ties
  std::size_t rows_with_values_ = 0;  ///< no later row has one
  bool new_days_ = true;
};

}  // namespace weir::evaluate
