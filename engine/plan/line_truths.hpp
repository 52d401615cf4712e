#pragma once
#include <vector>

#include "plan/builder.hpp"

namespace weir::plan {

/// What a line of a decision table asks of one of the inputs.
struct LineTest {
  std::size_t input = 0;  ///< place of the input in the table
  NodeId node;            ///< a truth
};
using LineTests = std::vector<std::vector<LineTest>>;

/// Of each line of a table a truth.
struct LineTruths {
  std::vector<NodeId> matches;  ///< its own tests hold
  std::vector<NodeId> answers;  ///< it is the first to match
  /// No line matches, because something that the lines ask about does not apply; not valid where a line
  /// matches whatever applies. The checker holds that the lines cover all else.
  NodeId beyond{};
};

/// That a line answers is false as soon as no way of answering what is unknown would make it the first, also
/// where single tests do not tell: after `true` and `false` of one unknown input, `any` is false. (Tests are
/// taken as independent unless they are the same test of one input, or the negation of it. A line for which
/// that would cost more than a bounded number of nodes answers where it matches.)
LineTruths line_truths(Builder& build, const LineTests& lines);

}  // namespace weir::plan
