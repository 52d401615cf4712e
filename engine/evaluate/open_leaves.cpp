#include <algorithm>

#include "evaluate/kernels.hpp"
#include "evaluate/open.hpp"
#include "evaluate/ownership_graph.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

namespace {

class Collector {
 public:
  Collector(const Run& run, std::set<OpenLeaf>& leaves)
      : run_(run), plan_(run.plan()), vocabulary_(run.plan().vocabulary()), leaves_(leaves) {}

  void walk(plan::NodeId id, std::size_t row) {
    const Column& column = run_.column(id);
    if (row >= column.rows || column.is_point(row) || !seen_.insert({id, row}).second) return;
    const plan::Node& node = plan_.node(id);
    const std::uint32_t in_case = run_.batch.case_row(node.table, row);
    switch (node.op) {
      case Op::fact:
        return add_fact(node, row, in_case);
      case Op::judgement:
        add_judgement(node, row, in_case);
        walk(node.inputs[0], row);
        walk(node.inputs[1], row);
        return;
      case Op::gather: {
        const std::int32_t from = run_.column(node.inputs[1]).index[row];
        if (from >= 0) {
          walk(node.inputs[0], static_cast<std::size_t>(from));
        } else {
          walk(node.inputs[1], row);
        }
        return;
      }
      case Op::broadcast:
        return walk(node.inputs[0], run_.batch.ancestor(node.table, row, plan_.node(node.inputs[0]).table));
      case Op::recursive:
        for (const plan::Loop& loop : plan_.loops) {
          if (loop.leaf == id) walk(loop.body, row);
        }
        return;
      case Op::select:
        return for_each_line(run_, node, row, [&](plan::NodeId match, plan::NodeId answer) {
          walk(match, row);
          walk(answer, row);
        });
      case Op::version: {
        const Touched touched = touched_versions(node.versions, run_.column(node.inputs[0]), row,
                                                 base::Date{run_.column(node.inputs[1]).low[row]});
        if (touched.versions.size() > 1 || !touched.complete) walk(node.inputs[0], row);
        for (std::size_t i : touched.versions) walk(node.inputs[2 + i], row);
        return;
      }
      case Op::interest:
        walk(node.inputs[0], row);
        walk(node.inputs[1], row);
        return add_holdings(run_.column(node.inputs[1]).index[row], node.inputs[2], in_case);
      case Op::some:
      case Op::rows_count:
      case Op::rows_portion:
      case Op::rows_sum:
      case Op::rows_max:
      case Op::rows_min:
      case Op::rows_values:
        return walk_rows(node.list, node.inputs, row);
      case Op::joint_interest:
      case Op::largest_joint_interest: {
        const ListRows& list = run_.batch.lists[node.list];
        walk_rows(node.list, {node.inputs.begin() + 1, node.inputs.end()}, row);
        return add_holdings(list.asked[row], list.attribution, in_case);
      }
      case Op::list_present:
      case Op::list_held:
      case Op::list_holding: {
        const std::size_t list = plan_.node(node.inputs[0]).list;
        return walk_source(list, run_.batch.lists[list].parent[row]);
      }
      default:
        // List nodes stand on a table of their own; what opens them is asked where their rows are read.
        if (node.table.is_list() && plan_.lists[node.table.list_index()].rows == id) return;
        for (plan::NodeId input : node.inputs) walk(input, row);
    }
  }

 private:
  void add_fact(const plan::Node& node, std::size_t row, std::uint32_t in_case) {
    OpenLeaf leaf;
    leaf.fact = node.fact;
    if (node.table.is_entity()) {
      const EntityRow& entry = run_.batch.entities[node.table.entity().index()][row];
      if (entry.second.valid()) return;  // who the two of a pair are is never open
      leaf.row = entry.row;
    } else if (vocabulary_.fact(node.fact).entity == vocabulary_.procedure) {
      leaf.row = run_.batch.cases[in_case]
                     .facts->find_row(vocabulary_.procedure, node.text)
                     .value_or(model::RowId{});
      leaf.regime = leaf.row.valid() ? "" : node.text;
    } else {
      leaf.row = model::RowId(std::size_t{0});
    }
    leaves_.insert(std::move(leaf));
  }

