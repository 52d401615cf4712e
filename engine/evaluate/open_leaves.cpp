#include <algorithm>
#include <map>

#include "evaluate/kernels.hpp"
#include "evaluate/open.hpp"
#include "evaluate/ownership_graph.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

OpenLeaf leaf_of_judgement(const Run& run, const plan::Node& judgement, std::size_t row) {
  OpenLeaf leaf;
  for (const plan::CompiledJudgement& known : run.plan().judgements) {
    if (run.plan().rule_sets().definitions[known.definition.index()].id == judgement.text)
      leaf.judgement = known.definition;
  }
  if (judgement.table.is_entity()) {
    leaf.of = name_of_row(run.batch, run.batch.cases[run.batch.case_row(judgement.table, row)],
                          run.batch.entities[judgement.table.entity().index()][row]);
  }
  return leaf;
}

std::string name_of_judgement(const plan::Plan& plan, const OpenLeaf& leaf) {
  const std::string& name = plan.rule_sets().definitions[leaf.judgement.index()].name;
  return leaf.of.empty() ? name : leaf.of + "." + name;
}

/// What is open above the parties of a run: holdings whose figures are not known, and lists of holders that
/// may have more.
class OpenLeaves::Above {
 public:
  explicit Above(const Run& run) : run_(run), vocabulary_(run.plan().vocabulary()) {}

  /// On the way up from a party, by the method of an attribution.
  const std::vector<OpenLeaf>& of(std::size_t party_row, plan::NodeId attribution, std::uint32_t in_case) {
    const auto [known, fresh] = above_.try_emplace({party_row, attribution});
    if (fresh) known->second = find(party_row, attribution, in_case);
    return known->second;
  }

 private:
  /// What one party adds, and who holds in it.
  struct Step {
    std::vector<OpenLeaf> leaves;
    std::vector<std::size_t> owners;  ///< places among the parties of the case
  };
  using Steps = std::vector<Step>;  ///< by place among the parties of the case

  std::vector<OpenLeaf> find(std::size_t party_row, plan::NodeId attribution, std::uint32_t in_case) {
    const auto [known, fresh] = steps_.try_emplace({in_case, attribution});
    if (fresh) known->second = steps(attribution, in_case);
    const Steps& all = known->second;
    std::vector<bool> reached(all.size());
    std::vector<std::size_t> waiting = {party_row - run_.batch.segment(vocabulary_.party, in_case).first};
    reached[waiting.front()] = true;
    std::vector<OpenLeaf> found;
    while (!waiting.empty()) {
      const Step& step = all[waiting.back()];
      waiting.pop_back();
      found.insert(found.end(), step.leaves.begin(), step.leaves.end());
      for (const std::size_t owner : step.owners) {
        if (reached[owner]) continue;
        reached[owner] = true;
        waiting.push_back(owner);
      }
    }
    return found;
  }

  Steps steps(plan::NodeId attribution, std::uint32_t in_case) const {
    const auto& definitions = run_.plan().rule_sets().definitions;
    const auto declared =
        std::ranges::find(definitions, run_.plan().node(attribution).text, &model::Definition::id);
    const model::Method& method = std::get<model::Attribution>(declared->body).method;
    const ownership::Graph graph =
        make_graph(run_.batch, in_case, GraphFacts(run_.batch.plan->vocabulary()), method, nullptr);
    const CaseRow& seen = run_.batch.cases[in_case];
    const auto party_of = [&](std::size_t place) {
      const std::size_t first = run_.batch.segment(vocabulary_.party, in_case).first;
      return run_.batch.entities[vocabulary_.party.index()][first + place].row;
    };
    Steps all(graph.parties.size());
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < all.size(); ++i) {
      places.emplace(seen.facts->row(party_of(i)).id, i);
      if (graph.parties[i].open)
        all[i].leaves.push_back(
            {party_of(i), *vocabulary_.find_fact("party.other_holders_at_most"), "", {}, ""});
    }
    const auto party_in = [&](model::RowId row, std::string_view fact) {
      const ValueOn known(seen, row, *vocabulary_.find_fact(fact));
      return known.item() ? places.find(known.item()->id) : places.end();
    };
    const Batch::Segment holdings = run_.batch.segment(vocabulary_.holding, in_case);
    for (std::uint32_t h = holdings.first; h < holdings.last; ++h) {
      const model::RowId holding = run_.batch.entities[vocabulary_.holding.index()][h].row;
      const auto entity = party_in(holding, "holding.entity");
      if (entity == places.end()) continue;
      Step& step = all[entity->second];
      for (const std::string& measure : method.measures) {
        const model::FactId fact = *vocabulary_.find_fact("holding." + measure);
        const ValueOn known(seen, holding, fact);
        const auto* change =
            known->candidates.size() == 1 ? std::get_if<model::Change>(&known->candidates[0]) : nullptr;
        if (!change || !change->before.is_point() || !change->after.is_point())
          step.leaves.push_back({holding, fact, "", {}, ""});
      }
      for (const std::string_view holder : {"holding.owner", "holding.on_behalf_of"}) {
        const auto owner = party_in(holding, holder);
        if (owner != places.end()) step.owners.push_back(owner->second);
      }
    }
    return all;
  }

  const Run& run_;
  const model::Vocabulary& vocabulary_;
  std::map<std::pair<std::uint32_t, plan::NodeId>, Steps> steps_;
  std::map<std::pair<std::size_t, plan::NodeId>, std::vector<OpenLeaf>> above_;
};

