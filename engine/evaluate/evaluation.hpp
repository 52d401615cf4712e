#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

struct KernelMemory;
struct Frame;

/// Computes the columns of a plan over one block of rows, in the order of the plan. What reads itself is
/// passed through until nothing changes.
class Evaluation {
 public:
  /// Both must outlive the evaluation.
  Evaluation(Batch& batch, Dictionary& dictionary);
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // Before the first run:
  /// Takes a column as computed, with what the batch holds of its node; it is not computed again.
  void give(plan::NodeId node, Column column);
  /// The column of a node that the caller lays out before each run.
  Column& take_over(plan::NodeId node);
  /// Sets that stand in rules and that only tests of membership read are laid out on one row: their columns
  /// are not asked for.
  void keep_sets_once() { sets_once_ = true; }
  /// Computes the columns of all nodes; those of facts, recorded judgements, roles and constants once.
  void run();
  /// Lays out what hangs on the days of the rows alone: before the first run, or after the batch has other
  /// days.
  void new_days();

  const Column& column(plan::NodeId node) const { return *read_[node.index()]; }
  /// All columns, after a run; the evaluation is over.
  std::vector<Column> take();

 private:
  bool is_given(std::size_t index) const { return !given_.empty() && given_[index]; }
  void lay_out();
  void prepare();
  void find_sets_once();
  void compute_node(std::size_t index);
  const std::vector<std::uint32_t>& repeated(std::size_t which, std::size_t first);
  void settle(std::size_t which);

  Batch& batch_;
  Dictionary& dictionary_;
  std::unique_ptr<KernelMemory> memory_;
  std::vector<Column> columns_;
  std::vector<const Column*> read_;            ///< by node: its column, or the equal one of another node
  std::vector<Frame> frames_;                  ///< by node
  std::vector<std::uint32_t> leaves_, steps_;  ///< nodes to compute once, and in each run; in order
  std::vector<std::uint32_t> of_days_;         ///< the leaves that hang on the days of the rows
  std::vector<bool> given_;                    ///< by node; empty: none
  std::vector<bool> once_;                     ///< by node: laid out on one row; empty: none
  std::vector<std::vector<std::uint32_t>> repeated_;  ///< by loop: steps of each pass; empty: not known yet
  bool prepared_ = false, sets_once_ = false;
};

}  // namespace weir::evaluate
