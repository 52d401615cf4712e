#include "evaluate/deciding.hpp"

#include <algorithm>
#include <tuple>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::NodeId;
using plan::Op;

namespace {

/// Goes down from a truth to the leaves that it hangs on. Where one ground is enough it takes the first. Not
/// so in a definition that reads itself: there a ground may rest on what is asked, as with parties that hold
/// each other, and so every ground is taken, among them the one that stands by itself.
class Walker {
 public:
  Walker(const Run& run, std::set<Deciding>& into)
      : run_(run), plan_(run.plan()), vocabulary_(run.plan().vocabulary()), into_(into) {
    for (const plan::Loop& loop : plan_.loops) bodies_.insert(loop.body);
  }

  void walk(NodeId id, std::size_t row) {
    const bool enters = bodies_.contains(id);
    if (enters) ++loops_;
    walk_node(id, row);
    if (enters) --loops_;
  }

 private:
  void walk_node(NodeId id, std::size_t row) {
    const Column& column = run_.column(id);
    const plan::Node& node = plan_.node(id);
    // What is unknown stays so when less is known: it needs nothing.
    const bool open =
        node.kind == plan::ColumnKind::truth && row < column.rows && column.truth(row) == Truth::unknown;
    if (row >= run_.batch.rows(node.table) || open) return;
    if (!seen_.insert({id, row, every_ground()}).second) return;
    switch (node.op) {
      case Op::fact:
        return add_fact(node, row);
      case Op::recorded:
        return add_decision(node, row);
      case Op::logical_and:
        return walk_those(node, row, column.truth(row), Truth::true_value);
      case Op::logical_or:
        return walk_those(node, row, column.truth(row), Truth::false_value);
      case Op::at_least:
        return walk_alike(node, row, column.truth(row));
      case Op::judgement:
        return walk_judgement(node, row);
      case Op::select:
        return walk_lines(node, row);
      case Op::version:
        return walk_versions(node, row);
      case Op::in_force:
        return walk(node.inputs[0], row);
      case Op::gather: {
        walk(node.inputs[1], row);
        const std::int32_t from = run_.column(node.inputs[1]).index[row];
        if (from >= 0) walk(node.inputs[0], static_cast<std::size_t>(from));
        return;
      }
      case Op::broadcast:
        return walk(node.inputs[0], run_.batch.ancestor(node.table, row, plan_.node(node.inputs[0]).table));
      case Op::recursive:
        for (const plan::Loop& loop : plan_.loops) {
          if (loop.leaf == id) walk(loop.body, row);
        }
        return;
      case Op::circle:
      case Op::attribution:
        return walk_everybody(node, row);
      case Op::interest:
        walk(node.inputs[0], row);
        walk(node.inputs[1], row);
        return walk(node.inputs[2], run_.batch.case_row(node.table, row));
      case Op::some:
        return walk_some(node, row, column.truth(row));
      case Op::rows_count:
      case Op::rows_portion:
      case Op::rows_sum:
      case Op::rows_max:
      case Op::rows_min:
      case Op::rows_values:
        return walk_rows(node.list, node.inputs, row);
      case Op::joint_interest:
      case Op::largest_joint_interest:
        return walk_rows(node.list, {node.inputs.begin() + 1, node.inputs.end()}, row);
      case Op::list_present:
      case Op::list_held:
      case Op::list_holding: {
        const std::size_t list = plan_.node(node.inputs[0]).list;
        return walk_source(list, run_.batch.lists[list].parent[row]);
      }
      case Op::list_rows:
      case Op::list_parties:
      case Op::list_holders:
      case Op::list_upstream:
      case Op::list_downstream:
      case Op::list_circle:
      case Op::list_flat:
        return walk_source(node.list, run_.batch.lists[node.list].parent[row]);
      default:
        for (const NodeId input : node.inputs) walk(input, row);
    }
  }

  bool every_ground() const { return loops_ > 0; }

