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

std::vector<NodeId> rests_on(const plan::Plan& plan, NodeId id) {
  const plan::Node& node = plan.node(id);
  std::vector<NodeId> below = node.inputs;
  for (plan::TableRef table = node.table; table.is_list(); table = plan.list(table).parent)
    below.push_back(plan.list(table).rows);
  if (names_list(node.op)) below.push_back(plan.lists[node.list].rows);
  if (node.op != Op::recursive) return below;
  for (const plan::Loop& loop : plan.loops) {
    if (loop.leaf == id) below.push_back(loop.body);
  }
  return below;
}

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
    const std::vector<NodeId> below = rests_on(plan, id);
    waiting.insert(waiting.end(), below.begin(), below.end());
  }
  return in;
}

Run run_cone(const plan::Plan& plan, std::vector<CaseRow> cases,
             const std::map<std::string, base::Date>& suppose, const std::vector<NodeId>& roots,
             const Run* unchanged) {
  const std::vector<bool> in = cone_of(plan, roots);
  Run result;
  result.batch = make_batch(plan, std::move(cases), suppose);
  result.batch.unchanged = unchanged;
  result.batch.lists.assign(plan.lists.size(), {});
  Evaluation evaluation(result.batch, result.dictionary);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!in[i]) evaluation.give(NodeId(i), Column{});
  }
  evaluation.run();
  result.columns = evaluation.take();
  result.batch.unchanged = nullptr;
  return result;
}

Run run_regime(const plan::Plan& plan, std::vector<CaseRow> cases,
               const std::map<std::string, base::Date>& suppose, std::uint32_t regime, const Run* unchanged) {
  std::vector<NodeId> roots;
  for (const plan::CompiledRule& rule : plan.rules) {
    if (rule.ref.regime == regime) roots.push_back(rule.applies);
  }
  return run_cone(plan, std::move(cases), suppose, roots, unchanged);
}

}  // namespace weir::evaluate
