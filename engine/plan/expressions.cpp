#include <algorithm>

#include "plan/compiler.hpp"

namespace weir::plan {

using check::Binding;
using language::Comparison;
using language::NodeKind;

namespace {

ColumnKind column_kind(const model::Type& type) {
  switch (type.kind) {
    case model::Kind::truth:
      return ColumnKind::truth;
    case model::Kind::date:
      return ColumnKind::date;
    case model::Kind::number:
    case model::Kind::share:
    case model::Kind::money:
    case model::Kind::quantity:
      return ColumnKind::number;
    case model::Kind::error:
    case model::Kind::period:
    case model::Kind::text:
    case model::Kind::code:
    case model::Kind::party:
    case model::Kind::row:
      break;
  }
  return ColumnKind::items;
}

}  // namespace

NodeId Compiler::value(const model::Expression& expression, const Context& context) {
  const Typed& typed = checked_.of(expression);
  return value(typed, expression.ast.root(), context);
}

NodeId Compiler::literal(const Typed& typed, language::NodeId id) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  Node node;
  node.op = Op::constant;
  node.type = typed.node(id).type;
  node.kind = column_kind(node.type);
  switch (syntax.kind) {
    case NodeKind::at_least:
    case NodeKind::at_most: {
      Node inner = build_.node(literal(typed, ast.child(id, 0)));
      inner.at_least = syntax.kind == NodeKind::at_least;
      inner.at_most = syntax.kind == NodeKind::at_most;
      return build_.add(std::move(inner));
    }
    case NodeKind::truth:
      node.truth = base::truth_of(syntax.flag);
      break;
    case NodeKind::date:
      node.date = syntax.date;
      break;
    case NodeKind::never:
      node.kind = ColumnKind::date;
      node.date = base::Date::never();
      break;
    case NodeKind::none:
      node.not_applicable = true;
      break;
    case NodeKind::number: {
      node.number = syntax.value;
      if (node.type.kind == model::Kind::money) {
        node.currency = syntax.unit;
      } else if (!syntax.unit.empty()) {
        if (auto unit = plan_.vocabulary().find_unit(syntax.unit)) {
          node.number = base::Rational::multiply(syntax.value, unit->factor).value_or(syntax.value);
        }
      }
      break;
    }
    default:
      node.number = syntax.value;
      break;
  }
  return build_.add(std::move(node));
}

NodeId Compiler::named(const check::TypedNode& typed, const Context& context, Part part) {
  const Binding& binding = typed.binding;
  if (binding.before) part = Part::before;
  switch (binding.kind) {
    case Binding::Kind::fact:
      return fact(binding.place, binding.fact, typed.type, part, context);
    case Binding::Kind::definition:
      return definition(binding.definition, binding.column, part, std::nullopt);
    case Binding::Kind::attribute:
      return at_row(definition(binding.definition, binding.column, part, std::nullopt), binding.place,
                    context);
    case Binding::Kind::as_of:
      return as_of();
    case Binding::Kind::known_on:
      return build_.make(Op::known_on, ColumnKind::date, TableRef::cases(), {});
    case Binding::Kind::code: {
      Node node;
      node.op = Op::constant;
      node.kind = ColumnKind::items;
      node.type = typed.type;
      node.items = {binding.code};
      return build_.add(std::move(node));
    }
    case Binding::Kind::row: {
      const auto index = row_index(binding.place, context);
      NodeId row = index ? *index : build_.make(Op::own_row, ColumnKind::rows, TableRef::of(context.it), {});
      Node party;
      party.op = Op::row_id;
      party.kind = ColumnKind::items;
      party.table = build_.node(row).table;
      party.inputs = {row};
      party.type = typed.type;
      return build_.add(std::move(party));
    }
    case Binding::Kind::held: {
      const auto scope = std::find_if(context.rows.begin(), context.rows.end(),
                                      [&](const RowScope& row) { return row.slot == binding.place.slot; });
      Node held;
      held.op = Op::list_held;
      held.kind = ColumnKind::number;
      held.table = build_.node(scope->rows).table;
      held.inputs = {scope->rows};
      held.before = part == Part::before;
      held.type = typed.type;
      return build_.add(std::move(held));
    }
    case Binding::Kind::stage:
      return stage_day(binding, context);
    case Binding::Kind::values:
    case Binding::Kind::none:
      break;
  }
  Node unknown;
  unknown.op = Op::constant;
  unknown.kind = ColumnKind::items;
  unknown.open = true;
  return build_.add(std::move(unknown));
}