  void add_fact(const plan::Node& node, std::size_t row) {
    const std::uint32_t in_case = run_.batch.case_row(node.table, row);
    model::RowId at(std::size_t{0});
    if (node.table.is_entity()) {
      const EntityRow& entry = run_.batch.entities[node.table.entity().index()][row];
      if (entry.second.valid()) return;  // who the two of a pair are is no fact
      at = entry.row;
    } else if (vocabulary_.fact(node.fact).entity == vocabulary_.procedure) {
      at = run_.batch.cases[in_case]
               .facts->find_row(vocabulary_.procedure, node.text)
               .value_or(model::RowId{});
    }
    add(in_case, at, node.fact);
  }

  void add(std::uint32_t in_case, model::RowId row, model::FactId fact) {
    const CaseRow& seen = run_.batch.cases[in_case];
    if (!row.valid()) return;
    const model::RowList* list = seen.facts->row(row).find_list(fact);
    // A list of which nothing is said may not apply; one with rows that nobody knows does.
    if (list != nullptr || !fact_on(seen, row, fact).value.unknown()) into_.insert({row, fact, "", ""});
  }

  void add_decision(const plan::Node& node, std::size_t row) {
    const CaseRow& seen = run_.batch.cases[run_.batch.case_row(node.table, row)];
    std::string of;
    if (node.table.is_entity())
      of = name_of_row(run_.batch, seen, run_.batch.entities[node.table.entity().index()][row]);
    if (recorded_on(seen, node.text, of)) into_.insert({{}, {}, node.text, of});
  }

  /// The inputs of one truth.
  void walk_alike(const plan::Node& node, std::size_t row, Truth truth) {
    for (const NodeId input : node.inputs) {
      if (run_.truth(input, row) == truth) walk(input, row);
    }
  }

  /// Of `and` and `or`: where they are what takes all inputs, all of them, else those that made it so.
  void walk_those(const plan::Node& node, std::size_t row, Truth truth, Truth takes_all) {
    if (truth != takes_all) return walk_alike(node, row, truth);
    for (const NodeId input : node.inputs) walk(input, row);
  }

  void walk_judgement(const plan::Node& node, std::size_t row) {
    const Truth decision = run_.truth(node.inputs[2], row);
    for (const std::size_t line : {std::size_t{0}, std::size_t{1}}) {
      if (run_.truth(node.inputs[line], row) != Truth::true_value) continue;
      walk(node.inputs[line], row);
      if (every_ground() && decision == base::truth_of(line == 0)) walk(node.inputs[2], row);
      return;
    }
    walk(node.inputs[decision != Truth::unknown ? 2 : 3], row);
  }

  void walk_lines(const plan::Node& node, std::size_t row) {
    for (std::size_t i = 0; i + 1 < node.inputs.size(); i += 2) {
      const Truth match = run_.truth(node.inputs[i], row);
      walk(node.inputs[i], row);
      if (match != Truth::false_value) walk(node.inputs[i + 1], row);
      if (match == Truth::true_value && !every_ground()) return;
    }
  }

  void walk_versions(const plan::Node& node, std::size_t row) {
    const Touched touched = touched_versions(node.versions, run_.column(node.inputs[0]), row,
                                             base::Date{run_.column(node.inputs[1]).low[row]});
    walk(node.inputs[0], row);
    for (const std::size_t i : touched.versions) walk(node.inputs[2 + i], row);
  }

  /// Holdings and ties that last for a time count on the day of the deal.
  void add_deal_day(std::uint32_t in_case) {
    const auto closing = vocabulary_.find_fact("transaction.closing");
    if (!closing) return;
    for (const std::string_view name : {"holding.period", "relation.from", "relation.to"}) {
      const auto period = vocabulary_.find_fact(name);
      if (!period) continue;
      for (const model::Row& row : run_.batch.cases[in_case].facts->rows) {
        if (row.find(*period)) return add(in_case, model::RowId(std::size_t{0}), *closing);
      }
    }
  }

  /// Conditions on parties, and on pairs of them, that say who counts together.
  void walk_everybody(const plan::Node& node, std::size_t in_case) {
    add_deal_day(static_cast<std::uint32_t>(in_case));
    for (const NodeId input : node.inputs) {
      const plan::TableRef table = plan_.node(input).table;
      if (!table.is_entity()) {
        walk(input, table == plan::TableRef::cases() || table == plan::TableRef::subjects() ? in_case : 0);
        continue;
      }
      const auto segment = run_.batch.segment(table.entity(), static_cast<std::uint32_t>(in_case));
      for (std::uint32_t row = segment.first; row < segment.last; ++row) walk(input, row);
    }
  }

