#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "evaluate/batch.hpp"
#include "model/assessment.hpp"

namespace weir::evaluate {

/// One evaluated batch. Row r of the case table is row r of the subject table.
struct Run {
  Batch batch;
  Dictionary dictionary;
  std::vector<Column> columns;

  const plan::Plan& plan() const { return *batch.plan; }
  const Column& column(plan::NodeId id) const { return columns[id.index()]; }
  base::Truth truth(plan::NodeId id, std::size_t row) const { return column(id).truth(row); }
};

Run run(const plan::Plan& plan, std::vector<CaseRow> cases, const std::map<std::string, base::Date>& suppose);

/// Calls `visit(match, answer)`, two nodes, for each line of a table that may be the one that answers on a
/// row.
template <typename Visit>
void for_each_line(const Run& run, const plan::Node& table, std::size_t row, const Visit& visit) {
  for (std::size_t i = 0; i + 1 < table.inputs.size(); i += 2) {
    const base::Truth match = run.truth(table.inputs[i], row);
    if (match == base::Truth::false_value) continue;
    visit(table.inputs[i], table.inputs[i + 1]);
    if (match == base::Truth::true_value) return;
  }
}

/// What a regime's rules add up to on one row.
struct Summary {
  struct Span {
    std::size_t at_least = 0, at_most = 0;  ///< places in Determination::levels
    friend bool operator==(const Span&, const Span&) = default;
  };
  std::vector<Span> levels;  ///< by determination
  std::int64_t risk_low = 0, risk_high = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> factors;  ///< by Regime::factors
};
Summary summarize(const Run& run, std::uint32_t regime, std::size_t row);

/// Reads proofs off the node values of one row.
class Explainer {
  /// The rows that a step of a proof stands on: of `it`, and of each list around it.
  struct Rows {
    std::int32_t it = -1;
    std::map<std::uint32_t, std::size_t> lists{};  ///< by place in Plan::lists
  };

 public:
  Explainer(const Run& run, std::size_t row) : run_(run), row_(row) {}
  model::ProofNode proof(plan::SketchId sketch) const;
  /// The fact as the case has it, and how well it is known.
  model::QuotedFact quote(const plan::FactRead& read) const;
  model::QuotedFact quote(model::RowId row, model::FactId fact) const;
  /// The value of a number or date node on the row, in words.
  std::string value_text(plan::NodeId node) const;

 private:
  model::ProofNode proof(plan::SketchId sketch, const Rows& rows) const;
  /// What decided a truth and is quoted nowhere in its proof.
  void add_further(const plan::Sketch& sketch, std::size_t row, model::ProofNode& node) const;
  model::QuotedFact quote_decision(const model::RecordedJudgement& decision, const std::string& of) const;
  void add_row_proofs(const plan::Sketch& sketch, const Rows& rows, model::ProofNode& node) const;
  model::QuotedFact quote(const plan::FactRead& read, const Rows& rows) const;
  std::vector<std::string> reasons(const plan::FactRead& read, const Rows& rows) const;
  /// The row of the case that a path names; none where the proof does not stand on such a row.
  std::optional<model::RowId> row_of(const plan::FactRead& read, const Rows& rows) const;
  std::size_t table_row(plan::TableRef table, const Rows& rows) const;
  /// A truth of the plan on these rows; unknown where it has no row.
  base::Truth truth_at(plan::NodeId node, const Rows& rows) const;
  std::string value_text(plan::NodeId node, const Rows& rows) const;
  std::string row_name(std::uint32_t list, std::size_t row) const;
  /// The chains that make up an interest: "fund 75% → b, b 51% → a counts whole".
  std::vector<std::string> paths_text(plan::NodeId node, const Rows& rows) const;
  const CaseRow& case_row() const { return run_.batch.cases[row_]; }

  const Run& run_;
  std::size_t row_;
  mutable std::vector<std::pair<plan::SketchId, std::int32_t>> path_{};  ///< steps the proof is inside of
};

/// Every quoted fact in a proof that rests on an assumption, each once.
void collect_assumptions(const model::ProofNode& proof, std::vector<model::QuotedFact>& assumptions);

/// "norsat.customers", "transaction.closing".
std::string name_of_fact(const plan::Plan& plan, const model::Case& facts, model::RowId row,
                         model::FactId fact);
/// A number in the words of its type: "33.34%", "800 million CAD", "100 MW".
std::string number_text(const model::Type& type, const base::Rational& number, std::string_view currency,
                        const model::Vocabulary& vocabulary);
/// A share in words: "38.25%", "9%..11%", "over 50%", "an unknown share".
std::string share_text(const ownership::Share& share);
/// Bounds in words: "under 200 million CAD", "10%..25%", "at least 1/3".
std::string bounds_text(const model::Type& type, const Bounds& bounds, std::string_view currency,
                        const model::Vocabulary& vocabulary);

}  // namespace weir::evaluate
