#include <algorithm>

#include "plan/compiler.hpp"

namespace weir::plan {

using check::Binding;
using check::ListSource;
using language::NodeKind;

NodeId Compiler::party_row(const Typed& typed, language::NodeId id, const Context& context) {
  const Binding& binding = typed.node(id).binding;
  if (binding.kind == Binding::Kind::row) {
    if (const auto index = row_index(binding.place, context)) return *index;
    return build_.make(Op::own_row, ColumnKind::rows, TableRef::of(context.it), {});
  }
  const NodeId party = value(typed, id, context);
  Node row;
  row.op = Op::row_of_party;
  row.kind = ColumnKind::rows;
  row.table = build_.node(party).table;
  row.inputs = {party};
  row.type.entity = plan_.vocabulary().party;
  return build_.add(std::move(row));
}

NodeId Compiler::circle(check::DefinitionId id) {
  const model::Definition& entry = definition_at(id);
  const auto& body = std::get<model::Circle>(entry.body);
  Context inside = context_of(entry);
  inside.it = plan_.vocabulary().party;
  Node node;
  node.op = Op::circle;
  node.kind = ColumnKind::rows;
  node.text = entry.id;
  NodeId judged = build_.truth(base::Truth::false_value);
  if (!body.judged.empty()) {
    for (std::size_t i = 0; i < checked_.rule_sets->definitions.size(); ++i) {
      if (checked_.rule_sets->definitions[i].id == "pair." + body.judged)
        judged = definition(check::DefinitionId(i), 0, Part::after, std::nullopt);
    }
  }
  NodeId only = build_.truth(base::Truth::true_value);
  if (body.only) only = value(*body.only, inside);
  node.inputs = {judged, only};
  return build_.add(std::move(node));
}

NodeId Compiler::attribution(check::DefinitionId id) {
  const model::Definition& entry = definition_at(id);
  const auto& body = std::get<model::Attribution>(entry.body);
  Node node;
  node.op = Op::attribution;
  node.kind = ColumnKind::rows;
  node.text = entry.id;
  if (!body.circle.empty()) {
    for (std::size_t i = 0; i < checked_.rule_sets->definitions.size(); ++i) {
      if (checked_.rule_sets->definitions[i].id == body.circle)
        node.inputs = {circle(check::DefinitionId(i))};
    }
  }
  return build_.add(std::move(node));
}

NodeId Compiler::interest(const Typed& typed, language::NodeId id, const Context& context, Part part) {
  const language::Ast& ast = typed.source->ast;
  const NodeId owner = party_row(typed, ast.child(id, 0), context);
  const NodeId entity = party_row(typed, ast.child(id, 1), context);
  Node node = build_.prepare(Op::interest, ColumnKind::number, {owner, entity});
  node.inputs.push_back(attribution(typed.node(id).binding.definition));
  node.before = part == Part::before;
  node.type = typed.node(id).type;
  return build_.add(std::move(node));
}

CompiledList Compiler::filtered(CompiledList list, NodeId condition) {
  list.selected = build_.logical_and({list.selected, build_.on(condition, list.table)});
  return list;
}

TableRef Compiler::table_around(const Typed& typed, const Context& context) const {
  if (!context.rows.empty()) return build_.node(context.rows.back().rows).table;
  if (!context.it.valid() || context.base != TableRef::cases()) return context.base;
  const bool speaks_of_it = std::ranges::any_of(typed.nodes, [](const auto& node) {
    return node.binding.kind != Binding::Kind::none && node.binding.place.root == check::Root::it;
  });
  const bool lists_of_it = std::ranges::any_of(typed.lists, [](const auto& entry) {
    const ListSource& source = entry.second;
    const bool of_place = source.kind == ListSource::Kind::rows || source.kind == ListSource::Kind::parties;
    return of_place && source.place.root == check::Root::it;
  });
  return speaks_of_it || lists_of_it ? TableRef::of(context.it) : context.base;
}

CompiledList Compiler::list_of(const Typed& typed, const ListSource& source, const Context& context) {
  if (source.kind == ListSource::Kind::named) {
    const model::Definition& entry = definition_at(source.definition);
    const auto& body = std::get<model::NamedList>(entry.body);
    Context inside = context_of(entry);
    // The list stands below the rows it is read among, so that both can be spoken of together.
    inside.base = build_.deeper(inside.base, table_around(typed, context));
    const Typed& rows = checked_.of(body.rows);
    Context unused;
    CompiledList list = rows_of(rows, body.rows.ast.root(), inside, unused);
    if (source.then.empty()) return list;
    ListSource rest = source;
    for (const model::FactId fact : source.then) {
      Node flat;
      flat.op = Op::list_flat;
      flat.fact = fact;
      flat.inputs = {list.rows, list.selected};
      const NodeId id = build_.list(std::move(flat), plan_.list(list.table).parent,
                                    plan_.vocabulary().fact(fact).type.entity);
      list = {id, build_.node(id).table, {}};
      list.selected = build_.make(Op::list_present, ColumnKind::truth, list.table, {id});
    }
    return list;
  }
  Node node;
  TableRef parent = table_around(typed, context);
  model::EntityId entity = plan_.vocabulary().party;
  const auto above = [&](NodeId input) {
    parent = build_.deeper(parent, build_.node(input).table);
    return input;
  };
  switch (source.kind) {
    case ListSource::Kind::rows: {
      node.op = Op::list_rows;
      node.fact = source.fact;
      entity = plan_.vocabulary().fact(source.fact).type.entity;
      if (source.place.root == check::Root::transaction) break;
      const auto index = row_index(source.place, context);
      node.inputs = {
          above(index ? *index : build_.make(Op::own_row, ColumnKind::rows, TableRef::of(context.it), {}))};
      break;
    }
    case ListSource::Kind::parties: {
      node.op = Op::list_parties;
      const model::Type type = plan_.vocabulary().fact(source.fact).type;
      node.inputs = {above(fact(source.place, source.fact, type, Part::after, context))};
      break;
    }
    case ListSource::Kind::holders:
    case ListSource::Kind::upstream:
    case ListSource::Kind::downstream:
    case ListSource::Kind::circle: {
      node.op = source.kind == ListSource::Kind::holders      ? Op::list_holders
                : source.kind == ListSource::Kind::upstream   ? Op::list_upstream
                : source.kind == ListSource::Kind::downstream ? Op::list_downstream
                                                              : Op::list_circle;
      const NodeId party = above(party_row(typed, source.party, context));
      node.inputs = {party,
                     node.op == Op::list_circle ? circle(source.definition) : attribution(source.definition)};
      break;
    }
    case ListSource::Kind::named:
      break;
  }
  if (!node.inputs.empty()) node.inputs[0] = build_.on(node.inputs[0], parent);
  NodeId id = build_.list(std::move(node), parent, entity);
  CompiledList list{id, build_.node(id).table, {}};
  list.selected = build_.make(Op::list_present, ColumnKind::truth, list.table, {id});
  for (const model::FactId fact : source.then) {
    Node flat;
    flat.op = Op::list_flat;
    flat.fact = fact;
    flat.inputs = {list.rows, list.selected};
    const model::Type& type = plan_.vocabulary().fact(fact).type;
    id = build_.list(std::move(flat), parent, type.entity.valid() ? type.entity : plan_.vocabulary().party);
    list = {id, build_.node(id).table, {}};
    list.selected = build_.make(Op::list_present, ColumnKind::truth, list.table, {id});
  }
  return list;
}

CompiledList Compiler::list(const Typed& typed, language::NodeId id, const Context& context) {
  return list_of(typed, typed.lists.at(id), context);
}

CompiledList Compiler::rows_of(const Typed& typed, language::NodeId id, const Context& context,
                               Context& inside) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  const bool leading = syntax.kind == NodeKind::sum_of || syntax.kind == NodeKind::max_of ||
                       syntax.kind == NodeKind::min_of || syntax.kind == NodeKind::largest_joint_interest;
  CompiledList rows = list(typed, ast.child(id, leading ? 1 : 0), context);
  inside = context;
  inside.rows.push_back({typed.node(id).binding.place.slot, rows.rows});
  if (syntax.has_filter) rows = filtered(rows, value(typed, ast.child(id, leading ? 2 : 1), inside));
  return rows;
}

