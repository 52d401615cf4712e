#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evaluate/evaluation.hpp"
#include "evaluate/truth_program.hpp"
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

  /// Cases there is room for.
  std::size_t rows() const { return batch_.cases.size(); }
  /// Forgets all facts.
  void clear();
  void set_days(std::size_t row, base::Date as_of, base::Date known_on);

  /// Where one fact of one owner is stated, each row once. What nothing reads is kept nowhere.
  class Fact {
   public:
    void state(const BlockRow& row, bool holds) const {
      if (plain_ != nullptr) plain_->state(row, holds);
      if (column_ != nullptr) column_->set_truth(place(row), base::truth_of(holds));
    }
    /// `parts` of one (evaluate/columns.hpp); of money with the currency's number in the dictionary.
    void state(const BlockRow& row, std::int64_t parts, std::int32_t currency) const {
      if (plain_ != nullptr) plain_->state(row, parts, currency);
      if (column_ != nullptr) state_in_column(place(row), parts, currency);
    }
    void state(const BlockRow& row, base::Date day) const {
      if (column_ != nullptr) column_->low[place(row)] = column_->high[place(row)] = day.days;
    }
    /// The members of a set in any order, or the one item.
    void state(const BlockRow& row, std::span<const std::int32_t> items) const {
      if (plain_ != nullptr) {
        plain_->state_set(row);
        for (const std::int32_t item : items) plain_->state(row, item);
      }
      if (column_ != nullptr) state_in_column(place(row), items);
    }

    /// True where `plain` is the only place where it is stated.
    bool only_plain() const { return column_ == nullptr; }
    /// Null where nothing that the program computes reads the fact.
    PlainFact* plain() const { return plain_; }

   private:
    friend PlainBlock;
    Fact(Owner owner, PlainFact* plain, Column* column) : owner_(owner), plain_(plain), column_(column) {}
    /// The row of the column that belongs to a case.
    std::size_t place(const BlockRow& row) const { return place_of(owner_, row.number); }
    void state_in_column(std::size_t place, std::int64_t parts, std::int32_t currency) const;
    void state_in_column(std::size_t place, std::span<const std::int32_t> items) const;

    Owner owner_;
    PlainFact* plain_;  ///< for the program; null if it does not read the fact
    Column* column_;    ///< for the plan's kernels; null if none of them reads it
  };
  Fact fact_of(Owner owner, model::FactId fact);

  /// True of a fact that must be stated as a value as well: what is computed reads it from the case itself.
  bool wants_value(model::FactId fact) const;
  void state_value(Owner owner, std::size_t row, model::FactId fact, model::Candidate value);

  /// To be asked for once, until all facts are forgotten.
  void evaluate();
  /// Puts what one of the roots came to there, too, whenever all is evaluated. False of a root whose column
  /// is to be read instead.
  bool show_in(plan::NodeId root, const TruthStrips& into);
  /// What such a root came to.
  const Column& column(plan::NodeId root) const { return evaluation_.column(root); }
  Dictionary& dictionary() { return dictionary_; }

 private:
  /// The row of a fact's own table that belongs to a case.
  static std::size_t place_of(Owner owner, std::size_t row) {
    return owner == Owner::transaction ? row : 2 * row + (owner == Owner::target ? 1 : 0);
  }
  static model::Case frame_of(const model::Vocabulary& vocabulary);
  PlainFact* plain_behind(plan::NodeId node);
  bool is_stated_plainly(const plan::Node& node) const;
  void share_out(const std::vector<plan::NodeId>& roots);

  model::Case frame_;  ///< the parties and roles that all cases have
  Dictionary dictionary_;
  Batch batch_;
  Evaluation evaluation_;
  RowBits bits_;
  std::map<std::pair<Owner, model::FactId>, PlainFact> plain_;
  std::map<model::FactId, Column*> columns_;
  std::optional<TruthProgram> program_;
  bool makes_graphs_ = false;         ///< of holdings or ties
  std::size_t rows_with_values_ = 0;  ///< no later row has one
  bool new_days_ = true;
};

}  // namespace weir::evaluate
