#include "reference/interpreter.hpp"

#include <algorithm>

#include "reference/amounts.hpp"
#include "reference/holdings.hpp"

namespace weir::reference {

using base::Truth;
using language::Ast;
using language::Comparison;
using language::NodeId;
using language::NodeKind;

namespace {

Truth all_of(const std::vector<Truth>& parts) {
  Truth result = Truth::true_value;
  for (const Truth part : parts) result = base::truth_and(result, part);
  return result;
}

Truth any_of(const std::vector<Truth>& parts) {
  Truth result = Truth::false_value;
  for (const Truth part : parts) result = base::truth_or(result, part);
  return result;
}

// A sector code such as `3342` is written like a number.
Value as_code(const Value& value, const language::Node& node) {
  if (node.kind != NodeKind::number || !node.unit.empty()) return value;
  return of_item(node.value.to_text(), nullptr);
}

Comparison comparison_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::not_equal:
      return Comparison::not_equal;
    case NodeKind::less:
      return Comparison::less;
    case NodeKind::less_equal:
      return Comparison::less_equal;
    case NodeKind::greater:
      return Comparison::greater;
    case NodeKind::greater_equal:
      return Comparison::greater_equal;
    default:
      return Comparison::equal;
  }
}

}  // namespace

Interpreter::Interpreter(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets, View view)
    : vocabulary_(vocabulary), rule_sets_(rule_sets), view_(view) {
  for (const model::Definition& definition : rule_sets.definitions)
    by_id_.emplace(definition.id, &definition);
}

Interpreter::~Interpreter() = default;

Value Interpreter::value(const model::Expression& expression, const Scope& scope, Part part) {
  return value(expression.ast, expression.ast.root(), scope, part);
}

Truth Interpreter::truth(const Ast& ast, NodeId id, const Scope& scope) {
  const Value found = value(ast, id, scope);
  return found.may_apply ? found.truth : Truth::false_value;
}

Truth Interpreter::truth(const model::Condition& condition, const Scope& scope) {
  using Kind = model::Condition::Kind;
  if (condition.kind == Kind::expression)
    return truth(condition.expression.ast, condition.expression.ast.root(), scope);
  std::vector<Truth> parts;
  for (const model::Condition& part : condition.parts) parts.push_back(truth(part, scope));
  if (condition.kind == Kind::all) return all_of(parts);
  if (condition.kind == Kind::any) return any_of(parts);
  if (condition.kind == Kind::none) return base::truth_not(any_of(parts));
  const auto certain = std::count(parts.begin(), parts.end(), Truth::true_value);
  const auto impossible = std::count(parts.begin(), parts.end(), Truth::false_value);
  if (certain >= condition.count) return Truth::true_value;
  const auto possible = static_cast<std::int64_t>(parts.size()) - impossible;
  return possible < condition.count ? Truth::false_value : Truth::unknown;
}

