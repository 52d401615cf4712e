#include <algorithm>

#include "evaluate/kernels.hpp"
#include "evaluate/word_loops.hpp"

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

// Of two amounts without a rate between them only the side of nothing that they lie on can tell.
Truth compare_foreign(Op op, const Bounds& a, const Bounds& b) {
  const Truth truth = compare_bounds(op, abroad(a), b);
  return truth != Truth::unknown ? truth : compare_bounds(op, a, abroad(b));
}

// Candidates of money are groups of equivalents: two compare in any currency that both state,
// and one that settles it is enough.
Truth compare_groups(Op op, const Bounds* a, const Bounds* a_end, const Bounds* b, const Bounds* b_end) {
  for (const Bounds* left = a; left != a_end; ++left) {
    for (const Bounds* right = b; right != b_end; ++right) {
      const bool foreign = left->currency != right->currency && left->currency >= 0 && right->currency >= 0;
      const Truth truth = foreign ? compare_foreign(op, *left, *right) : compare_bounds(op, *left, *right);
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
  const Candidates a_all = a.candidates(row), b_all = b.candidates(row);
  const Bounds* a_last = a_all.end();
  const Bounds* b_last = b_all.end();
  for (const Bounds* i = a_all.begin(); i != a_last;) {
    const Bounds* i_end = group_end(i, a_last);
    for (const Bounds* k = b_all.begin(); k != b_last;) {
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

// The values of the rows that fill whole words, and those of the last word, filled up, so that loops need no
// end of their own.
struct Padded {
  const std::int64_t* whole;
  std::int64_t last[64] = {};
  Padded(const Column& column, std::size_t rows) : whole(column.value.data()) {
    std::copy(whole + rows / 64 * 64, whole + rows, last);
  }
};

// The one exact value that a constant column has on every row; null if it is none.
const std::int64_t* constant_of(const Frame& frame, std::size_t input) {
  const Column& column = *frame.inputs[input];
  const bool constant = input < frame.constants.size() && frame.constants[input] != nullptr;
  return constant && column.rows > 0 && column.plain.get(0) ? column.value.data() : nullptr;
}

enum class Test : std::uint8_t { less, equal };

// A bit a row: value `a` against value `b`, whatever rows without an exact value hold there.
void compare_exact(Test test, const Frame& frame, std::size_t a, std::size_t b, std::uint64_t* bits) {
  const std::size_t whole = frame.rows / 64;
  const Padded left(*frame.inputs[a], frame.rows);
  if (const std::int64_t* with = constant_of(frame, b)) {
    const auto loop = test == Test::less ? less_than : equal_to;
    loop(left.whole, *with, whole, bits);
    if (frame.rows % 64 != 0) loop(left.last, *with, 1, bits + whole);
    return;
  }
  const Padded right(*frame.inputs[b], frame.rows);
  const auto loop = test == Test::less ? less_values : equal_values;
  loop(left.whole, right.whole, whole, bits);
  if (frame.rows % 64 != 0) loop(left.last, right.last, 1, bits + whole);
}

// Rows of two exact values in parts are compared as whole numbers; all others as what is known of them.
void compare_all(const Frame& frame, Column& out) {
  const Op op = frame.node.op;
  const Column &a = *frame.inputs[0], &b = *frame.inputs[1];
  out.reset(plan::ColumnKind::truth, frame.rows);
  std::uint64_t* const yes = out.is_true.words().data();
  std::uint64_t* const no = out.is_false.words().data();
  const std::size_t words = out.is_true.words().size();
  const bool comparable =
      a.all_apply && b.all_apply && (a.currency == b.currency || a.currency < 0 || b.currency < 0);
  if (comparable) {
    // a <= b where not b < a.
    const bool turned = op == Op::less_equal;
    const bool negated = turned || op == Op::not_equal;
    const Test test = op == Op::less || op == Op::less_equal ? Test::less : Test::equal;
    compare_exact(test, frame, turned ? 1 : 0, turned ? 0 : 1, yes);
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t both = a.plain.words()[w] & b.plain.words()[w];
      const std::uint64_t holds = negated ? ~yes[w] : yes[w];
      yes[w] = holds & both;
      no[w] = ~holds & both;
    }
  }
  for (std::size_t word = 0; word < words; ++word) {
    const std::size_t first = word * 64, count = std::min<std::size_t>(64, frame.rows - first);
    std::uint64_t rest = ~(yes[word] | no[word]);
    // What is quite unknown on either side stays unknown, if both apply.
    if (comparable) rest &= ~(a.blank.words()[word] | b.blank.words()[word]);
    if (count < 64) rest &= (std::uint64_t{1} << count) - 1;
    for (; rest != 0; rest &= rest - 1) {
      const std::size_t row = first + static_cast<std::size_t>(__builtin_ctzll(rest));
      out.set_truth(row, compare_row(op, a, b, row));
    }
  }
}

}  // namespace

void number_kernel(const Frame& frame, Column& out) {
  if (frame.node.op == Op::count) {
    out.reset(plan::ColumnKind::number, frame.rows);
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
    return;
  }
  compare_all(frame, out);
}

}  // namespace weir::evaluate
