#pragma once
#include <map>

#include "evaluate/open.hpp"
#include "plan/plan.hpp"
#include "support/random_facts.hpp"

namespace weir::test {

/// The facts that a plan reads, each with the values at which some rule changes its answer.
inline std::map<model::FactId, Marks> marks_of(const plan::Plan& plan) {
  std::map<model::FactId, Marks> marks;
  for (const plan::Node& node : plan.nodes) {
    if (node.fact.valid()) marks[node.fact];
  }
  for (const auto& [fact, cuts] : evaluate::find_cuts(plan)) {
    marks[fact] = {{cuts.numbers.begin(), cuts.numbers.end()},
                   {cuts.dates.begin(), cuts.dates.end()},
                   {cuts.items.begin(), cuts.items.end()}};
  }
  return marks;
}

}  // namespace weir::test
