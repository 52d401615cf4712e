#include <functional>

#include "evaluate/kernels.hpp"
#include "evaluate/open.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

void collect_open(const Run& run, plan::NodeId root, std::size_t root_row, std::set<OpenLeaf>& leaves) {
  const plan::Plan& plan = run.plan();
  const model::Vocabulary& vocabulary = plan.vocabulary();
  std::set<std::pair<plan::NodeId, std::size_t>> seen;
  std::function<void(plan::NodeId, std::size_t)> walk = [&](plan::NodeId id, std::size_t row) {
    const Column& column = run.column(id);
    if (column.is_point(row) || !seen.insert({id, row}).second) return;
    const plan::Node& node = plan.node(id);
    const std::uint32_t in_case = run.batch.case_row(node.table, row);
    switch (node.op) {
      case Op::fact: {
        OpenLeaf leaf;
        leaf.fact = node.fact;
        if (node.table.is_entity()) {
          leaf.row = run.batch.entities[node.table.entity().index()][row].row;
        } else if (vocabulary.fact(node.fact).entity == vocabulary.procedure) {
          leaf.row = run.batch.cases[in_case]
                         .facts->find_row(vocabulary.procedure, node.text)
                         .value_or(model::RowId{});
          leaf.regime = leaf.row.valid() ? "" : node.text;
        } else {
          leaf.row = model::RowId(std::size_t{0});
        }
        leaves.insert(std::move(leaf));
        return;
      }
      case Op::judgement: {
        OpenLeaf leaf;
        for (const plan::CompiledJudgement& judgement : plan.judgements) {
          if (plan.rule_sets().definitions[judgement.definition.index()].id == node.text)
            leaf.judgement = judgement.definition;
        }
        if (node.table.is_entity()) {
          leaf.of = run.batch.cases[in_case]
                        .facts->row(run.batch.entities[node.table.entity().index()][row].row)
                        .id;
        }
        leaves.insert(std::move(leaf));
        walk(node.inputs[0], row);
        walk(node.inputs[1], row);
        return;
      }
      case Op::gather: {
        const std::int32_t from = run.column(node.inputs[1]).index[row];
        if (from >= 0) {
          walk(node.inputs[0], static_cast<std::size_t>(from));
        } else {
          walk(node.inputs[1], row);
        }
        return;
      }
      case Op::broadcast:
        walk(node.inputs[0], in_case);
        return;
      case Op::select:
        for (std::size_t i = 0; i + 1 < node.inputs.size(); i += 2) {
          const Truth match = run.truth(node.inputs[i], row);
          if (match == Truth::false_value) continue;
          walk(node.inputs[i], row);
          walk(node.inputs[i + 1], row);
          if (match == Truth::true_value) return;
        }
        return;
      case Op::version: {
        const Column& law = run.column(node.inputs[0]);
        const auto touched =
            touched_versions(node.versions, law, row, base::Date{run.column(node.inputs[1]).low[row]});
        if (touched.versions.size() > 1 || !touched.complete) walk(node.inputs[0], row);
        for (std::size_t i : touched.versions) walk(node.inputs[2 + i], row);
        return;
      }
      default:
        for (plan::NodeId input : node.inputs) walk(input, row);
    }
  };
  walk(root, root_row);
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
