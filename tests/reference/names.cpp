#include <algorithm>

#include "reference/claims.hpp"
#include "reference/interpreter.hpp"

namespace weir::reference {

using base::Truth;

const model::Definition* Interpreter::find_definition(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const model::Domain* Interpreter::domain_of(const model::Type& type) const {
  return type.domain.valid() ? &vocabulary_.domain(type.domain) : nullptr;
}

std::optional<model::RowId> Interpreter::party(const std::string& id) const {
  return view_.facts->find_row(vocabulary_.party, id);
}

// The first holding of the acquirer in the target that was known on the day.
std::optional<model::RowId> Interpreter::stake() const {
  const auto is = [&](model::RowId row, std::string_view field, std::string_view role) {
    const auto name = vocabulary_.find_fact(vocabulary_.holding, field);
    if (!name) return false;
    const Value party = fact(row, *name, Part::after);
    return party.may_apply && !party.may_not_apply && !party.open && party.possible.size() == 1 &&
           *party.possible.begin() == view_.facts->party_in_role(role);
  };
  for (std::size_t i = 0; i < view_.facts->rows.size(); ++i) {
    const model::Row& row = view_.facts->rows[i];
    const bool later = row.learned && *row.learned > view_.known_on;
    if (row.entity != vocabulary_.holding || later) continue;
    if (is(model::RowId(i), "owner", "acquirer") && is(model::RowId(i), "entity", "target"))
      return model::RowId(i);
  }
  return std::nullopt;
}

std::optional<model::RowId> Interpreter::root(const std::string& name, const Scope& scope) const {
  if (name == "it") return scope.it;
  if (name == "transaction") return model::RowId(std::size_t{0});
  if (name == "stake") return stake();
  if (name == "procedure")
    return scope.regime ? view_.facts->find_row(vocabulary_.procedure, scope.regime->id) : std::nullopt;
  const std::string id(view_.facts->party_in_role(name));
  return id.empty() ? std::nullopt : party(id);
}

bool Interpreter::reads_it(const model::Definition& entry, Law law) const {
  if (std::holds_alternative<model::Judgement>(entry.body)) return true;
  if (!entry.doubt.empty() && entry.reading && entry.reading->holds == false) return false;
  auto in_text = [&](const model::Expression& expression) {
    return std::any_of(expression.ast.nodes.begin(), expression.ast.nodes.end(), [&](const auto& node) {
      if (node.names.empty() || node.names[0] != "it") return false;
      const bool direct = node.names.size() == 2;
      const model::Definition* attribute =
          direct ? find_definition(entry.attribute_of + "." + node.names[1]) : nullptr;
      return !attribute || reads_it(*attribute, law);
    });
  };
  const auto in_condition = [&](const auto& self, const model::Condition& condition) -> bool {
    if (condition.kind == model::Condition::Kind::expression) return in_text(condition.expression);
    return std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const model::Condition& part) { return self(self, part); });
  };
  // Doubtful law that its reading takes not to hold is the same for everybody.
  if (!entry.doubt.empty() && entry.reading && entry.reading->holds == false) return false;
  bool dated = entry.in_force.has_value();
  bool reads = false;
  if (const auto* condition = std::get_if<model::Condition>(&entry.body)) {
    reads = in_condition(in_condition, *condition);
  } else if (const auto* table = std::get_if<model::Table>(&entry.body)) {
    for (std::size_t i = 0; i < table->inputs.size(); ++i) {
      const bool tested = std::any_of(table->lines.begin(), table->lines.end(), [&](const auto& line) {
        return line.tests[i].ast.nodes.back().kind != language::NodeKind::test_any;
      });
      reads = reads || (tested && in_text(table->inputs[i]));
    }
    for (const model::Table::Line& line : table->lines) {
      for (const model::Expression& test : line.tests) reads = reads || in_text(test);
      reads = reads || in_text(line.answer);
    }
  } else if (const auto* versions = std::get_if<model::Versions>(&entry.body)) {
    dated = true;
    for (const auto& version : versions->versions) {
      reads = reads || (!version.pending && in_condition(in_condition, version.body));
    }
  } else if (const auto* again = std::get_if<model::Retest>(&entry.body)) {
    law = Law::of_another_day;
    reads = in_condition(in_condition, again->lost);
    law = Law::own;
  }
  return reads || (law == Law::own && dated && entry.by && in_text(*entry.by));
}

