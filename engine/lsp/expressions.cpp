#include "lsp/expressions.hpp"

#include <algorithm>

namespace weir::lsp {
namespace {

/// Hands the expressions of one provision to the visitor.
class Walker {
 public:
  Walker(const ExpressionVisitor& visit, ExpressionOwner owner) : visit_(visit), owner_(owner) {}

  void operator()(const model::Expression& expression) const {
    if (expression.present()) visit_(expression, owner_);
  }
  void operator()(const model::Condition& condition) const {
    if (condition.kind == model::Condition::Kind::expression) return (*this)(condition.expression);
    for (const model::Condition& part : condition.parts) (*this)(part);
  }
  template <class Part>
  void operator()(const std::optional<Part>& part) const {
    if (part) (*this)(*part);
  }
  template <class Part>
  void operator()(const std::vector<Part>& parts) const {
    for (const Part& part : parts) (*this)(part);
  }
  void operator()(const model::Table& table) const {
    (*this)(table.inputs);
    for (const auto& line : table.lines) {
      (*this)(line.tests);
      (*this)(line.answer);
    }
  }
  void operator()(const model::Values& values) const {
    for (const auto& version : values.versions) (*this)(version.cells);
  }
  void operator()(const model::Versions& versions) const {
    for (const auto& version : versions.versions) (*this)(version.body);
  }
  void operator()(const model::Judgement& judgement) const {
    (*this)(judgement.true_if);
    (*this)(judgement.false_if);
    (*this)(judgement.presumed_if);
    (*this)(judgement.speaks_for);
    (*this)(judgement.speaks_against);
  }
  void operator()(const model::Circle& circle) const {
    // The person added to a circle is called `it`.
    Walker inside = *this;
    inside.owner_.it = "party";
    inside(circle.only);
  }
  void operator()(const model::NamedList& list) const { (*this)(list.rows); }
  void operator()(const model::Retest& retest) const {
    (*this)(retest.period);
    (*this)(retest.lost);
  }
  void operator()(const model::Clock& clock) const {
    (*this)(clock.stops);
    (*this)(clock.over);
    for (const model::Stage& stage : clock.stages) {
      (*this)(stage.starts);
      (*this)(stage.runs);
      (*this)(stage.ends);
      (*this)(stage.exists);
      (*this)(stage.stops);
      (*this)(stage.not_after);
    }
  }
  // These hold no expressions.
  void operator()(const model::Group&) const {}
  void operator()(const model::Attribution&) const {}
  void operator()(const model::Holidays&) const {}
  void operator()(const model::Calendar&) const {}
  void operator()(const model::Periods&) const {}

 private:
  const ExpressionVisitor& visit_;
  ExpressionOwner owner_;
};

void visit_regime(const model::Regime& regime, const ExpressionVisitor& visit) {
  const Walker head(visit, {nullptr, &regime, {}});
  head(regime.by);
  for (const model::Subject& subject : regime.subjects) head(subject.rows);
  for (const model::Rule& rule : regime.rules) {
    const Walker walk(visit, {&rule, &regime, {}});
    walk(rule.by);
    walk(rule.when);
    walk(rule.unless);
    walk(rule.until);
    if (!rule.duty) continue;
    walk(rule.duty->due);
    walk(rule.duty->penalty);
  }
}

}  // namespace

void for_each_expression(const model::RuleSets& rule_sets, const ExpressionVisitor& visit) {
  for (const model::Regime& regime : rule_sets.regimes) visit_regime(regime, visit);
  for (const model::Definition& definition : rule_sets.definitions) {
    const auto regime = std::ranges::find(rule_sets.regimes, definition.regime, &model::Regime::id);
    const Walker walk(visit, {&definition, regime == rule_sets.regimes.end() ? nullptr : &*regime,
                              definition.attribute_of});
    walk(definition.by);
    std::visit(walk, definition.body);
  }
}

}  // namespace weir::lsp
