#include "support/random_facts.hpp"

#include <algorithm>

namespace weir::test {

using base::Rational;
using model::Kind;
using model::Shape;

namespace {

Rational plus(const Rational& a, const Rational& b) {
  return Rational::add(a, b).value_or(a);
}

const std::vector<std::string> currencies = {"CAD", "USD", "EUR"};

}  // namespace

base::Date RandomFacts::day() {
  const base::Date first = *base::Date::make(2009, 1, 1), last = *base::Date::make(2026, 12, 31);
  const auto days = static_cast<std::size_t>(last.days - first.days);
  return {first.days + static_cast<std::int32_t>(dice_.below(days))};
}

model::Interval RandomFacts::interval(const std::vector<Rational>& numbers) {
  auto pick = [&] {
    Rational value = dice_.of(numbers);
    if (dice_.percent(30)) value = plus(value, *Rational::make(1, 1000));
    if (dice_.percent(15)) value = Rational::subtract(value, *Rational::make(1, 1000)).value_or(value);
    return value;
  };
  if (dice_.percent(45)) return model::Interval::exactly(pick());
  model::Interval result;
  const std::size_t shape = dice_.below(4);
  if (shape != 0) result.low = pick();
  if (shape != 1) result.high = pick();
  if (result.low && result.high) {
    if (*result.low > *result.high) std::swap(result.low, result.high);
    if (*result.low == *result.high) result.high = plus(*result.high, 1);
    return result;
  }
  result.low_open = result.low && dice_.percent(50);
  result.high_open = result.high && dice_.percent(50);
  return result;
}

model::Money RandomFacts::money(const Marks& marks) {
  model::Money money;
  for (const std::string& currency : currencies) {
    if (dice_.percent(currency == "CAD" ? 30 : 60) && !(currency == "EUR" && money.amounts.empty())) continue;
    std::vector<Rational> amounts = {0, 1000000, 500000000};
    for (const auto& [of, amount] : marks.numbers) {
      if (of == currency) amounts.push_back(amount);
    }
    money.amounts.push_back({currency, interval(amounts)});
  }
  return money;
}

model::DateInterval RandomFacts::date(const Marks& marks) {
  auto pick = [&] {
    base::Date date = marks.dates.empty() || dice_.percent(40) ? day() : dice_.of(marks.dates);
    if (date.is_never() || date.is_beginning()) return day();
    const int shift = dice_.percent(50) ? 0 : static_cast<int>(dice_.below(3)) - 1;
    return base::add(date, shift, base::CalendarUnit::day);
  };
  if (dice_.percent(10)) return {base::Date::never(), base::Date::never(), false};
  if (dice_.percent(15)) return {base::Date::beginning(), base::Date::never(), true};
  base::Date low = pick(), high = dice_.percent(50) ? low : pick();
  if (high < low) std::swap(low, high);
  if (dice_.percent(10)) high = base::Date::never();
  return {low, high, false};
}

std::string RandomFacts::item(const model::Fact& fact, const Marks& marks,
                              const std::vector<std::string>& parties) {
  if (fact.type.kind == Kind::party) return dice_.of(parties);
  const model::Domain& domain = vocabulary_.domain(fact.type.domain);
  const bool marked = !marks.items.empty() && (domain.codes.empty() || dice_.percent(70));
  if (marked) {
    const std::string& mark = dice_.of(marks.items);
    // A longer code lies in it.
    if (domain.levels == model::Domain::Levels::digits && domain.open && dice_.percent(30)) return mark + "1";
    return mark;
  }
  return domain.codes.empty() ? "any" : dice_.of(domain.codes).id;
}

model::Candidate RandomFacts::candidate(const model::Fact& fact, const Marks& marks,
                                        const std::vector<std::string>& parties) {
  if (fact.type.shape == Shape::set) {
    model::SetValue set;
    for (std::size_t i = dice_.below(4); i > 0; --i) set.members.push_back(item(fact, marks, parties));
    std::sort(set.members.begin(), set.members.end());
    set.members.erase(std::unique(set.members.begin(), set.members.end()), set.members.end());
    set.open = dice_.percent(35);
    return set;
  }
  std::vector<Rational> numbers = {0, 1};
  for (const auto& [currency, number] : marks.numbers) numbers.push_back(number);
  switch (fact.type.kind) {
    case Kind::truth:
      return dice_.percent(50);
    case Kind::money:
      return money(marks);
    case Kind::date:
      return date(marks);
    case Kind::code:
    case Kind::party:
      return model::Item{item(fact, marks, parties)};
    default:
      if (fact.type.change) return model::Change{interval(numbers), interval(numbers)};
      return interval(numbers);
  }
}

model::Value RandomFacts::value(model::FactId id, const std::vector<std::string>& parties) {
  const model::Fact& fact = vocabulary_.fact(id);
  const Marks& marks = marks_[id];
  model::Value value;
  if (dice_.percent(5)) return value;
  value.not_applicable = dice_.percent(10);
  const std::size_t count = dice_.percent(75) ? 1 : dice_.below(3);
  for (std::size_t i = 0; i < count; ++i) value.candidates.push_back(candidate(fact, marks, parties));
  return value;
}

model::FactEntry RandomFacts::entry(model::FactId fact, const std::vector<std::string>& parties) {
  static constexpr model::Quality qualities[] = {model::Quality::confirmed, model::Quality::reported,
                                                 model::Quality::assumed, model::Quality::alleged};
  model::FactEntry entry;
  entry.fact = fact;
  const std::size_t claims = dice_.percent(60) ? 1 : 1 + dice_.below(4);
  for (std::size_t i = 0; i < claims; ++i) {
    model::Claim claim;
    claim.value = value(fact, parties);
    claim.source = "source-" + std::to_string(dice_.below(3));
    claim.quality = qualities[dice_.percent(75) ? dice_.below(3) : 3];
    if (dice_.percent(40)) claim.learned = day();
    if (i > 0 && dice_.percent(40)) claim.replaces = entry.claims[dice_.below(i)].source;
    if (claim.replaces == claim.source) claim.replaces.clear();
    entry.claims.push_back(std::move(claim));
  }
  return entry;
}

void RandomFacts::list(model::Case& facts, model::RowId row, model::FactId fact) {
  const model::EntityId entity = vocabulary_.fact(fact).type.entity;
  const model::FactId key = vocabulary_.entity(entity).key;
  if (!key.valid()) return;
  model::RowList list;
  list.fact = fact;
  list.open = dice_.percent(40);
  for (std::size_t i = dice_.below(4); i > 0; --i) {
    model::Row child;
    child.entity = entity;
    child.parent = row;
    if (dice_.percent(25)) child.learned = day();
    if (dice_.percent(10)) child.quality = model::Quality::alleged;
    const Marks& marks = marks_[fact].items.empty() ? marks_[key] : marks_[fact];
    model::Claim claim;
    claim.value.candidates.emplace_back(model::Item{item(vocabulary_.fact(key), marks, {})});
    claim.learned = child.learned;
    claim.quality = child.quality;
    child.facts.push_back({key, {std::move(claim)}, {}});
    list.rows.emplace_back(facts.rows.size());
    facts.rows.push_back(std::move(child));
  }
  facts.rows[row.index()].lists.push_back(std::move(list));
}

void RandomFacts::change(model::Case& facts, const std::vector<std::string>& regimes) {
  for (const std::string& regime : regimes) {
    if (facts.find_row(vocabulary_.procedure, regime)) continue;
    model::Row row;
    row.entity = vocabulary_.procedure;
    row.id = regime;
    facts.rows.push_back(std::move(row));
  }
  std::vector<std::string> parties;
  for (const model::Row& row : facts.rows) {
    if (row.entity == vocabulary_.party) parties.push_back(row.id);
  }
  const auto owner = vocabulary_.find_fact("holding.owner"), entity = vocabulary_.find_fact("holding.entity");
  const std::size_t known_rows = facts.rows.size();
  for (std::size_t i = 0; i < known_rows; ++i) {
    for (const auto& [fact, marks] : marks_) {
      if (vocabulary_.fact(fact).entity != facts.rows[i].entity) continue;
      if (fact == owner || fact == entity || dice_.percent(20)) continue;
      std::erase_if(facts.rows[i].facts, [&](const auto& known) { return known.fact == fact; });
      std::erase_if(facts.rows[i].lists, [&](const auto& known) { return known.fact == fact; });
      if (dice_.percent(25)) continue;
      if (vocabulary_.fact(fact).type.shape == Shape::rows) {
        list(facts, model::RowId(i), fact);
      } else {
        facts.rows[i].facts.push_back(entry(fact, parties));
      }
    }
  }
  std::erase_if(facts.judgements, [&](const auto&) { return dice_.percent(40); });
}

model::Interval RandomFacts::part_of(const model::Interval& whole) {
  if (whole.low && whole.high) {
    const Rational middle = Rational::divide(plus(*whole.low, *whole.high), 2).value_or(*whole.low);
    model::Interval part = whole;
    const std::size_t shape = dice_.below(3);
    if (shape != 0) part.low = middle;
    if (shape != 0) part.low_open = false;
    if (shape != 1) part.high = middle;
    if (shape != 1) part.high_open = false;
    if (whole.is_point()) return whole;
    return part;
  }
  model::Interval part = whole;
  if (part.low) {
    part.high = plus(*part.low, 1);
  } else {
    if (!part.high) part.high = Rational(static_cast<std::int64_t>(dice_.below(2)));
    part.low = Rational::subtract(*part.high, *Rational::make(1, 2)).value_or(*part.high);
  }
  return part;
}

model::Candidate RandomFacts::part_of(const model::Candidate& whole, const model::Fact& fact) {
  model::Candidate result = whole;
  if (auto* range = std::get_if<model::Interval>(&result)) *range = part_of(*range);
  if (auto* change = std::get_if<model::Change>(&result))
    *change = {part_of(change->before), part_of(change->after)};
  if (auto* money = std::get_if<model::Money>(&result)) {
    for (auto& amount : money->amounts) amount.amount = part_of(amount.amount);
  }
  if (auto* date = std::get_if<model::DateInterval>(&result); date && !date->not_yet) {
    if (date->high.is_never() || date->low.is_beginning()) {
      date->high = date->low.is_beginning() ? day() : date->low;
    } else {
      const int length = date->high.days - date->low.days;
      date->low.days += static_cast<int>(dice_.below(static_cast<std::size_t>(length) + 1));
      if (dice_.percent(50)) date->high = date->low;
    }
    if (date->low > date->high) date->low = date->high;
  }
  if (auto* set = std::get_if<model::SetValue>(&result); set && set->open) {
    if (dice_.percent(60))
      set->members.push_back(item(fact, marks_[*vocabulary_.find_fact(fact.name)], {"norsat"}));
    std::sort(set->members.begin(), set->members.end());
    set->members.erase(std::unique(set->members.begin(), set->members.end()), set->members.end());
    set->open = dice_.percent(40);
  }
  return result;
}

model::Value RandomFacts::narrower(const model::Value& whole, model::FactId id) {
  if (whole.unknown()) {
    model::Value value = this->value(id, {"norsat", "hytera", "hytera-project"});
    if (dice_.percent(15)) value.candidates.clear();
    if (value.unknown()) value.not_applicable = true;
    return value;
  }
  model::Value part;
  for (const model::Candidate& candidate : whole.candidates) {
    if (dice_.percent(60)) part.candidates.push_back(part_of(candidate, vocabulary_.fact(id)));
  }
  part.not_applicable = whole.not_applicable && dice_.percent(50);
  if (part.unknown()) return whole;
  return part;
}

}  // namespace weir::test
