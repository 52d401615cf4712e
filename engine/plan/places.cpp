#include "plan/compiler.hpp"

namespace weir::plan {

using check::Place;
using check::Root;

namespace {

std::string role_of(Root root) {
  switch (root) {
    case Root::acquirer:
      return "acquirer";
    case Root::target:
      return "target";
    case Root::vendor:
      return "vendor";
    case Root::stake:
      return "stake";
    case Root::transaction:
    case Root::procedure:
    case Root::it:
    case Root::variable:
    case Root::subject:
      break;
  }
  return "";
}

}  // namespace

NodeId Compiler::as_of() {
  return build_.make(Op::as_of, ColumnKind::date, TableRef::cases(), {});
}

std::optional<NodeId> Compiler::row_index(const Place& place, const Context& context) {
  std::optional<NodeId> index;
  model::EntityId entity = context.it;
  if (place.root == Root::variable) {
    for (const RowScope& scope : context.rows) {
      if (scope.slot == place.slot) index = scope.rows;
    }
    entity = place.holding ? plan_.vocabulary().holding : plan_.node(*index).type.entity;
    if (place.holding) {
      Node holding;
      holding.op = Op::list_holding;
      holding.kind = ColumnKind::rows;
      holding.table = plan_.node(*index).table;
      holding.inputs = {*index};
      holding.type.entity = entity;
      index = build_.add(std::move(holding));
    }
  } else if (place.root == Root::subject) {
    index = subject(place.slot).rows;
    entity = plan_.vocabulary().party;
  } else if (place.root != Root::it) {
    Node role;
    role.op = Op::role_row;
    role.kind = ColumnKind::rows;
    role.table = TableRef::subjects();
    role.text = role_of(place.root);
    entity = place.root == Root::stake ? plan_.vocabulary().holding : plan_.vocabulary().party;
    role.type.entity = entity;
    index = build_.add(std::move(role));
  }
  for (model::FactId via : place.via) {
    Node fact;
    fact.op = Op::fact;
    fact.kind = ColumnKind::items;
    fact.table = TableRef::of(plan_.vocabulary().fact(via).entity);
    fact.fact = via;
    fact.type = plan_.vocabulary().fact(via).type;
    NodeId party = build_.add(std::move(fact));
    if (index) party = build_.make(Op::gather, ColumnKind::items, build_.node(*index).table, {party, *index});
    Node row;
    row.op = Op::row_of_party;
    row.kind = ColumnKind::rows;
    row.table = build_.node(party).table;
    row.inputs = {party};
    row.type.entity = plan_.vocabulary().party;
    index = build_.add(std::move(row));
  }
  return index;
}

NodeId Compiler::at_row(NodeId on_entity, const Place& place, const Context& context) {
  const std::optional<NodeId> index = row_index(place, context);
  if (!index) return on_entity;
  // A value that does not vary by row of the entity is the same for every one of them.
  const TableRef own = build_.node(on_entity).table;
  if (!own.is_entity()) {
    const TableRef deeper = build_.deeper(own, build_.node(*index).table);
    return build_.on(on_entity, deeper);
  }
  return build_.make(Op::gather, build_.node(on_entity).kind, build_.node(*index).table, {on_entity, *index});
}

NodeId Compiler::fact(const Place& place, model::FactId id, const model::Type& type, Part part,
                      const Context& context) {
  const model::Vocabulary& vocabulary = plan_.vocabulary();
  const model::EntityId entity = vocabulary.fact(id).entity;
  Node node;
  node.op = Op::fact;
  node.fact = id;
  node.type = type;
  node.before = part == Part::before && vocabulary.fact(id).type.change;
  switch (type.kind) {
    case model::Kind::truth:
      node.kind = ColumnKind::truth;
      break;
    case model::Kind::date:
      node.kind = ColumnKind::date;
      break;
    case model::Kind::number:
    case model::Kind::share:
    case model::Kind::money:
    case model::Kind::quantity:
      node.kind = ColumnKind::number;
      break;
    case model::Kind::error:
    case model::Kind::period:
    case model::Kind::text:
    case model::Kind::code:
    case model::Kind::party:
    case model::Kind::row:
      node.kind = ColumnKind::items;
      break;
  }
  if (entity == vocabulary.transaction || entity == vocabulary.procedure) {
    if (entity == vocabulary.procedure && context.regime) node.text = context.regime->id;
    return build_.add(std::move(node));
  }
  node.table = TableRef::of(entity);
  return at_row(build_.add(std::move(node)), place, context);
}

NodeId Compiler::law_date(const model::Provision& provision, const Context& context) {
  if (provision.by) return value(*provision.by, context);
  if (context.regime && context.regime->by) return value(*context.regime->by, context);
  return as_of();
}

}  // namespace weir::plan
