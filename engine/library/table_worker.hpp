#pragma once
#include <optional>
#include <span>
#include <vector>

#include "batch/answers.hpp"
#include "evaluate/plain_block.hpp"
#include "library/fact_column.hpp"

namespace weir::library {

/// What a table holds, and how it is to be seen.
struct TableView {
  const session::Session& session;
  std::span<const FactColumn> columns;
  std::span<const base::Date> as_of, known_on;  ///< by row
  std::map<std::string, base::Date> suppose;
  std::vector<batch::RegimeRules> regimes;  ///< those asked for
  std::vector<plan::NodeId> roots;          ///< of them
};

/// What one thread needs to evaluate rows of a table, kept from block to block. Rows whose facts are all
/// plain are laid out as columns; of any other row a case is made.
class TableWorker {
 public:
  static constexpr std::size_t block_rows = 1024;

  /// The view must outlive the worker.
  explicit TableWorker(const TableView& view);

  /// Evaluates `count` rows from `first` on, at most `block_rows`.
  void evaluate(std::size_t first, std::size_t count);
  /// What a regime makes of row `first` + `row`, until the next one is asked for.
  const batch::RowAnswer& answer(std::size_t regime, std::size_t row) {
    return (of_case_[row] ? case_answers_[regime] : plain_answers_[regime]).of(place_[row]);
  }

 private:
  /// A column of the table as the block has it.
  struct Target {
    bool is_plain = false;  ///< of a fact that can be laid out without a case
    std::optional<evaluate::PlainBlock::Fact> fact;
    std::int32_t currency = -1;
    std::vector<std::optional<std::vector<std::int32_t>>> codes;  ///< by meaning, once it was needed
    std::vector<std::int32_t> currencies;                         ///< by meaning; -2: not looked up yet
  };
  bool is_plain(const FactColumn& column, const Target& target, const FactColumn::Cell& cell) const;
  void state(const FactColumn& column, Target& target, const FactColumn::Cell& cell, std::size_t row);
  void add_case(std::size_t row, std::size_t at);
  void evaluate_cases();

  const TableView& view_;
  evaluate::PlainBlock block_;
  std::vector<Target> targets_;  ///< by column
  model::Case parties_, parties_and_stake_;
  std::vector<bool> in_cone_, of_case_;
  std::vector<std::size_t> place_;
  std::vector<model::Case> cases_;
  std::vector<evaluate::CaseRow> seen_;
  std::vector<batch::Answers> plain_answers_, case_answers_;  ///< by regime
};

}  // namespace weir::library
