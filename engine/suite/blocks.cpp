#include "suite/blocks.hpp"

#include <tuple>

namespace weir::suite {

namespace {

using Suppose = std::map<std::string, base::Date>;

/// Rows evaluated together: enough to share the work on the law, few enough for the cache.
constexpr std::size_t block_rows = 128;

}  // namespace

Suppose supposed_by(const plan::Plan& plan, const Trial& trial) {
  if (!trial.example) return {};
  const model::Rule& rule = *plan.rules[trial.rule].rule;
  return rule.status.pending ? Suppose{{rule.id, base::Date::beginning()}} : Suppose{};
}

std::vector<Block> blocks_of(const plan::Plan& plan, const std::vector<Trial>& trials) {
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
      const bool room = open != current.end() && blocks[open->second].rows.size() < block_rows;
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

}  // namespace weir::suite