// What a word at the beginning of a path is a row of; none if it is no row.
std::optional<model::EntityId> Interpreter::root_entity(const std::string& name, const Scope& scope) {
  if (const Variable* found = variable(name, scope)) return found->row.entity;
  if (name == "transaction") return vocabulary_.transaction;
  if (name == "procedure") return vocabulary_.procedure;
  if (name == "stake") return vocabulary_.holding;
  if (name == "acquirer" || name == "target" || name == "vendor") return vocabulary_.party;
  if (name == "it") return scope.entity;
  return std::nullopt;
}

Value Interpreter::path(const std::vector<std::string>& names, const Scope& scope, Part part,
                        const std::optional<Value>& day) {
  const std::string& first = names[0];
  if (names.size() == 1 && first == "as_of") return of_date(view_.as_of, view_.as_of);
  if (names.size() == 1 && first == "known_on") return of_date(view_.known_on, view_.known_on);
  if (names.back() == "before") part = Part::before;
  auto column_of = [&](const model::Definition& found, std::size_t at) {
    const auto* values = std::get_if<model::Values>(&found.body);
    if (!values || values->columns.empty()) return std::size_t{0};
    const auto& columns = values->columns;
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), names[at + 1]) -
                                    columns.begin());
  };
  const auto root_of = root_entity(first, scope);
  if (!root_of) {
    const model::Definition* found = find_definition(first);
    if (found && std::holds_alternative<model::NamedList>(found->body)) {
      std::size_t next = 0;
      const List rows = list_of_names(names, scope, next);
      return values(rows, next < names.size() ? names[next] : "");
    }
    if (found) return definition(*found, {}, column_of(*found, 0), part, day);
    if (names.size() > 1) throw NotCovered("the name " + first);
    return of_item(first, nullptr);
  }
  model::EntityId entity = *root_of;
  const Variable* bound = variable(first, scope);
  std::optional<model::RowId> row = bound ? bound->row.row : root(first, scope);
  std::size_t at = 1;
  if (bound && bound->row.has_share && names.size() > 1 && names[1] == "held") {
    const ownership::Share& held = part == Part::before ? bound->row.held.before : bound->row.held.after;
    return of_amounts({{{"", {held.low, held.high, held.low_open, held.high_open}}}});
  }
  if (first == "it" && vocabulary_.entity(entity).name == "pair" && pair_ && names.size() > 1) {
    ++passing_;
    row = names[1] == "first" ? pair_->first : pair_->second;
    entity = vocabulary_.party;
    at = 2;
  }
  for (; at < names.size(); ++at) {
    auto field = vocabulary_.find_fact(entity, names[at]);
    const model::Definition* attribute =
        field ? nullptr : find_definition(vocabulary_.entity(entity).name + "." + names[at]);
    if (!field && !attribute && at == 1 && bound && bound->row.has_share) {
      // Behind a row of holders stands the one holding that it has.
      std::optional<model::RowId> only;
      std::size_t found = 0;
      for (const model::RowId holding : rows_of(vocabulary_.holding)) {
        if (!row || !bound->row.asked) break;
        const bool its = certain_item(holding, "holding.owner") == view_.facts->row(*row).id &&
                         certain_item(holding, "holding.entity") == view_.facts->row(*bound->row.asked).id;
        if (its) only = holding;
        found += its ? 1 : 0;
      }
      row = found == 1 ? only : std::nullopt;
      entity = vocabulary_.holding;
      field = vocabulary_.find_fact(entity, names[at]);
      if (!field) attribute = find_definition("holding." + names[at]);
    }
    if (!field) {
      if (!attribute) throw NotCovered("the name " + names[at]);
      // What is the same for every row is known of a row that is not.
      if (!row && reads_it(*attribute, reading_ == 0 ? Law::own : Law::of_another_day)) return unknown();
      return definition(*attribute, row, column_of(*attribute, at), part, day);
    }
    const model::Type& type = vocabulary_.fact(*field).type;
    if (is_list(*field) && at + 1 < names.size()) {
      List rows = under(row, *field, Truth::true_value);
      std::size_t next = at + 1;
      join_further(rows, names, next);
      return values(rows, next < names.size() ? names[next] : "");
    }
    const bool follow = type.kind == model::Kind::party && type.shape == model::Shape::single;
    if (!follow || at + 1 == names.size()) return fact(row, *field, part);
    const Value next = fact(row, *field, Part::after);
    const bool known = next.may_apply && !next.may_not_apply && !next.open && next.possible.size() == 1;
    row = known ? party(*next.possible.begin()) : std::nullopt;
    entity = vocabulary_.party;
  }
  return row ? of_item(view_.facts->row(*row).id, nullptr) : unknown();
}

