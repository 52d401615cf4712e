#pragma once
#include <vector>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// A run of a plan that differs in little from the plan of an evaluated run, over the same rows: the columns
/// of nodes that both plans have are borrowed from that run, only the others are computed. The lender has its
/// columns back when this goes, and is of no use before.
class BorrowingRun {
 public:
  /// `same` tells for each node of `plan` its counterpart in the lender's plan (plan/matching.hpp). All three
  /// must outlive the run.
  BorrowingRun(Run& lender, const plan::Plan& plan, const std::vector<plan::NodeId>& same);
  ~BorrowingRun();
  BorrowingRun(const BorrowingRun&) = delete;
  BorrowingRun& operator=(const BorrowingRun&) = delete;

  const Run& run() const { return run_; }

 private:
  void swap_lists();

  Run& lender_;
  const std::vector<plan::NodeId>& same_;
  Run run_;
};

}  // namespace weir::evaluate
