#pragma once
#include <boost/container/small_vector.hpp>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

/// An items column turned round: for each item that occurs a bit plane of the rows that have it.
struct ItemPlanes {
  std::vector<std::int32_t> items;
  std::vector<std::int32_t> place;               ///< by item, -1 of one that does not occur
  std::size_t words = 0;                         ///< of one plane
  std::vector<std::uint64_t> certain, possible;  ///< planes one after the other, by place in `items`
  Bits open, absent, perhaps;                    ///< more is possible; does not apply; may not apply
  bool points = false;                           ///< no row has more than one possible item
  bool exact = false;                            ///< what is possible is certain: `certain` is empty
  std::size_t pass = 0;                          ///< KernelMemory::pass when they were laid out

  const std::uint64_t* certain_plane(std::size_t item) const {
    return (exact ? possible : certain).data() + item * words;
  }
  const std::uint64_t* possible_plane(std::size_t item) const { return possible.data() + item * words; }
};

/// Of the planes that a node reads those of items that lie in its constant set certainly, possibly, and not
/// certainly: places in ItemPlanes::items.
struct SetHits {
  std::vector<std::size_t> certain, possible, outside;
  std::size_t asked = 0;  ///< so many items were looked up
};

/// What kernels keep from one pass over the plan to the next.
struct KernelMemory {
  explicit KernelMemory(std::size_t nodes) : planes(nodes), hits(nodes) {}
  std::vector<std::unique_ptr<ItemPlanes>> planes;  ///< by the node of the column; null: none yet
  std::size_t pass = 1;                             ///< planes of earlier passes hold what columns were then
  std::vector<SetHits> hits;                        ///< by node
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
  std::vector<const plan::Node*> constants{};  ///< by input: the constant that it is on every row, or null

  /// An empty column for the node, in the memory of the spare one.
  Column column(plan::ColumnKind kind) const;
};

// These write into the column that the node had in the last pass.
void logic_kernel(const Frame& frame, Column& out);  ///< and, or, not, at_least, doubtful, judgement, applies
void number_kernel(const Frame& frame, Column& out);  ///< comparisons of numbers, count
void item_kernel(const Frame& frame, Column& out);    ///< items and sets
void row_kernel(const Frame& frame, Column& out);     ///< broadcast, gather, rows of parties
Column date_kernel(const Frame& frame);               ///< comparisons and arithmetic of dates, in_force
Column choice_kernel(const Frame& frame);             ///< select, version
Column constant_kernel(const Frame& frame);           ///< literals and the dates of the run
Column list_kernel(const Frame& frame);               ///< makes the rows of a list
Column listed_kernel(const Frame& frame);             ///< what a row of a list is: present, held, holding
Column reduce_kernel(const Frame& frame);     ///< from the rows of a list to what they are listed under
Column ownership_kernel(const Frame& frame);  ///< circles, attributions, interests
Column clock_kernel(const Frame& frame);      ///< working days, periods that stop
Column arithmetic_kernel(const Frame& frame);

/// True of a test of membership in a constant set, which reads the first row of that set only.
bool is_membership(const Frame& frame);

/// True for a table with one row for each case. A value brought from one such table to another is the same
/// column.
bool has_row_a_case(plan::TableRef table);

/// The constant that a node is on every row; null if it is none.
const plan::Node* constant_behind(const plan::Plan& plan, plan::NodeId node);

/// The domain of the codes that a node compares: that of whichever input is typed by one; null if none is.
const model::Domain* domain_of(const plan::Plan& plan, const plan::Node& node);

/// What the values of a node hang on.
enum class RestsOn : std::uint8_t { constants, days, more };
/// By node. Days are those from which and up to which a case is seen.
std::vector<RestsOn> what_rests_on(const plan::Plan& plan);

/// Arithmetic on what is known of two amounts; each pair of candidates gives one. Where two currencies meet
/// that nobody has stated a rate for, the result is told in both, as far as it goes.
std::vector<Bounds> calculate(plan::Op op, std::span<const Bounds> a, std::span<const Bounds> b);
/// What an amount says in a currency that it is not stated in: whether it may lie below nothing.
Bounds abroad(const Bounds& amount);
/// One range that holds all candidates, in a currency; -1: they have none.
Bounds hull(std::span<const Bounds> candidates, std::int32_t currency);
/// The currencies that candidates are stated in.
void add_currencies(std::span<const Bounds> candidates, std::set<std::int32_t>& currencies);

/// A day to count with: `never` is the day behind all days, the beginning the one before them.
base::Date countable(base::Date day);

/// True, false or unknown for one pair of candidate ranges of `a < b` (or `<=`, `==`).
base::Truth compare_bounds(plan::Op op, const Bounds& a, const Bounds& b);

/// Which versions a law date may pick, as far as they count as enacted on `as_of`: indices, ascending. A
/// version ends when the next enacted one begins; a last day of the newest that lies on or after as-of is not
/// known yet and does not end it. A law date that may not apply picks nothing, so that every version counts.
struct Touched {
  boost::container::small_vector<std::size_t, 4> versions;
  bool complete = false;  ///< no day that the law date may be is without law
};
Touched touched_versions(const std::vector<plan::VersionRange>& versions, const Column& law, std::size_t row,
                         base::Date as_of);

}  // namespace weir::evaluate