model::Value Interpreter::known(model::RowId row, model::FactId fact) const {
  const model::FactEntry* entry = view_.facts->row(row).find(fact);
  return entry ? known_of(*entry, view_.known_on) : model::Value{};
}

// A list of rows stands for the set of its key field. Rows not known yet leave it open, and so do keys that
// may not apply.
Value Interpreter::keys(model::RowId row, model::FactId list) const {
  const model::Type& type = vocabulary_.fact(list).type;
  const model::FactId key = vocabulary_.entity(type.entity).key;
  Value result = unknown(Value::Kind::items);
  result.many = true;
  result.domain = domain_of(vocabulary_.fact(key).type);
  const model::RowList* rows = view_.facts->row(row).find_list(list);
  if (!rows) result.may_not_apply = true;
  if (!rows) return result;
  result.open = rows->open;
  for (const model::RowId child : rows->rows) {
    const model::Row& entry = view_.facts->row(child);
    const bool later = entry.learned && *entry.learned > view_.known_on;
    const bool counts = !later && entry.quality != model::Quality::alleged;
    const model::Value name = counts ? known(child, key) : model::Value{};
    if (name.candidates.size() == 1 && !name.not_applicable) {
      result.certain.insert(std::get<model::Item>(name.candidates[0]).id);
    } else {
      result.open = true;
    }
  }
  result.possible = result.certain;
  return result;
}

Value Interpreter::fact(std::optional<model::RowId> row, model::FactId id, Part part) const {
  const model::Type& type = vocabulary_.fact(id).type;
  if (type.kind == model::Kind::period) throw NotCovered("periods");
  if (type.shape == model::Shape::rows && !vocabulary_.entity(type.entity).key.valid())
    throw NotCovered("rows without a key as a set: " + vocabulary_.fact(id).name);
  if (type.shape == model::Shape::rows && row) return keys(*row, id);
  Value blank = unknown();
  blank.many = type.shape != model::Shape::single;
  blank.domain = domain_of(type);
  switch (type.kind) {
    case model::Kind::truth:
      blank.kind = Value::Kind::truth;
      break;
    case model::Kind::date:
      blank.kind = Value::Kind::date;
      break;
    case model::Kind::number:
    case model::Kind::share:
    case model::Kind::money:
    case model::Kind::quantity:
      blank.kind = Value::Kind::number;
      break;
    default:
      blank.kind = Value::Kind::items;
  }
  const model::Value stated = row ? known(*row, id) : model::Value{};
  if (stated.unknown()) {
    blank.may_not_apply = nothing_known(blank.kind).may_not_apply;
    return blank;
  }
  std::vector<Value> candidates;
  for (const model::Candidate& candidate : stated.candidates) {
    Value value = blank;
    if (const auto* truth = std::get_if<bool>(&candidate)) value.truth = base::truth_of(*truth);
    if (const auto* range = std::get_if<model::Interval>(&candidate)) value.amounts = {{{"", *range}}};
    if (const auto* change = std::get_if<model::Change>(&candidate))
      value.amounts = {{{"", part == Part::before ? change->before : change->after}}};
    if (const auto* money = std::get_if<model::Money>(&candidate)) {
      value.amounts = {{}};
      for (const auto& amount : money->amounts) value.amounts[0].emplace_back(amount.currency, amount.amount);
    }
    if (const auto* date = std::get_if<model::DateInterval>(&candidate)) {
      value.low = date->low;
      value.high = date->high;
    }
    if (const auto* item = std::get_if<model::Item>(&candidate)) {
      value.certain = value.possible = {item->id};
      value.open = false;
    }
    if (const auto* set = std::get_if<model::SetValue>(&candidate)) {
      value.certain = value.possible = {set->members.begin(), set->members.end()};
      value.open = set->open;
    }
    candidates.push_back(std::move(value));
  }
  if (stated.not_applicable) {
    // A condition that does not apply does not hold.
    if (blank.kind == Value::Kind::truth) {
      candidates.push_back(of_truth(Truth::false_value));
    } else {
      candidates.push_back(not_applicable());
      candidates.back().many = blank.many;
    }
  }
  Value result = one_of(candidates);
  result.many = blank.many;
  result.domain = blank.domain;
  return result;
}

}  // namespace weir::reference