Value Interpreter::value(const Ast& ast, NodeId id, const Scope& scope, Part part) {
  const language::Node& node = ast.node(id);
  switch (node.kind) {
    case NodeKind::number:
      return number(node);
    case NodeKind::percent:
    case NodeKind::fraction:
      return of_amounts({{{"", model::Interval::exactly(node.value)}}});
    case NodeKind::date:
      return of_date(node.date, node.date);
    case NodeKind::never:
      return of_date(base::Date::never(), base::Date::never());
    case NodeKind::truth:
      return of_truth(base::truth_of(node.flag));
    case NodeKind::none:
      return not_applicable();
    case NodeKind::at_least:
    case NodeKind::at_most:
      return limit(ast, id, scope);
    case NodeKind::path:
      return path(node.names, scope, part);
    case NodeKind::call:
      if (node.names[0] == "interest") return interest(ast, id, scope, part);
      if (node.names[0] == "greatest" || node.names[0] == "least") return arithmetic(ast, id, scope, part);
      return call(ast, id, scope);
    case NodeKind::field: {
      const NodeId called = ast.child(id, 0);
      if (ast.node(called).names[0] == "interest") return interest(ast, called, scope, Part::before);
      List rows = call_list(ast, called, scope);
      std::size_t next = 0;
      join_further(rows, node.names, next);
      return values(rows, next < node.names.size() ? node.names[next] : "");
    }
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
      return arithmetic(ast, id, scope, part);
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
      return rows(ast, id, scope, part);
    case NodeKind::set:
      return set(ast, id, scope);
    case NodeKind::dated:
      return path(ast.node(ast.child(id, 0)).names, scope, part, value(ast, ast.child(id, 1), scope));
    case NodeKind::offset_after:
    case NodeKind::offset_before:
    case NodeKind::offset_from: {
      Value day = value(ast, ast.child(id, 0), scope);
      day.kind = Value::Kind::date;
      using base::CalendarUnit;
      static const std::set<std::string> shared = {"day",   "days",   "week", "weeks",
                                                   "month", "months", "year", "years"};
      if (!shared.contains(node.unit)) throw NotCovered("calendars: " + node.unit);
      const CalendarUnit unit = node.unit.starts_with("year")    ? CalendarUnit::year
                                : node.unit.starts_with("month") ? CalendarUnit::month
                                : node.unit.starts_with("week")  ? CalendarUnit::week
                                                                 : CalendarUnit::day;
      const std::int64_t count = node.value.numerator();
      for (base::Date* end : {&day.low, &day.high}) {
        *end = base::add(*end, node.kind == NodeKind::offset_before ? -count : count, unit);
        // `from D` counts D as the first day.
        if (node.kind == NodeKind::offset_from) *end = base::add(*end, -1, CalendarUnit::day);
      }
      return day;
    }
    case NodeKind::logical_not:
      return of_truth(base::truth_not(truth(ast, ast.child(id, 0), scope)));
    case NodeKind::logical_and:
    case NodeKind::logical_or: {
      std::vector<Truth> parts;
      for (std::size_t i = 0; i < ast.child_count(id); ++i)
        parts.push_back(truth(ast, ast.child(id, i), scope));
      return of_truth(node.kind == NodeKind::logical_and ? all_of(parts) : any_of(parts));
    }
    case NodeKind::reaches:
    case NodeKind::rises_above:
    case NodeKind::falls_below:
      return of_truth(crossing(ast, id, scope));
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
    case NodeKind::between:
    case NodeKind::in:
    case NodeKind::not_in:
    case NodeKind::overlaps:
    case NodeKind::within:
    case NodeKind::contains:
    case NodeKind::contains_at_least:
      return of_truth(relation(ast, id, scope));
    default:
      throw NotCovered("an expression of an unknown kind");
  }
}

Value Interpreter::arithmetic(const Ast& ast, NodeId id, const Scope& scope, Part part) {
  const language::Node& node = ast.node(id);
  Arithmetic op = Arithmetic::add;
  if (node.kind == NodeKind::subtract) op = Arithmetic::subtract;
  if (node.kind == NodeKind::multiply) op = Arithmetic::multiply;
  if (node.kind == NodeKind::divide) op = Arithmetic::divide;
  if (node.kind == NodeKind::call)
    op = node.names[0] == "greatest" ? Arithmetic::greatest : Arithmetic::least;
  Value result = value(ast, ast.child(id, 0), scope, part);
  for (std::size_t i = 1; i < ast.child_count(id); ++i) {
    const Value next = value(ast, ast.child(id, i), scope, part);
    const bool days = result.kind == Value::Kind::date || next.kind == Value::Kind::date;
    result = days ? days_between(result, next) : calculate(op, result, next);
  }
  return result;
}

Value Interpreter::number(const language::Node& node) const {
  if (vocabulary_.is_currency(node.unit))
    return of_amounts({{{node.unit, model::Interval::exactly(node.value)}}});
  base::Rational amount = node.value;
  if (const auto unit = vocabulary_.find_unit(node.unit))
    amount = *base::Rational::multiply(amount, unit->factor);
  return of_amounts({{{"", model::Interval::exactly(amount)}}});
}

Value Interpreter::limit(const Ast& ast, NodeId id, const Scope& scope) {
  Value result = value(ast, ast.child(id, 0), scope);
  (ast.node(id).kind == NodeKind::at_least ? result.high : result.low) =
      ast.node(id).kind == NodeKind::at_least ? base::Date::never() : base::Date::beginning();
  for (Amount& amount : result.amounts) {
    for (auto& [currency, range] : amount) {
      (ast.node(id).kind == NodeKind::at_least ? range.high : range.low) = std::nullopt;
    }
  }
  return result;
}