  void add_judgement(const plan::Node& node, std::size_t row, std::uint32_t in_case) {
    OpenLeaf leaf;
    for (const plan::CompiledJudgement& judgement : plan_.judgements) {
      if (plan_.rule_sets().definitions[judgement.definition.index()].id == node.text)
        leaf.judgement = judgement.definition;
    }
    if (node.table.is_entity()) {
      leaf.of = name_of_row(run_.batch, run_.batch.cases[in_case],
                            run_.batch.entities[node.table.entity().index()][row]);
    }
    leaves_.insert(std::move(leaf));
  }

  // The rows of a list below one parent row, and what may be missing from it.
  void walk_rows(std::size_t list, const std::vector<plan::NodeId>& inputs, std::size_t parent) {
    const ListRows& rows = run_.batch.lists[list];
    if (parent + 1 >= rows.begin.size()) return;
    for (std::size_t row = rows.begin[parent]; row < rows.begin[parent + 1]; ++row) {
      for (plan::NodeId input : inputs) walk(input, row);
    }
    if (rows.open.get(parent)) walk_source(list, parent);
  }

  // What would tell which rows a list has.
  void walk_source(std::size_t list, std::size_t parent) {
    if (!sources_.insert({list, parent}).second) return;
    const plan::ListTable& table = plan_.lists[list];
    const plan::Node& node = plan_.node(table.rows);
    const std::uint32_t in_case = run_.batch.case_row(table.parent, parent);
    if (!node.inputs.empty() && node.op != Op::list_flat) walk(node.inputs[0], parent);
    switch (node.op) {
      case Op::list_rows: {
        model::RowId owner(std::size_t{0});
        if (!node.inputs.empty()) {
          const std::int32_t index = run_.column(node.inputs[0]).index[parent];
          if (index < 0) return;
          owner =
              run_.batch.entities[vocabulary_.fact(node.fact).entity.index()][static_cast<std::size_t>(index)]
                  .row;
        }
        if (run_.batch.lists[list].open.get(parent)) leaves_.insert({owner, node.fact, "", {}, ""});
        return;
      }
      case Op::list_holders:
      case Op::list_upstream:
        return add_holdings(run_.column(node.inputs[0]).index[parent], node.inputs[1], in_case);
      case Op::list_circle: {
        const std::int32_t index = run_.column(node.inputs[0]).index[parent];
        const auto relations = vocabulary_.find_fact("party.relations");
        if (index < 0 || !relations) return;
        leaves_.insert({run_.batch.entities[vocabulary_.party.index()][static_cast<std::size_t>(index)].row,
                        *relations,
                        "",
                        {},
                        ""});
        return;
      }
      case Op::list_flat: {
        const std::size_t above = plan_.node(node.inputs[0]).list;
        const ListRows& rows = run_.batch.lists[above];
        walk_rows(above, {node.inputs[1]}, parent);
        for (std::size_t row = rows.begin[parent]; row < rows.begin[parent + 1]; ++row) {
          if (rows.item[row] < 0 || run_.truth(node.inputs[1], row) == Truth::false_value) continue;
          const model::EntityId entity = plan_.lists[above].entity;
          const model::RowId owner =
              run_.batch.entities[entity.index()][static_cast<std::size_t>(rows.item[row])].row;
          const model::RowList* stated = run_.batch.cases[in_case].facts->row(owner).find_list(node.fact);
          if (!stated || stated->open) leaves_.insert({owner, node.fact, "", {}, ""});
        }
        return;
      }
      default:
        return;
    }
  }

