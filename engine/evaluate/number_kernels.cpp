#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

namespace {

// True if every value of `a` lies below every value of `b`; with `or_equal` a shared end point is allowed.
enum class Strict : std::uint8_t { below, below_or_equal };
bool lies_below(const Bounds& a, const Bounds& b, Strict strict) {
  if (!a.has_high || !b.has_low) return false;
  if (a.high < b.low) return true;
  if (!(a.high == b.low)) return false;
  return strict == Strict::below_or_equal || a.high_open || b.low_open;
}

}  // namespace

Truth compare_bounds(Op op, const Bounds& a, const Bounds& b) {
  switch (op) {
    case Op::less:
      if (lies_below(a, b, Strict::below)) return Truth::true_value;
      return lies_below(b, a, Strict::below_or_equal) ? Truth::false_value : Truth::unknown;
    case Op::less_equal:
      if (lies_below(a, b, Strict::below_or_equal)) return Truth::true_value;
      return lies_below(b, a, Strict::below) ? Truth::false_value : Truth::unknown;
    default: {
      if (lies_below(a, b, Strict::below) || lies_below(b, a, Strict::below)) return Truth::false_value;
      const bool points =
          a.has_low && a.has_high && b.has_low && b.has_high && a.low == a.high && b.low == b.high;
      return points && a.low == b.low ? Truth::true_value : Truth::unknown;
    }
  }
}

namespace {

// Candidates of money are groups of equivalents: two compare in any currency that both state,
// and one that settles it is enough.
Truth compare_groups(Op op, const Bounds* a, const Bounds* a_end, const Bounds* b, const Bounds* b_end) {
  for (const Bounds* left = a; left != a_end; ++left) {
    for (const Bounds* right = b; right != b_end; ++right) {
      if (left->currency != right->currency && left->currency >= 0 && right->currency >= 0) continue;
      const Truth truth = compare_bounds(op, *left, *right);
      if (truth != Truth::unknown) return truth;
    }
  }
  return Truth::unknown;
}

const Bounds* group_end(const Bounds* first, const Bounds* last) {
  const Bounds* end = first;
  while (end != last && end->group == first->group) ++end;
  return end;
}

Truth compare_row(Op op, const Column& a, const Column& b, std::size_t row) {
  if (a.applies[row] == Applies::not_at_all || b.applies[row] == Applies::not_at_all)
    return Truth::false_value;
  const bool negated = op == Op::not_equal;
  bool yes = false, no = a.applies[row] == Applies::perhaps || b.applies[row] == Applies::perhaps;
  const Bounds* a_last = a.pieces.data() + a.piece_begin[row + 1];
  const Bounds* b_last = b.pieces.data() + b.piece_begin[row + 1];
  for (const Bounds* i = a.pieces.data() + a.piece_begin[row]; i != a_last;) {
    const Bounds* i_end = group_end(i, a_last);
    for (const Bounds* k = b.pieces.data() + b.piece_begin[row]; k != b_last;) {
      const Bounds* k_end = group_end(k, b_last);
      Truth truth = compare_groups(negated ? Op::equal : op, i, i_end, k, k_end);
      if (negated) truth = base::truth_not(truth);
      yes = yes || truth != Truth::false_value;
      no = no || truth != Truth::true_value;
      k = k_end;
    }
    i = i_end;
  }
  return yes == no ? Truth::unknown : base::truth_of(yes);
}

}  // namespace

Column number_kernel(const Frame& frame) {
  if (frame.node.op == Op::count) {
    Column out = Column::of(plan::ColumnKind::number, frame.rows);
    for (std::size_t r = 0; r < frame.rows; ++r) {
      const ItemCell& cell = frame.inputs[0]->cells[r];
      Bounds bounds;
      bounds.has_low = true;
      bounds.low = base::Rational(static_cast<std::int64_t>(cell.certain_end - cell.certain_begin));
      bounds.has_high = !cell.open;
      bounds.high = base::Rational(static_cast<std::int64_t>(cell.possible_end - cell.possible_begin));
      if (frame.inputs[0]->applies[r] == Applies::not_at_all) {
        out.push_number({}, Applies::not_at_all);
      } else {
        out.push_number({bounds}, frame.inputs[0]->applies[r]);
      }
    }
    return out;
  }
  Column out = Column::of(plan::ColumnKind::truth, frame.rows);
  for (std::size_t r = 0; r < frame.rows; ++r) {
    out.set_truth(r, compare_row(frame.node.op, *frame.inputs[0], *frame.inputs[1], r));
  }
  return out;
}

}  // namespace weir::evaluate
