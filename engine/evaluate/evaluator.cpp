#include <algorithm>

#include "evaluate/cone.hpp"
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

// What computes the column of a node.
enum class Kernel : std::uint8_t {
  fact,
  recorded,
  role,
  constant,
  row,
  recursive,
  ownership,
  list,
  listed,
  reduce,
  arithmetic,
  logic,
  number,
  date,
  item,
  clock,
  choice
};

Kernel kernel_of(Op op) {
  switch (op) {
    case Op::fact:
      return Kernel::fact;
    case Op::recorded:
      return Kernel::recorded;
    case Op::role_row:
      return Kernel::role;
    case Op::as_of:
    case Op::known_on:
    case Op::supposed:
    case Op::constant:
      return Kernel::constant;
    case Op::broadcast:
    case Op::row_of_party:
    case Op::gather:
    case Op::own_row:
    case Op::row_id:
      return Kernel::row;
    case Op::recursive:
      return Kernel::recursive;
    case Op::circle:
    case Op::attribution:
    case Op::interest:
    case Op::joint_interest:
    case Op::largest_joint_interest:
      return Kernel::ownership;
    case Op::list_rows:
    case Op::list_parties:
    case Op::list_holders:
    case Op::list_upstream:
    case Op::list_downstream:
    case Op::list_circle:
    case Op::list_flat:
      return Kernel::list;
    case Op::list_present:
    case Op::list_held:
    case Op::list_holding:
      return Kernel::listed;
    case Op::some:
    case Op::rows_count:
    case Op::rows_portion:
    case Op::rows_sum:
    case Op::rows_max:
    case Op::rows_min:
    case Op::rows_values:
      return Kernel::reduce;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::greatest:
    case Op::least:
    case Op::days_between:
      return Kernel::arithmetic;
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
    case Op::at_least:
    case Op::doubtful:
    case Op::judgement:
    case Op::applies:
      return Kernel::logic;
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::not_equal:
    case Op::count:
      return Kernel::number;
    case Op::date_less:
    case Op::date_less_equal:
    case Op::date_equal:
    case Op::date_not_equal:
    case Op::offset:
    case Op::earliest:
    case Op::latest:
    case Op::year:
    case Op::in_force:
      return Kernel::date;
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
      return Kernel::item;
    case Op::calendar_offset:
    case Op::roll:
    case Op::run:
    case Op::where_exists:
      return Kernel::clock;
    case Op::version:
    case Op::select:
      return Kernel::choice;
  }
  return Kernel::recursive;  // what nothing computes is unknown
}

void compute(const Frame& frame, Column& out) {
  const auto set = [&](Column&& column) { out = std::move(column); };
  switch (kernel_of(frame.node.op)) {
    case Kernel::fact:
      return set(fact_column(frame.batch, frame.node, frame.dictionary));
    case Kernel::recorded:
      return set(recorded_column(frame.batch, frame.node));
    case Kernel::role:
      return set(role_column(frame.batch, frame.node));
    case Kernel::constant:
      return set(constant_kernel(frame));
    case Kernel::row:
      return row_kernel(frame, out);
    case Kernel::recursive:
      return set(unknown_column(frame));
    case Kernel::ownership:
      return set(ownership_kernel(frame));
    case Kernel::list:
      return set(list_kernel(frame));
    case Kernel::listed:
      return set(listed_kernel(frame));
    case Kernel::reduce:
      return set(reduce_kernel(frame));
    case Kernel::arithmetic:
      return set(arithmetic_kernel(frame));
    case Kernel::logic:
      return logic_kernel(frame, out);
    case Kernel::number:
      return number_kernel(frame, out);
    case Kernel::date:
      return set(date_kernel(frame));
    case Kernel::item:
      return item_kernel(frame, out);
    case Kernel::clock:
      return set(clock_kernel(frame));
    case Kernel::choice:
      return set(choice_kernel(frame));
  }
}

