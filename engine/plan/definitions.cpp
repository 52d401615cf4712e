#include <algorithm>
#include <set>

#include "plan/compiler.hpp"

namespace weir::plan {

namespace {

base::Date day_before(base::Date date) {
  return date.is_never() || date.is_beginning() ? date : base::Date{date.days - 1};
}

base::Date day_after(base::Date date) {
  return date.is_never() || date.is_beginning() ? date : base::Date{date.days + 1};
}

}  // namespace

const model::Definition& Compiler::definition_at(check::DefinitionId id) const {
  return checked_.rule_sets->definitions[id.index()];
}

Context Compiler::context_of(const model::Definition& definition) {
  Context context;
  for (const model::Regime& regime : checked_.rule_sets->regimes) {
    if (regime.id == definition.regime) context.regime = &regime;
  }
  if (!definition.attribute_of.empty()) {
    if (auto entity = plan_.vocabulary().find_entity(definition.attribute_of)) context.it = *entity;
  }
  const auto place = static_cast<std::size_t>(&definition - checked_.rule_sets->definitions.data());
  if (const auto& which = checked_.definitions[place].subject) context.base = subject(*which).table;
  return context;
}

NodeId Compiler::version(NodeId date, std::vector<VersionRange> ranges, std::vector<NodeId> values,
                         const model::Type& type, std::string name) {
  std::vector<NodeId> inputs = {date, as_of()};
  inputs.insert(inputs.end(), values.begin(), values.end());
  const ColumnKind kind = build_.node(values.front()).kind;
  Node node = build_.prepare(Op::version, kind, std::move(inputs));
  node.versions = std::move(ranges);
  node.text = std::move(name);
  node.type = type;
  return build_.add(std::move(node));
}

NodeId Compiler::definition(check::DefinitionId id, std::uint32_t column, Part part,
                            std::optional<NodeId> date) {
  const auto key =
      std::make_tuple(id.value, column, static_cast<int>(part), date ? date->value : NodeId::none, reading_);
  if (const auto known = definitions_.find(key); known != definitions_.end()) return known->second;
  const model::Definition& entry = definition_at(id);
  const auto active = std::make_tuple(id.value, static_cast<int>(part), reading_);
  if (checked_.definitions[id.index()].recursive && !date) {
    if (active_.contains(active)) return active_[active] = recursive(id, part);
    active_[active] = {};
  }
  const Context context = context_of(entry);
  const NodeId law = date ? *date : law_date_of(id, context);
  NodeId node = doubtful(entry, definition_value(entry, id, column, part, law, context));
  if (const auto loop = active_.find(active); loop != active_.end()) {
    if (loop->second.valid()) {
      node = build_.on(node, TableRef::of(context.it));
      plan_.loops.push_back({loop->second, node});
      std::sort(plan_.loops.begin(), plan_.loops.end(),
                [](const Loop& a, const Loop& b) { return a.body < b.body; });
    }
    active_.erase(loop);
  }
  definitions_.emplace(key, node);
  return node;
}

NodeId Compiler::recursive(check::DefinitionId id, Part part) {
  const model::Type& type = checked_.definitions[id.index()].type;
  Node leaf;
  leaf.op = Op::recursive;
  leaf.kind = type.kind == model::Kind::truth ? ColumnKind::truth : ColumnKind::number;
  leaf.table = TableRef::of(plan_.vocabulary().party);
  leaf.text = definition_at(id).id;
  // Read on another day it is another value.
  if (reading_ != 0) leaf.text += " again " + std::to_string(reading_);
  leaf.before = part == Part::before;
  leaf.type = type;
  return build_.add(std::move(leaf));
}

NodeId Compiler::definition_value(const model::Definition& entry, check::DefinitionId id,
                                  std::uint32_t column, Part part, NodeId date, const Context& context) {
  const check::DefinitionInfo& info = checked_.definitions[id.index()];
  const model::Type type = info.column_types.empty() ? info.type : info.column_types[column];
  NodeId node;
  if (const auto* values = std::get_if<model::Values>(&entry.body)) {
    std::vector<VersionRange> ranges;
    std::vector<NodeId> cells;
    for (const model::Values::Version& row : values->versions) {
      // Each holds until the next that counts as enacted.
      ranges.push_back({row.from, base::Date::never(), row.enacted.value_or(row.from)});
      const model::Expression& cell = row.cells[column];
      cells.push_back(value(checked_.of(cell), cell.ast.root(), context, part));
    }
    const std::string of = values->columns.empty() ? "" : "." + values->columns[column];
    node = version(date, std::move(ranges), std::move(cells), type, entry.id + of);
  } else if (const auto* versions = std::get_if<model::Versions>(&entry.body)) {
    std::vector<VersionRange> ranges;
    std::vector<NodeId> bodies;
    for (const model::Versions::Version& row : versions->versions) {
      if (row.pending) continue;
      ranges.push_back({row.range.first, row.range.last, row.enacted.value_or(row.range.first)});
      const bool plain = row.body.kind == model::Condition::Kind::expression;
      bodies.push_back(
          plain ? value(checked_.of(row.body.expression), row.body.expression.ast.root(), context, part)
                : condition(row.body, context).node);
    }
    node = version(date, std::move(ranges), std::move(bodies), type, entry.id);
  } else if (const auto* members = std::get_if<model::Group>(&entry.body)) {
    node = group(*members, type, date, entry.id);
  } else if (const auto* days = std::get_if<model::Periods>(&entry.body)) {
    node = periods(*days);
  } else if (const auto* lines = std::get_if<model::Table>(&entry.body)) {
    node = table(*lines, context, part);
  } else if (const auto* ask = std::get_if<model::Judgement>(&entry.body)) {
    node = judgement(entry, *ask, id, context);
  } else if (const auto* again = std::get_if<model::Retest>(&entry.body)) {
    node = retest(*again, context).node;
  } else {
    const auto& body = std::get<model::Condition>(entry.body);
    node = body.kind == model::Condition::Kind::expression
               ? value(checked_.of(body.expression), body.expression.ast.root(), context, part)
               : condition(body, context).node;
  }
  if (!entry.in_force && !entry.status.pending) return node;
  const model::DateRange range = days_in_force(entry);
  return version(date, {{range.first, range.last, entry.status.enacted.value_or(range.first)}}, {node}, type,
                 entry.id);
}

NodeId Compiler::group(const model::Group& body, const model::Type& type, NodeId date,
                       const std::string& name) {
  std::set<base::Date> cuts = {base::Date::beginning()};
  for (const model::Group::Member& member : body.members) {
    for (const model::DateRange& range : member.ranges) {
      cuts.insert(range.first);
      if (!range.last.is_never()) cuts.insert(day_after(range.last));
    }
  }
  std::vector<VersionRange> ranges;
  std::vector<NodeId> sets;
  for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
    const auto next = std::next(cut);
    Node node;
    node.op = Op::constant;
    node.kind = ColumnKind::items;
    node.type = type;
    node.open = body.unknown_members;
    for (const model::Group::Member& member : body.members) {
      const bool in = member.ranges.empty() ||
                      std::any_of(member.ranges.begin(), member.ranges.end(),
                                  [&](const model::DateRange& range) { return range.contains(*cut); });
      if (in) (member.uncertain ? node.uncertain : node.items).push_back(member.code);
    }
    std::sort(node.items.begin(), node.items.end());
    std::sort(node.uncertain.begin(), node.uncertain.end());
    ranges.push_back({*cut, next == cuts.end() ? base::Date::never() : day_before(*next), *cut});
    sets.push_back(build_.add(std::move(node)));
  }
  if (sets.size() == 1) return sets[0];
  return version(date, std::move(ranges), std::move(sets), type, name);
}