NodeId Compiler::rows(const Typed& typed, language::NodeId id, const Context& context, Part part) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  Context inside;
  const CompiledList rows = rows_of(typed, id, context, inside);
  const model::Type& type = typed.node(id).type;
  const auto body = [&] { return value(typed, ast.child(id, syntax.has_filter ? 2 : 1), inside); };
  const auto some = [&](NodeId truth) {
    return build_.reduce(Op::some, ColumnKind::truth, rows.table,
                         {build_.logical_and({rows.selected, build_.on(truth, rows.table)})});
  };
  switch (syntax.kind) {
    case NodeKind::some:
      return some(body());
    case NodeKind::no:
      return build_.logical_not(some(body()));
    case NodeKind::every:
      return build_.logical_not(some(build_.logical_not(body())));
    case NodeKind::count_of:
      return build_.reduce(Op::rows_count, ColumnKind::number, rows.table, {rows.selected});
    case NodeKind::portion_of: {
      const CompiledList all = list(typed, ast.child(id, 0), context);
      return build_.reduce(Op::rows_portion, ColumnKind::number, rows.table, {all.selected, rows.selected});
    }
    case NodeKind::joint_interest:
    case NodeKind::largest_joint_interest: {
      Node node;
      node.op = syntax.kind == NodeKind::joint_interest ? Op::joint_interest : Op::largest_joint_interest;
      node.kind = ColumnKind::number;
      node.table = plan_.list(rows.table).parent;
      node.list = static_cast<std::uint32_t>(rows.table.list_index());
      node.before = part == Part::before;
      node.type = type;
      node.inputs = {rows.rows, rows.selected};
      if (node.op == Op::largest_joint_interest)
        node.inputs.push_back(build_.on(value(typed, ast.child(id, 0), inside), rows.table));
      return build_.add(std::move(node));
    }
    default: {
      const Op op = syntax.kind == NodeKind::sum_of   ? Op::rows_sum
                    : syntax.kind == NodeKind::max_of ? Op::rows_max
                                                      : Op::rows_min;
      const NodeId term = value(typed, ast.child(id, 0), inside);
      return build_.reduce(op, build_.node(term).kind, rows.table, {term, rows.selected});
    }
  }
}

