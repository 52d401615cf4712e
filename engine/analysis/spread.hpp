#pragma once
#include <cstdint>
#include <vector>

#include "evaluate/run.hpp"

namespace weir::analysis {

/// By how many days the length of what a date is counted by can differ, when the day it is counted from
/// moves: none for a number of days, up to three for months, and what weekends and holidays make of working
/// days. So a day that moves along with another is found again within so many days of where it was guessed.
class Spreads {
 public:
  explicit Spreads(const evaluate::Run& run);
  /// Of a date node; nought for all others.
  std::int32_t of(plan::NodeId id) const { return spreads_[id.index()]; }

 private:
  std::int32_t counted(const plan::Node& node) const;
  std::int64_t stopped(const plan::Node& node) const;

  const evaluate::Run& run_;
  std::vector<std::int32_t> spreads_{};
};

}  // namespace weir::analysis
