#pragma once
#include <map>
#include <span>
#include <vector>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

/// An items column turned round: for each item that occurs a bit plane of the rows that have it.
struct ItemPlanes {
  std::vector<std::int32_t> items;
  std::vector<std::int32_t> place;      ///< by item, -1 of one that does not occur
  std::vector<Bits> certain, possible;  ///< by place in `items`
  Bits open, absent, perhaps;           ///< more is possible; does not apply; may not apply
  std::size_t pass = 0;                 ///< KernelMemory::pass when they were laid out
};

/// What kernels keep from one pass over the plan to the next.
struct KernelMemory {
  std::map<plan::NodeId, ItemPlanes> planes;  ///< by the node of the column
  std::size_t pass = 1;                       ///< planes of earlier passes hold what columns were then
  /// Which items lie in the constant set that a node compares with: by item, bit 0 certainly, bit 1 perhaps.
  std::map<plan::NodeId, std::vector<std::uint8_t>> hits;
};

/// What a kernel sees: its node, the columns of its inputs, the batch.
struct Frame {
  Batch& batch;  ///< only list, circle and attribution kernels write to it, each its own part
  const plan::Node& node;
  std::vector<const Column*> inputs;
  Dictionary& dictionary;
  std::size_t rows = 0;
  plan::NodeId id{};
  KernelMemory* memory = nullptr;  ///< none: nothing is kept
  Column* spare = nullptr;         ///< what the node was in the last pass; none if there was no pass

  /// An empty column for the node, in the memory of the spare one.
  Column column(plan::ColumnKind kind) const;
};

Column logic_kernel(const Frame& frame);      ///< and, or, not, at_least, doubtful, judgement
Column number_kernel(const Frame& frame);     ///< comparisons of numbers, count
Column date_kernel(const Frame& frame);       ///< comparisons and arithmetic of dates, in_force
Column item_kernel(const Frame& frame);       ///< items and sets
Column choice_kernel(const Frame& frame);     ///< select, version
Column constant_kernel(const Frame& frame);   ///< literals and the dates of the run
Column row_kernel(const Frame& frame);        ///< broadcast, gather, rows of parties
Column list_kernel(const Frame& frame);       ///< makes the rows of a list
Column listed_kernel(const Frame& frame);     ///< what a row of a list is: present, held, holding
Column reduce_kernel(const Frame& frame);     ///< from the rows of a list to what they are listed under
Column ownership_kernel(const Frame& frame);  ///< circles, attributions, interests
Column clock_kernel(const Frame& frame);      ///< working days, periods that stop
Column arithmetic_kernel(const Frame& frame);

/// Arithmetic on what is known of two amounts; each pair of candidates gives one.
std::vector<Bounds> calculate(plan::Op op, std::span<const Bounds> a, std::span<const Bounds> b);
/// One range that holds all candidates of one currency each.
Bounds hull(std::span<const Bounds> candidates);

/// True, false or unknown for one pair of candidate ranges of `a < b` (or `<=`, `==`).
base::Truth compare_bounds(plan::Op op, const Bounds& a, const Bounds& b);

/// Which versions a law date may pick, as far as they count as enacted on `as_of`: indices, ascending. A
/// version ends when the next enacted one begins; a last day of the newest that lies on or after as-of is not
/// known yet and does not end it. A law date that may not apply picks nothing, so that every version counts.
struct Touched {
  std::vector<std::size_t> versions;
  bool complete = false;  ///< no day that the law date may be is without law
};
Touched touched_versions(const std::vector<plan::VersionRange>& versions, const Column& law, std::size_t row,
                         base::Date as_of);

}  // namespace weir::evaluate
