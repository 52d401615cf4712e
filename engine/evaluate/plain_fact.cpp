#include "evaluate/plain_fact.hpp"

namespace weir::evaluate {

using plan::ColumnKind;

std::uint32_t Planes::add(std::int32_t number) {
  const auto at = static_cast<std::size_t>(number);
  if (begins_.size() <= at) begins_.resize(at + 1, nowhere);
  begins_[at] = static_cast<std::uint32_t>(bits_.size());
  numbers_.push_back(number);
  bits_.resize(bits_.size() + words_);
  return begins_[at];
}

RowBit RowBits::add(std::size_t count) {
  if (used_ + count > 64) {
    groups_.emplace_back(words_);
    used_ = 0;
  }
  RowBit first;
  first.rows_ = groups_.back().data();
  first.bit_ = std::uint64_t{1} << used_;
  used_ += count;
  return first;
}

void RowBits::clear() {
  for (auto& words : groups_) std::ranges::fill(words, 0);
}

void RowBits::turn() {
  for (auto& words : groups_)
    for (std::size_t begin = 0; begin < words.size(); begin += strip_rows) transpose_strips(&words[begin]);
}

PlainFact::PlainFact(ColumnKind kind, std::size_t rows, RowBits& bits) : planes(rows) {
  if (kind == ColumnKind::truth) said = bits.add(2);
  if (kind == ColumnKind::items) said = bits.add(1);
  if (kind == ColumnKind::number) values.resize(Planes::words_of(rows) * 64);
}

}  // namespace weir::evaluate
