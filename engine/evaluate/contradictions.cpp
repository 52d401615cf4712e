#include "evaluate/contradictions.hpp"

#include <algorithm>

namespace weir::evaluate {

using base::Truth;

namespace {

std::size_t definition_called(const plan::Plan& plan, const std::string& id) {
  const auto& all = plan.rule_sets().definitions;
  const auto found = std::ranges::find(all, id, &model::Definition::id);
  return static_cast<std::size_t>(found - all.begin());
}

}  // namespace

std::vector<Contradiction> find_contradictions(const Run& run) {
  std::vector<Contradiction> found;
  const plan::Plan& plan = run.plan();
  for (const plan::Node& node : plan.nodes) {
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
      one.definition = definition_called(plan, node.text);
      if (node.table.is_entity())
        one.of = name_of_row(run.batch, run.batch.cases[one.case_row],
                             run.batch.entities[node.table.entity().index()][r]);
      found.push_back(std::move(one));
    }
  }
  return found;
}

void add_contradictions(const Run& run, std::uint32_t regime, model::RegimeAssessment& into) {
  const model::RuleSets& rules = run.plan().rule_sets();
  for (Contradiction& one : find_contradictions(run)) {
    const model::Definition& definition = rules.definitions[one.definition];
    if (one.case_row != 0 || definition.regime != rules.regimes[regime].id) continue;
    model::Contradiction told;
    told.id = one.of.empty() ? definition.name : one.of + "." + definition.name;
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
