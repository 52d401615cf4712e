// Lints on what rules say: outcomes, levels, factors, duties, exceptions.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lint/desk.hpp"
#include "model/rule_pattern.hpp"

namespace weir::lint {

using diagnostics::Code;

void find_idle_outcomes(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) {
      for (const model::Rule::Outcome& outcome : rule.outcomes) {
        const auto scale =
            std::ranges::find(regime.determinations, outcome.determination, &model::Determination::name);
        if (scale == regime.determinations.end() || outcome.level != scale->levels.front()) continue;
        desk.report(Code::idle_outcome, rule, outcome.span,
                    fmt::format("`{}: {}` changes nothing: it is what holds when no rule fires",
                                outcome.determination, outcome.level),
                    "the lowest level")
            .label(scale->span, "declared here, lowest first")
            .with_help("to exempt from other rules, name them under `defeats:`");
      }
    }
  }
}

void find_unreached_levels(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    if (regime.rules.empty()) continue;
    for (const model::Determination& scale : regime.determinations) {
      std::vector<std::string> missing;
      for (std::size_t i = 1; i < scale.levels.size(); ++i) {
        const bool reached = std::ranges::any_of(regime.rules, [&](const model::Rule& rule) {
          return std::ranges::any_of(rule.outcomes, [&](const model::Rule::Outcome& outcome) {
            return outcome.determination == scale.name && outcome.level == scale.levels[i];
          });
        });
        if (!reached) missing.push_back(scale.levels[i]);
      }
      if (missing.empty()) continue;
      desk.report(Code::unreached_level, regime, scale.span,
                  fmt::format("no rule gives `{}` the {} {}", scale.name,
                              missing.size() == 1 ? "level" : "levels", names_text(missing)))
          .with_help("write the rule that does, or leave the level out");
    }
  }
}

void find_unused_factors(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Factor& factor : regime.factors) {
      const bool used = std::ranges::any_of(regime.rules, [&](const model::Rule& rule) {
        return std::ranges::any_of(rule.risk,
                                   [&](const auto& points) { return points.factor == factor.name; });
      });
      if (used) continue;
      desk.report(Code::unused_factor, regime, factor.span,
                  fmt::format("no rule gives points to the factor `{}`", factor.name))
          .with_help("give it points in a rule, or leave it out");
    }
  }
}

void find_duties_by_as_of(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) {
      const model::Expression* by = rule.by ? &*rule.by : regime.by ? &*regime.by : nullptr;
      // A standing duty, without a day or an outcome, is there day by day.
      if (!rule.duty || !by || (!rule.duty->due && rule.outcomes.empty())) continue;
      const check::TypedExpression* typed = desk.reads().typed(*by);
      if (!typed || typed->root().binding.kind != check::Binding::Kind::as_of) continue;
      const base::Span by_span = by->text.to_file(by->ast.node(by->ast.root()).range);
      desk.report(Code::as_of_duty, rule, rule.by ? by_span : rule.duty->span,
                  fmt::format("the duty of `{}` depends on the day on which somebody looks", rule.id),
                  rule.by ? "picks the law by the day of looking" : "this duty")
          .label(rule.by ? rule.duty->span : by_span,
                 rule.by ? "the duty" : "picks the law by the day of looking")
          .with_help("name the day that the law names, as `by: transaction.closing`");
    }
  }
}

namespace {

/// Adds a group to disjoint ones, joining those that it touches.
void join(std::vector<std::set<std::string>>& groups, std::set<std::string> group) {
  std::erase_if(groups, [&](std::set<std::string>& other) {
    const bool touches =
        std::ranges::any_of(other, [&](const std::string& name) { return group.contains(name); });
    if (touches) group.merge(other);
    return touches;
  });
  groups.push_back(std::move(group));
}

/// True of a determination that says what must be done: its levels have a place on the common scale.
bool has_position(const model::Regime& regime, const std::string& determination) {
  const auto scale = std::ranges::find(regime.determinations, determination, &model::Determination::name);
  return scale != regime.determinations.end() && !scale->positions.empty();
}

}  // namespace

void find_broad_exceptions(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) {
      for (const model::Rule::Pattern& pattern : rule.defeats) {
        if (!pattern.text.ends_with('*')) continue;
        std::vector<std::string> hit;
        // Determinations that one rule speaks to belong together.
        std::vector<std::set<std::string>> groups;
        for (const model::Rule& other : regime.rules) {
          if (&other == &rule || !model::names_rule(pattern.text, other.id)) continue;
          hit.push_back(other.id);
          std::set<std::string> group;
          for (const model::Rule::Outcome& outcome : other.outcomes) {
            if (has_position(regime, outcome.determination)) group.insert(outcome.determination);
          }
          if (!group.empty()) join(groups, std::move(group));
        }
        if (groups.size() < 2) continue;
        std::vector<std::string> names;
        for (const auto& group : groups) names.insert(names.end(), group.begin(), group.end());
        desk.report(Code::broad_exception, rule, pattern.span,
                    fmt::format("`{}` takes out {}, which speak to {}", pattern.text,
                                base::counted(hit.size(), "rule", "rules"), names_text(names)),
                    "one pattern, several determinations")
            .note(fmt::format("it hits {}", names_text(hit)))
            .with_help("name the rules of each determination by a pattern of their own");
      }
    }
  }
}

}  // namespace weir::lint
