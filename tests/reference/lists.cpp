#include <algorithm>

#include "reference/amounts.hpp"
#include "reference/holdings.hpp"

namespace weir::reference {

using base::Truth;
using language::Ast;
using language::NodeId;
using language::NodeKind;

const Interpreter::Variable* Interpreter::variable(const std::string& name, const Scope& scope) {
  for (const Variable& one : scope.variables) {
    if (one.name == name) return &one;
  }
  if (!subject_ || subject_->name != name) return nullptr;
  ++passing_;
  return &*subject_;
}

Interpreter::Scope Interpreter::with(const Scope& scope, const std::string& variable, const Row& row) const {
  Scope inside = scope;
  inside.variables.push_back({variable, row});
  return inside;
}

bool Interpreter::is_list(model::FactId fact) const {
  const model::Type& type = vocabulary_.fact(fact).type;
  return type.shape == model::Shape::rows ||
         (type.kind == model::Kind::party && type.shape == model::Shape::set);
}

// What a case lists under a row. What was learned later, or is only alleged, may be one row more.
Interpreter::List Interpreter::under(std::optional<model::RowId> row, model::FactId fact_id,
                                     Truth there) const {
  List result;
  const model::Type& type = vocabulary_.fact(fact_id).type;
  const bool parties = type.shape != model::Shape::rows;
  result.entity = parties ? vocabulary_.party : type.entity;
  if (!row) {
    result.open = true;
    return result;
  }
  if (parties) {
    const Value set = fact(row, fact_id, Part::after);
    if (!set.may_apply) return result;
    result.open = set.open;
    for (const std::string& id : set.possible) {
      Row one;
      one.row = party(id);
      one.entity = vocabulary_.party;
      one.there = set.certain.contains(id) && !set.may_not_apply ? there : Truth::unknown;
      result.rows.push_back(std::move(one));
    }
    return result;
  }
  const model::RowList* rows = view_.facts->row(*row).find_list(fact_id);
  result.open = !rows || rows->open;
  for (const model::RowId child : rows ? rows->rows : std::vector<model::RowId>{}) {
    const model::Row& entry = view_.facts->row(child);
    const bool known =
        !(entry.learned && *entry.learned > view_.known_on) && entry.quality != model::Quality::alleged;
    if (!known) {
      result.open = true;
      continue;
    }
    Row one;
    one.row = child;
    one.entity = type.entity;
    one.there = there;
    result.rows.push_back(std::move(one));
  }
  return result;
}

// The lists of all rows of a list, one behind the other.
Interpreter::List Interpreter::joined(const List& above, model::FactId fact) const {
  List result;
  const model::Type& type = vocabulary_.fact(fact).type;
  result.entity = type.shape == model::Shape::rows ? type.entity : vocabulary_.party;
  result.open = above.open;
  for (const Row& row : above.rows) {
    const List below = under(row.row, fact, row.there);
    result.open = result.open || below.open || row.any_number;
    result.rows.insert(result.rows.end(), below.rows.begin(), below.rows.end());
  }
  return result;
}

void Interpreter::join_further(List& list, const std::vector<std::string>& names, std::size_t& next) const {
  for (; next < names.size(); ++next) {
    const auto fact = vocabulary_.find_fact(list.entity, names[next]);
    if (!fact || !is_list(*fact)) return;
    list = joined(list, *fact);
  }
}

Interpreter::List Interpreter::list_of_names(const std::vector<std::string>& names, const Scope& scope,
                                             std::size_t& next) {
  auto root_of = root_entity(names[0], scope);
  next = 1;
  const bool of_the_deal = !root_of && vocabulary_.find_fact(vocabulary_.transaction, names[0]);
  if (of_the_deal) {  // `approvals` stands for `transaction.approvals`
    root_of = vocabulary_.transaction;
    next = 0;
  }
  if (!root_of) {
    const model::Definition* found = find_definition(names[0]);
    const auto* named = found ? std::get_if<model::NamedList>(&found->body) : nullptr;
    if (!named) throw NotCovered("the list " + names[0]);
    Scope inside;
    for (const model::Regime& regime : rule_sets_.regimes) {
      if (regime.id == found->regime) inside.regime = &regime;
    }
    const Ast& ast = named->rows.ast;
    const NodeId root = ast.root();
    List result = list(ast, ast.child(root, 0), inside);
    if (ast.node(root).has_filter)
      result = selected(std::move(result), ast, ast.node(root).names[0], ast.child(root, 1), inside);
    join_further(result, names, next);
    return result;
  }
  const Variable* bound = variable(names[0], scope);
  std::optional<model::RowId> row =
      bound ? bound->row.row : root(of_the_deal ? "transaction" : names[0], scope);
  model::EntityId entity = *root_of;
  for (; next < names.size(); ++next) {
    const auto field = vocabulary_.find_fact(entity, names[next]);
    if (!field) throw NotCovered("the list " + names[next]);
    if (is_list(*field)) {
      List result = under(row, *field, Truth::true_value);
      ++next;
      join_further(result, names, next);
      return result;
    }
    const Value value = fact(row, *field, Part::after);
    const bool known = value.may_apply && !value.may_not_apply && !value.open && value.possible.size() == 1;
    row = known ? party(*value.possible.begin()) : std::nullopt;
    entity = vocabulary_.party;
  }
  throw NotCovered("the list " + names.back());
}

std::optional<model::RowId> Interpreter::one_party(const Ast& ast, NodeId id, const Scope& scope) {
  const Value value = this->value(ast, id, scope);
  const bool known = value.kind == Value::Kind::items && value.may_apply && !value.may_not_apply &&
                     !value.open && value.possible.size() == 1;
  return known ? party(*value.possible.begin()) : std::nullopt;
}

Interpreter::List Interpreter::call_list(const Ast& ast, NodeId id, const Scope& scope) {
  const std::string& function = ast.node(id).names[0];
  const auto asked = one_party(ast, ast.child(id, 0), scope);
  const model::Definition* declared = find_definition(ast.node(ast.child(id, 1)).names[0]);
  return function == "circle" ? circle(*declared, asked) : holders(*declared, asked, function);
}

Interpreter::List Interpreter::list(const Ast& ast, NodeId id, const Scope& scope) {
  const language::Node& node = ast.node(id);
  if (node.kind == NodeKind::call) return call_list(ast, id, scope);
  std::size_t next = 0;
  if (node.kind == NodeKind::path) return list_of_names(node.names, scope, next);
  List result = call_list(ast, ast.child(id, 0), scope);
  join_further(result, node.names, next);
  return result;
}

// `there` of each row then says whether it is there and passes.
Interpreter::List Interpreter::selected(List all, const Ast& ast, const std::string& name, NodeId filter,
                                        const Scope& scope) {
  for (Row& row : all.rows)
    row.there = base::truth_and(row.there, truth(ast, filter, with(scope, name, row)));
  std::erase_if(all.rows, [](const Row& row) { return row.there == Truth::false_value; });
  return all;
}

namespace {

// True of an amount that something is taken away from, so that it may be below nothing.
bool takes_away(const Ast& ast, NodeId id) {
  if (ast.node(id).kind == NodeKind::subtract) return true;
  for (std::size_t i = 0; i < ast.child_count(id); ++i) {
    if (takes_away(ast, ast.child(id, i))) return true;
  }
  return false;
}

}  // namespace

Value Interpreter::count_of_list(const List& list) const {
  std::vector<Term> terms;
  bool more = list.open;
  for (const Row& row : list.rows) {
    terms.push_back({row.there, row.there, {}});
    more = more || row.any_number;
  }
  return count_of(terms, more ? Rest::more_rows : Rest::none);
}

Value Interpreter::rows(const Ast& ast, NodeId id, const Scope& scope, Part part) {
  const language::Node& node = ast.node(id);
  const bool leading = node.kind == NodeKind::sum_of || node.kind == NodeKind::max_of ||
                       node.kind == NodeKind::min_of || node.kind == NodeKind::largest_joint_interest;
  const std::string& name = node.names[0];
  const List all = list(ast, ast.child(id, leading ? 1 : 0), scope);
  std::vector<Term> terms;
  bool more = all.open;
  Truth some = all.open ? Truth::unknown : Truth::false_value, every = base::truth_not(some);
  const NodeId filter = node.has_filter ? ast.child(id, leading ? 2 : 1) : NodeId{};
  const bool asks = node.kind == NodeKind::some || node.kind == NodeKind::every || node.kind == NodeKind::no;
  const bool ranks =
      node.kind == NodeKind::sum_of || node.kind == NodeKind::max_of || node.kind == NodeKind::min_of;
  for (const Row& row : all.rows) {
    const Scope inside = with(scope, name, row);
    Truth in = row.there;
    if (node.has_filter) in = base::truth_and(in, truth(ast, filter, inside));
    const bool counts = node.kind == NodeKind::portion_of || in != Truth::false_value;
    more = more || (row.any_number && counts);
    Term term{row.there, in, {}};
    if (ranks) term.value = value(ast, ast.child(id, 0), inside);
    terms.push_back(std::move(term));
    if (!asks) continue;
    const Truth holds = truth(ast, ast.child(id, node.has_filter ? 2 : 1), inside);
    some = base::truth_or(some, base::truth_and(in, holds));
    every = base::truth_and(every, base::truth_or(base::truth_not(in), holds));
  }
  const Rest rest = more ? Rest::more_rows : Rest::none;
  switch (node.kind) {
    case NodeKind::some:
      return of_truth(some);
    case NodeKind::no:
      return of_truth(base::truth_not(some));
    case NodeKind::every:
      return of_truth(every);
    case NodeKind::count_of:
      return count_of(terms, rest);
    case NodeKind::portion_of:
      return portion_of(terms, rest);
    case NodeKind::sum_of: {
      const bool differs = takes_away(ast, ast.child(id, 0));
      return sum_of(terms, rest, differs ? Terms::any : Terms::not_negative);
    }
    case NodeKind::max_of:
      return extreme_of(terms, rest, Extreme::greatest);
    case NodeKind::min_of:
      return extreme_of(terms, rest, Extreme::least);
    default: {
      List chosen = all;
      for (std::size_t i = 0; i < chosen.rows.size(); ++i) chosen.rows[i].there = terms[i].selected;
      return joint(ast, id, scope, all, chosen, part);
    }
  }
}

// The values that a field has on the rows; without a field, on their key.
Value Interpreter::values(const List& list, const std::string& field) {
  Value result = unknown(Value::Kind::items);
  result.many = true;
  result.open = list.open;
  std::string asked = field;
  const model::FactId key = vocabulary_.entity(list.entity).key;
  if (asked.empty() && !key.valid()) throw NotCovered("the values of rows without a key");
  if (asked.empty()) asked = vocabulary_.fact(key).field;
  if (const auto fact = vocabulary_.find_fact(list.entity, asked))
    result.domain = domain_of(vocabulary_.fact(*fact).type);
  for (const Row& row : list.rows) {
    if (row.there == Truth::false_value) continue;
    const Value here = path({"x", asked}, with({}, "x", row), Part::after);
    if (!here.may_apply) continue;
    result.open = result.open || here.open || row.any_number;
    const bool sure = row.there == Truth::true_value && !here.may_not_apply;
    // Of one item there is one candidate, or it is not certain which.
    const bool one = here.many || (here.possible.size() == 1 && !here.open);
    if (sure && one) result.certain.insert(here.certain.begin(), here.certain.end());
    result.possible.insert(here.possible.begin(), here.possible.end());
    if (!result.domain) result.domain = here.domain;
  }
  return result;
}

}  // namespace weir::reference
