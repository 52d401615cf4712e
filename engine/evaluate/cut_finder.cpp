#include <algorithm>

#include "evaluate/cells.hpp"
#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Date;
using plan::ColumnKind;
using plan::Op;

LeafCuts* CutFinder::leaf_of(plan::NodeId id, std::size_t row) {
  std::set<OpenLeaf> leaves;
  open_.add(id, row, leaves);
  return leaves.size() == 1 ? &cuts_[*leaves.begin()] : nullptr;
}

void CutFinder::spoil(plan::NodeId id, std::size_t row) {
  std::set<OpenLeaf> leaves;
  spoiled_.add(id, row, leaves);
  const model::Vocabulary& vocabulary = run_.plan().vocabulary();
  for (const OpenLeaf& leaf : leaves) {
    LeafCuts& cuts = cuts_[leaf];
    // The two values of a truth are its cells whatever reads it.
    const bool truth = leaf.judgement.valid() || vocabulary.fact(leaf.fact).type.kind == model::Kind::truth;
    if (!truth) cuts.whole = false;
  }
}

void CutFinder::walk(plan::NodeId id, std::size_t row) {
  const plan::Plan& plan = run_.plan();
  const Column& column = run_.column(id);
  if (row >= column.rows || column.is_point(row) || !seen_.insert({id, row}).second) return;
  const plan::Node& node = plan.node(id);
  if (node.kind != ColumnKind::truth) return spoil(id, row);
  switch (node.op) {
    case Op::fact:
      leaf_of(id, row);
      return;
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
    case Op::at_least:
    case Op::doubtful:
      for (plan::NodeId input : node.inputs) walk(input, row);
      return;
    case Op::applies:
      return side(node.inputs[0], row, {}, {});
    case Op::judgement:
      cuts_[leaf_of_judgement(run_, node, row)];
      walk(node.inputs[0], row);
      walk(node.inputs[1], row);
      return;
    case Op::broadcast:
      return walk(node.inputs[0], run_.batch.ancestor(node.table, row, plan.node(node.inputs[0]).table));
    case Op::gather: {
      const std::int32_t from = run_.column(node.inputs[1]).index[row];
      if (from >= 0) return walk(node.inputs[0], static_cast<std::size_t>(from));
      return spoil(id, row);
    }
    case Op::some: {
      const ListRows& list = run_.batch.lists[node.list];
      if (list.open.get(row)) spoil(id, row);
      for (std::size_t r = list.begin[row]; r < list.begin[row + 1]; ++r) walk(node.inputs[0], r);
      return;
    }
    case Op::select:
      return for_each_line(run_, node, row, [&](plan::NodeId match, plan::NodeId answer) {
        walk(match, row);
        walk(answer, row);
      });
    case Op::version:
    case Op::in_force:
      law_date(node.inputs[0], row, node.versions);
      for (std::size_t i = 2; i < node.inputs.size(); ++i) walk(node.inputs[i], row);
      return;
    default:
      break;
  }
  // A comparison: an open side is cut by the other one where that is known.
  if (node.inputs.size() != 2) return spoil(id, row);
  const bool left = run_.column(node.inputs[0]).is_point(row);
  const bool right = run_.column(node.inputs[1]).is_point(row);
  if (left == right) {
    for (const std::size_t chosen : {1, 0}) {
      const auto others =
          left || choices_ == Choices::spoil ? std::nullopt : choices_of(node.inputs[chosen], row);
      if (!others) continue;
      for (const Other& other : *others) side(node.inputs[1 - chosen], row, other, {});
      return;
    }
    return spoil(id, row);
  }
  side(node.inputs[left ? 1 : 0], row, {node.inputs[left ? 0 : 1], row}, {});
}

std::optional<std::vector<CutFinder::Other>> CutFinder::choices_of(plan::NodeId id, std::size_t row) {
  const plan::Plan& plan = run_.plan();
  const plan::Node& node = plan.node(id);
  if (run_.column(id).is_point(row)) return std::vector<Other>{{id, row}};
  if (node.op == Op::broadcast)
    return choices_of(node.inputs[0], run_.batch.ancestor(node.table, row, plan.node(node.inputs[0]).table));
  std::vector<plan::NodeId> answers, matches;
  if (node.op == Op::version) {
    answers.assign(node.inputs.begin() + 2, node.inputs.end());
  } else if (node.op == Op::select) {
    for_each_line(run_, node, row, [&](plan::NodeId match, plan::NodeId answer) {
      matches.push_back(match);
      answers.push_back(answer);
    });
  } else {
    return std::nullopt;
  }
  std::vector<Other> found;
  for (const plan::NodeId answer : answers) {
    const auto more = choices_of(answer, row);
    if (!more) return std::nullopt;
    found.insert(found.end(), more->begin(), more->end());
  }
  if (node.op == Op::version) law_date(node.inputs[0], row, node.versions);
  for (const plan::NodeId match : matches) walk(match, row);
  return found;
}

