#pragma once
#include "suite/suggest.hpp"

namespace weir::suite {

/// How far a row is from showing a target: roughly, how many clauses would have to turn. Nought where it
/// shows it.
class TargetCost {
 public:
  /// What clauses that name a definition stand for: by clause the definition's condition, null where it is
  /// none that can be read on the same row.
  using Bodies = std::vector<const Decision*>;
  static Bodies bodies_of(const CoverageMap& map);

  /// `bodies` must outlive it.
  TargetCost(const CoverageMap& map, const Bodies& bodies, const Target& target);
  /// By row of the case table.
  std::vector<std::size_t> of_rows(const evaluate::Run& run) const;

  static constexpr std::size_t out_of_reach = 1000;

 private:
  class Walk;
  const Decision& decision_;
  const Bodies& bodies_;
  base::Truth wanted_;
  std::vector<std::uint32_t> path_;  ///< places of parts from the root to the clause
};

}  // namespace weir::suite