// True for what is read off the case, once.
bool is_of_case(const plan::Node& node) {
  const bool read = node.op == Op::fact || node.op == Op::recorded || node.op == Op::role_row;
  return read && !node.table.is_list();
}

// True where a column is made of its inputs and nothing else. Tests of items keep planes of them between
// runs.
bool needs_inputs_only(Op op) {
  switch (kernel_of(op)) {
    case Kernel::arithmetic:
    case Kernel::logic:
    case Kernel::number:
    case Kernel::date:
    case Kernel::clock:
    case Kernel::choice:
      return op != Op::judgement;  // the case may presume it
    default:
      return op == Op::broadcast;
  }
}

}  // namespace

bool has_row_a_case(plan::TableRef table) {
  return table == plan::TableRef::cases() || table == plan::TableRef::subjects();
}

const plan::Node* constant_behind(const plan::Plan& plan, plan::NodeId id) {
  while (plan.node(id).op == Op::broadcast) id = plan.node(id).inputs[0];
  return plan.node(id).op == Op::constant ? &plan.node(id) : nullptr;
}

std::vector<RestsOn> what_rests_on(const plan::Plan& plan) {
  std::vector<RestsOn> rest(plan.nodes.size(), RestsOn::more);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    if (node.table.is_list()) continue;
    if (node.op == Op::constant || node.op == Op::supposed) rest[i] = RestsOn::constants;
    if (node.op == Op::as_of || node.op == Op::known_on) rest[i] = RestsOn::days;
    if (!needs_inputs_only(node.op)) continue;
    rest[i] = RestsOn::constants;
    for (const plan::NodeId input : node.inputs) rest[i] = std::max(rest[i], rest[input.index()]);
  }
  return rest;
}

Column Frame::column(plan::ColumnKind kind) const {
  Column made = spare ? std::move(*spare) : Column{};
  made.reset(kind, rows);
  return made;
}

Evaluation::Evaluation(Batch& batch, Dictionary& dictionary)
    : batch_(batch),
      dictionary_(dictionary),
      memory_(std::make_unique<KernelMemory>(batch.plan->nodes.size())) {
  columns_.resize(batch.plan->nodes.size());
}

Evaluation::~Evaluation() = default;

void Evaluation::give(plan::NodeId node, Column column) {
  given_.resize(columns_.size());
  given_[node.index()] = true;
  columns_[node.index()] = std::move(column);
}

Column& Evaluation::take_over(plan::NodeId node) {
  give(node, {});
  return columns_[node.index()];
}

void Evaluation::lay_out() {
  const plan::Plan& plan = *batch_.plan;
  const std::vector<RestsOn> rest = what_rests_on(plan);
  read_.resize(columns_.size());
  frames_.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    const bool same = node.op == Op::broadcast && !is_given(i) && has_row_a_case(node.table) &&
                      has_row_a_case(plan.node(node.inputs[0]).table);
    read_[i] = same ? read_[node.inputs[0].index()] : &columns_[i];
    Frame frame{batch_, node, {}, dictionary_, 0, plan::NodeId(i), memory_.get(), &columns_[i]};
    if (!same && !is_given(i)) {
      frame.inputs.reserve(node.inputs.size());
      for (plan::NodeId input : node.inputs) {
        frame.inputs.push_back(read_[input.index()]);
        frame.constants.push_back(constant_behind(plan, input));
      }
      const bool once = is_of_case(node) || rest[i] != RestsOn::more;
      (once ? leaves_ : steps_).push_back(static_cast<std::uint32_t>(i));
      if (rest[i] == RestsOn::days) of_days_.push_back(static_cast<std::uint32_t>(i));
    }
    frames_.push_back(std::move(frame));
  }
}