void CutFinder::side(plan::NodeId id, std::size_t row, const Other& other,
                     std::vector<const plan::Node*> offsets) {
  const plan::Plan& plan = run_.plan();
  const plan::Node& node = plan.node(id);
  const Column& column = run_.column(id);
  if (column.is_point(row)) return;
  switch (node.op) {
    case Op::fact:
      return cut(id, row, other, offsets);
    case Op::broadcast:
      return side(node.inputs[0], run_.batch.ancestor(node.table, row, plan.node(node.inputs[0]).table),
                  other, std::move(offsets));
    case Op::gather: {
      const std::int32_t from = run_.column(node.inputs[1]).index[row];
      if (from < 0) return spoil(id, row);
      return side(node.inputs[0], static_cast<std::size_t>(from), other, std::move(offsets));
    }
    case Op::offset:
      offsets.push_back(&node);
      return side(node.inputs[0], row, other, std::move(offsets));
    case Op::select:
      return for_each_line(run_, node, row, [&](plan::NodeId match, plan::NodeId answer) {
        walk(match, row);
        side(answer, row, other, offsets);
      });
    case Op::version: {
      law_date(node.inputs[0], row, node.versions);
      for (std::size_t i = 2; i < node.inputs.size(); ++i) side(node.inputs[i], row, other, offsets);
      return;
    }
    default:
      return spoil(id, row);
  }
}

void CutFinder::law_date(plan::NodeId id, std::size_t row, const std::vector<plan::VersionRange>& versions) {
  const plan::Plan& plan = run_.plan();
  if (run_.column(id).is_point(row)) return;
  while (plan.node(id).op == Op::broadcast) {
    row = run_.batch.ancestor(plan.node(id).table, row, plan.node(plan.node(id).inputs[0]).table);
    id = plan.node(id).inputs[0];
  }
  LeafCuts* cuts = plan.node(id).op == Op::fact ? leaf_of(id, row) : nullptr;
  if (!cuts) return spoil(id, row);
  for (const plan::VersionRange& range : versions) {
    if (!range.first.is_beginning()) cuts->days.insert(range.first);
    if (!range.last.is_never()) cuts->days.insert(Date{range.last.days + 1});
  }
}

namespace {

// The first day on which the offsets, from the fact outwards, lead to `day` or beyond.
Date first_reaching(Date day, const std::vector<const plan::Node*>& offsets) {
  const auto reached = [&](std::int32_t from) {
    Date moved{from};
    for (auto offset = offsets.rbegin(); offset != offsets.rend(); ++offset) {
      moved = base::add(moved, (*offset)->number.numerator(), (*offset)->unit);
      if (!moved.is_never() && !moved.is_beginning())
        moved.days += static_cast<std::int32_t>((*offset)->count);
    }
    return moved >= day;
  };
  std::int32_t low = day.days - 200 * 366, high = day.days + 200 * 366;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (reached(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return Date{low};
}

}  // namespace

void CutFinder::cut(plan::NodeId id, std::size_t row, const Other& other,
                    const std::vector<const plan::Node*>& offsets) {
  LeafCuts* cuts = leaf_of(id, row);
  if (!cuts) return spoil(id, row);
  if (!other.node.valid()) return;
  const Column& value = run_.column(other.node);
  if (value.applies.size() > other.row && value.applies[other.row] == Applies::not_at_all) return;
  switch (run_.plan().node(id).kind) {
    case ColumnKind::number:
      for (const Bounds& piece : value.candidates(other.row)) {
        const std::string currency = piece.currency < 0 ? "" : run_.dictionary.text(piece.currency);
        (run_.plan().node(id).before ? cuts->numbers_before : cuts->numbers).emplace(currency, piece.low);
      }
      return;
    case ColumnKind::date: {
      const Date day{value.low[other.row]};
      if (day.is_never() || day.is_beginning()) return;
      cuts->days.insert(first_reaching(day, offsets));
      cuts->days.insert(first_reaching(Date{day.days + 1}, offsets));
      return;
    }
    case ColumnKind::items: {
      const ItemCell& cell = value.cells[other.row];
      std::vector<std::string> items;
      for (std::uint32_t i = cell.certain_begin; i < cell.certain_end; ++i)
        items.push_back(run_.dictionary.text(value.pool[i]));
      std::sort(items.begin(), items.end());
      cuts->sets.insert(std::move(items));
      return;
    }
    case ColumnKind::truth:
    case ColumnKind::rows:
      return;
  }
}

}  // namespace weir::evaluate
