#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/columns.hpp"
#include "evaluate/known.hpp"
#include "model/case.hpp"
#include "model/case_change.hpp"
#include "ownership/attribution.hpp"
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

/// The override that a change to a case comes to.
Override override_of(const model::CaseChange& change);

/// One row of the case table: a case seen on a day with what was known on a day.
struct CaseRow {
  const model::Case* facts = nullptr;
  base::Date as_of, known_on;
  enum class Presume : std::uint8_t { nothing, presumptions } presume = Presume::nothing;
  std::vector<Override> changed;

  /// The override of a fact, of a judgement; null if there is none.
  const Override* change_of(model::RowId row, model::FactId fact) const;
  const Override* change_of(std::string_view judgement, std::string_view of) const;

  /// Gives a fact or judgement this value, whatever an earlier override gave it.
  void change(Override override);
};

/// A row of an entity table: the row of which case.
struct EntityRow {
  std::uint32_t case_row = 0;
  model::RowId row;
  model::RowId second;  ///< of a pair of parties: the other one
};

/// The rows of a list, below the rows of its parent table. A row that is certainly none of the list is left
/// out.
struct ListRows {
  std::vector<std::uint32_t> begin = {0};  ///< parent rows + 1
  std::vector<std::uint32_t> parent;       ///< of each row
  std::vector<std::int32_t> item;          ///< row of the table of what it stands for; -1: nobody by name
  Bits present;                            ///< certainly one of the list; else perhaps
  Bits open;                               ///< by parent row: there may be more
  // Of holders, upstream and downstream:
  std::vector<ownership::Shares> held;
  std::vector<ownership::HolderId> who;
  std::vector<std::int32_t> asked;  ///< by parent row: the party asked about, -1 unknown
  plan::NodeId attribution;
  std::size_t rows() const { return item.size(); }
};

struct Run;

/// Who is connected with whom in one case: by party, in the order of the case's rows.
using Circles = std::vector<std::vector<ownership::Related>>;

/// The tables of one run: case, subject, one for each entity that the plan reads, one for each list. What
/// list, circle and attribution nodes find is kept here for the nodes behind them.
struct Batch {
  const plan::Plan* plan = nullptr;
  std::vector<CaseRow> cases;
  std::vector<std::vector<EntityRow>> entities;  ///< by EntityId
  std::map<std::string, base::Date> suppose;
  std::vector<ListRows> lists;  ///< by place in Plan::lists, filled during the evaluation
  std::map<plan::NodeId, std::vector<std::shared_ptr<const Circles>>> circles;  ///< by case
  std::map<plan::NodeId, std::vector<std::shared_ptr<const ownership::Attribution>>> attributions;
  /// A run of this plan whose row 0 is the case that all these rows change; null: none. Where they change
  /// nothing of its holdings and ties they share its graphs.
  const Run* unchanged = nullptr;

  std::size_t rows(plan::TableRef table) const;
  /// The case row that a row of `table` belongs to.
  std::uint32_t case_row(plan::TableRef table, std::size_t row) const;
  /// The row of an ancestor table that a row of a list stands below.
  std::size_t ancestor(plan::TableRef table, std::size_t row, plan::TableRef above) const;
  /// The rows of an entity table that belong to one case.
  struct Segment {
    std::uint32_t first = 0, last = 0;
  };
  Segment segment(model::EntityId entity, std::uint32_t case_row) const;
  /// The entity row of a case's row; none if it is not there on the day.
  std::optional<std::uint32_t> find(model::EntityId entity, std::uint32_t case_row, model::RowId row) const;
};

/// Lays out the tables. Holdings and list rows learned after known-on are left out.
Batch make_batch(const plan::Plan& plan, std::vector<CaseRow> cases,
                 std::map<std::string, base::Date> suppose);

/// The columns of all nodes of a plan over a batch. Evaluation cannot fail; same batch, same columns at any
/// width.
std::vector<Column> evaluate(Batch& batch, Dictionary& dictionary);

/// What is known of a fact on a row: the override, else the claims.
Known fact_on(const CaseRow& row, model::RowId id, model::FactId fact);

/// The value of fact_on, where it stands if it stands somewhere: row and case must outlive this.
class ValueOn {
 public:
  ValueOn(const CaseRow& row, model::RowId id, model::FactId fact);
  ValueOn(const ValueOn&) = delete;
  ValueOn& operator=(const ValueOn&) = delete;
  const model::Value& operator*() const { return value_ ? *value_ : own_; }
  const model::Value* operator->() const { return &**this; }
  /// The one item that it is; null if it is none or more than one.
  const model::Item* item() const {
    const auto& candidates = (*this)->candidates;
    return candidates.size() == 1 ? std::get_if<model::Item>(candidates.data()) : nullptr;
  }

 private:
  model::Value own_;
  const model::Value* value_ = nullptr;
};

/// The column of a fact node (facts.cpp), of a recorded judgement, of a role.
Column fact_column(const Batch& batch, const plan::Node& node, Dictionary& dictionary);
Column recorded_column(const Batch& batch, const plan::Node& node);
Column role_column(const Batch& batch, const plan::Node& node);
/// The id of the party of each row.

/// What a row of an entity is called where a judgement names it: a party's id, "a in b" for a holding of a in
/// b, "a and b" for a pair, "a.key" for a row listed under a.
std::string name_of_row(const Batch& batch, const CaseRow& seen, const EntityRow& entry);

/// The recorded decision on a judgement that holds on a row of the case table; null if there is none.
const model::RecordedJudgement* recorded_on(const CaseRow& row, std::string_view judgement,
                                            std::string_view of);

}  // namespace weir::evaluate
