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

// True for a table with one row for each case. What is broadcast to it comes from another such table.
bool has_row_a_case(plan::TableRef table) {
  return table == plan::TableRef::cases() || table == plan::TableRef::subjects();
}

}  // namespace

Column row_kernel(const Frame& frame) {
  Column out = frame.column(frame.node.kind);
  if (frame.node.op == Op::own_row) {
    for (std::size_t r = 0; r < frame.rows; ++r) out.index[r] = static_cast<std::int32_t>(r);
    return out;
  }
  const Column& in = *frame.inputs[0];
  if (frame.node.op == Op::broadcast && has_row_a_case(frame.node.table)) {
    out = in;
    return out;
  }
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
  return out;
}

Column constant_kernel(const Frame& frame) {
  const plan::Node& node = frame.node;
  Column out = frame.column(node.kind);
  std::vector<std::int32_t> certain, possible;
  for (const std::string& item : node.items) certain.push_back(frame.dictionary.id(item));
  possible = certain;
  for (const std::string& item : node.uncertain) possible.push_back(frame.dictionary.id(item));
  std::sort(certain.begin(), certain.end());
  std::sort(possible.begin(), possible.end());
  const Applies applies = node.not_applicable ? Applies::not_at_all : Applies::certainly;
  for (std::size_t r = 0; r < frame.rows; ++r) {
    const CaseRow& row = frame.batch.cases[frame.batch.case_row(node.table, r)];
    base::Date day = node.date;
    if (node.op == Op::as_of) day = row.as_of;
    if (node.op == Op::known_on) day = row.known_on;
    if (node.op == Op::supposed) {
      const auto start = frame.batch.suppose.find(node.text);
      day = start == frame.batch.suppose.end() ? base::Date::never() : start->second;
    }
    switch (node.kind) {
      case ColumnKind::truth:
        out.set_truth(r, node.truth);
        break;
      case ColumnKind::date:
        out.low[r] = node.at_most ? base::Date::beginning().days : day.days;
        out.high[r] = node.at_least ? base::Date::never().days : day.days;
        out.applies[r] = applies;
        break;
      case ColumnKind::number: {
        Bounds bounds;
        bounds.low = bounds.high = node.number;
        bounds.has_low = !node.at_most;
        bounds.has_high = !node.at_least;
        if (!node.currency.empty()) bounds.currency = frame.dictionary.id(node.currency);
        out.push_number(node.not_applicable ? std::vector<Bounds>{} : std::vector<Bounds>{bounds}, applies);
        break;
      }
      case ColumnKind::items:
        out.push_items(certain, possible, node.open, applies);
        break;
      case ColumnKind::rows:
        break;
    }
  }
  return out;
}

}  // namespace weir::evaluate
