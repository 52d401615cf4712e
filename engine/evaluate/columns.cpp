#include "evaluate/columns.hpp"

namespace weir::evaluate {

using plan::ColumnKind;

Column Column::of(ColumnKind kind, std::size_t rows) {
  Column column;
  column.kind = kind;
  column.rows = rows;
  switch (kind) {
    case ColumnKind::truth:
      column.is_true = Bits(rows);
      column.is_false = Bits(rows);
      break;
    case ColumnKind::number:
      column.piece_begin.push_back(0);
      break;
    case ColumnKind::date:
      column.low.assign(rows, base::Date::beginning().days);
      column.high.assign(rows, base::Date::never().days);
      column.applies.assign(rows, Applies::certainly);
      break;
    case ColumnKind::items:
      break;
    case ColumnKind::rows:
      column.index.assign(rows, -1);
      break;
  }
  return column;
}

base::Truth Column::truth(std::size_t row) const {
  if (is_true.get(row)) return base::Truth::true_value;
  return is_false.get(row) ? base::Truth::false_value : base::Truth::unknown;
}

void Column::set_truth(std::size_t row, base::Truth value) {
  if (value == base::Truth::true_value) is_true.set(row);
  if (value == base::Truth::false_value) is_false.set(row);
}

void Column::push_number(const std::vector<Bounds>& candidates, Applies applies_here) {
  pieces.insert(pieces.end(), candidates.begin(), candidates.end());
  piece_begin.push_back(static_cast<std::uint32_t>(pieces.size()));
  applies.push_back(applies_here);
}

void Column::push_items(const std::vector<std::int32_t>& certain, const std::vector<std::int32_t>& possible,
                        bool open, Applies applies_here) {
  ItemCell cell;
  cell.certain_begin = static_cast<std::uint32_t>(pool.size());
  pool.insert(pool.end(), certain.begin(), certain.end());
  cell.certain_end = cell.possible_begin = static_cast<std::uint32_t>(pool.size());
  pool.insert(pool.end(), possible.begin(), possible.end());
  cell.possible_end = static_cast<std::uint32_t>(pool.size());
  cell.open = open;
  cells.push_back(cell);
  applies.push_back(applies_here);
}

void Column::push_row(const Column& other, std::size_t row) {
  if (kind == ColumnKind::number) {
    push_number(
        {other.pieces.begin() + other.piece_begin[row], other.pieces.begin() + other.piece_begin[row + 1]},
        other.applies[row]);
    return;
  }
  const ItemCell& cell = other.cells[row];
  push_items({other.pool.begin() + cell.certain_begin, other.pool.begin() + cell.certain_end},
             {other.pool.begin() + cell.possible_begin, other.pool.begin() + cell.possible_end}, cell.open,
             other.applies[row]);
}

bool Column::is_point(std::size_t row) const {
  switch (kind) {
    case ColumnKind::truth:
      return truth(row) != base::Truth::unknown;
    case ColumnKind::rows:
      return index[row] >= 0;
    case ColumnKind::date:
      return low[row] == high[row] && applies[row] == Applies::certainly;
    case ColumnKind::number: {
      if (applies[row] == Applies::not_at_all) return true;
      if (applies[row] == Applies::perhaps) return false;
      const Bounds* first = pieces.data() + piece_begin[row];
      const Bounds* last = pieces.data() + piece_begin[row + 1];
      if (first == last) return false;
      for (const Bounds* piece = first; piece != last; ++piece) {
        if (!piece->has_low || !piece->has_high || piece->low != piece->high || piece->group != first->group)
          return false;
      }
      return true;
    }
    case ColumnKind::items: {
      const ItemCell& cell = cells[row];
      if (applies[row] == Applies::not_at_all) return true;
      return !cell.open && applies[row] == Applies::certainly &&
             cell.certain_end - cell.certain_begin == cell.possible_end - cell.possible_begin;
    }
  }
  return false;
}

std::int32_t Dictionary::id(std::string_view text) {
  const auto [place, fresh] = ids_.try_emplace(std::string(text), static_cast<std::int32_t>(texts_.size()));
  if (fresh) texts_.emplace_back(text);
  return place->second;
}

}  // namespace weir::evaluate
