#include "evaluate/columns.hpp"

namespace weir::evaluate {

using plan::ColumnKind;

Column Column::of(ColumnKind kind, std::size_t rows) {
  Column column;
  column.reset(kind, rows);
  return column;
}

void Column::reset(ColumnKind new_kind, std::size_t new_rows) {
  kind = new_kind;
  rows = new_rows;
  currency = -1;
  all_apply = true;
  const auto empty = [](auto&... vectors) { (vectors.clear(), ...); };
  empty(is_true.words(), is_false.words(), value, plain.words(), blank.words(), piece_begin, pieces, low,
        high, cells, pool, applies, index);
  switch (kind) {
    case ColumnKind::truth:
      is_true.reset(rows);
      is_false.reset(rows);
      break;
    case ColumnKind::number:
      plain.reset(rows);
      blank.reset(rows);
      value.reserve(rows);
      applies.reserve(rows);
      piece_begin.push_back(0);
      break;
    case ColumnKind::date:
      low.assign(rows, base::Date::beginning().days);
      high.assign(rows, base::Date::never().days);
      applies.assign(rows, Applies::certainly);
      break;
    case ColumnKind::items:
      cells.reserve(rows);
      applies.reserve(rows);
      break;
    case ColumnKind::rows:
      index.assign(rows, -1);
      break;
  }
}

base::Truth Column::truth(std::size_t row) const {
  if (is_true.get(row)) return base::Truth::true_value;
  return is_false.get(row) ? base::Truth::false_value : base::Truth::unknown;
}

void Column::set_truth(std::size_t row, base::Truth truth_here) {
  if (truth_here == base::Truth::true_value) is_true.set(row);
  if (truth_here == base::Truth::false_value) is_false.set(row);
}

Candidates Column::candidates(std::size_t row) const {
  if (blank.get(row)) return Candidates(Bounds{});
  if (plain.get(row)) {
    Bounds only = Bounds::exactly(*base::Rational::make(value[row], parts_of_one));
    only.currency = currency;
    return Candidates(only);
  }
  const auto place = static_cast<std::size_t>(value[row]);
  return Candidates(std::span(pieces.data() + piece_begin[place], pieces.data() + piece_begin[place + 1]));
}

std::optional<std::int64_t> parts_of(const base::Rational& number) {
  if (parts_of_one % number.denominator() != 0) return std::nullopt;
  std::int64_t parts = 0;
  if (__builtin_mul_overflow(number.numerator(), parts_of_one / number.denominator(), &parts))
    return std::nullopt;
  return parts;
}

void Column::push_number(std::span<const Bounds> candidates, Applies applies_here) {
  const std::size_t row = value.size();
  applies.push_back(applies_here);
  all_apply = all_apply && applies_here == Applies::certainly;
  if (candidates.size() == 1) {
    const Bounds& only = candidates.front();
    if (!only.has_low && !only.has_high && only.currency < 0) {
      blank.set(row);
      value.push_back(0);
      return;
    }
    const bool point =
        only.has_low && only.has_high && !only.low_open && !only.high_open && only.low == only.high;
    const bool first = currency < 0 && only.currency >= 0 && row == 0;
    if (point && (only.currency == currency || first)) {
      if (const auto parts = parts_of(only.low)) {
        currency = only.currency;
        plain.set(row);
        value.push_back(*parts);
        return;
      }
    }
  }
  value.push_back(static_cast<std::int64_t>(piece_begin.size()) - 1);
  pieces.insert(pieces.end(), candidates.begin(), candidates.end());
  piece_begin.push_back(static_cast<std::uint32_t>(pieces.size()));
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
  all_apply = all_apply && applies_here == Applies::certainly;
}

void Column::push_row(const Column& other, std::size_t row) {
  if (kind == ColumnKind::number) return push_number(other.candidates(row), other.applies[row]);
  const ItemCell& from = other.cells[row];
  ItemCell cell;
  cell.certain_begin = static_cast<std::uint32_t>(pool.size());
  pool.insert(pool.end(), other.pool.begin() + from.certain_begin, other.pool.begin() + from.certain_end);
  cell.certain_end = cell.possible_begin = static_cast<std::uint32_t>(pool.size());
  pool.insert(pool.end(), other.pool.begin() + from.possible_begin, other.pool.begin() + from.possible_end);
  cell.possible_end = static_cast<std::uint32_t>(pool.size());
  cell.open = from.open;
  cells.push_back(cell);
  applies.push_back(other.applies[row]);
  all_apply = all_apply && other.applies[row] == Applies::certainly;
}

void Column::repeat_first() {
  applies.resize(rows, Applies(applies.front()));
  if (kind == ColumnKind::items) return cells.resize(rows, ItemCell(cells.front()));
  value.resize(rows, std::int64_t{value.front()});
  if (plain.get(0)) plain.set_all(rows);
  if (blank.get(0)) blank.set_all(rows);
}

bool Column::nothing_known(std::size_t row) const {
  switch (kind) {
    case ColumnKind::number:
      return blank.get(row);
    case ColumnKind::date:
      return base::Date{low[row]}.is_beginning() && base::Date{high[row]}.is_never();
    case ColumnKind::truth:
    case ColumnKind::items:
    case ColumnKind::rows:
      return false;
  }
  return false;
}

bool Column::is_point(std::size_t row) const {
  switch (kind) {
    case ColumnKind::truth:
      return truth(row) != base::Truth::unknown;
    case ColumnKind::rows:
      return index[row] >= 0;
    case ColumnKind::date:
      return applies[row] == Applies::not_at_all ||
             (low[row] == high[row] && applies[row] == Applies::certainly);
    case ColumnKind::number: {
      if (applies[row] == Applies::not_at_all) return true;
      if (applies[row] == Applies::perhaps) return false;
      if (plain.get(row)) return true;
      if (blank.get(row)) return false;
      const Candidates here = candidates(row);
      if (here.empty()) return false;
      for (const Bounds& piece : here) {
        if (!piece.has_low || !piece.has_high || piece.low != piece.high ||
            piece.group != here.begin()->group)
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
