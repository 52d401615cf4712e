#include "evaluate/cone.hpp"

#include "evaluate/evaluation.hpp"

namespace weir::evaluate {

using plan::NodeId;
using plan::Op;

namespace {

/// True of what reads the rows of the list that `Node::list` names, or makes them.
bool names_list(Op op) {
  switch (op) {
    case Op::some:
    case Op::rows_count:
    case Op::rows_portion:
    case Op::rows_sum:
    case Op::rows_max:
    case Op::rows_min:
    case Op::rows_values:
    case Op::joint_interest:
    case Op::largest_joint_interest:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<bool> cone_of(const plan::Plan& plan, const std::vector<NodeId>& roots,
                          const std::function<bool(NodeId)>& stop) {
  std::vector<bool> in(plan.nodes.size(), false);
  std::vector<NodeId> waiting = roots;
  while (!waiting.empty()) {
    const NodeId id = waiting.back();
    waiting.pop_back();
    if (!id.valid() || in[id.index()]) continue;
    in[id.index()] = true;
    if (stop && stop(id)) continue;
    const plan::Node& node = plan.node(id);
    waiting.insert(waiting.end(), node.inputs.begin(), node.inputs.end());
    for (plan::TableRef table = node.table; table.is_list(); table = plan.list(table).parent)
      waiting.push_back(plan.list(table).rows);
    if (names_list(node.op)) waiting.push_back(plan.lists[node.list].rows);
    if (node.op != Op::recursive) continue;
    for (const plan::Loop& loop : plan.loops) {
      if (loop.leaf == id) waiting.push_back(loop.body);
    }
  }
  return in;
}

Run run_cone(const plan::Plan& plan, std::vector<CaseRow> cases,
             const std::map<std::string, base::Date>& suppose, const std::vector<NodeId>& roots) {
  const std::vector<bool> in = cone_of(plan, roots);
  Run result;
  result.batch = make_batch(plan, std::move(cases), suppose);
  result.batch.lists.assign(plan.lists.size(), {});
  Evaluation evaluation(result.batch, result.dictionary);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!in[i]) evaluation.give(NodeId(i), Column{});
  }
  evaluation.run();
  result.columns = evaluation.take();
  return result;
}

}  // namespace weir::evaluate