  /// One witness is enough, and none needs all rows.
  void walk_some(const plan::Node& node, std::size_t parent, Truth truth) {
    const ListRows& rows = run_.batch.lists[node.list];
    if (truth == Truth::false_value) return walk_rows(node.list, node.inputs, parent);
    walk_source(node.list, parent);
    for (std::size_t row = rows.begin[parent]; row < rows.begin[parent + 1]; ++row) {
      if (run_.truth(node.inputs[0], row) != Truth::true_value) continue;
      walk(node.inputs[0], row);
      if (!every_ground()) return;
    }
  }

  void walk_rows(std::size_t list, const std::vector<NodeId>& inputs, std::size_t parent) {
    const ListRows& rows = run_.batch.lists[list];
    walk_source(list, parent);
    if (parent + 1 >= rows.begin.size()) return;
    for (std::size_t row = rows.begin[parent]; row < rows.begin[parent + 1]; ++row) {
      // Of a row that is left out only that it is; but what it would have added may be a ground, too.
      const auto refusing = std::ranges::find_if(inputs, [&](NodeId input) {
        return plan_.node(input).kind == plan::ColumnKind::truth &&
               run_.truth(input, row) == Truth::false_value;
      });
      if (refusing != inputs.end() && !every_ground()) {
        walk(*refusing, row);
        continue;
      }
      for (const NodeId input : inputs) walk(input, row);
    }
  }

  /// What tells which rows a list has below one parent row.
  void walk_source(std::size_t list, std::size_t parent) {
    if (!sources_.insert({list, parent, every_ground()}).second) return;
    const plan::ListTable& table = plan_.lists[list];
    const plan::Node& node = plan_.node(table.rows);
    const std::uint32_t in_case = run_.batch.case_row(table.parent, parent);
    if (node.op == Op::list_flat) return walk_flat(node, parent, in_case);
    if (!node.inputs.empty()) walk(node.inputs[0], parent);
    if (node.inputs.size() > 1) walk(node.inputs[1], in_case);
    if (node.op != Op::list_rows) return;
    model::RowId owner(std::size_t{0});
    if (!node.inputs.empty()) {
      const std::int32_t index = run_.column(node.inputs[0]).index[parent];
      if (index < 0) return;
      owner = run_.batch.entities[vocabulary_.fact(node.fact).entity.index()][static_cast<std::size_t>(index)]
                  .row;
    }
    add(in_case, owner, node.fact);
  }

  void walk_flat(const plan::Node& node, std::size_t parent, std::uint32_t in_case) {
    const std::size_t above = plan_.node(node.inputs[0]).list;
    const ListRows& rows = run_.batch.lists[above];
    walk_rows(above, {node.inputs[1]}, parent);
    const model::EntityId entity = plan_.lists[above].entity;
    for (std::size_t row = rows.begin[parent]; row < rows.begin[parent + 1]; ++row) {
      if (rows.item[row] < 0 || run_.truth(node.inputs[1], row) == Truth::false_value) continue;
      add(in_case, run_.batch.entities[entity.index()][static_cast<std::size_t>(rows.item[row])].row,
          node.fact);
    }
  }

  const Run& run_;
  const plan::Plan& plan_;
  const model::Vocabulary& vocabulary_;
  std::set<Deciding>& into_;
  std::set<NodeId> bodies_;  ///< of definitions that read themselves
  std::size_t loops_ = 0;    ///< how many of them the walk is in
  std::set<std::tuple<NodeId, std::size_t, bool>> seen_;
  std::set<std::tuple<std::size_t, std::size_t, bool>> sources_;
};

}  // namespace

void collect_deciding(const Run& run, NodeId node, std::size_t row, std::set<Deciding>& into) {
  Walker(run, into).walk(node, row);
}

}  // namespace weir::evaluate