NodeId Compiler::set(const Typed& typed, language::NodeId id, const Context& context) {
  const language::Ast& ast = typed.source->ast;
  std::vector<NodeId> members;
  Node node;
  node.op = Op::constant;
  node.kind = ColumnKind::items;
  node.type = typed.node(id).type;
  for (std::size_t i = 0; i < ast.child_count(id); ++i) {
    const language::NodeId child = ast.child(id, i);
    const check::TypedNode& member = typed.node(child);
    if (member.binding.kind == Binding::Kind::code) {
      node.items.push_back(member.binding.code);
    } else {
      members.push_back(value(typed, child, context));
    }
  }
  std::sort(node.items.begin(), node.items.end());
  node.items.erase(std::unique(node.items.begin(), node.items.end()), node.items.end());
  const NodeId constant = build_.add(std::move(node));
  if (members.empty()) return constant;
  members.push_back(constant);
  return build_.combine(Op::make_set, ColumnKind::items, std::move(members));
}

NodeId Compiler::arithmetic(const Typed& typed, language::NodeId id, const Context& context, Part part) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  Op op{};
  switch (syntax.kind) {
    case NodeKind::add:
      op = Op::add;
      break;
    case NodeKind::subtract:
      op = typed.node(ast.child(id, 0)).type.kind == model::Kind::date ? Op::days_between : Op::subtract;
      break;
    case NodeKind::multiply:
      op = Op::multiply;
      break;
    case NodeKind::divide:
      op = Op::divide;
      break;
    default:
      op = syntax.names[0] == "greatest" ? Op::greatest : Op::least;
      break;
  }
  std::vector<NodeId> inputs;
  for (std::size_t i = 0; i < ast.child_count(id); ++i)
    inputs.push_back(value(typed, ast.child(id, i), context, part));
  Node node = build_.prepare(op, ColumnKind::number, std::move(inputs));
  node.type = typed.node(id).type;
  return build_.add(std::move(node));
}

bool Compiler::counts_rows(const Typed& typed, language::NodeId list) const {
  const auto found = typed.lists.find(list);
  if (found == typed.lists.end() || typed.node(list).binding.kind == Binding::Kind::values) return false;
  const check::ListSource& source = found->second;
  if (source.kind != check::ListSource::Kind::rows || !source.then.empty()) return true;
  const model::Vocabulary& vocabulary = plan_.vocabulary();
  return !vocabulary.entity(vocabulary.fact(source.fact).type.entity).key.valid();
}

NodeId Compiler::function(const Typed& typed, language::NodeId id, const Context& context) {
  const language::Ast& ast = typed.source->ast;
  const std::string& name = ast.node(id).names[0];
  if (name == "count" && counts_rows(typed, ast.child(id, 0))) {
    const CompiledList counted = list(typed, ast.child(id, 0), context);
    return build_.reduce(Op::rows_count, ColumnKind::number, counted.table, {counted.selected});
  }
  std::vector<NodeId> arguments;
  for (std::size_t i = 0; i < ast.child_count(id); ++i)
    arguments.push_back(value(typed, ast.child(id, i), context));
  if (name == "count") return build_.combine(Op::count, ColumnKind::number, arguments);
  if (name == "year") return build_.combine(Op::year, ColumnKind::number, arguments);
  if (name == "earliest") return build_.combine(Op::earliest, ColumnKind::date, arguments);
  if (name == "latest") return build_.combine(Op::latest, ColumnKind::date, arguments);
  return build_.combine(Op::date_less_equal, ColumnKind::truth, {arguments[0], as_of()});  // happened
}

