#pragma once
#include "suite/suggest.hpp"

namespace weir::suite {

/// How far a row is from showing a target: roughly, how many clauses would have to turn. Nought where it
/// shows it.
class TargetCost {
 public:
  TargetCost(const CoverageMap& map, const Target& target);
  /// By row of the case table.
  std::vector<std::size_t> of_rows(const evaluate::Run& run) const;

  static constexpr std::size_t out_of_reach = 1000;

 private:
  class Walk;
  const Decision& decision_;
  base::Truth wanted_;
  std::vector<std::uint32_t> path_;  ///< places of parts from the root to the clause
};

}  // namespace weir::suite
