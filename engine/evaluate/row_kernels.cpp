#include <algorithm>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using plan::ColumnKind;
using plan::Op;

namespace {

// A number that is plain or blank is copied as it is.
bool copy_number(Column& out, const Column& in, std::int32_t from) {
  const auto row = static_cast<std::size_t>(from);
  if (from < 0 || !(in.plain.get(row) || in.blank.get(row))) return false;
  if (in.plain.get(row)) {
    if (out.value.empty()) out.currency = in.currency;
    if (out.currency != in.currency) return false;
    out.plain.set(out.value.size());
  } else {
    out.blank.set(out.value.size());
  }
  out.value.push_back(in.value[row]);
  out.applies.push_back(in.applies[row]);
  out.all_apply = out.all_apply && in.applies[row] == Applies::certainly;
  return true;
}

// A set that stands on one row of a table is told to thousands of rows below it: they share its members.
bool share_items(Column& out, std::int32_t from, std::int32_t last) {
  if (out.kind != ColumnKind::items || from < 0 || from != last) return false;
  out.cells.push_back(ItemCell(out.cells.back()));
  out.applies.push_back(Applies(out.applies.back()));
  return true;
}

// Row `from` of `in` as row `r` of `out`; -1 is a row that is not known.
void copy_row(Column& out, std::size_t r, const Column& in, std::int32_t from) {
  const auto row = static_cast<std::size_t>(from < 0 ? 0 : from);
  switch (out.kind) {
    case ColumnKind::truth:
      if (from >= 0) out.set_truth(r, in.truth(row));
      break;
    case ColumnKind::date:
      if (from < 0) break;
      out.low[r] = in.low[row];
      out.high[r] = in.high[row];
      out.applies[r] = in.applies[row];
      break;
    case ColumnKind::number:
      if (copy_number(out, in, from)) break;
      if (from >= 0) {
        out.push_row(in, row);
      } else {
        out.push_number({Bounds{}}, Applies::certainly);
      }
      break;
    case ColumnKind::items:
      if (from >= 0) {
        out.push_row(in, row);
      } else {
        out.push_items({}, {}, true, Applies::perhaps);
      }
      break;
    case ColumnKind::rows:
      out.index[r] = from < 0 ? -1 : in.index[row];
      break;
  }
}

// Rows `from` of a truth column, a word at a time.
void gather_truth(Column& out, const Column& in, const std::vector<std::int32_t>& from) {
  const auto& is_true = in.is_true.words();
  const auto& is_false = in.is_false.words();
  for (std::size_t w = 0; w < out.is_true.words().size(); ++w) {
    const std::size_t first = w * 64, count = std::min<std::size_t>(64, out.rows - first);
    std::uint64_t yes = 0, no = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (from[first + i] < 0) continue;
      const auto row = static_cast<std::size_t>(from[first + i]);
      yes |= (is_true[row / 64] >> (row % 64) & 1u) << i;
      no |= (is_false[row / 64] >> (row % 64) & 1u) << i;
    }
    out.is_true.set_word(w, yes);
    out.is_false.set_word(w, no);
  }
}

// Rows `from` of a number column in which each row is one exact value or quite unknown.
void gather_points(Column& out, const Column& in, const std::vector<std::int32_t>& from) {
  out.currency = in.currency;
  out.value.resize(out.rows);
  out.applies.assign(out.rows, Applies::certainly);
  for (std::size_t r = 0; r < out.rows; ++r) {
    const bool known = from[r] >= 0 && in.plain.get(static_cast<std::size_t>(from[r]));
    out.value[r] = known ? in.value[static_cast<std::size_t>(from[r])] : 0;
    (known ? out.plain : out.blank).set(r);
  }
}

// Rows `from` of an items column; both share the pool.
void gather_items(Column& out, const Column& in, const std::vector<std::int32_t>& from) {
  out.pool = in.pool;
  out.cells.resize(out.rows);
  out.applies.resize(out.rows);
  out.all_apply = true;
  for (std::size_t r = 0; r < out.rows; ++r) {
    const auto row = static_cast<std::size_t>(from[r]);
    out.cells[r] = from[r] < 0 ? ItemCell{} : in.cells[row];
    out.applies[r] = from[r] < 0 ? Applies::perhaps : in.applies[row];
    out.all_apply = out.all_apply && out.applies[r] == Applies::certainly;
  }
}

// True where whole columns can be gathered; else row after row.
bool gather_column(Column& out, const Column& in, const std::vector<std::int32_t>& from) {
  if (out.kind == ColumnKind::truth) {
    gather_truth(out, in, from);
  } else if (out.kind == ColumnKind::number && in.all_apply && in.pieces.empty()) {
    gather_points(out, in, from);
  } else if (out.kind == ColumnKind::items && in.pool.size() <= 4 * out.rows) {
    gather_items(out, in, from);
  } else {
    return false;
  }
  return true;
}

}  // namespace

