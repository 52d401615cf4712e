#pragma once
#include <map>
#include <string>
#include <vector>

#include "analysis/snapshot.hpp"
#include "suite/case_diff.hpp"

namespace weir::suite {

/// The answers of one regime on one side, with the scales that they are places in.
struct SideAnswers {
  const plan::Plan* plan = nullptr;
  std::uint32_t regime = 0;
  analysis::Snapshot snapshot;
  const std::map<std::string, std::string>* renamed = nullptr;  ///< ids of rules as the other side has them

  const model::Regime& law() const { return plan->rule_sets().regimes[regime]; }
};

/// Everything that comes out otherwise: answers into `into.answers`, rules into `into.findings`. Either side
/// may lack the regime.
void add_differences(const SideAnswers* before, const SideAnswers* after, ChangedCase& into);

}  // namespace weir::suite
