#include "suite/blocks.hpp"

#include <tuple>

#include "evaluate/assess.hpp"

namespace weir::suite {

Suppose supposed_by(const plan::Plan& plan, const Trial& trial) {
  if (!trial.example) {
    Suppose suppose;
    for (const auto& supposed : trial.expectation->suppose) suppose[supposed.rule] = supposed.from;
    return suppose;
  }
  const model::Rule& rule = *plan.rules[trial.rule].rule;
  return rule.status.pending ? Suppose{{rule.id, base::Date::beginning()}} : Suppose{};
}

std::vector<Block> blocks_of(const plan::Plan& plan, const std::vector<Trial>& trials,
                             std::size_t most_rows) {
  std::vector<Block> blocks;
  std::map<Suppose, std::size_t> current;
  std::map<std::tuple<Suppose, const model::Case*, base::Date, base::Date>,
           std::pair<std::size_t, std::size_t>>
      places;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const Trial& trial = trials[i];
    const Suppose suppose = supposed_by(plan, trial);
    const auto [place, added] =
        places.try_emplace({suppose, trial.facts, trial.as_of, trial.known_on}, std::pair(0, 0));
    if (added) {
      const auto open = current.find(suppose);
      const bool room = open != current.end() && blocks[open->second].rows.size() < most_rows;
      const std::size_t block = room ? open->second : blocks.size();
      if (!room) blocks.push_back({suppose, {}, {}});
      current[suppose] = block;
      evaluate::CaseRow row;
      row.facts = trial.facts;
      row.as_of = trial.as_of;
      row.known_on = trial.known_on;
      blocks[block].rows.push_back(std::move(row));
      blocks[block].trials.emplace_back();
      place->second = {block, blocks[block].rows.size() - 1};
    }
    blocks[place->second.first].trials[place->second.second].push_back(i);
  }
  return blocks;
}

model::RegimeAssessment assess_trial(const plan::Plan& plan, const Trial& trial) {
  evaluate::Options options;
  options.as_of = trial.as_of;
  options.known_on = trial.known_on;
  options.regimes = {plan.rule_sets().regimes[trial.regime].id};
  options.suppose = supposed_by(plan, trial);
  return std::move(evaluate::assess(plan, *trial.facts, options).value().regimes.front());
}

}  // namespace weir::suite
