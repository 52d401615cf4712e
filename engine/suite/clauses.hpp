#pragma once
#include <optional>
#include <variant>

#include "model/rule_set.hpp"

namespace weir::suite {

/// A rule or a definition in rule sets.
struct Place {
  std::optional<std::size_t> regime;  ///< of a rule
  std::size_t index = 0;
};

/// Calls `visit(condition)` for a condition and those in it, and `visit(expression)` for their expressions.
/// Works on constant and on changeable rule sets alike, always in the same order.
template <typename Condition, typename Visit>
void walk_condition(Condition& condition, const Visit& visit) {
  visit(condition);
  if (condition.kind == model::Condition::Kind::expression) visit(condition.expression);
  for (auto& part : condition.parts) walk_condition(part, visit);
}

template <typename Optional, typename Visit>
void walk_optional(Optional& part, const Visit& visit) {
  if (part) visit(*part);
}

template <typename Optional, typename Visit>
void walk_optional_condition(Optional& part, const Visit& visit) {
  if (part) walk_condition(*part, visit);
}

/// The conditions and expressions of a rule.
template <typename Rule, typename Visit>
requires std::is_same_v<std::remove_const_t<Rule>, model::Rule>
void walk(Rule& rule, const Visit& visit) {
  walk_optional(rule.by, visit);
  walk_condition(rule.when, visit);
  walk_optional_condition(rule.unless, visit);
  walk_optional(rule.until, visit);
  if (!rule.duty) return;
  walk_optional(rule.duty->due, visit);
  walk_optional(rule.duty->penalty, visit);
}

template <typename Clock, typename Visit>
void walk_clock(Clock& clock, const Visit& visit) {
  for (auto& stop : clock.stops) visit(stop);
  walk_optional_condition(clock.over, visit);
  for (auto& stage : clock.stages) {
    visit(stage.starts);
    walk_optional(stage.runs, visit);
    walk_optional(stage.ends, visit);
    walk_optional_condition(stage.exists, visit);
    for (auto& stop : stage.stops) visit(stop);
    walk_optional(stage.not_after, visit);
  }
}

template <typename Table, typename Visit>
void walk_table(Table& table, const Visit& visit) {
  for (auto& input : table.inputs) visit(input);
  for (auto& line : table.lines) {
    for (auto& test : line.tests) visit(test);
    visit(line.answer);
  }
}

template <typename Judgement, typename Visit>
void walk_judgement(Judgement& judgement, const Visit& visit) {
  for (auto* part : {&judgement.true_if, &judgement.false_if, &judgement.presumed_if, &judgement.speaks_for,
                     &judgement.speaks_against})
    walk_optional_condition(*part, visit);
}

/// The conditions and expressions of a definition.
template <typename Definition, typename Visit>
requires std::is_same_v<std::remove_const_t<Definition>, model::Definition>
void walk(Definition& definition, const Visit& visit) {
  walk_optional(definition.by, visit);
  auto& body = definition.body;
  if (auto* condition = std::get_if<model::Condition>(&body)) {
    walk_condition(*condition, visit);
  } else if (auto* table = std::get_if<model::Table>(&body)) {
    walk_table(*table, visit);
  } else if (auto* values = std::get_if<model::Values>(&body)) {
    for (auto& version : values->versions) {
      for (auto& cell : version.cells) visit(cell);
    }
  } else if (auto* versions = std::get_if<model::Versions>(&body)) {
    for (auto& version : versions->versions) walk_condition(version.body, visit);
  } else if (auto* judgement = std::get_if<model::Judgement>(&body)) {
    walk_judgement(*judgement, visit);
  } else if (auto* circle = std::get_if<model::Circle>(&body)) {
    walk_optional(circle->only, visit);
  } else if (auto* list = std::get_if<model::NamedList>(&body)) {
    visit(list->rows);
  } else if (auto* retest = std::get_if<model::Retest>(&body)) {
    visit(retest->period);
    walk_condition(retest->lost, visit);
  } else if (auto* clock = std::get_if<model::Clock>(&body)) {
    walk_clock(*clock, visit);
  }
}

}  // namespace weir::suite
