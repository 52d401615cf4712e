#include <algorithm>

#include "evaluate/findings.hpp"

namespace weir::evaluate {

using base::Truth;

Run run(const plan::Plan& plan, std::vector<CaseRow> cases,
        const std::map<std::string, base::Date>& suppose) {
  Run result;
  result.batch = make_batch(plan, std::move(cases), suppose);
  result.columns = evaluate(result.batch, result.dictionary);
  return result;
}

Summary summarize(const Run& run, std::uint32_t regime, std::size_t row) {
  const model::Regime& law = run.plan().rule_sets().regimes[regime];
  Summary summary;
  summary.levels.resize(law.determinations.size());
  summary.factors.resize(law.factors.size());
  for (const plan::CompiledRule& rule : run.plan().rules) {
    if (rule.ref.regime != regime) continue;
    const Truth applies = run.truth(rule.applies, row);
    if (applies == Truth::false_value) continue;
    for (const model::Rule::Outcome& outcome : rule.rule->outcomes) {
      for (std::size_t d = 0; d < law.determinations.size(); ++d) {
        if (law.determinations[d].name != outcome.determination) continue;
        const auto& levels = law.determinations[d].levels;
        const auto level =
            static_cast<std::size_t>(std::find(levels.begin(), levels.end(), outcome.level) - levels.begin());
        summary.levels[d].at_most = std::max(summary.levels[d].at_most, level);
        if (applies == Truth::true_value)
          summary.levels[d].at_least = std::max(summary.levels[d].at_least, level);
      }
    }
    for (const model::Rule::Points& points : rule.rule->risk) {
      for (std::size_t f = 0; f < law.factors.size(); ++f) {
        if (law.factors[f].name != points.factor) continue;
        summary.factors[f].second += points.points;
        if (applies == Truth::true_value) summary.factors[f].first += points.points;
      }
    }
  }
  for (const auto& [low, high] : summary.factors) {
    summary.risk_low += low;
    summary.risk_high += high;
  }
  return summary;
}

std::size_t position_rank(const model::Determination& determination, std::size_t level) {
  const auto place = determination.positions.find(determination.levels[level]);
  if (place == determination.positions.end()) return 0;
  const auto* end = std::end(model::position_levels);
  const auto* found = std::find(std::begin(model::position_levels), end, place->second);
  return found == end ? 0 : static_cast<std::size_t>(found - std::begin(model::position_levels));
}

model::Level position_of(const model::Regime& regime, const Summary& summary) {
  std::size_t at_least = 0, at_most = 0;
  for (std::size_t d = 0; d < regime.determinations.size(); ++d) {
    at_least = std::max(at_least, position_rank(regime.determinations[d], summary.levels[d].at_least));
    at_most = std::max(at_most, position_rank(regime.determinations[d], summary.levels[d].at_most));
  }
  return {std::string(model::position_levels[at_least]), std::string(model::position_levels[at_most])};
}

std::string band_of(const model::Regime& regime, std::int64_t points) {
  std::string band;
  for (const model::Band& next : regime.bands) {
    if (next.from <= points) band = next.name;
  }
  return band;
}

std::string band_words(const model::Regime& regime, const Summary& summary) {
  const std::string low = band_of(regime, summary.risk_low), high = band_of(regime, summary.risk_high);
  return low == high ? low : low + " to " + high;
}

}  // namespace weir::evaluate
