#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using plan::Op;

namespace {

Column compute(const Frame& frame) {
  switch (frame.node.op) {
    case Op::fact:
      return fact_column(frame.batch, frame.node, frame.dictionary);
    case Op::recorded:
      return recorded_column(frame.batch, frame.node);
    case Op::role_row:
      return role_column(frame.batch, frame.node);
    case Op::itself:
      return itself_column(frame.batch, frame.node, frame.dictionary);
    case Op::as_of:
    case Op::known_on:
    case Op::supposed:
    case Op::constant:
      return constant_kernel(frame);
    case Op::broadcast:
    case Op::row_of_party:
    case Op::gather:
      return row_kernel(frame);
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
    case Op::at_least:
    case Op::doubtful:
    case Op::judgement:
      return logic_kernel(frame);
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::not_equal:
    case Op::count:
      return number_kernel(frame);
    case Op::date_less:
    case Op::date_less_equal:
    case Op::date_equal:
    case Op::date_not_equal:
    case Op::offset:
    case Op::earliest:
    case Op::latest:
    case Op::year:
    case Op::in_force:
      return date_kernel(frame);
    case Op::item_equal:
    case Op::item_not_equal:
    case Op::item_less:
    case Op::item_less_equal:
    case Op::in:
    case Op::not_in:
    case Op::overlaps:
    case Op::within:
    case Op::contains_at_least:
    case Op::make_set:
      return item_kernel(frame);
    case Op::version:
    case Op::select:
      return choice_kernel(frame);
  }
  return {};
}

}  // namespace

std::vector<Column> evaluate(const Batch& batch, Dictionary& dictionary) {
  std::vector<Column> columns;
  columns.reserve(batch.plan->nodes.size());
  for (const plan::Node& node : batch.plan->nodes) {
    Frame frame{batch, node, {}, dictionary, batch.rows(node.table)};
    for (plan::NodeId input : node.inputs) frame.inputs.push_back(&columns[input.index()]);
    columns.push_back(compute(frame));
  }
  return columns;
}

}  // namespace weir::evaluate
