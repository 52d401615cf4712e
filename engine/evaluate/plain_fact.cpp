#include "evaluate/plain_fact.hpp"

namespace weir::evaluate {

using plan::ColumnKind;

std::uint32_t Planes::add(std::int32_t number) {
  const auto at = static_cast<std::size_t>(number);
  if (begins_.size() <= at) begins_.resize(at + 1, nowhere);
  begins_[at] = begin_of_plane(numbers_.size());
  numbers_.push_back(number);
  bits_.resize(bits_.size() + strips_);
  return begins_[at];
}

RowBit RowBits::add(std::size_t count) {
  if (used_ + count > 64) {
    groups_.emplace_back(64 * strips_of(rows_));
    used_ = 0;
  }
  RowBit first;
  first.strips_ = groups_.back().data();
  first.bit_ = std::uint64_t{1} << used_;
  used_ += count;
  return first;
}

void RowBits::clear() {
  for (auto& strips : groups_) std::ranges::fill(strips, StripWords{});
}

void RowBits::turn() {
  for (auto& strips : groups_)
    for (std::size_t first = 0; first < strips.size(); first += 64)
      transpose_strips(words_of(&strips[first]));
}

PlainFact::PlainFact(ColumnKind kind, model::Shape shape, std::size_t rows, RowBits& bits) : planes(rows) {
  if (kind == ColumnKind::truth) said = bits.add(2);
  if (kind == ColumnKind::items) said = bits.add(1);
  if (kind == ColumnKind::number) values.resize(strips_of(rows) * strip_rows);
  if (kind == ColumnKind::items && shape == model::Shape::single) ones.resize(rows, Planes::spare);
}

void PlainFact::clear() {
  planes.clear();
  std::ranges::fill(ones, Planes::spare);
}

void PlainFact::settle() {
  for (std::size_t row = 0; row < ones.size(); ++row) planes.set_at(ones[row], row);
}

}  // namespace weir::evaluate