class OpenLeaves::Walk::Collector {
 public:
  Collector(const Run& run, Above& above, Visited& visited)
      : run_(run),
        plan_(run.plan()),
        vocabulary_(run.plan().vocabulary()),
        above_(above),
        visited_(visited),
        walk_(visited.start()) {}

  void add(plan::NodeId id, std::size_t row, std::set<OpenLeaf>& leaves) {
    leaves_ = &leaves;
    walk(id, row);
  }

 private:
  void walk(plan::NodeId id, std::size_t row) {
    const Column& column = run_.column(id);
    if (row >= column.rows || column.is_point(row) || !visited_.enter(walk_, id, row, column.rows)) return;
    const plan::Node& node = plan_.node(id);
    const std::uint32_t in_case = run_.batch.case_row(node.table, row);
    switch (node.op) {
      case Op::fact:
        return add_fact(node, row, in_case);
      case Op::judgement:
        leaves_->insert(leaf_of_judgement(run_, node, row));
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
    leaves_->insert(std::move(leaf));
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
        if (run_.batch.lists[list].open.get(parent)) leaves_->insert({owner, node.fact, "", {}, ""});
        return;
      }
      case Op::list_holders:
      case Op::list_upstream:
        return add_holdings(run_.column(node.inputs[0]).index[parent], node.inputs[1], in_case);
      case Op::list_circle: {
        const std::int32_t index = run_.column(node.inputs[0]).index[parent];
        const auto relations = vocabulary_.find_fact("party.relations");
        if (index < 0 || !relations) return;
        leaves_->insert({run_.batch.entities[vocabulary_.party.index()][static_cast<std::size_t>(index)].row,
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
          if (!stated || stated->open) leaves_->insert({owner, node.fact, "", {}, ""});
        }
        return;
      }
      default:
        return;
    }
  }

  void add_holdings(std::int32_t party_row, plan::NodeId attribution, std::uint32_t in_case) {
    if (party_row < 0 || !parties_.insert({party_row, attribution}).second) return;
    const auto& open = above_.of(static_cast<std::size_t>(party_row), attribution, in_case);
    leaves_->insert(open.begin(), open.end());
  }

  const Run& run_;
  const plan::Plan& plan_;
  const model::Vocabulary& vocabulary_;
  Above& above_;
  std::set<OpenLeaf>* leaves_ = nullptr;  ///< to which they are added
  Visited& visited_;
  Visited::Walk walk_;
  std::set<std::pair<std::size_t, std::size_t>> sources_;
  std::set<std::pair<std::int32_t, plan::NodeId>> parties_;  ///< above whom all is added
};

OpenLeaves::OpenLeaves(const Run& run)
    : run_(run), above_(std::make_unique<Above>(run)), visited_(run.plan().nodes.size()) {}
OpenLeaves::~OpenLeaves() = default;

void OpenLeaves::add(plan::NodeId node, std::size_t row, std::set<OpenLeaf>& leaves) {
  Walk(*this).add(node, row, leaves);
}

OpenLeaves::Walk::Walk(OpenLeaves& all)
    : collector_(std::make_unique<Collector>(all.run_, *all.above_, all.visited_)) {}
OpenLeaves::Walk::~Walk() = default;

void OpenLeaves::Walk::add(plan::NodeId node, std::size_t row, std::set<OpenLeaf>& leaves) {
  collector_->add(node, row, leaves);
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