  // The holdings on the way up from a party whose figures are not known, and who is not known to hold.
  void add_holdings(std::int32_t party_row, plan::NodeId attribution, std::uint32_t in_case) {
    if (party_row < 0 || !graphs_.insert({party_row, attribution}).second) return;
    const auto& definitions = plan_.rule_sets().definitions;
    const auto declared = std::find_if(definitions.begin(), definitions.end(), [&](const auto& entry) {
      return entry.id == plan_.node(attribution).text;
    });
    const model::Method& method = std::get<model::Attribution>(declared->body).method;
    const ownership::Graph graph = make_graph(run_.batch, in_case, method, nullptr);
    const CaseRow& seen = run_.batch.cases[in_case];
    const Batch::Segment parties = run_.batch.segment(vocabulary_.party, in_case);
    const Batch::Segment holdings = run_.batch.segment(vocabulary_.holding, in_case);
    const auto item = [&](model::RowId row, std::string_view fact) -> std::string {
      const Known known = fact_on(seen, row, *vocabulary_.find_fact(fact));
      const auto* one =
          known.value.candidates.size() == 1 ? std::get_if<model::Item>(&known.value.candidates[0]) : nullptr;
      return one ? one->id : std::string();
    };
    std::set<std::size_t> reached = {static_cast<std::size_t>(party_row) - parties.first};
    std::vector<std::size_t> waiting(reached.begin(), reached.end());
    while (!waiting.empty()) {
      const std::size_t entity = waiting.back();
      waiting.pop_back();
      const model::RowId row = run_.batch.entities[vocabulary_.party.index()][parties.first + entity].row;
      const std::string& id = seen.facts->row(row).id;
      if (graph.parties[entity].open)
        leaves_.insert({row, *vocabulary_.find_fact("party.other_holders_at_most"), "", {}, ""});
      for (std::uint32_t h = holdings.first; h < holdings.last; ++h) {
        const model::RowId holding = run_.batch.entities[vocabulary_.holding.index()][h].row;
        if (item(holding, "holding.entity") != id) continue;
        for (const std::string& measure : method.measures) {
          const auto fact = vocabulary_.find_fact("holding." + measure);
          const Known known = fact_on(seen, holding, *fact);
          const auto* change = known.value.candidates.size() == 1
                                   ? std::get_if<model::Change>(&known.value.candidates[0])
                                   : nullptr;
          if (!change || !change->before.is_point() || !change->after.is_point())
            leaves_.insert({holding, *fact, "", {}, ""});
        }
        for (std::size_t owner = 0; owner < graph.parties.size(); ++owner) {
          const model::RowId other =
              run_.batch.entities[vocabulary_.party.index()][parties.first + owner].row;
          if (seen.facts->row(other).id == item(holding, "holding.owner") && reached.insert(owner).second)
            waiting.push_back(owner);
        }
      }
    }
  }

  const Run& run_;
  const plan::Plan& plan_;
  const model::Vocabulary& vocabulary_;
  std::set<OpenLeaf>& leaves_;
  std::set<std::pair<plan::NodeId, std::size_t>> seen_;
  std::set<std::pair<std::size_t, std::size_t>> sources_;
  std::set<std::pair<std::int32_t, plan::NodeId>> graphs_;
};

}  // namespace

void collect_open(const Run& run, plan::NodeId root, std::size_t root_row, std::set<OpenLeaf>& leaves) {
  Collector(run, leaves).walk(root, root_row);
}

namespace {

// The fact whose value a node passes on unchanged; none if the node computes something of its own.
const plan::Node* fact_behind(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node* node = &plan.node(id);
  while (node->op == Op::broadcast || node->op == Op::gather) node = &plan.node(node->inputs[0]);
  return node->op == Op::fact ? node : nullptr;
}

void constants_under(const plan::Plan& plan, plan::NodeId id, Cuts& cuts) {
  const plan::Node& node = plan.node(id);
  if (node.op == Op::constant) {
    if (node.kind == plan::ColumnKind::number && !node.not_applicable)
      cuts.numbers.emplace(node.currency, node.number);
    if (node.kind == plan::ColumnKind::date && !node.date.is_never() && !node.date.is_beginning()) {
      cuts.dates.insert(node.date);
    }
    cuts.items.insert(node.items.begin(), node.items.end());
    cuts.items.insert(node.uncertain.begin(), node.uncertain.end());
    return;
  }
  const bool passes = node.op == Op::broadcast || node.op == Op::make_set;
  const bool chooses = node.op == Op::version || node.op == Op::select;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const bool answer = node.op == Op::version ? i >= 2 : i % 2 == 1;
    if (passes || (chooses && answer)) constants_under(plan, node.inputs[i], cuts);
  }
}

}  // namespace

std::map<model::FactId, Cuts> find_cuts(const plan::Plan& plan) {
  std::map<model::FactId, Cuts> result;
  for (const plan::Node& node : plan.nodes) {
    if (node.op == Op::version || node.op == Op::in_force) {
      if (const plan::Node* fact = fact_behind(plan, node.inputs[0])) {
        for (const plan::VersionRange& range : node.versions) {
          if (!range.first.is_beginning()) result[fact->fact].dates.insert(range.first);
        }
      }
    }
    if (node.kind != plan::ColumnKind::truth || node.inputs.size() != 2) continue;
    for (std::size_t side = 0; side < 2; ++side) {
      if (const plan::Node* fact = fact_behind(plan, node.inputs[side])) {
        constants_under(plan, node.inputs[1 - side], result[fact->fact]);
      }
    }
  }
  return result;
}

}  // namespace weir::evaluate
