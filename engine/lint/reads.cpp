#include "lint/reads.hpp"

namespace weir::lint {

using check::Binding;
using check::DefinitionId;
using model::Condition;
using model::Expression;

namespace {

using List = std::vector<const Expression*>;

void add(const Expression& expression, List& into) {
  if (expression.present()) into.push_back(&expression);
}

void add(const std::optional<Expression>& expression, List& into) {
  if (expression) add(*expression, into);
}

void add(const Condition& condition, List& into) {
  if (condition.kind == Condition::Kind::expression) return add(condition.expression, into);
  for (const Condition& part : condition.parts) add(part, into);
}

void add(const std::optional<Condition>& condition, List& into) {
  if (condition) add(*condition, into);
}

/// The expressions of a body, kind by kind.
struct Body {
  List& into;

  void operator()(const Condition& body) const { add(body, into); }
  void operator()(const model::Table& body) const {
    for (const Expression& input : body.inputs) add(input, into);
    for (const model::Table::Line& line : body.lines) {
      for (const Expression& test : line.tests) add(test, into);
      add(line.answer, into);
    }
  }
  void operator()(const model::Values& body) const {
    for (const model::Values::Version& version : body.versions) {
      for (const Expression& cell : version.cells) add(cell, into);
    }
  }
  void operator()(const model::Versions& body) const {
    for (const model::Versions::Version& version : body.versions) add(version.body, into);
  }
  void operator()(const model::Judgement& body) const {
    add(body.true_if, into), add(body.false_if, into);
    add(body.presumed_if, into), add(body.speaks_for, into), add(body.speaks_against, into);
  }
  void operator()(const model::Circle& body) const { add(body.only, into); }
  void operator()(const model::NamedList& body) const { add(body.rows, into); }
  void operator()(const model::Retest& body) const { add(body.period, into), add(body.lost, into); }
  void operator()(const model::Clock& body) const {
    add(body.over, into);
    for (const model::Stop& stop : body.stops) add(stop, into);
    for (const model::Stage& stage : body.stages) {
      add(stage.starts, into), add(stage.runs, into), add(stage.ends, into);
      add(stage.exists, into), add(stage.not_after, into);
      for (const model::Stop& stop : stage.stops) add(stop, into);
    }
  }
  void operator()(const model::Group&) const {}
  void operator()(const model::Attribution&) const {}
  void operator()(const model::Holidays&) const {}
  void operator()(const model::Calendar&) const {}
  void operator()(const model::Periods&) const {}
};

}  // namespace

base::Span ReadAt::span() const {
  return expression->text.to_file(expression->ast.node(node).range);
}

Reads::Reads(const check::Checked& checked) : checked_(checked) {
  const auto& definitions = checked.rule_sets->definitions;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    by_name_[definitions[i].id].emplace_back(i);
    if (definitions[i].name != definitions[i].id) by_name_[definitions[i].name].emplace_back(i);
  }
  for (const model::Definition& entry : definitions) add_definition(entry);
  for (const model::Regime& regime : checked.rule_sets->regimes) {
    for (const model::Rule& rule : regime.rules) add_rule(rule);
  }
}

const check::TypedExpression* Reads::typed(const Expression& expression) const {
  const auto found = checked_.typed.find(&expression);
  return found == checked_.typed.end() ? nullptr : &found->second;
}

void Reads::add_named(std::string_view name, std::set<DefinitionId>& into) const {
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) into.insert(found->second.begin(), found->second.end());
}

void Reads::collect(const List& expressions, std::set<DefinitionId>& into) const {
  for (const Expression* expression : expressions) {
    for (const language::Node& node : expression->ast.nodes) {
      if (!node.unit.empty()) add_named(node.unit, into);
    }
    const check::TypedExpression* known = typed(*expression);
    if (!known) continue;
    for (const check::TypedNode& node : known->nodes) {
      if (node.binding.definition.valid()) into.insert(node.binding.definition);
      if (node.binding.place.root == check::Root::subject) {
        const check::SubjectRef& which = checked_.subjects[node.binding.place.slot];
        const Expression& rows = checked_.rule_sets->regimes[which.regime].subjects[which.subject].rows;
        if (&rows != expression) collect({&rows}, into);
      }
    }
    for (const auto& [node, list] : known->lists) {
      if (list.definition.valid()) into.insert(list.definition);
    }
  }
}

