#include <algorithm>

#include "evaluate/open.hpp"

namespace weir::evaluate {

namespace {

using model::Candidate;
using model::Value;

constexpr std::size_t most_values = 16;

bool allows(const model::Interval& known, const base::Rational& value) {
  if (known.low && (value < *known.low || (known.low_open && value == *known.low))) return false;
  return !known.high || !(*known.high < value || (known.high_open && value == *known.high));
}

// One value in each cell of a line cut at `cuts`: below the first, at each, between, above the last.
std::vector<base::Rational> line_values(const std::vector<base::Rational>& cuts) {
  std::vector<base::Rational> values;
  auto middle = [](const base::Rational& a, const base::Rational& b) {
    const auto sum = base::Rational::add(a, b);
    return sum ? base::Rational::divide(*sum, 2).value_or(a) : a;
  };
  if (cuts.empty()) return values;
  values.push_back(middle(0, cuts.front()));
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    values.push_back(cuts[i]);
    if (i + 1 < cuts.size()) values.push_back(middle(cuts[i], cuts[i + 1]));
  }
  values.push_back(base::Rational::multiply(cuts.back(), 2).value_or(cuts.back()));
  return values;
}

bool allows(const Value& known, const std::string& currency, const base::Rational& value, bool before) {
  if (known.candidates.empty()) return true;
  return std::any_of(known.candidates.begin(), known.candidates.end(), [&](const Candidate& candidate) {
    if (const auto* interval = std::get_if<model::Interval>(&candidate)) return allows(*interval, value);
    if (const auto* change = std::get_if<model::Change>(&candidate)) {
      return allows(before ? change->before : change->after, value);
    }
    if (const auto* money = std::get_if<model::Money>(&candidate)) {
      return std::any_of(money->amounts.begin(), money->amounts.end(), [&](const auto& amount) {
        return amount.currency != currency || allows(amount.amount, value);
      });
    }
    return true;
  });
}

std::vector<Value> numbers(const model::Type& type, const Value& known, const Cuts& cuts) {
  std::map<std::string, std::vector<base::Rational>> by_currency;
  for (const auto& [currency, value] : cuts.numbers) by_currency[currency].push_back(value);
  std::vector<Value> values;
  for (const auto& [currency, line] : by_currency) {
    for (const base::Rational& number : line_values(line)) {
      if (type.kind == model::Kind::share && base::Rational(1) < number) continue;
      if (!allows(known, currency, number, false)) continue;
      Value value;
      if (type.kind == model::Kind::money) {
        value.candidates.emplace_back(model::Money{{{currency, model::Interval::exactly(number)}}});
      } else if (type.change) {
        model::Interval before = model::Interval::exactly(0);
        if (!known.candidates.empty()) {
          if (const auto* change = std::get_if<model::Change>(&known.candidates[0])) before = change->before;
        }
        value.candidates.emplace_back(model::Change{before, model::Interval::exactly(number)});
      } else {
        value.candidates.emplace_back(model::Interval::exactly(number));
      }
      values.push_back(std::move(value));
    }
  }
  return values;
}

std::vector<Value> dates(const Value& known, const Cuts& cuts, base::Date as_of) {
  std::set<base::Date> days = {
      as_of, {as_of.days + 1}, {as_of.days - 400}, {as_of.days + 400}, base::Date::never()};
  for (base::Date cut : cuts.dates) days.insert({cut, {cut.days - 1}});
  std::vector<Value> values;
  for (base::Date day : days) {
    const bool fits =
        known.candidates.empty() ||
        std::any_of(known.candidates.begin(), known.candidates.end(), [&](const Candidate& candidate) {
          const auto* range = std::get_if<model::DateInterval>(&candidate);
          return range && range->low <= day && day <= range->high;
        });
    if (fits) values.push_back({{model::DateInterval{day, day, false}}, false});
  }
  return values;
}

// A code that no rule names stands for all of them.
std::string unnamed_code(const model::Domain& domain, const std::set<std::string>& named) {
  for (const model::Code& code : domain.codes) {
    if (!named.contains(code.id)) return code.id;
  }
  return "";
}

std::vector<Value> items(const model::Type& type, const Value& known, const Cuts& cuts,
                         const model::Vocabulary& vocabulary) {
  std::vector<Value> values;
  if (!known.candidates.empty()) {
    for (const Candidate& candidate : known.candidates) values.push_back({{candidate}, false});
    return values;
  }
  for (const std::string& item : cuts.items) values.push_back({{model::Item{item}}, false});
  if (type.domain.valid()) {
    const std::string other = unnamed_code(vocabulary.domain(type.domain), cuts.items);
    if (!other.empty()) values.push_back({{model::Item{other}}, false});
  }
  return values;
}

std::vector<Value> sets(const Value& known, const Cuts& cuts) {
  std::vector<Value> values;
  std::vector<model::SetValue> bases;
  for (const Candidate& candidate : known.candidates) {
    if (const auto* set = std::get_if<model::SetValue>(&candidate)) bases.push_back(*set);
  }
  if (known.candidates.empty()) bases.push_back({{}, true});
  for (const model::SetValue& base : bases) {
    values.push_back({{model::SetValue{base.members, false}}, false});
    if (!base.open) continue;
    for (const std::string& item : cuts.items) {
      model::SetValue more{base.members, false};
      if (std::binary_search(more.members.begin(), more.members.end(), item)) continue;
      more.members.push_back(item);
      std::sort(more.members.begin(), more.members.end());
      values.push_back({{std::move(more)}, false});
    }
  }
  return values;
}

}  // namespace

std::vector<Value> completions(const plan::Plan& plan, const CaseRow& row, const OpenLeaf& leaf,
                               const Cuts& cuts) {
  const model::Vocabulary& vocabulary = plan.vocabulary();
  const model::Fact& fact = vocabulary.fact(leaf.fact);
  if (!leaf.row.valid()) return {};
  Value known = fact_on(row, leaf.row, leaf.fact).value;
  if (const model::RowList* list = row.facts->row(leaf.row).find_list(leaf.fact)) {
    model::SetValue set{{}, list->open};
    const model::FactId key = vocabulary.entity(fact.type.entity).key;
    for (model::RowId child : list->rows) {
      const Known name = key.valid() ? fact_on(row, child, key) : Known{};
      if (name.value.candidates.size() != 1) continue;
      if (const auto* item = std::get_if<model::Item>(&name.value.candidates[0]))
        set.members.push_back(item->id);
    }
    std::sort(set.members.begin(), set.members.end());
    known.candidates = {std::move(set)};
  }
  std::vector<Value> values;
  switch (fact.type.kind) {
    case model::Kind::truth:
      values = {{{true}, false}, {{false}, false}};
      break;
    case model::Kind::number:
    case model::Kind::share:
    case model::Kind::money:
    case model::Kind::quantity:
      values = numbers(fact.type, known, cuts);
      break;
    case model::Kind::date:
      values = dates(known, cuts, row.as_of);
      break;
    case model::Kind::code:
    case model::Kind::row:
      values = fact.type.shape == model::Shape::single ? items(fact.type, known, cuts, vocabulary)
                                                       : sets(known, cuts);
      break;
    case model::Kind::error:
    case model::Kind::period:
    case model::Kind::text:
    case model::Kind::party:
      break;
  }
  // Evenly spread where a fact has more cells than are tried.
  if (values.size() > most_values) {
    std::vector<Value> fewer;
    for (std::size_t i = 0; i < most_values; ++i)
      fewer.push_back(values[i * (values.size() - 1) / (most_values - 1)]);
    values = std::move(fewer);
  }
  return values;
}

}  // namespace weir::evaluate