NodeId Compiler::compare(Comparison comparison, NodeId a, NodeId b) {
  if (comparison == Comparison::greater) return compare(Comparison::less, b, a);
  if (comparison == Comparison::greater_equal) return compare(Comparison::less_equal, b, a);
  const bool equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
  // A literal `none` has no column of its own kind; the other side tells.
  const Node& first = build_.node(a);
  const ColumnKind kind = first.op == Op::constant && first.not_applicable ? build_.node(b).kind : first.kind;
  if (kind == ColumnKind::truth && equality) {
    const NodeId both = build_.logical_and({a, b});
    const NodeId neither = build_.logical_and({build_.logical_not(a), build_.logical_not(b)});
    const NodeId same = build_.logical_or({both, neither});
    return comparison == Comparison::equal ? same : build_.logical_not(same);
  }
  Op op{};
  switch (comparison) {
    case Comparison::equal:
      op = kind == ColumnKind::date ? Op::date_equal : kind == ColumnKind::items ? Op::item_equal : Op::equal;
      break;
    case Comparison::not_equal:
      op = kind == ColumnKind::date    ? Op::date_not_equal
           : kind == ColumnKind::items ? Op::item_not_equal
                                       : Op::not_equal;
      break;
    case Comparison::less:
      op = kind == ColumnKind::date ? Op::date_less : kind == ColumnKind::items ? Op::item_less : Op::less;
      break;
    case Comparison::less_equal:
    case Comparison::greater:
    case Comparison::greater_equal:
      op = kind == ColumnKind::date    ? Op::date_less_equal
           : kind == ColumnKind::items ? Op::item_less_equal
                                       : Op::less_equal;
      break;
  }
  Node ordered = build_.prepare(op, ColumnKind::truth, {a, b});
  if (op != Op::item_less && op != Op::item_less_equal) return build_.add(std::move(ordered));
  // The domain gives the order.
  ordered.type = build_.node(a).type.domain.valid() ? build_.node(a).type : build_.node(b).type;
  return build_.add(std::move(ordered));
}

NodeId Compiler::change(const Typed& typed, language::NodeId id, const Context& context) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  const NodeId before = value(typed, ast.child(id, 0), context, Part::before);
  const NodeId after = value(typed, ast.child(id, 0), context, Part::after);
  std::vector<NodeId> thresholds;
  const language::NodeId right = ast.child(id, 1);
  if (syntax.any_of) {
    for (std::size_t i = 0; i < ast.child_count(right); ++i) {
      thresholds.push_back(value(typed, ast.child(right, i), context));
    }
  } else {
    thresholds.push_back(value(typed, right, context));
  }
  std::vector<NodeId> crossings;
  for (NodeId threshold : thresholds) {
    NodeId from, to;
    if (syntax.kind == NodeKind::reaches) {
      from = compare(Comparison::less, before, threshold);
      to = compare(Comparison::less_equal, threshold, after);
    } else if (syntax.kind == NodeKind::rises_above) {
      from = compare(Comparison::less_equal, before, threshold);
      to = compare(Comparison::less, threshold, after);
    } else {
      from = compare(Comparison::less_equal, threshold, before);
      to = compare(Comparison::less, after, threshold);
    }
    crossings.push_back(build_.logical_and({from, to}));
  }
  return build_.logical_or(std::move(crossings));
}

NodeId Compiler::relation(const Typed& typed, language::NodeId id, const Context& context) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  const NodeId left = value(typed, ast.child(id, 0), context);
  const NodeId right = value(typed, ast.child(id, 1), context);
  switch (syntax.kind) {
    case NodeKind::equal:
      return compare(Comparison::equal, left, right);
    case NodeKind::not_equal:
      return compare(Comparison::not_equal, left, right);
    case NodeKind::less:
      return compare(Comparison::less, left, right);
    case NodeKind::less_equal:
      return compare(Comparison::less_equal, left, right);
    case NodeKind::greater:
      return compare(Comparison::greater, left, right);
    case NodeKind::greater_equal:
      return compare(Comparison::greater_equal, left, right);
    case NodeKind::between: {
      const NodeId last = value(typed, ast.child(id, 2), context);
      return build_.logical_and(
          {compare(syntax.first_operator, left, right), compare(syntax.second_operator, right, last)});
    }
    case NodeKind::in:
      return build_.combine(Op::in, ColumnKind::truth, {left, right});
    case NodeKind::not_in:
      return build_.combine(Op::not_in, ColumnKind::truth, {left, right});
    case NodeKind::overlaps:
    case NodeKind::contains:
      return build_.combine(Op::overlaps, ColumnKind::truth, {left, right});
    case NodeKind::within:
      return build_.combine(Op::within, ColumnKind::truth, {left, right});
    default:
      break;
  }
  Node node = build_.prepare(Op::contains_at_least, ColumnKind::truth, {left, right});
  node.count = syntax.value.numerator();
  return build_.add(std::move(node));
}