NodeId Compiler::values(const Typed& typed, language::NodeId id, const Context& context) {
  const Binding& binding = typed.node(id).binding;
  const ListSource& source = typed.lists.at(id);
  const CompiledList rows = list_of(typed, source, context);
  NodeId field;
  if (binding.definition.valid()) {
    field = definition(binding.definition, 0, Part::after, std::nullopt);
  } else {
    Node fact;
    fact.op = Op::fact;
    fact.fact = binding.fact;
    fact.kind = ColumnKind::items;
    fact.table = TableRef::of(source.entity);
    fact.type = plan_.vocabulary().fact(binding.fact).type;
    field = build_.add(std::move(fact));
  }
  if (build_.node(field).table.is_entity())
    field = build_.make(Op::gather, ColumnKind::items, rows.table, {field, rows.rows});
  return build_.reduce(Op::rows_values, ColumnKind::items, rows.table, {field, rows.selected});
}

CompiledList Compiler::subject(std::uint32_t which) {
  const model::Subject& declared = checked_.subject(which);
  const AnotherDay own(*this, std::nullopt);
  Context context;
  context.regime = &checked_.rule_sets->regimes[checked_.subjects[which].regime];
  context.base = TableRef::subjects();
  Context unused;
  return rows_of(checked_.of(declared.rows), declared.rows.ast.root(), context, unused);
}

}  // namespace weir::plan