Value Interpreter::set(const Ast& ast, NodeId id, const Scope& scope) {
  Value result = unknown(Value::Kind::items);
  result.open = false;
  result.many = true;
  for (std::size_t i = 0; i < ast.child_count(id); ++i) {
    const NodeId child = ast.child(id, i);
    const Value member = as_code(value(ast, child, scope), ast.node(child));
    if (!member.may_apply) continue;
    if (!result.domain) result.domain = member.domain;
    if (!member.may_not_apply && member.possible.size() == 1 && !member.open)
      result.certain.insert(*member.possible.begin());
    result.possible.insert(member.possible.begin(), member.possible.end());
    result.open = result.open || member.open;
  }
  return result;
}

Value Interpreter::call(const Ast& ast, NodeId id, const Scope& scope) {
  const std::string& name = ast.node(id).names[0];
  static const std::set<std::string> functions = {"happened", "count", "year", "earliest", "latest"};
  if (!functions.contains(name)) throw NotCovered("the function " + name);
  const NodeId only = ast.child(id, 0);
  if (name == "count" && ast.node(only).kind == NodeKind::call)
    return count_of_list(call_list(ast, only, scope));
  if (name == "count" && ast.node(only).kind == NodeKind::field &&
      ast.node(ast.child(only, 0)).names[0] != "interest") {
    const List rows = list(ast, only, scope);
    if (!vocabulary_.entity(rows.entity).key.valid()) return count_of_list(rows);
  }
  if (name == "count" && ast.node(only).kind == NodeKind::path) {
    const std::vector<std::string>& names = ast.node(only).names;
    const auto last = root_entity(names[0], scope);
    const model::Definition* named = last ? nullptr : find_definition(names[0]);
    if (named && names.size() == 1 && std::holds_alternative<model::NamedList>(named->body)) {
      std::size_t next = 0;
      const List rows = list_of_names(names, scope, next);
      if (!vocabulary_.entity(rows.entity).key.valid()) return count_of_list(rows);
    }
    const auto fact = last && names.size() == 2 ? vocabulary_.find_fact(*last, names[1]) : std::nullopt;
    const model::Type type = fact ? vocabulary_.fact(*fact).type : model::Type{};
    if (type.shape == model::Shape::rows && !vocabulary_.entity(type.entity).key.valid()) {
      std::size_t next = 0;
      return count_of_list(list_of_names(names, scope, next));
    }
  }
  std::vector<Value> arguments;
  for (std::size_t i = 0; i < ast.child_count(id); ++i)
    arguments.push_back(value(ast, ast.child(id, i), scope));
  Value first = arguments[0];
  if (name == "happened")
    return of_truth(compare(Comparison::less_equal, first, of_date(view_.as_of, view_.as_of)));
  if (name == "count" || name == "year") {
    model::Interval range;
    if (name == "count") {
      range.low = base::Rational(static_cast<std::int64_t>(first.certain.size()));
      if (!first.open) range.high = base::Rational(static_cast<std::int64_t>(first.possible.size()));
    } else {
      const auto year = [](base::Date day) {
        return base::Rational(day.is_never() ? 10000 : day.is_beginning() ? 999 : day.year());
      };
      if (!first.low.is_beginning()) range.low = year(first.low);
      if (!first.high.is_never()) range.high = year(first.high);
    }
    Value result = of_amounts({{{"", range}}});
    result.may_apply = first.may_apply;
    result.may_not_apply = first.may_not_apply;
    return result;
  }
  return name == "earliest" ? first_of(std::move(arguments)) : last_of(std::move(arguments));
}

namespace {

// The first or last of the days that apply.
Value extreme_of_days(std::vector<Value> days, bool earliest) {
  std::optional<Value> found;
  for (Value& day : days) {
    day.kind = Value::Kind::date;
    if (!day.may_apply) continue;
    if (!found) {
      found = day;
      continue;
    }
    Value both = *found;
    both.low = earliest ? std::min(found->low, day.low) : std::max(found->low, day.low);
    both.high = earliest ? std::min(found->high, day.high) : std::max(found->high, day.high);
    both.may_not_apply = found->may_not_apply && day.may_not_apply;
    std::vector<Value> still = {both};
    for (const auto& [one, other] : {std::pair(*found, day), std::pair(day, *found)}) {
      if (!one.may_not_apply) continue;
      still.push_back(other);
      still.back().may_not_apply = both.may_not_apply;
    }
    found = one_of(still);
  }
  return found.value_or(not_applicable());
}

}  // namespace

