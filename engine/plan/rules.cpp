#include <algorithm>

#include "language/printer.hpp"
#include "plan/compile.hpp"
#include "plan/compiler.hpp"

namespace weir::plan {

using check::Binding;
using language::NodeKind;

std::string Compiler::words(const model::Expression& expression) {
  return words(checked_.of(expression), expression.ast.root());
}

std::string Compiler::words(const Typed& typed, language::NodeId id) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  const Binding& binding = typed.node(id).binding;
  if (binding.kind == Binding::Kind::fact) {
    const model::Fact& fact = plan_.vocabulary().fact(binding.fact);
    return fact.label.empty() ? fact.name : fact.label;
  }
  if (binding.kind == Binding::Kind::definition || binding.kind == Binding::Kind::attribute) {
    const model::Definition& entry = definition_at(binding.definition);
    if (const auto* body = std::get_if<model::Condition>(&entry.body)) {
      if (body->kind == model::Condition::Kind::expression) return words(body->expression);
    }
    return entry.title.empty() ? entry.id : entry.title;
  }
  if (binding.kind == Binding::Kind::as_of) return "today";
  if (binding.kind == Binding::Kind::stage) return stage_words(binding);
  if (syntax.kind == NodeKind::never) return "without limit";
  if (syntax.kind == NodeKind::date) return base::to_long_text(syntax.date);
  if (syntax.kind == NodeKind::offset_after || syntax.kind == NodeKind::offset_before ||
      syntax.kind == NodeKind::offset_from) {
    const std::string_view link = syntax.kind == NodeKind::offset_after    ? " after "
                                  : syntax.kind == NodeKind::offset_before ? " before "
                                                                           : " from ";
    return length_words(syntax) + std::string(link) + words(typed, ast.child(id, 0));
  }
  if (syntax.kind == NodeKind::call) {
    std::vector<std::string> arguments;
    for (std::size_t i = 0; i < ast.child_count(id); ++i) arguments.push_back(words(typed, ast.child(id, i)));
    std::string result = "the " + syntax.names[0] + " of ";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (i > 0) result += i + 1 == arguments.size() ? " and " : ", ";
      result += arguments[i];
    }
    return result;
  }
  return language::print(ast, id);
}

std::vector<DateChoice> Compiler::date_choices(const model::Expression& expression) {
  const Binding& binding = checked_.of(expression).root().binding;
  if (binding.kind != Binding::Kind::definition) return {{NodeId{}, words(expression)}};
  const model::Definition& entry = definition_at(binding.definition);
  const Context inside = context_of(entry);
  const TableRef subjects = TableRef::subjects();
  std::vector<DateChoice> choices;
  // The wordings of `answer`, under the condition that it is the one chosen.
  auto add_answer = [&](NodeId chosen, const model::Expression& answer) {
    for (DateChoice& choice : date_choices(answer)) {
      std::vector<NodeId> both = {build_.on(chosen, build_.deeper(subjects, build_.node(chosen).table))};
      if (choice.match.valid()) both.push_back(choice.match);
      choices.push_back({build_.logical_and(std::move(both)), std::move(choice.words)});
    }
  };
  if (const auto* body = std::get_if<model::Condition>(&entry.body)) {
    if (body->kind == model::Condition::Kind::expression) return date_choices(body->expression);
  } else if (const auto* lines = std::get_if<model::Table>(&entry.body)) {
    const std::vector<NodeId> answers = this->lines(*lines, inside).answers;
    for (std::size_t i = 0; i < answers.size(); ++i) add_answer(answers[i], lines->lines[i].answer);
  } else if (const auto* versions = std::get_if<model::Versions>(&entry.body)) {
    const NodeId law = law_date(entry, inside);
    for (const model::Versions::Version& row : versions->versions) {
      if (row.pending || !row.body.expression.present()) continue;
      Node node = build_.prepare(Op::in_force, ColumnKind::truth, {law, as_of()});
      node.versions = {{row.range.first, row.range.last, row.enacted.value_or(row.range.first)}};
      add_answer(build_.add(std::move(node)), row.body.expression);
    }
  }
  if (choices.empty()) return {{NodeId{}, words(expression)}};
  return choices;
}

