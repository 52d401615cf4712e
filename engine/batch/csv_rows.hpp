#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "batch/row_source.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::batch {

/// A table with commas whose first row names facts: `id`, `as_of`, `known_on`, `title`, `acquirer.formed_in`,
/// `target.activities`, `transaction.price`, `stake.votes` (the buyer's holding in the target),
/// `ca-ica.certified` (a procedure), `acquirer.ca_soe` or `ca_injurious` (judgements). A cell is a value as a
/// case has it, a list in brackets; an empty one says nothing.
class CsvRows final : public RowSource {
 public:
  CsvRows(base::ByteSource& source, const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets);
  ~CsvRows() override;

  /// Reads the first row. Fails, naming the column and a way out, where it names something that is no fact.
  std::optional<base::Failure> read_header();
  std::optional<base::Failure> next(std::size_t most, RawRows& rows) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::batch