NodeId Compiler::judgement(const model::Definition& entry, const model::Judgement& body,
                           check::DefinitionId id, const Context& context) {
  const NodeId never_true = build_.truth(base::Truth::false_value);
  const NodeId true_if = body.true_if ? condition(*body.true_if, context).node : never_true;
  const NodeId false_if = body.false_if ? condition(*body.false_if, context).node : never_true;
  NodeId presumed = build_.truth(!body.presumed ? base::Truth::unknown : base::truth_of(*body.presumed));
  if (body.presumed_if) presumed = condition(*body.presumed_if, context).node;
  Node recorded;
  recorded.op = Op::recorded;
  recorded.kind = ColumnKind::truth;
  recorded.text = entry.name;
  recorded.table = context.it.valid() ? TableRef::of(context.it) : TableRef::cases();
  const NodeId decision = build_.add(std::move(recorded));
  Node node = build_.prepare(Op::judgement, ColumnKind::truth, {true_if, false_if, decision, presumed});
  node.text = entry.id;
  const NodeId result = build_.add(std::move(node));
  CompiledJudgement compiled;
  compiled.definition = id;
  compiled.node = result;
  if (reading_ != 0) return result;
  const TableRef table = build_.node(result).table;
  if (body.speaks_for) {
    const Compiled speaks = condition(*body.speaks_for, context);
    compiled.speaks_for =
        build_.node(speaks.node).table <= table ? build_.on(speaks.node, table) : speaks.node;
    compiled.for_proof = speaks.sketch;
  }
  if (body.speaks_against) {
    const Compiled speaks = condition(*body.speaks_against, context);
    compiled.speaks_against =
        build_.node(speaks.node).table <= table ? build_.on(speaks.node, table) : speaks.node;
    compiled.against_proof = speaks.sketch;
  }
  const bool known = std::any_of(plan_.judgements.begin(), plan_.judgements.end(),
                                 [&](const CompiledJudgement& other) { return other.definition == id; });
  if (!known) plan_.judgements.push_back(compiled);
  return result;
}