void Reads::add_rule(const model::Rule& rule) {
  Entry& entry = entries_[&rule];
  add(rule.when, entry.conditions), add(rule.unless, entry.conditions);
  entry.all = entry.conditions;
  add(rule.by, entry.all), add(rule.until, entry.all);
  if (rule.duty) add(rule.duty->due, entry.all), add(rule.duty->penalty, entry.all);
  collect(entry.conditions, entry.in_conditions);
  collect(entry.all, entry.names);
  add_named(rule.speaks_for, entry.names), add_named(rule.speaks_against, entry.names);
  for (const model::Rule::Lean& lean : rule.leans) add_named(lean.judgement, entry.names);
}

void Reads::add_definition(const model::Definition& definition) {
  Entry& entry = entries_[&definition];
  std::visit(Body{entry.conditions}, definition.body);
  entry.all = entry.conditions;
  add(definition.by, entry.all);
  collect(entry.conditions, entry.in_conditions);
  collect(entry.all, entry.names);
  if (const auto* method = std::get_if<model::Attribution>(&definition.body))
    add_named(method->circle, entry.names);
  if (const auto* circle = std::get_if<model::Circle>(&definition.body))
    add_named(circle->judged, entry.names);
  if (const auto* clock = std::get_if<model::Clock>(&definition.body)) add_named(clock->roll, entry.names);
  if (const auto* calendar = std::get_if<model::Calendar>(&definition.body)) {
    for (const std::string& list : calendar->without) add_named(list, entry.names);
  }
  if (const auto* again = std::get_if<model::Retest>(&definition.body)) {
    for (const auto& frozen : again->frozen) add_named(frozen.name, entry.names);
  }
}

const Reads::Entry& Reads::entry(const model::Provision& provision) const {
  return entries_.at(&provision);
}

const List& Reads::conditions(const model::Provision& provision) const {
  return entry(provision).conditions;
}

const std::set<DefinitionId>& Reads::names(const model::Provision& provision) const {
  return entry(provision).names;
}

std::set<DefinitionId> Reads::under(const model::Provision& provision) const {
  std::set<DefinitionId> found;
  std::vector<const model::Provision*> waiting = {&provision};
  while (!waiting.empty()) {
    const model::Provision* next = waiting.back();
    waiting.pop_back();
    for (const DefinitionId id : entry(*next).in_conditions) {
      if (found.insert(id).second) waiting.push_back(&definition(id));
    }
  }
  return found;
}

void Reads::each_part(const model::Provision& provision,
                      const std::function<void(const ReadAt&)>& visit) const {
  const auto visit_own = [&](const model::Provision& of) {
    for (const Expression* expression : entry(of).conditions) {
      for (std::size_t i = 0; i < expression->ast.nodes.size(); ++i)
        visit({expression, language::NodeId(i), &of});
    }
  };
  visit_own(provision);
  for (const DefinitionId id : under(provision)) visit_own(definition(id));
}

std::set<DefinitionId> Reads::in_use() const {
  std::set<DefinitionId> found;
  std::vector<DefinitionId> waiting;
  const auto enter = [&](const std::set<DefinitionId>& names) {
    for (const DefinitionId id : names) {
      if (found.insert(id).second) waiting.push_back(id);
    }
  };
  const model::RuleSets& rule_sets = *checked_.rule_sets;
  for (const model::Regime& regime : rule_sets.regimes) {
    List header;
    add(regime.by, header);
    for (const model::Subject& subject : regime.subjects) add(subject.rows, header);
    std::set<DefinitionId> names;
    collect(header, names);
    enter(names);
    for (const model::Rule& rule : regime.rules) enter(entry(rule).names);
  }
  for (std::size_t i = 0; i < rule_sets.definitions.size(); ++i) {
    if (std::holds_alternative<model::Clock>(rule_sets.definitions[i].body)) enter({DefinitionId(i)});
  }
  while (!waiting.empty()) {
    const DefinitionId id = waiting.back();
    waiting.pop_back();
    enter(entry(definition(id)).names);
  }
  return found;
}

}  // namespace weir::lint
