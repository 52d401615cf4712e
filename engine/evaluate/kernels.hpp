#pragma once
#include <span>
#include <vector>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

/// What a kernel sees: its node, the columns of its inputs, the batch.
struct Frame {
  Batch& batch;  ///< only list, circle and attribution kernels write to it, each its own part
  const plan::Node& node;
  std::vector<const Column*> inputs;
  Dictionary& dictionary;
  std::size_t rows = 0;
};

Column logic_kernel(const Frame& frame);     ///< and, or, not, at_least, doubtful, judgement
Column number_kernel(const Frame& frame);    ///< comparisons of numbers, count
Column date_kernel(const Frame& frame);      ///< comparisons and arithmetic of dates, in_force
Column item_kernel(const Frame& frame);      ///< items and sets
Column choice_kernel(const Frame& frame);    ///< select, version
Column constant_kernel(const Frame& frame);  ///< literals and the dates of the run
Column row_kernel(const Frame& frame);       ///< broadcast, gather, rows of parties
Column list_kernel(const Frame& frame);      ///< makes the rows of a list
Column listed_kernel(const Frame& frame);    ///< what a row of a list is: present, held, holding
Column reduce_kernel(const Frame& frame);    ///< from the rows of a list to what they are listed under
Column ownership_kernel(const Frame& frame); ///< circles, attributions, interests
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