model::DateRange Compiler::days_in_force(const model::Definition& entry) {
  // Pending law is in force on no day, nor on the day of what never happens.
  return entry.in_force.value_or(model::DateRange{base::Date::never(), base::Date::beginning()});
}

LineTruths Compiler::lines(const model::Table& table, const Context& context) {
  std::vector<NodeId> inputs;
  for (const model::Expression& input : table.inputs) inputs.push_back(value(input, context));
  LineTests lines;
  for (const model::Table::Line& line : table.lines) {
    std::vector<LineTest>& tests = lines.emplace_back();
    for (std::size_t i = 0; i < line.tests.size(); ++i) {
      if (line.tests[i].ast.node(line.tests[i].ast.root()).kind == language::NodeKind::test_any) continue;
      tests.push_back({i, test(checked_.of(line.tests[i]), line.tests[i].ast.root(), inputs[i],
                               checked_.of(table.inputs[i]).root().type, context)});
    }
  }
  if (lines.empty() || lines.back().empty()) return line_truths(build_, lines);
  // No test but `any` fits what does not apply; a truth always applies, and of sets the checker asks for
  // `any`.
  std::vector<NodeId> absent;
  for (const std::vector<LineTest>& tests : lines) {
    for (const LineTest& test : tests) {
      const model::Type& type = checked_.of(table.inputs[test.input]).root().type;
      if (type.kind == model::Kind::truth || type.shape == model::Shape::set) continue;
      absent.push_back(build_.logical_not(build_.applies(inputs[test.input], base::Truth::unknown)));
    }
  }
  std::sort(absent.begin(), absent.end());
  absent.erase(std::unique(absent.begin(), absent.end()), absent.end());
  if (absent.empty()) return line_truths(build_, lines);
  lines.emplace_back();
  LineTruths truths = line_truths(build_, lines);
  truths.beyond = build_.logical_and({truths.answers.back(), build_.logical_or(std::move(absent))});
  truths.matches.pop_back();
  truths.answers.pop_back();
  return truths;
}

NodeId Compiler::table(const model::Table& body, const Context& context, Part part) {
  const LineTruths truths = lines(body, context);
  const std::vector<NodeId>& answers = truths.answers;
  std::vector<NodeId> inputs;
  ColumnKind kind = ColumnKind::truth;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Node& match = build_.node(answers[i]);
    if (match.op == Op::constant && match.truth == base::Truth::false_value) continue;
    inputs.push_back(answers[i]);
    inputs.push_back(
        value(checked_.of(body.lines[i].answer), body.lines[i].answer.ast.root(), context, part));
    const Node& answer = build_.node(inputs.back());
    if (!(answer.op == Op::constant && answer.not_applicable)) kind = answer.kind;
  }
  if (truths.beyond.valid()) {
    // Then the table says no, or its value does not apply.
    Node nothing;
    nothing.op = Op::constant;
    nothing.kind = kind;
    nothing.truth = base::Truth::false_value;
    nothing.not_applicable = kind != ColumnKind::truth;
    nothing.type = build_.node(inputs.back()).type;
    inputs.push_back(truths.beyond);
    inputs.push_back(build_.add(std::move(nothing)));
  }
  return build_.combine(Op::select, kind, std::move(inputs));
}

}  // namespace weir::plan
