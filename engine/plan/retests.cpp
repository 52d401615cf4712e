#include <algorithm>

#include "language/printer.hpp"
#include "plan/compiler.hpp"

namespace weir::plan {

using language::NodeKind;

Compiler::AnotherDay::AnotherDay(Compiler& compiler, std::optional<Reading> reading)
    : compiler_(compiler), outer_(compiler.reading_) {
  compiler_.reading_ = 0;
  if (!reading) return;
  auto& known = compiler_.readings_;
  const auto place = std::find(known.begin(), known.end(), *reading) - known.begin();
  if (place == static_cast<std::ptrdiff_t>(known.size())) known.push_back(std::move(*reading));
  compiler_.reading_ = static_cast<std::uint32_t>(place) + 1;
}

Compiler::AnotherDay::~AnotherDay() {
  compiler_.reading_ = outer_;
}

NodeId Compiler::law_date_of(check::DefinitionId id, const Context& context) {
  if (reading_ == 0) return law_date(definition_at(id), context);
  const Reading& reading = readings_[reading_ - 1];
  return reading.frozen.contains(id) ? reading.start : reading.day;
}

Compiler::CompiledRetest Compiler::retest(const model::Retest& body, const Context& context) {
  const Typed& period = checked_.of(body.period);
  const language::Ast& ast = body.period.ast;
  const language::NodeId root = ast.root();
  const NodeId last = value(period, root, context);
  const NodeId start = value(period, ast.child(root, 0), context);
  NodeId first = start;
  if (ast.node(root).kind == NodeKind::offset_after) {
    Node next = build_.prepare(Op::offset, ColumnKind::date, {start});
    next.number = base::Rational(1);
    next.unit = base::CalendarUnit::day;
    first = build_.add(std::move(next));
  }
  CompiledRetest result;
  result.begun = build_.combine(Op::date_less_equal, ColumnKind::truth, {first, as_of()});
  result.last = last;
  const NodeId over = build_.combine(Op::date_less, ColumnKind::truth, {last, as_of()});
  result.runs = build_.logical_not(over);
  Reading reading;
  reading.start = start;
  for (const model::Retest::Frozen& law : body.frozen) {
    for (std::size_t i = 0; i < checked_.rule_sets->definitions.size(); ++i) {
      if (checked_.rule_sets->definitions[i].id == law.name) reading.frozen.insert(check::DefinitionId(i));
    }
  }
  const NodeId unknown = build_.truth(base::Truth::unknown);
  // The last day on which it is tested: today, or the end of the period.
  reading.day = build_.combine(Op::earliest, ColumnKind::date, {as_of(), last});
  {
    const AnotherDay today(*this, reading);
    result.still = condition(body.lost, context);
  }
  // Any day of the period: where the law changed meanwhile, what holds today may not have held before.
  const NodeId always = build_.truth(base::Truth::true_value);
  reading.day = build_.combine(Op::select, ColumnKind::date, {unknown, first, always, reading.day});
  NodeId held;
  {
    const AnotherDay any_day(*this, reading);
    held = condition(body.lost, context).node;
  }
  std::vector<NodeId> lost = {build_.logical_not(result.still.node)};
  if (held != result.still.node) lost.push_back(build_.logical_not(held));
  result.lost = build_.logical_or(std::move(lost));
  // What is seen to be lost after the period may have been lost only then.
  result.node = build_.logical_and({result.begun, build_.logical_or({result.runs, unknown}), result.lost});
  return result;
}

void Compiler::retest_sketch(const model::Retest& body, const Context& context, Sketch& proof) {
  proof.kind = Sketch::Kind::retest;
  const CompiledRetest nodes = retest(body, context);
  const Typed& period = checked_.of(body.period);
  const language::Ast& ast = body.period.ast;
  const language::NodeId root = ast.root();
  const std::string start = language::print(ast, ast.child(root, 0));
  Sketch begun;
  begun.node = nodes.begun;
  begun.expression =
      ast.node(root).kind == NodeKind::offset_after ? start + " < as_of" : "happened(" + start + ")";
  reads(period, ast.child(root, 0), context, begun);
  proof.parts.push_back(add(std::move(begun)));
  Sketch runs;
  runs.node = nodes.runs;
  runs.expression = "as_of <= " + language::print(ast);
  runs.values.emplace_back(language::print(ast), nodes.last);
  reads(period, root, context, runs);
  proof.parts.push_back(add(std::move(runs)));
  Sketch lost;
  lost.kind = Sketch::Kind::negation;
  lost.expression = "not";
  lost.node = nodes.lost;
  lost.parts = {nodes.still.sketch};
  proof.parts.push_back(add(std::move(lost)));
}

}  // namespace weir::plan