Value Interpreter::first_of(std::vector<Value> days) {
  return extreme_of_days(std::move(days), true);
}

Value Interpreter::last_of(std::vector<Value> days) {
  return extreme_of_days(std::move(days), false);
}

std::pair<Value, Value> Interpreter::sides(const Ast& ast, NodeId left, NodeId right, const Scope& scope) {
  Value a = value(ast, left, scope), b = value(ast, right, scope);
  if (a.kind == Value::Kind::number && b.kind == Value::Kind::items) a = as_code(a, ast.node(left));
  if (b.kind == Value::Kind::number && a.kind == Value::Kind::items) b = as_code(b, ast.node(right));
  return {a, b};
}

Truth Interpreter::relation(const Ast& ast, NodeId id, const Scope& scope) {
  const language::Node& node = ast.node(id);
  const auto [a, b] = sides(ast, ast.child(id, 0), ast.child(id, 1), scope);
  switch (node.kind) {
    case NodeKind::between:
      return base::truth_and(compare(node.first_operator, a, b),
                             compare(node.second_operator, b, value(ast, ast.child(id, 2), scope)));
    case NodeKind::in:
      return is_in(a, b);
    case NodeKind::not_in:
      return is_not_in(a, b);
    case NodeKind::overlaps:
      return overlaps(a, b);
    case NodeKind::within:
      return is_within(a, b);
    case NodeKind::contains:
      return contains(a, b);
    case NodeKind::contains_at_least:
      return contains_at_least(a, b, node.value.numerator());
    default:
      return compare(comparison_of(node.kind), a, b);
  }
}

Truth Interpreter::crossing(const Ast& ast, NodeId id, const Scope& scope) {
  const language::Node& node = ast.node(id);
  const Value before = value(ast, ast.child(id, 0), scope, Part::before);
  const Value after = value(ast, ast.child(id, 0), scope, Part::after);
  const NodeId right = ast.child(id, 1);
  std::vector<Value> thresholds;
  if (node.any_of) {
    for (std::size_t i = 0; i < ast.child_count(right); ++i)
      thresholds.push_back(value(ast, ast.child(right, i), scope));
  } else {
    thresholds.push_back(value(ast, right, scope));
  }
  std::vector<Truth> crossed;
  for (const Value& t : thresholds) {
    const Comparison from = node.kind == NodeKind::reaches       ? Comparison::less
                            : node.kind == NodeKind::rises_above ? Comparison::less_equal
                                                                 : Comparison::greater_equal;
    const Comparison to = node.kind == NodeKind::reaches       ? Comparison::greater_equal
                          : node.kind == NodeKind::rises_above ? Comparison::greater
                                                               : Comparison::less;
    crossed.push_back(base::truth_and(compare(from, before, t), compare(to, after, t)));
  }
  return any_of(crossed);
}

Truth Interpreter::test(const model::Expression& test, const Value& input, const Scope& scope) {
  const Ast& ast = test.ast;
  const language::Node& node = ast.node(ast.root());
  if (node.kind == NodeKind::test_any) return Truth::true_value;
  const bool negated = node.kind == NodeKind::test_not;
  const NodeId wanted_id =
      negated || node.kind == NodeKind::test_compare ? ast.child(ast.root(), 0) : ast.root();
  Value wanted = value(ast, wanted_id, scope);
  if (input.kind == Value::Kind::items) wanted = as_code(wanted, ast.node(wanted_id));
  if (node.kind == NodeKind::test_compare) return compare(node.first_operator, input, wanted);
  if (input.many) {
    const Truth shared = wanted.many ? overlaps(input, wanted) : contains(input, wanted);
    return negated ? base::truth_not(shared) : shared;
  }
  if (!wanted.many) return compare(negated ? Comparison::not_equal : Comparison::equal, input, wanted);
  return negated ? is_not_in(input, wanted) : is_in(input, wanted);
}

}  // namespace weir::reference