NodeId Compiler::doubtful(const model::Provision& provision, NodeId node) {
  if (provision.doubt.empty() || build_.node(node).kind != ColumnKind::truth) return node;
  if (provision.reading && provision.reading->holds) {
    return *provision.reading->holds ? node : build_.truth(base::Truth::false_value);
  }
  return build_.make(Op::doubtful, ColumnKind::truth, build_.node(node).table, {node});
}

void Compiler::rule(check::RuleRef ref) {
  if (rules_.contains(ref)) return;
  for (check::RuleRef defeater : checked_.defeated_by[ref.regime][ref.rule]) rule(defeater);
  const model::Regime& regime = checked_.rule_sets->regimes[ref.regime];
  const model::Rule& source = regime.rules[ref.rule];
  // Rules that run over subjects are compiled on the rows of their list, and then asked for some row.
  Context context;
  context.regime = &regime;
  const TableRef subjects = TableRef::subjects();
  TableRef pairs = subjects;
  CompiledList over;
  if (const auto& which = checked_.rule_subjects[ref.regime][ref.rule]) {
    over = subject(*which);
    pairs = context.base = over.table;
  }
  CompiledRule compiled;
  compiled.ref = ref;
  compiled.rule = &source;
  compiled.law_date = build_.on(law_date(source, context), subjects);
  const model::Expression* by = source.by ? &*source.by : regime.by ? &*regime.by : nullptr;
  compiled.law_date_words = by ? words(*by) : "today";

  if (source.status.pending) {
    Node supposed;
    supposed.op = Op::supposed;
    supposed.kind = ColumnKind::date;
    supposed.text = source.id;
    const NodeId start = build_.on(build_.add(std::move(supposed)), subjects);
    // Law that nobody supposes to start starts never, and not even a law date without end reaches that day.
    const NodeId starts =
        build_.combine(Op::date_less, ColumnKind::truth, {start, build_.date(base::Date::never())});
    // Law that is supposed to have been there always reaches every day, and so also one that is not known.
    const NodeId always = build_.logical_and({build_.combine(Op::date_less_equal, ColumnKind::truth,
                                                             {start, build_.date(base::Date::beginning())}),
                                              build_.applies(compiled.law_date, base::Truth::true_value)});
    const NodeId begun = build_.combine(Op::date_less_equal, ColumnKind::truth, {start, compiled.law_date});
    compiled.in_force = build_.logical_and({starts, build_.logical_or({always, begun})});
  } else {
    const model::DateRange range = source.in_force.value_or(regime.in_force);
    Node node;
    node.op = Op::in_force;
    node.kind = ColumnKind::truth;
    node.table = subjects;
    node.inputs = {compiled.law_date, build_.on(as_of(), subjects)};
    const base::Date first = std::max(range.first, regime.in_force.first);
    node.versions = {
        {first, std::min(range.last, regime.in_force.last), source.status.enacted.value_or(first)}};
    compiled.in_force = build_.add(std::move(node));
  }

  const Compiled when = condition(source.when, context);
  std::vector<NodeId> conditions = {build_.on(when.node, pairs)};
  compiled.proof = when.sketch;
  if (source.unless) {
    const Compiled unless = condition(*source.unless, context);
    conditions.push_back(build_.on(build_.logical_not(unless.node), pairs));
    Sketch exception;
    exception.kind = Sketch::Kind::negation;
    exception.expression = "unless";
    exception.node = conditions.back();
    exception.parts = {unless.sketch};
    Sketch both;
    both.kind = Sketch::Kind::all;
    both.expression = "all of these";
    both.parts = {when.sketch, add(std::move(exception))};
    both.node = build_.logical_and(conditions);
    compiled.proof = add(std::move(both));
  }
  NodeId holds = build_.logical_and(conditions);
  std::vector<NodeId> parts = {build_.on(compiled.in_force, pairs), doubtful(source, holds)};
  if (source.until) {
    compiled.until = build_.on(value(*source.until, context), pairs);
    compiled.until_words = date_choices(*source.until);
    // A last day that does not apply is no last day.
    compiled.not_run_out = build_.logical_not(
        build_.combine(Op::date_less, ColumnKind::truth, {compiled.until, build_.on(as_of(), pairs)}));
    parts.push_back(compiled.not_run_out);
  }
  NodeId undefeated = build_.logical_and(parts);
  if (source.duty) {
    if (source.duty->due) {
      compiled.due = build_.on(value(*source.duty->due, context), pairs);
      compiled.due_words = date_choices(*source.duty->due);
    }
    if (source.duty->penalty) compiled.penalty = build_.on(value(*source.duty->penalty, context), pairs);
  }
  if (pairs.is_list()) {
    compiled.pair_undefeated = undefeated;
    const auto some = [&](NodeId truth) {
      return build_.on(
          build_.reduce(Op::some, ColumnKind::truth, pairs, {build_.logical_and({over.selected, truth})}),
          subjects);
    };
    Sketch each;
    each.kind = Sketch::Kind::rows;
    each.expression = "for some " + checked_.subject(*checked_.rule_subjects[ref.regime][ref.rule]).name;
    each.list = static_cast<std::uint32_t>(pairs.list_index());
    each.selected = over.selected;
    each.parts = {compiled.proof};
    each.node = some(holds);
    compiled.proof = add(std::move(each));
    holds = some(holds);
    if (compiled.not_run_out.valid()) compiled.not_run_out = some(compiled.not_run_out);
    // The day by which all must act is the first one, an effect lasts to the last.
    const auto extreme = [&](Op op, NodeId& node, ColumnKind kind) {
      if (!node.valid()) return;
      node = build_.on(
          build_.reduce(op, kind, pairs, {node, build_.logical_and({over.selected, undefeated})}), subjects);
    };
    extreme(Op::rows_max, compiled.until, ColumnKind::date);
    extreme(Op::rows_min, compiled.due, ColumnKind::date);
    extreme(Op::rows_max, compiled.penalty, ColumnKind::number);
    for (std::vector<DateChoice>* choices : {&compiled.until_words, &compiled.due_words}) {
      for (DateChoice& choice : *choices) {
        if (choice.match.valid()) choice.match = some(choice.match);
      }
    }
    undefeated = some(undefeated);
  }
  compiled.condition = holds;
  compiled.undefeated = undefeated;
  std::vector<NodeId> applies = {compiled.undefeated};
  for (check::RuleRef defeater : checked_.defeated_by[ref.regime][ref.rule]) {
    const std::uint32_t index = rules_.at(defeater);
    compiled.defeated_by.push_back(index);
    applies.push_back(build_.logical_not(plan_.rules[index].applies));
  }
  compiled.applies = build_.logical_and(std::move(applies));
  rules_.emplace(ref, static_cast<std::uint32_t>(plan_.rules.size()));
  plan_.rules.push_back(std::move(compiled));
}

