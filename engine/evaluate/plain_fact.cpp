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

PlainFact::PlainFact(ColumnKind kind, std::size_t rows) : planes(rows) {
  const std::size_t words = Planes::words_of(rows);
  if (kind == ColumnKind::truth) truths.resize(2 * words);
  if (kind == ColumnKind::items) stated.resize(words);
  if (kind == ColumnKind::number) values.resize(words * 64);
}

void PlainFact::clear() {
  std::ranges::fill(truths, 0);
  std::ranges::fill(stated, 0);
  planes.clear();
}

}  // namespace weir::evaluate