NodeId Compiler::value(const Typed& typed, language::NodeId id, const Context& context, Part part) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  if (typed.node(id).binding.kind == Binding::Kind::code)
    return named(typed.node(id), context, part);  // `3342`
  if (language::is_literal(syntax.kind)) return literal(typed, id);
  if (typed.node(id).binding.kind == Binding::Kind::values) return values(typed, id, context);
  switch (syntax.kind) {
    case NodeKind::path:
      return named(typed.node(id), context, part);
    case NodeKind::call:
      if (syntax.names[0] == "interest") return interest(typed, id, context, part);
      if (syntax.names[0] == "greatest" || syntax.names[0] == "least")
        return arithmetic(typed, id, context, part);
      return function(typed, id, context);
    case NodeKind::field:  // `interest(…).before`; lists of calls are values
      return interest(typed, ast.child(id, 0), context, Part::before);
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
      return arithmetic(typed, id, context, part);
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::no:
    case NodeKind::count_of:
    case NodeKind::portion_of:
    case NodeKind::sum_of:
    case NodeKind::max_of:
    case NodeKind::min_of:
    case NodeKind::joint_interest:
    case NodeKind::largest_joint_interest:
      return rows(typed, id, context, part);
    case NodeKind::set:
      return set(typed, id, context);
    case NodeKind::dated: {
      const NodeId day = value(typed, ast.child(id, 1), context);
      const check::TypedNode& dated = typed.node(ast.child(id, 0));
      const NodeId law = definition(dated.binding.definition, dated.binding.column, part, day);
      return dated.binding.kind == Binding::Kind::attribute ? at_row(law, dated.binding.place, context) : law;
    }
    case NodeKind::offset_after:
    case NodeKind::offset_before:
    case NodeKind::offset_from: {
      const NodeId day = value(typed, ast.child(id, 0), context);
      if (!is_shared_unit(syntax.unit)) return calendar_offset(day, syntax);
      Node node;
      node.op = Op::offset;
      node.kind = ColumnKind::date;
      node.table = build_.node(day).table;
      node.inputs = {day};
      node.number = syntax.value;
      node.unit = calendar_unit(syntax.unit);
      // `from D` counts D as day 1: the period ends a day earlier.
      node.count = syntax.kind == NodeKind::offset_from ? -1 : 0;
      if (syntax.kind == NodeKind::offset_before) node.number = *base::Rational::subtract(0, syntax.value);
      return build_.add(std::move(node));
    }
    case NodeKind::logical_not:
      return build_.logical_not(value(typed, ast.child(id, 0), context));
    case NodeKind::logical_and:
    case NodeKind::logical_or: {
      std::vector<NodeId> parts;
      for (std::size_t i = 0; i < ast.child_count(id); ++i)
        parts.push_back(value(typed, ast.child(id, i), context));
      return syntax.kind == NodeKind::logical_and ? build_.logical_and(std::move(parts))
                                                  : build_.logical_or(std::move(parts));
    }
    case NodeKind::reaches:
    case NodeKind::rises_above:
    case NodeKind::falls_below:
      return change(typed, id, context);
    default:
      return relation(typed, id, context);
  }
}

NodeId Compiler::test(const Typed& typed, language::NodeId id, NodeId input, const model::Type& input_type,
                      const Context& context) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  const bool many = input_type.shape != model::Shape::single;
  switch (syntax.kind) {
    case NodeKind::test_any:
      return build_.truth(base::Truth::true_value);
    case NodeKind::test_compare:
      return compare(syntax.first_operator, input, value(typed, ast.child(id, 0), context));
    case NodeKind::test_not: {
      const NodeId operand = value(typed, ast.child(id, 0), context);
      if (build_.node(input).kind == ColumnKind::truth) return compare(Comparison::not_equal, input, operand);
      if (many) return build_.logical_not(build_.combine(Op::overlaps, ColumnKind::truth, {input, operand}));
      const bool of_set = typed.node(ast.child(id, 0)).type.shape != model::Shape::single;
      if (of_set) return build_.combine(Op::not_in, ColumnKind::truth, {input, operand});
      return compare(Comparison::not_equal, input, operand);
    }
    case NodeKind::truth:
      return syntax.flag ? input : build_.logical_not(input);
    default:
      break;
  }
  const NodeId wanted = value(typed, id, context);
  if (many) return build_.combine(Op::overlaps, ColumnKind::truth, {input, wanted});
  if (typed.node(id).type.shape != model::Shape::single) {
    return build_.combine(Op::in, ColumnKind::truth, {input, wanted});
  }
  return compare(Comparison::equal, input, wanted);
}

}  // namespace weir::plan
