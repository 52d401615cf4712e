// Values on both sides, and the rows of tables that they stand on.
#include <algorithm>

#include "evaluate/kernels.hpp"
#include "suite/clause_finder.hpp"

namespace weir::suite {

using base::Truth;
using evaluate::Column;
using plan::Node;
using plan::NodeId;
using plan::Op;

namespace {

bool same_items(const SeenCase& a, const Column& x, std::size_t i, const SeenCase& b, const Column& y,
                std::size_t j) {
  const auto members = [](const SeenCase& seen, const Column& column, std::uint32_t begin,
                          std::uint32_t end) {
    std::vector<std::string> texts;
    for (std::uint32_t at = begin; at < end; ++at)
      texts.push_back(seen.run->dictionary.text(column.pool[at]));
    std::ranges::sort(texts);
    return texts;
  };
  const evaluate::ItemCell &p = x.cells[i], &q = y.cells[j];
  return p.open == q.open &&
         members(a, x, p.certain_begin, p.certain_end) == members(b, y, q.certain_begin, q.certain_end) &&
         members(a, x, p.possible_begin, p.possible_end) == members(b, y, q.possible_begin, q.possible_end);
}

}  // namespace

ClauseFinder::At ClauseFinder::bare(const SeenCase& seen, At at) const {
  while (plan_of(seen).node(at.node).op == Op::broadcast) {
    const NodeId input = plan_of(seen).node(at.node).inputs[0];
    at = {input, row_of_input(seen, at, input)};
  }
  return at;
}

std::ptrdiff_t ClauseFinder::row_of_input(const SeenCase& seen, At at, NodeId input) const {
  const plan::Plan& plan = plan_of(seen);
  const Node& node = plan.node(at.node);
  const plan::TableRef from = node.table, to = plan.node(input).table;
  const auto top = [](plan::TableRef table) {
    return table == plan::TableRef::cases() || table == plan::TableRef::subjects();
  };
  if (top(to)) return static_cast<std::ptrdiff_t>(seen.row);
  if (at.row < 0) return -1;
  if (node.op == Op::gather && input == node.inputs[0] && to.is_entity()) {
    const NodeId rows = node.inputs[1];
    const std::ptrdiff_t row = plan.node(rows).table == from ? at.row : row_of_input(seen, at, rows);
    const Column& index = seen.run->column(rows);
    if (row < 0 || static_cast<std::size_t>(row) >= index.index.size()) return -1;
    return index.index[static_cast<std::size_t>(row)];
  }
  if (from == to) return at.row;
  const bool above = from.is_list() && to.is_list() && plan.depth(to) < plan.depth(from);
  if (!above) return -1;
  return static_cast<std::ptrdiff_t>(seen.run->batch.ancestor(from, static_cast<std::size_t>(at.row), to));
}

Truth ClauseFinder::truth(const SeenCase& seen, At at) const {
  return seen.run->truth(at.node, static_cast<std::size_t>(at.row));
}

bool ClauseFinder::same_value(At a, At b) const {
  if (a.row < 0 || b.row < 0) return false;
  const auto i = static_cast<std::size_t>(a.row), j = static_cast<std::size_t>(b.row);
  const Column &x = before_.run->column(a.node), &y = after_.run->column(b.node);
  if (x.kind != y.kind || i >= x.rows || j >= y.rows) return false;
  switch (x.kind) {
    case plan::ColumnKind::truth:
      return x.truth(i) == y.truth(j);
    case plan::ColumnKind::number: {
      const auto p = x.candidates(i), q = y.candidates(j);
      const auto currency = [](const SeenCase& seen, std::int32_t id) {
        return id < 0 ? std::string() : seen.run->dictionary.text(id);
      };
      return x.applies[i] == y.applies[j] &&
             std::equal(p.begin(), p.end(), q.begin(), q.end(), [&](evaluate::Bounds s, evaluate::Bounds t) {
               const bool same = currency(before_, s.currency) == currency(after_, t.currency);
               s.group = t.group = 0;
               s.currency = t.currency;
               return same && s == t;
             });
    }
    case plan::ColumnKind::date:
      return x.applies[i] == y.applies[j] && x.low[i] == y.low[j] && x.high[i] == y.high[j];
    case plan::ColumnKind::items:
      return x.applies[i] == y.applies[j] && same_items(before_, x, i, after_, y, j);
    case plan::ColumnKind::rows:
      return false;
  }
  return false;
}

std::vector<std::string> ClauseFinder::picked_days(const SeenCase& seen, At version) const {
  std::vector<std::string> days;
  const Node& node = plan_of(seen).node(version.node);
  const std::ptrdiff_t law = row_of_input(seen, version, node.inputs[0]);
  const std::ptrdiff_t view = row_of_input(seen, version, node.inputs[1]);
  if (law < 0 || view < 0) return days;
  const evaluate::Touched touched = evaluate::touched_versions(
      node.versions, seen.run->column(node.inputs[0]), static_cast<std::size_t>(law),
      base::Date{seen.run->column(node.inputs[1]).low[static_cast<std::size_t>(view)]});
  for (const std::size_t i : touched.versions) days.push_back(base::to_iso(node.versions[i].first));
  return days;
}

}  // namespace weir::suite
