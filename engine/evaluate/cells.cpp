#include "evaluate/cells.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_set>

namespace weir::evaluate {

using base::Date;
using base::Rational;
using model::Candidate;
using model::Value;

namespace {

constexpr std::size_t most_cells = 256;

bool allows(const model::Interval& known, const Rational& value) {
  if (known.low && (value < *known.low || (known.low_open && value == *known.low))) return false;
  return !known.high || !(*known.high < value || (known.high_open && value == *known.high));
}

// One value in each cell of a line from `least` upwards that is cut at `cuts`.
std::vector<Rational> line_values(const std::set<Rational>& cuts, const std::optional<Rational>& most) {
  const auto middle = [](const Rational& a, const Rational& b) {
    const auto sum = Rational::add(a, b);
    return sum ? Rational::divide(*sum, 2).value_or(a) : a;
  };
  std::vector<Rational> values;
  Rational last(0);
  if (!cuts.contains(Rational(0))) values.push_back(Rational(0));
  for (const Rational& cut : cuts) {
    // Nothing lies above the most; what is compared with such a figure is below it.
    if (most && *most < cut) break;
    if (last < cut) values.push_back(middle(last, cut));
    values.push_back(cut);
    last = cut;
  }
  if (most) {
    if (last < *most) {
      values.push_back(middle(last, *most));
      values.push_back(*most);
    }
  } else {
    const auto beyond = Rational::add(last, 1);
    if (beyond) values.push_back(*beyond);
  }
  return values;
}

std::set<Rational> with_ends(const std::set<std::pair<std::string, Rational>>& cuts,
                             const std::string& currency, const std::vector<model::Interval>& known) {
  std::set<Rational> line;
  for (const auto& [own, value] : cuts) {
    if (own == currency) line.insert(value);
  }
  for (const model::Interval& interval : known) {
    if (interval.low) line.insert(*interval.low);
    if (interval.high) line.insert(*interval.high);
  }
  return line;
}

std::vector<model::Interval> points(const std::set<Rational>& line, const std::optional<Rational>& most,
                                    const std::vector<model::Interval>& known) {
  std::vector<model::Interval> values;
  for (const Rational& value : line_values(line, most)) {
    const bool fits = known.empty() || std::any_of(known.begin(), known.end(), [&](const auto& interval) {
                        return allows(interval, value);
                      });
    if (fits) values.push_back(model::Interval::exactly(value));
  }
  return values;
}

// Cells of a number, share, amount or quantity. Not exact where amounts are cut in several currencies.
bool add_numbers(const model::Type& type, const Value& known, const LeafCuts& cuts,
                 std::vector<Value>& values) {
  const std::optional<Rational> most =
      type.kind == model::Kind::share ? std::optional<Rational>(1) : std::nullopt;
  if (type.kind == model::Kind::money) {
    std::set<std::string> currencies;
    for (const auto& [currency, value] : cuts.numbers) currencies.insert(currency);
    if (currencies.empty()) currencies.insert("");
    std::vector<model::Interval> stated;
    for (const Candidate& candidate : known.candidates) {
      for (const auto& amount : std::get<model::Money>(candidate).amounts) {
        if (amount.currency == *currencies.begin()) stated.push_back(amount.amount);
      }
    }
    const bool rate_known = known.candidates.empty() || stated.size() == known.candidates.size();
    for (const model::Interval& point :
         points(with_ends(cuts.numbers, *currencies.begin(), stated), most, stated))
      values.push_back({{model::Money{{{*currencies.begin(), point}}}}, false});
    return currencies.size() == 1 && rate_known && !currencies.contains("");
  }
  if (type.change) {
    std::vector<model::Interval> before, after;
    for (const Candidate& candidate : known.candidates) {
      before.push_back(std::get<model::Change>(candidate).before);
      after.push_back(std::get<model::Change>(candidate).after);
    }
    for (const model::Interval& from : points(with_ends(cuts.numbers_before, "", before), most, before)) {
      for (const model::Interval& to : points(with_ends(cuts.numbers, "", after), most, after))
        values.push_back({{model::Change{from, to}}, false});
    }
    return known.candidates.size() < 2;  // candidates tie before and after together
  }
  std::vector<model::Interval> stated;
  for (const Candidate& candidate : known.candidates) stated.push_back(std::get<model::Interval>(candidate));
  for (const model::Interval& point : points(with_ends(cuts.numbers, "", stated), most, stated))
    values.push_back({{point}, false});
  return true;
}

void add_days(const Value& known, const LeafCuts& cuts, std::vector<Value>& values) {
  std::set<Date> days = cuts.days;
  for (const Candidate& candidate : known.candidates) {
    const auto& range = std::get<model::DateInterval>(candidate);
    if (!range.low.is_beginning()) days.insert(range.low);
  }
  std::set<Date> representatives = {Date::never()};
  if (!days.empty()) representatives.insert(Date{days.begin()->days - 1});
  if (days.empty()) representatives.insert(Date{0});
  representatives.insert(days.begin(), days.end());
  for (const Date day : representatives) {
    const bool fits =
        known.candidates.empty() ||
        std::any_of(known.candidates.begin(), known.candidates.end(), [&](const Candidate& candidate) {
          const auto& range = std::get<model::DateInterval>(candidate);
          return range.low <= day && day <= range.high;
        });
    if (fits) values.push_back({{model::DateInterval{day, day, false}}, false});
  }
}

// Codes that are in the same of the sets that conditions name are one cell.
bool add_items(const model::Type& type, const Value& known, const LeafCuts& cuts,
               const model::Vocabulary& vocabulary, std::vector<Value>& values) {
  if (!known.candidates.empty()) {
    for (const Candidate& candidate : known.candidates) values.push_back({{candidate}, false});
    return true;
  }
  if (!type.domain.valid()) return false;
  const model::Domain& domain = vocabulary.domain(type.domain);
  if (domain.ordered || domain.open) {
    // Every code is a cell of its own where the order counts; codes beyond the list cannot be run through.
    for (const model::Code& code : domain.codes) values.push_back({{model::Item{code.id}}, false});
    return !domain.open;
  }
  std::vector<std::vector<bool>> lies_in = memberships(domain, cuts.sets);
  std::set<std::vector<bool>> patterns;
  for (std::size_t i = 0; i < domain.codes.size(); ++i) {
    std::vector<bool>& pattern = lies_in[i];
    const std::string& code = domain.codes[i].id;
    for (const std::vector<std::string>& set : cuts.sets)
      pattern.push_back(set.size() == 1 && set.front() == code);  // `==` asks for the very code
    if (patterns.insert(std::move(pattern)).second) values.push_back({{model::Item{code}}, false});
  }
  return true;
}

/// The codes that a code lies in, itself among them.
std::vector<std::string_view> line_of(const model::Domain& domain, const model::Code& code) {
  std::vector<std::string_view> line = {code.id};
  const std::string_view id = code.id;
  switch (domain.levels) {
    case model::Domain::Levels::digits:
      for (std::size_t length = 1; length < id.size(); ++length) line.push_back(id.substr(0, length));
      break;
    case model::Domain::Levels::separator:
      for (std::size_t at = id.find(domain.separator); at != id.npos; at = id.find(domain.separator, at + 1))
        line.push_back(id.substr(0, at));
      break;
    case model::Domain::Levels::listed:
      // A chain of parents is never longer than the list, unless it runs in a circle.
      for (const model::Code* above = domain.find(code.parent);
           above != nullptr && line.size() <= domain.codes.size(); above = domain.find(above->parent))
        line.push_back(above->id);
      break;
  }
  return line;
}

}  // namespace

std::vector<std::vector<bool>> memberships(const model::Domain& domain,
                                           const std::set<std::vector<std::string>>& sets) {
  std::vector<std::unordered_set<std::string_view>> named;
  for (const auto& set : sets) named.emplace_back(set.begin(), set.end());
  std::vector<std::vector<bool>> patterns;
  for (const model::Code& code : domain.codes) {
    const auto line = line_of(domain, code);
    std::vector<bool>& pattern = patterns.emplace_back();
    for (const auto& set : named) {
      pattern.push_back(
          std::any_of(line.begin(), line.end(), [&](std::string_view above) { return set.contains(above); }));
    }
  }
  return patterns;
}

Cells cells_of(const Run& run, const OpenLeaf& leaf, const LeafCuts& cuts) {
  Cells cells;
  const plan::Plan& plan = run.plan();
  if (leaf.judgement.valid()) {
    const model::Definition& definition = plan.rule_sets().definitions[leaf.judgement.index()];
    for (const bool decision : {true, false})
      cells.values.push_back({{}, {}, {}, definition.name, leaf.of, decision});
    cells.exact = true;
    return cells;
  }
  if (!leaf.row.valid()) return cells;  // the case has no such row to put a value on
  const model::Fact& fact = plan.vocabulary().fact(leaf.fact);
  const CaseRow& seen = run.batch.cases[0];
  if (fact.type.shape != model::Shape::single) return cells;  // open lists are never run through
  const Value known = fact_on(seen, leaf.row, leaf.fact).value;
  std::vector<Value> values;
  switch (fact.type.kind) {
    case model::Kind::truth:
      values = {{{true}, false}, {{false}, false}};
      cells.exact = true;
      break;
    case model::Kind::number:
    case model::Kind::share:
    case model::Kind::money:
    case model::Kind::quantity:
      cells.exact = add_numbers(fact.type, known, cuts, values) && cuts.whole;
      break;
    case model::Kind::date:
      add_days(known, cuts, values);
      cells.exact = cuts.whole;
      break;
    case model::Kind::code:
      cells.exact = add_items(fact.type, known, cuts, plan.vocabulary(), values) && cuts.whole;
      break;
    case model::Kind::error:
    case model::Kind::period:
    case model::Kind::text:
    case model::Kind::party:
    case model::Kind::row:
      break;
  }
  // The question may not arise at all, and then no comparison holds.
  const bool may_not_apply = known.not_applicable || known.candidates.empty();
  if (may_not_apply && fact.type.kind != model::Kind::truth && !values.empty()) values.push_back({{}, true});
  if (values.size() > most_cells) {
    values.clear();
    cells.exact = false;
  }
  if (values.empty()) cells.exact = false;
  for (Value& value : values) cells.values.push_back({leaf.row, leaf.fact, std::move(value), {}, {}, false});
  return cells;
}

}  // namespace weir::evaluate
