#pragma once
#include <memory>
#include <vector>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

struct KernelMemory;

/// Computes the columns of a plan over one block of rows, in the order of the plan. What reads itself is
/// passed through until nothing changes.
class Evaluation {
 public:
  /// Both must outlive the evaluation.
  Evaluation(Batch& batch, Dictionary& dictionary);
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  /// Takes a column as computed, with what the batch holds of its node; it is not computed again.
  void give(plan::NodeId node, Column column);
  /// Lays out the columns of facts, recorded judgements, roles and constants.
  void prepare();
  /// Computes all others, and lays out the first ones if that has not happened.
  const std::vector<Column>& run();
  std::vector<Column> take() { return std::move(columns_); }

 private:
  bool is_given(std::size_t index) const { return !given_.empty() && given_[index]; }
  void compute_node(std::size_t index);
  void settle(std::size_t which);

  Batch& batch_;
  Dictionary& dictionary_;
  std::unique_ptr<KernelMemory> memory_;
  std::vector<Column> columns_;
  std::vector<bool> given_;  ///< by node; empty: none
  bool prepared_ = false;
};

}  // namespace weir::evaluate
