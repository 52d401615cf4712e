#pragma once
#include <string>
#include <unordered_map>

#include "plan/plan.hpp"

namespace weir::plan {

/// Adds nodes to a plan, each distinct one once, and brings values to the table where they are needed.
class Builder {
 public:
  explicit Builder(Plan& plan) : plan_(plan) {}

  /// The id of a node equal to `node`.
  NodeId add(Node node);
  NodeId make(Op op, ColumnKind kind, TableRef table, std::vector<NodeId> inputs);
  NodeId truth(base::Truth value);
  NodeId date(base::Date value);

  /// `node` on `table`: itself, or broadcast from the case or the subject.
  NodeId on(NodeId node, TableRef table);
  /// The table where values of all these can stand side by side.
  TableRef deeper(TableRef a, TableRef b) const;
  TableRef common_table(const std::vector<NodeId>& nodes) const;
  /// A node not yet added, its inputs brought to their common table; the caller completes it.
  Node prepare(Op op, ColumnKind kind, std::vector<NodeId> inputs);
  /// All on their common table, as inputs of `op`.
  NodeId combine(Op op, ColumnKind kind, std::vector<NodeId> inputs);

  /// A list node, which makes a table of its own below `parent`; equal ones share it.
  NodeId list(Node node, TableRef parent, model::EntityId entity);
  /// A reduction of values on the rows of a list to what they are listed under.
  NodeId reduce(Op op, ColumnKind kind, TableRef list, std::vector<NodeId> inputs);

  /// Whether `value`, a number, a day, an item or a set, applies; `of_unknown` where nothing is known of it.
  NodeId applies(NodeId value, base::Truth of_unknown);
  NodeId logical_not(NodeId a);
  NodeId logical_and(std::vector<NodeId> parts);
  NodeId logical_or(std::vector<NodeId> parts);

  const Node& node(NodeId id) const { return plan_.node(id); }

 private:
  Plan& plan_;
  std::unordered_map<std::string, NodeId> known_;
  std::unordered_map<std::string, NodeId> lists_;
};

}  // namespace weir::plan
