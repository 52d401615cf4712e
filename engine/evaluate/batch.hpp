#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/columns.hpp"
#include "evaluate/known.hpp"
#include "model/case.hpp"
#include "plan/plan.hpp"

namespace weir::evaluate {

/// One fact or judgement given another value than the case has: a completion, a neighbour.
struct Override {
  model::RowId row;       ///< of a fact
  model::FactId fact;     ///< of a fact
  model::Value value;     ///< of a fact
  std::string judgement;  ///< of a judgement: its name
  std::string of;         ///< of a judgement: party id, or empty
  bool decision = false;
};

/// One row of the case table: a case seen on a day with what was known on a day.
struct CaseRow {
  const model::Case* facts = nullptr;
  base::Date as_of, known_on;
  enum class Presume : std::uint8_t { nothing, presumptions } presume = Presume::nothing;
  std::optional<Override> changed;
};

/// A row of an entity table: the row of which case.
struct EntityRow {
  std::uint32_t case_row = 0;
  model::RowId row;
};

/// The tables of one run: case, subject, and one for each entity that the plan reads.
struct Batch {
  const plan::Plan* plan = nullptr;
  std::vector<CaseRow> cases;
  std::vector<std::vector<EntityRow>> entities;  ///< by EntityId
  std::map<std::string, base::Date> suppose;

  std::size_t rows(plan::TableRef table) const;
  /// The case row that a row of `table` belongs to.
  std::uint32_t case_row(plan::TableRef table, std::size_t row) const;
  /// The entity row of a case's row; none if it is not there on the day.
  std::optional<std::uint32_t> find(model::EntityId entity, std::uint32_t case_row, model::RowId row) const;
};

/// Lays out the tables. Holdings and list rows learned after known-on are left out.
Batch make_batch(const plan::Plan& plan, std::vector<CaseRow> cases,
                 std::map<std::string, base::Date> suppose);

/// The columns of all nodes of a plan over a batch. Evaluation cannot fail; same batch, same columns at any
/// width.
std::vector<Column> evaluate(const Batch& batch, Dictionary& dictionary);

/// What is known of a fact on a row: the override, else the claims.
Known fact_on(const CaseRow& row, model::RowId id, model::FactId fact);

/// The column of a fact node (facts.cpp), of a recorded judgement, of a role.
Column fact_column(const Batch& batch, const plan::Node& node, Dictionary& dictionary);
Column recorded_column(const Batch& batch, const plan::Node& node);
Column role_column(const Batch& batch, const plan::Node& node);
/// The id of the party of each row.
Column itself_column(const Batch& batch, const plan::Node& node, Dictionary& dictionary);

/// The recorded decision on a judgement that holds on a row of the case table; null if there is none.
const model::RecordedJudgement* recorded_on(const CaseRow& row, std::string_view judgement,
                                            std::string_view of);

}  // namespace weir::evaluate
