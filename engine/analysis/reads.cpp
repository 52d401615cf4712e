#include "analysis/reads.hpp"

#include <algorithm>

namespace weir::analysis {

using evaluate::Column;
using plan::Op;

Reads::Reads(const evaluate::Run& run, const std::vector<plan::NodeId>& roots) : run_(run) {
  for (plan::NodeId root : roots) walk(root, 0);
}

std::optional<std::size_t> Reads::row_in(const plan::Node& from, plan::NodeId input, std::size_t row) const {
  const plan::TableRef table = run_.plan().node(input).table;
  if (table == from.table) return row;
  if (table.is_entity() || run_.plan().depth(table) >= run_.plan().depth(from.table)) return std::nullopt;
  return run_.batch.ancestor(from.table, row, table);
}

std::optional<FactPlace> Reads::fact_at(plan::NodeId id, std::size_t row) const {
  const plan::Node* node = &run_.plan().node(id);
  while (node->op != Op::fact) {
    if (node->op == Op::gather) {
      const std::int32_t to = run_.column(node->inputs[1]).index[row];
      if (to < 0) return std::nullopt;
      row = static_cast<std::size_t>(to);
    } else if (node->op == Op::broadcast) {
      const auto above = row_in(*node, node->inputs[0], row);
      if (!above) return std::nullopt;
      row = *above;
    } else {
      return std::nullopt;
    }
    node = &run_.plan().node(node->inputs[0]);
  }
  if (node->table.is_entity())
    return FactPlace{run_.batch.entities[node->table.entity().index()][row].row, node->fact};
  const model::Vocabulary& vocabulary = run_.plan().vocabulary();
  if (vocabulary.fact(node->fact).entity != vocabulary.procedure)
    return FactPlace{model::RowId(std::size_t{0}), node->fact};
  const auto procedure = run_.batch.cases[0].facts->find_row(vocabulary.procedure, node->text);
  if (!procedure) return std::nullopt;
  return FactPlace{*procedure, node->fact};
}

// What stands on the other side of a comparison with a fact is a border of its cells.
void Reads::compare(const plan::Node& node, std::size_t row) {
  if (node.kind != plan::ColumnKind::truth || node.inputs.size() != 2) return;
  for (std::size_t side = 0; side < 2; ++side) {
    const auto place = fact_at(node.inputs[side], row);
    if (!place) continue;
    Borders& borders = facts_[*place];
    const plan::NodeId other = node.inputs[1 - side];
    const auto at = row_in(node, other, row);
    if (!at) continue;
    const Column& column = run_.column(other);
    switch (column.kind) {
      case plan::ColumnKind::number:
        for (const evaluate::Bounds& bounds : column.candidates(*at)) {
          const std::string currency = bounds.currency < 0 ? "" : run_.dictionary.text(bounds.currency);
          if (bounds.has_low) borders.numbers.emplace(currency, bounds.low);
          if (bounds.has_high) borders.numbers.emplace(currency, bounds.high);
        }
        break;
      case plan::ColumnKind::date:
        for (const std::int32_t day : {column.low[*at], column.high[*at]}) {
          const base::Date date{day};
          if (date.is_never() || date.is_beginning()) continue;
          borders.days.insert(date);
          borders.days.insert({day + 1});
        }
        break;
      case plan::ColumnKind::items: {
        const evaluate::ItemCell& cell = column.cells[*at];
        std::vector<std::string> codes;
        for (std::uint32_t i = cell.possible_begin; i < cell.possible_end; ++i)
          codes.push_back(run_.dictionary.text(column.pool[i]));
        std::sort(codes.begin(), codes.end());
        if (!codes.empty()) borders.sets.insert(std::move(codes));
        break;
      }
      case plan::ColumnKind::truth:
      case plan::ColumnKind::rows:
        break;
    }
  }
}

void Reads::walk_inputs(const plan::Node& node, std::size_t row) {
  for (plan::NodeId input : node.inputs) {
    if (const auto at = row_in(node, input, row)) {
      walk(input, *at);
      continue;
    }
    const plan::TableRef table = run_.plan().node(input).table;
    if (!table.is_list() || run_.plan().list(table).parent != node.table) continue;
    const evaluate::ListRows& rows = run_.batch.lists[table.list_index()];
    for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) walk(input, i);
  }
}

void Reads::walk(plan::NodeId id, std::size_t row) {
  if (!seen_.insert({id, row}).second) return;
  const plan::Node& node = run_.plan().node(id);
  switch (node.op) {
    case Op::fact:
      if (const auto place = fact_at(id, row)) facts_[*place];
      return;
    case Op::judgement: {
      std::string of;
      std::string name = node.text;
      for (const model::Definition& definition : run_.plan().rule_sets().definitions) {
        if (definition.id == node.text) name = definition.name;
      }
      if (node.table.is_entity()) {
        of = evaluate::name_of_row(run_.batch, run_.batch.cases[0],
                                   run_.batch.entities[node.table.entity().index()][row]);
      }
      judgements_.emplace(name, of);
      walk(node.inputs[0], row);
      walk(node.inputs[1], row);
      return;
    }
    case Op::gather: {
      walk(node.inputs[1], row);
      const std::int32_t to = run_.column(node.inputs[1]).index[row];
      if (to >= 0) walk(node.inputs[0], static_cast<std::size_t>(to));
      return;
    }
    case Op::version:
    case Op::in_force:
      if (const auto place = fact_at(node.inputs[0], row)) {
        for (const plan::VersionRange& range : node.versions) {
          if (!range.first.is_beginning()) facts_[*place].days.insert(range.first);
        }
      }
      break;
    default:
      compare(node, row);
  }
  walk_inputs(node, row);
}

}  // namespace weir::analysis
