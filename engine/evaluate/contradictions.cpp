#include "evaluate/contradictions.hpp"

#include <algorithm>

namespace weir::evaluate {

using base::Truth;

std::vector<Contradiction> find_contradictions(const Run& run) {
  std::vector<Contradiction> found;
  for (const plan::Node& node : run.plan().nodes) {
    if (node.op != plan::Op::judgement) continue;
    const Column &yes = run.column(node.inputs[0]), &no = run.column(node.inputs[1]),
                 &decision = run.column(node.inputs[2]);
    for (std::size_t r = 0; r < yes.rows; ++r) {
      const bool line_yes = yes.is_true.get(r), line_no = no.is_true.get(r);
      if (!line_yes && !line_no) continue;
      Contradiction one;
      one.counts = line_yes;
      one.both_lines = line_yes && line_no;
      const Truth decided = decision.truth(r);
      if (decided != Truth::unknown && decided != base::truth_of(line_yes))
        one.decided = decided == Truth::true_value;
      if (!one.both_lines && !one.decided) continue;
      one.case_row = run.batch.case_row(node.table, r);
      one.judgement = leaf_of_judgement(run, node, r);
      found.push_back(std::move(one));
    }
  }
  return found;
}

void add_contradictions(const Run& run, std::uint32_t regime, model::RegimeAssessment& into) {
  const model::RuleSets& rules = run.plan().rule_sets();
  for (const Contradiction& one : find_contradictions(run)) {
    // What only stands in the law of another day, as a re-test reads it, has no judgement of its own.
    if (one.case_row != 0 || !one.judgement.judgement.valid()) continue;
    const model::Definition& definition = rules.definitions[one.judgement.judgement.index()];
    if (definition.regime != rules.regimes[regime].id) continue;
    model::Contradiction told;
    told.id = name_of_judgement(run.plan(), one.judgement);
    told.question = std::get<model::Judgement>(definition.body).ask;
    told.counts = one.counts;
    told.both_lines = one.both_lines;
    told.decided = one.decided;
    into.contradictions.push_back(std::move(told));
  }
  // A judgement that is asked of several days stands in several nodes.
  const auto by_id = [](const model::Contradiction& a, const model::Contradiction& b) { return a.id < b.id; };
  std::stable_sort(into.contradictions.begin(), into.contradictions.end(), by_id);
  const auto same_id = [](const model::Contradiction& a, const model::Contradiction& b) {
    return a.id == b.id;
  };
  into.contradictions.erase(std::unique(into.contradictions.begin(), into.contradictions.end(), same_id),
                            into.contradictions.end());
}

}  // namespace weir::evaluate
