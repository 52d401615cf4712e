#include "suite/trial.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/rule_pattern.hpp"

namespace weir::suite {

namespace {

std::string_view demand_word(model::Example::Demand demand) {
  switch (demand) {
    case model::Example::Demand::fires:
      return "fires";
    case model::Example::Demand::silent:
      return "is silent";
    case model::Example::Demand::open:
      return "is open";
  }
  return "";
}

bool names_any(const std::vector<std::string>& patterns, std::string_view rule) {
  return std::ranges::any_of(patterns, [&](const auto& pattern) { return model::names_rule(pattern, rule); });
}

/// True if a demand on `demanded` (an id or a family) speaks of a rule that `pattern` names, or the reverse.
bool speaks_of(std::string_view demanded, const std::vector<std::string>& patterns) {
  return names_any(patterns, demanded) || std::ranges::any_of(patterns, [&](const std::string& pattern) {
           return model::names_rule(demanded, pattern);
         });
}

bool names_rule_of(const model::Expectation& expectation, const std::vector<std::string>& patterns) {
  return std::ranges::any_of(expectation.findings,
                             [&](const auto& demand) { return speaks_of(demand.rules, patterns); }) ||
         std::ranges::any_of(expectation.duties,
                             [&](const auto& due) { return speaks_of(due.rules, patterns); }) ||
         std::ranges::any_of(expectation.suppose,
                             [&](const auto& supposed) { return speaks_of(supposed.rule, patterns); }) ||
         std::ranges::any_of(expectation.judgements, [&](const model::Expectation::Judged& judged) {
           const auto named = [&](const auto& point) { return speaks_of(point.name, patterns); };
           return std::ranges::any_of(judged.points_for, named) ||
                  std::ranges::any_of(judged.points_against, named) ||
                  std::ranges::any_of(judged.leanings,
                                      [&](const auto& lean) { return speaks_of(lean.rule, patterns); });
         });
}

}  // namespace

const std::string& Trial::todo() const {
  static const std::string none;
  return expectation ? expectation->todo : none;
}

std::string name_of(const Trial& trial, const plan::Plan& plan) {
  if (trial.example) {
    return fmt::format("{}: example {} {}", plan.rules[trial.rule].rule->id, trial.number,
                       demand_word(trial.example->demand));
  }
  std::string name = fmt::format("{}: {} on {}", trial.facts->id, plan.rule_sets().regimes[trial.regime].id,
                                 base::to_iso(trial.as_of));
  if (trial.known_on != trial.as_of) name += fmt::format(" known on {}", base::to_iso(trial.known_on));
  if (!trial.expectation->name.empty()) name += fmt::format(" ({})", trial.expectation->name);
  return name;
}

std::vector<Trial> trials_of_examples(const plan::Plan& plan, const std::vector<std::uint32_t>& rules) {
  std::vector<Trial> trials;
  for (const std::uint32_t index : rules) {
    const plan::CompiledRule& rule = plan.rules[index];
    std::size_t number = 0;
    for (const model::Example& example : rule.rule->examples) {
      Trial trial;
      trial.facts = &example.facts;
      trial.as_of = *example.facts.as_of;
      trial.known_on = example.facts.known_on.value_or(trial.as_of);
      trial.regime = rule.ref.regime;
      trial.example = &example;
      trial.rule = index;
      trial.number = ++number;
      trials.push_back(trial);
    }
  }
  return trials;
}

std::vector<Trial> trials_of_cases(const plan::Plan& plan, const std::vector<const model::Case*>& cases) {
  std::vector<Trial> trials;
  const auto& regimes = plan.rule_sets().regimes;
  for (const model::Case* facts : cases) {
    for (const model::Expectation& expectation : facts->expectations) {
      const auto regime = std::ranges::find(regimes, expectation.regime, &model::Regime::id);
      const auto as_of = expectation.as_of ? expectation.as_of : facts->as_of;
      if (regime == regimes.end() || !as_of) continue;
      Trial trial;
      trial.facts = facts;
      trial.as_of = *as_of;
      // A viewpoint of the expectation's own also chooses what was known, unless it says that too.
      trial.known_on = expectation.known_on ? *expectation.known_on
                       : expectation.as_of  ? *expectation.as_of
                                            : facts->known_on.value_or(*as_of);
      trial.regime = static_cast<std::uint32_t>(regime - regimes.begin());
      trial.expectation = &expectation;
      trials.push_back(trial);
    }
  }
  return trials;
}

bool wanted(const Trial& trial, const plan::Plan& plan, const Filter& filter) {
  const auto among = [](const std::vector<std::string>& words, const auto& chosen) {
    return words.empty() || std::ranges::any_of(words, chosen);
  };
  const std::string& regime = plan.rule_sets().regimes[trial.regime].id;
  if (!among(filter.regimes, [&](const std::string& id) { return id == regime; })) return false;
  if (!among(filter.tags, [&](const std::string& tag) {
        return std::ranges::find(trial.facts->tags, tag) != trial.facts->tags.end();
      }))
    return false;
  if (!filter.rules.empty()) {
    const bool named = trial.example ? names_any(filter.rules, plan.rules[trial.rule].rule->id)
                                     : names_rule_of(*trial.expectation, filter.rules);
    if (!named) return false;
  }
  return among(filter.names, [name = name_of(trial, plan)](const std::string& part) {
    return name.find(part) != std::string::npos;
  });
}

}  // namespace weir::suite
