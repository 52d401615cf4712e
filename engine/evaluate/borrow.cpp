#include "evaluate/borrow.hpp"

#include "evaluate/evaluation.hpp"

namespace weir::evaluate {

using plan::NodeId;

BorrowingRun::BorrowingRun(Run& lender, const plan::Plan& plan, const std::vector<NodeId>& same)
    : lender_(lender), same_(same) {
  run_.batch = make_batch(plan, lender.batch.cases, lender.batch.suppose);
  run_.batch.lists.resize(plan.lists.size());
  std::swap(run_.dictionary, lender.dictionary);
  swap_lists();
  Evaluation evaluation(run_.batch, run_.dictionary);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    if (!same[i].valid()) continue;
    evaluation.give(NodeId(i), std::move(lender.columns[same[i].index()]));
    if (const auto found = lender.batch.circles.find(same[i]); found != lender.batch.circles.end())
      run_.batch.circles[NodeId(i)] = found->second;
    if (const auto found = lender.batch.attributions.find(same[i]); found != lender.batch.attributions.end())
      run_.batch.attributions[NodeId(i)] = found->second;
  }
  evaluation.run();
  run_.columns = evaluation.take();
}

BorrowingRun::~BorrowingRun() {
  for (std::size_t i = 0; i < same_.size(); ++i) {
    if (same_[i].valid()) lender_.columns[same_[i].index()] = std::move(run_.columns[i]);
  }
  swap_lists();
  std::swap(run_.dictionary, lender_.dictionary);
}

void BorrowingRun::swap_lists() {
  const plan::Plan& mine = run_.plan();
  const plan::Plan& theirs = lender_.plan();
  // The rows of a list name the attribution that they were found by; its node has another place here.
  const auto rename = [](ListRows& rows, const plan::Plan& plan, std::size_t list) {
    if (rows.attribution.valid()) rows.attribution = plan.node(plan.lists[list].rows).inputs[1];
  };
  for (std::size_t i = 0; i < mine.lists.size(); ++i) {
    const NodeId there = same_[mine.lists[i].rows.index()];
    if (!there.valid()) continue;
    const std::size_t list = theirs.node(there).list;
    std::swap(run_.batch.lists[i], lender_.batch.lists[list]);
    rename(run_.batch.lists[i], mine, i);
    rename(lender_.batch.lists[list], theirs, list);
  }
}

}  // namespace weir::evaluate
