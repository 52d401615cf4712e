#include "plan/builder.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace weir::plan {

namespace {

// A text that is equal for equal nodes; hash-consing looks nodes up by it.
std::string key_of(const Node& node) {
  // Numbers of fixed width and a count before every list: no two nodes run into one text.
  std::string key;
  key.reserve(256);
  auto number = [&](auto value) {
    const auto bytes =
        std::bit_cast<std::array<char, sizeof(std::int64_t)>>(static_cast<std::int64_t>(value));
    key.append(bytes.data(), bytes.size());
  };
  auto text = [&](const std::string& value) {
    number(value.size());
    key += value;
  };
  number(static_cast<int>(node.op));
  number(static_cast<int>(node.kind));
  number(node.table.value);
  number(node.inputs.size());
  for (NodeId input : node.inputs) number(input.value);
  number(static_cast<int>(node.type.kind));
  number(static_cast<int>(node.type.shape));
  number(node.type.domain.value);
  number(node.type.dimension.value);
  number(node.fact.value);
  number(node.before ? 1 : 0);
  text(node.text);
  number(node.list);
  number(static_cast<int>(node.truth));
  number(node.number.numerator());
  number(node.number.denominator());
  number((node.at_least ? 1 : 0) + (node.at_most ? 2 : 0) + (node.not_applicable ? 4 : 0) +
         (node.open ? 8 : 0));
  text(node.currency);
  number(node.date.days);
  number(static_cast<int>(node.unit));
  number(node.calendar);
  number(node.items.size());
  for (const std::string& item : node.items) text(item);
  number(node.uncertain.size());
  for (const std::string& item : node.uncertain) text(item);
  number(node.count);
  for (const VersionRange& range : node.versions) {
    number(range.first.days);
    number(range.last.days);
    number(range.enacted.days);
  }
  return key;
}

}  // namespace

std::string_view to_text(Op op) {
  switch (op) {
#define WEIR_OP(name, doc) \
  case Op::name:           \
    return #name;
#include "plan/ops.def"
#undef WEIR_OP
  }
  return "";
}

NodeId Builder::add(Node node) {
  ++plan_.nodes_before_sharing;
  auto [place, fresh] = known_.try_emplace(key_of(node), NodeId(plan_.nodes.size()));
  if (fresh) plan_.nodes.push_back(std::move(node));
  return place->second;
}

NodeId Builder::make(Op op, ColumnKind kind, TableRef table, std::vector<NodeId> inputs) {
  Node node;
  node.op = op;
  node.kind = kind;
  node.table = table;
  node.inputs = std::move(inputs);
  // A value brought to another row stays what it is: its domain tells which codes lie in which.
  if (op == Op::broadcast || op == Op::gather) node.type = plan_.node(node.inputs[0]).type;
  return add(std::move(node));
}

NodeId Builder::truth(base::Truth value) {
  Node node;
  node.op = Op::constant;
  node.kind = ColumnKind::truth;
  node.truth = value;
  node.type.kind = model::Kind::truth;
  return add(std::move(node));
}

NodeId Builder::date(base::Date value) {
  Node node;
  node.op = Op::constant;
  node.kind = ColumnKind::date;
  node.date = value;
  node.type.kind = model::Kind::date;
  return add(std::move(node));
}

NodeId Builder::on(NodeId id, TableRef table) {
  if (node(id).table == table) return id;
  return make(Op::broadcast, node(id).kind, table, {id});
}

TableRef Builder::deeper(TableRef a, TableRef b) const {
  const std::size_t first = plan_.depth(a), second = plan_.depth(b);
  // A list right below the case is as deep as the subjects, and each of its rows has a subject; a subject has
  // no row of the list.
  if (first == second) return !a.is_list() && b.is_list() ? b : a;
  return first < second ? b : a;
}

TableRef Builder::common_table(const std::vector<NodeId>& nodes) const {
  TableRef table = TableRef::cases();
  for (NodeId id : nodes) table = deeper(table, node(id).table);
  return table;
}

NodeId Builder::list(Node node, TableRef parent, model::EntityId entity) {
  // Equal lists are found by what they are made of, before they have a table.
  node.kind = ColumnKind::rows;
  node.table = parent;
  const std::string key = key_of(node);
  ++plan_.nodes_before_sharing;
  if (const auto known = lists_.find(key); known != lists_.end()) return known->second;
  node.list = static_cast<std::uint32_t>(plan_.lists.size());
  node.table = TableRef::list(plan_.lists.size());
  node.type.entity = entity;
  const NodeId id(plan_.nodes.size());
  plan_.lists.push_back({parent, id, entity});
  plan_.nodes.push_back(std::move(node));
  lists_.emplace(key, id);
  return id;
}

NodeId Builder::reduce(Op op, ColumnKind kind, TableRef list, std::vector<NodeId> inputs) {
  Node node;
  node.op = op;
  node.kind = kind;
  node.table = plan_.list(list).parent;
  node.list = static_cast<std::uint32_t>(list.list_index());
  node.inputs = std::move(inputs);
  for (NodeId& input : node.inputs) input = on(input, list);
  if (op == Op::rows_sum || op == Op::rows_max || op == Op::rows_min || op == Op::rows_values)
    node.type = plan_.node(node.inputs[0]).type;
  return add(std::move(node));
}

Node Builder::prepare(Op op, ColumnKind kind, std::vector<NodeId> inputs) {
  Node node;
  node.op = op;
  node.kind = kind;
  node.table = common_table(inputs);
  node.inputs = std::move(inputs);
  for (NodeId& input : node.inputs) input = on(input, node.table);
  if (op == Op::select || op == Op::make_set) node.type = plan_.node(node.inputs.back()).type;
  return node;
}

NodeId Builder::applies(NodeId value, base::Truth of_unknown) {
  Node node = prepare(Op::applies, ColumnKind::truth, {value});
  node.truth = of_unknown;
  return add(std::move(node));
}

NodeId Builder::combine(Op op, ColumnKind kind, std::vector<NodeId> inputs) {
  return add(prepare(op, kind, std::move(inputs)));
}

NodeId Builder::logical_not(NodeId a) {
  if (node(a).op == Op::logical_not) return node(a).inputs[0];
  return make(Op::logical_not, ColumnKind::truth, node(a).table, {a});
}

NodeId Builder::logical_and(std::vector<NodeId> parts) {
  if (parts.empty()) return truth(base::Truth::true_value);
  if (parts.size() == 1) return parts[0];
  return combine(Op::logical_and, ColumnKind::truth, std::move(parts));
}

NodeId Builder::logical_or(std::vector<NodeId> parts) {
  if (parts.empty()) return truth(base::Truth::false_value);
  if (parts.size() == 1) return parts[0];
  return combine(Op::logical_or, ColumnKind::truth, std::move(parts));
}

}  // namespace weir::plan