void Compiler::run() {
  plan_.checked = &checked_;
  const auto& regimes = checked_.rule_sets->regimes;
  for (std::uint32_t r = 0; r < regimes.size(); ++r) {
    for (std::uint32_t i = 0; i < regimes[r].rules.size(); ++i) rule({r, i});
  }
  // A judgement that no condition reads may still be spoken for; and what only values or tables read has
  // conditions as well, whose truths can be looked up.
  for (std::size_t i = 0; i < checked_.rule_sets->definitions.size(); ++i) {
    const model::Definition& entry = checked_.rule_sets->definitions[i];
    const bool has_conditions = std::holds_alternative<model::Judgement>(entry.body) ||
                                std::holds_alternative<model::Condition>(entry.body) ||
                                std::holds_alternative<model::Table>(entry.body) ||
                                std::holds_alternative<model::Retest>(entry.body) ||
                                std::holds_alternative<model::Versions>(entry.body);
    if (has_conditions) definition_sketch(check::DefinitionId(i));
    if (std::holds_alternative<model::Clock>(entry.body)) clock(check::DefinitionId(i));
  }
  std::sort(
      plan_.judgements.begin(), plan_.judgements.end(),
      [](const CompiledJudgement& a, const CompiledJudgement& b) { return a.definition < b.definition; });
}

Plan compile(const check::Checked& checked) {
  Plan plan;
  Compiler(checked, plan).run();
  return plan;
}

}  // namespace weir::plan
