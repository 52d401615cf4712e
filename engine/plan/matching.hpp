#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/plan.hpp"

namespace weir::plan {

/// Finds the nodes of other plans that compute what nodes of one plan compute: the same operation with the
/// same payload on inputs that are the same. The plans are of rule sets that differ in little.
class Matching {
 public:
  /// `base` must outlive the matching.
  explicit Matching(const Plan& base);

  /// For each node of `plan` its counterpart in the base; not valid where there is none. `changed` is the id
  /// of a definition whose content stands in no node (a way of attributing interests, a circle).
  std::vector<NodeId> match(const Plan& plan, const std::string& changed = {}) const;

  /// By regime: whether some rule, judgement or clock of it does not rest on counterparts of the nodes that
  /// it rests on in the base. Where none does, both plans say the same of every case.
  std::vector<bool> changed_regimes(const Plan& plan, const std::vector<NodeId>& same) const;

  /// By regime: whether some clock of it does not rest on counterparts.
  std::vector<bool> changed_clocks(const Plan& plan, const std::vector<NodeId>& same) const;

 private:
  const Plan& base_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
  std::vector<std::uint64_t> calendars_;  ///< what tells the base's calendars apart
};

}  // namespace weir::plan
