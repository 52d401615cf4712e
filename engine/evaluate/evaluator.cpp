#include <algorithm>

#include "evaluate/evaluation.hpp"
#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using plan::Op;

namespace {

Column unknown_column(const Frame& frame) {
  Column out = frame.column(frame.node.kind);
  if (frame.node.kind == plan::ColumnKind::number) {
    for (std::size_t r = 0; r < frame.rows; ++r) out.push_number({Bounds{}}, Applies::certainly);
  }
  return out;
}

Column compute(const Frame& frame) {
  switch (frame.node.op) {
    case Op::fact:
      return fact_column(frame.batch, frame.node, frame.dictionary);
    case Op::recorded:
      return recorded_column(frame.batch, frame.node);
    case Op::role_row:
      return role_column(frame.batch, frame.node);
    case Op::as_of:
    case Op::known_on:
    case Op::supposed:
    case Op::constant:
      return constant_kernel(frame);
    case Op::broadcast:
    case Op::row_of_party:
    case Op::gather:
    case Op::own_row:
    case Op::row_id:
      return row_kernel(frame);
    case Op::recursive:
      return unknown_column(frame);
    case Op::circle:
    case Op::attribution:
    case Op::interest:
    case Op::joint_interest:
    case Op::largest_joint_interest:
      return ownership_kernel(frame);
    case Op::list_rows:
    case Op::list_parties:
    case Op::list_holders:
    case Op::list_upstream:
    case Op::list_downstream:
    case Op::list_circle:
    case Op::list_flat:
      return list_kernel(frame);
    case Op::list_present:
    case Op::list_held:
    case Op::list_holding:
      return listed_kernel(frame);
    case Op::some:
    case Op::rows_count:
    case Op::rows_portion:
    case Op::rows_sum:
    case Op::rows_max:
    case Op::rows_min:
    case Op::rows_values:
      return reduce_kernel(frame);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::greatest:
    case Op::least:
    case Op::days_between:
      return arithmetic_kernel(frame);
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
    case Op::calendar_offset:
    case Op::roll:
    case Op::run:
    case Op::where_exists:
      return clock_kernel(frame);
    case Op::version:
    case Op::select:
      return choice_kernel(frame);
  }
  return {};
}

// True for what depends on the case and the day alone, and for what is the same on every row.
bool is_leaf(const plan::Plan& plan, const plan::Node& node) {
  switch (node.op) {
    case Op::fact:
    case Op::recorded:
    case Op::role_row:
    case Op::as_of:
    case Op::known_on:
    case Op::supposed:
    case Op::constant:
      return !node.table.is_list();
    case Op::broadcast: {
      const plan::Node& from = plan.node(node.inputs[0]);
      return !node.table.is_list() && (from.op == Op::constant || from.op == Op::as_of);
    }
    default:
      return false;
  }
}

}  // namespace

Column Frame::column(plan::ColumnKind kind) const {
  Column made = spare ? std::move(*spare) : Column{};
  made.reset(kind, rows);
  return made;
}

Evaluation::Evaluation(Batch& batch, Dictionary& dictionary)
    : batch_(batch), dictionary_(dictionary), memory_(std::make_unique<KernelMemory>()) {
  columns_.resize(batch.plan->nodes.size());
}

Evaluation::~Evaluation() = default;

void Evaluation::give(plan::NodeId node, Column column) {
  given_.resize(columns_.size());
  given_[node.index()] = true;
  columns_[node.index()] = std::move(column);
}

void Evaluation::prepare() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (is_leaf(*batch_.plan, batch_.plan->nodes[i])) compute_node(i);
  }
  prepared_ = true;
}

const std::vector<Column>& Evaluation::run() {
  if (!prepared_) prepare();
  if (given_.empty()) batch_.lists.assign(batch_.plan->lists.size(), {});
  ++memory_->pass;
  auto loop = batch_.plan->loops.begin();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!is_leaf(*batch_.plan, batch_.plan->nodes[i])) compute_node(i);
    if (loop != batch_.plan->loops.end() && loop->body.index() == i) {
      settle(static_cast<std::size_t>(loop - batch_.plan->loops.begin()));
      ++loop;
    }
  }
  return columns_;
}

void Evaluation::compute_node(std::size_t index) {
  if (is_given(index)) return;
  const plan::Node& node = batch_.plan->nodes[index];
  Frame frame{
      batch_,          node, {}, dictionary_, batch_.rows(node.table), plan::NodeId(index), memory_.get(),
      &columns_[index]};
  frame.inputs.reserve(node.inputs.size());
  for (plan::NodeId input : node.inputs) frame.inputs.push_back(&columns_[input.index()]);
  columns_[index] = compute(frame);
}

void Evaluation::settle(std::size_t which) {
  const std::vector<plan::Loop>& loops = batch_.plan->loops;
  const std::size_t last = loops[which].body.index();
  if (is_given(last)) return;
  std::size_t first = loops[which].leaf.index();
  for (std::size_t i = which; i-- > 0;) {
    if (loops[i].body.index() > first) first = std::min(first, loops[i].leaf.index());
  }
  // Settled when every body in the range is what its leaf was. Passes only refine what is known, so each that
  // changes anything settles the value of a party at least; what these passes leave open stays unknown.
  const std::size_t most = (columns_[loops[which].leaf.index()].rows + 1) * (which + 1);
  for (std::size_t pass = 0; pass < most; ++pass) {
    bool changed = false;
    for (std::size_t i = 0; i <= which; ++i) {
      Column& leaf = columns_[loops[i].leaf.index()];
      const Column& body = columns_[loops[i].body.index()];
      if (loops[i].leaf.index() < first || leaf == body) continue;
      leaf = body;
      changed = true;
    }
    if (!changed) return;
    ++memory_->pass;
    for (std::size_t i = first + 1; i <= last; ++i) {
      const plan::Node& node = batch_.plan->nodes[i];
      if (node.op != Op::recursive && !is_leaf(*batch_.plan, node)) compute_node(i);
    }
  }
}

std::vector<Column> evaluate(Batch& batch, Dictionary& dictionary) {
  Evaluation evaluation(batch, dictionary);
  evaluation.run();
  return evaluation.take();
}

}  // namespace weir::evaluate