void Evaluation::find_sets_once() {
  const plan::Plan& plan = *batch_.plan;
  once_.resize(columns_.size());
  for (const std::uint32_t leaf : leaves_)
    once_[leaf] = plan.nodes[leaf].op == Op::constant && plan.nodes[leaf].kind == plan::ColumnKind::items;
  for (const std::vector<std::uint32_t>* nodes : {&leaves_, &steps_}) {
    for (const std::uint32_t index : *nodes) {
      const Frame& frame = frames_[index];
      for (std::size_t i = 0; i < frame.inputs.size(); ++i) {
        const auto read = static_cast<std::size_t>(frame.inputs[i] - columns_.data());
        if (!(i == 1 && is_membership(frame))) once_[read] = false;
      }
    }
  }
}

void Evaluation::prepare() {
  if (read_.empty()) {
    lay_out();
    if (sets_once_) find_sets_once();
  }
  for (const std::uint32_t leaf : leaves_) compute_node(leaf);
  prepared_ = true;
}

void Evaluation::new_days() {
  if (!prepared_) return prepare();
  ++memory_->pass;
  for (const std::uint32_t leaf : of_days_) compute_node(leaf);
}

void Evaluation::run() {
  if (!prepared_) prepare();
  if (given_.empty()) batch_.lists.assign(batch_.plan->lists.size(), {});
  ++memory_->pass;
  const std::vector<plan::Loop>& loops = batch_.plan->loops;
  auto loop = loops.begin();
  for (const std::uint32_t step : steps_) {
    for (; loop != loops.end() && loop->body.index() < step; ++loop)
      settle(static_cast<std::size_t>(loop - loops.begin()));
    compute_node(step);
  }
  for (; loop != loops.end(); ++loop) settle(static_cast<std::size_t>(loop - loops.begin()));
}

std::vector<Column> Evaluation::take() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (read_[i] != &columns_[i]) columns_[i] = *read_[i];
  }
  return std::move(columns_);
}

void Evaluation::compute_node(std::size_t index) {
  Frame& frame = frames_[index];
  frame.rows = !once_.empty() && once_[index] ? 1 : batch_.rows(frame.node.table);
  compute(frame, columns_[index]);
}

/// The steps to take again in each pass of a loop: those that hang on what is passed through.
const std::vector<std::uint32_t>& Evaluation::repeated(std::size_t which, std::size_t first) {
  const plan::Plan& plan = *batch_.plan;
  repeated_.resize(plan.loops.size());
  std::vector<std::uint32_t>& again = repeated_[which];
  if (!again.empty()) return again;
  const std::size_t last = plan.loops[which].body.index();
  std::vector<bool> hangs(last + 1, false);
  for (std::size_t i = first; i <= last; ++i) {
    if (plan.nodes[i].op == Op::recursive) {
      hangs[i] = true;
      continue;
    }
    hangs[i] = std::ranges::any_of(rests_on(plan, plan::NodeId(i)), [&](plan::NodeId below) {
      return below.valid() && below.index() < i && hangs[below.index()];
    });
  }
  for (const std::uint32_t step : steps_) {
    if (first < step && step <= last && hangs[step] && plan.nodes[step].op != Op::recursive)
      again.push_back(step);
  }
  return again;
}

void Evaluation::settle(std::size_t which) {
  const std::vector<plan::Loop>& loops = batch_.plan->loops;
  const std::size_t last = loops[which].body.index();
  if (is_given(last)) return;
  std::size_t first = loops[which].leaf.index();
  for (std::size_t i = which; i-- > 0;) {
    if (loops[i].body.index() > first) first = std::min(first, loops[i].leaf.index());
  }
  const std::vector<std::uint32_t>& again = repeated(which, first);
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
    for (const std::uint32_t step : again) compute_node(step);
  }
}

std::vector<Column> evaluate(Batch& batch, Dictionary& dictionary) {
  Evaluation evaluation(batch, dictionary);
  evaluation.run();
  return evaluation.take();
}

}  // namespace weir::evaluate