void row_kernel(const Frame& frame, Column& out) {
  out.reset(frame.node.kind, frame.rows);
  if (frame.node.op == Op::own_row) {
    for (std::size_t r = 0; r < frame.rows; ++r) out.index[r] = static_cast<std::int32_t>(r);
    return;
  }
  const Column& in = *frame.inputs[0];
  if (frame.node.op == Op::gather && gather_column(out, in, frame.inputs[1]->index)) return;
  std::int32_t last = -1;
  const auto copy = [&](std::size_t r, std::int32_t from) {
    if (!share_items(out, from, last)) copy_row(out, r, in, from);
    last = from;
  };
  for (std::size_t r = 0; r < frame.rows; ++r) {
    switch (frame.node.op) {
      case Op::broadcast:
        copy(r, static_cast<std::int32_t>(frame.batch.ancestor(
                    frame.node.table, r, frame.batch.plan->node(frame.node.inputs[0]).table)));
        break;
      case Op::row_id: {
        const std::int32_t row = in.index[r];
        if (row < 0) {
          out.push_items({}, {}, true, Applies::certainly);
          break;
        }
        const EntityRow& party =
            frame.batch.entities[frame.batch.plan->vocabulary().party.index()][static_cast<std::size_t>(row)];
        const std::int32_t id =
            frame.dictionary.id(frame.batch.cases[party.case_row].facts->row(party.row).id);
        out.push_items({id}, {id}, false, Applies::certainly);
        break;
      }
      case Op::gather:
        copy(r, frame.inputs[1]->index[r]);
        break;
      default: {  // row_of_party
        const ItemCell& cell = in.cells[r];
        if (cell.open || cell.possible_end - cell.possible_begin != 1 || in.applies[r] != Applies::certainly)
          break;
        const std::uint32_t in_case = frame.batch.case_row(frame.node.table, r);
        const model::EntityId party = frame.batch.plan->vocabulary().party;
        const auto id = frame.batch.cases[in_case].facts->find_row(
            party, frame.dictionary.text(in.pool[cell.possible_begin]));
        const auto place = id ? frame.batch.find(party, in_case, *id) : std::nullopt;
        if (place) out.index[r] = static_cast<std::int32_t>(*place);
      }
    }
  }
}

namespace {

// What it says of one row; others say the same.
void push_constant(const Frame& frame, Column& out) {
  const plan::Node& node = frame.node;
  const Applies applies = node.not_applicable ? Applies::not_at_all : Applies::certainly;
  if (node.kind == ColumnKind::number) {
    Bounds bounds;
    bounds.low = bounds.high = node.number;
    bounds.has_low = !node.at_most;
    bounds.has_high = !node.at_least;
    if (!node.currency.empty()) bounds.currency = frame.dictionary.id(node.currency);
    return out.push_number(std::span(&bounds, node.not_applicable ? 0 : 1), applies);
  }
  std::vector<std::int32_t> certain, possible;
  for (const std::string& item : node.items) certain.push_back(frame.dictionary.id(item));
  possible = certain;
  for (const std::string& item : node.uncertain) possible.push_back(frame.dictionary.id(item));
  std::sort(certain.begin(), certain.end());
  std::sort(possible.begin(), possible.end());
  out.push_items(certain, possible, node.open, applies);
}

// The day that it is on a row.
base::Date constant_day(const Frame& frame, std::size_t row) {
  const plan::Node& node = frame.node;
  const auto seen = [&]() -> const CaseRow& {
    return frame.batch.cases[frame.batch.case_row(node.table, row)];
  };
  switch (node.op) {
    case Op::as_of:
      return seen().as_of;
    case Op::known_on:
      return seen().known_on;
    case Op::supposed: {
      const auto start = frame.batch.suppose.find(node.text);
      return start == frame.batch.suppose.end() ? base::Date::never() : start->second;
    }
    default:
      return node.date;
  }
}

}  // namespace

Column constant_kernel(const Frame& frame) {
  const plan::Node& node = frame.node;
  Column out = frame.column(node.kind);
  if (frame.rows == 0) return out;
  switch (node.kind) {
    case ColumnKind::truth:
      if (node.truth == base::Truth::true_value) out.is_true.set_all(frame.rows);
      if (node.truth == base::Truth::false_value) out.is_false.set_all(frame.rows);
      break;
    case ColumnKind::date:
      for (std::size_t r = 0; r < frame.rows; ++r) {
        const base::Date day = constant_day(frame, r);
        out.low[r] = node.at_most ? base::Date::beginning().days : day.days;
        out.high[r] = node.at_least ? base::Date::never().days : day.days;
        out.applies[r] = node.not_applicable ? Applies::not_at_all : Applies::certainly;
      }
      break;
    case ColumnKind::number:
    case ColumnKind::items:
      push_constant(frame, out);
      out.repeat_first();
      break;
    case ColumnKind::rows:
      break;
  }
  return out;
}

}  // namespace weir::evaluate
