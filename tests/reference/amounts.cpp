#include "reference/amounts.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include <boost/multiprecision/cpp_int.hpp>

namespace weir::reference {

using base::Truth;
using model::Interval;

namespace {

using Exact = boost::multiprecision::cpp_rational;

/// An end of a range: beyond all numbers, or a number moved by something infinitely small.
struct End {
  int infinite = 0;
  Exact value = 0;
  int nudge = 0;
  friend bool operator<(const End& a, const End& b) {
    if (a.infinite != b.infinite) return a.infinite < b.infinite;
    if (a.infinite != 0) return false;
    return a.value != b.value ? a.value < b.value : a.nudge < b.nudge;
  }
  bool is_zero() const { return infinite == 0 && value == 0 && nudge == 0; }
  int sign() const { return infinite != 0 ? infinite : value > 0 ? 1 : value < 0 ? -1 : nudge; }
};

struct Range {
  End low, high;
};

int sign_of(int number) {
  return number > 0 ? 1 : number < 0 ? -1 : 0;
}

Exact exact(const base::Rational& value) {
  return Exact(value.numerator(), value.denominator());
}

// What does not fit into 64 bits is unknown.
std::optional<base::Rational> rational(const Exact& value) {
  const boost::multiprecision::cpp_int most = std::numeric_limits<std::int64_t>::max();
  if (boost::multiprecision::abs(numerator(value)) > most || denominator(value) > most) return std::nullopt;
  return base::Rational::make(numerator(value).convert_to<std::int64_t>(),
                              denominator(value).convert_to<std::int64_t>());
}

Range range_of(const Interval& interval) {
  Range range{{-1, 0, 0}, {1, 0, 0}};
  if (interval.low) range.low = {0, exact(*interval.low), interval.low_open ? 1 : 0};
  if (interval.high) range.high = {0, exact(*interval.high), interval.high_open ? -1 : 0};
  return range;
}

Interval interval_of(const Range& range) {
  Interval interval;
  if (range.low.infinite == 0) interval.low = rational(range.low.value);
  if (range.high.infinite == 0) interval.high = rational(range.high.value);
  interval.low_open = interval.low && range.low.nudge != 0;
  interval.high_open = interval.high && range.high.nudge != 0;
  return interval;
}

End plus(const End& a, const End& b) {
  if (a.infinite != 0) return a;
  if (b.infinite != 0) return b;
  return {0, a.value + b.value, sign_of(a.nudge + b.nudge)};
}

End negated(const End& a) {
  return {-a.infinite, -a.value, -a.nudge};
}

End times(const End& a, const End& b) {
  if (a.is_zero() || b.is_zero()) return {};
  if (a.infinite != 0 || b.infinite != 0) return {a.sign() * b.sign(), 0, 0};
  const Exact first = a.value * b.nudge + b.value * a.nudge;
  return {0, a.value * b.value, first > 0 ? 1 : first < 0 ? -1 : sign_of(a.nudge * b.nudge)};
}

Range product(const Range& a, const Range& b) {
  const std::vector<End> corners = {times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
                                    times(a.high, b.high)};
  return {*std::min_element(corners.begin(), corners.end()),
          *std::max_element(corners.begin(), corners.end())};
}

// One divided by an end of a range that lies above zero.
End inverse(const End& a) {
  if (a.infinite != 0) return {0, 0, 1};
  if (a.value == 0) return {1, 0, 0};
  return {0, 1 / a.value, -a.nudge};
}

Range combine(Arithmetic op, const Range& a, const Range& b) {
  switch (op) {
    case Arithmetic::add:
      return {plus(a.low, b.low), plus(a.high, b.high)};
    case Arithmetic::subtract:
      return {plus(a.low, negated(b.high)), plus(a.high, negated(b.low))};
    case Arithmetic::multiply:
      return product(a, b);
    case Arithmetic::divide:
      if (b.low.sign() <= 0) return range_of({});
      return product(a, {inverse(b.high), inverse(b.low)});
    case Arithmetic::greatest:
      return {std::max(a.low, b.low), std::max(a.high, b.high)};
    case Arithmetic::least:
      return {std::min(a.low, b.low), std::min(a.high, b.high)};
  }
  return {};
}

// The currency of a result; none where two meet that nobody has stated a rate for.
std::optional<std::string> currency_of(Arithmetic op, const std::string& a, const std::string& b) {
  if (op == Arithmetic::divide && !b.empty()) return a == b ? std::optional<std::string>("") : std::nullopt;
  if (a.empty() || a == b) return b;
  return b.empty() ? std::optional(a) : std::nullopt;
}

// Adds what is known of an amount in one currency to what else is known of it.
void state(Amount& amount, const std::string& currency, const Range& range) {
  const auto known = std::ranges::find(amount, currency, &Amount::value_type::first);
  if (known == amount.end()) {
    amount.emplace_back(currency, interval_of(range));
    return;
  }
  const Range before = range_of(known->second);
  known->second = interval_of({std::max(before.low, range.low), std::min(before.high, range.high)});
}

Amount combine(Arithmetic op, const Amount& a, const Amount& b) {
  Amount result;
  for (const auto& [currency, left] : a) {
    for (const auto& [other, right] : b) {
      if (const auto common = currency_of(op, currency, other)) {
        state(result, *common, combine(op, range_of(left), range_of(right)));
      } else if (op != Arithmetic::divide) {
        state(result, currency, combine(op, range_of(left), range_of(abroad(right))));
        state(result, other, combine(op, range_of(abroad(left)), range_of(right)));
      }
    }
  }
  return result.empty() ? Amount{{"", Interval{}}} : result;
}

Value applying(Arithmetic op, const Value& a, const Value& b) {
  std::vector<Amount> amounts;
  for (const Amount& left : a.amounts) {
    for (const Amount& right : b.amounts) amounts.push_back(combine(op, left, right));
  }
  return of_amounts(std::move(amounts));
}

}  // namespace

Value calculate(Arithmetic op, const Value& a, const Value& b) {
  const bool extreme = op == Arithmetic::greatest || op == Arithmetic::least;
  if (!extreme) {
    if (!a.may_apply || !b.may_apply) return not_applicable();
    Value result = applying(op, a, b);
    result.may_not_apply = a.may_not_apply || b.may_not_apply;
    // Nothing times an amount of which nothing is known: it may not apply.
    const auto any_amount = [](const Value& value) {
      return std::ranges::any_of(value.amounts, [](const Amount& amount) {
        return std::ranges::any_of(amount,
                                   [](const auto& one) { return !one.second.low && !one.second.high; });
      });
    };
    if (op == Arithmetic::multiply) result.may_not_apply |= any_amount(a) || any_amount(b);
    return result;
  }
  // What does not apply is left out.
  if (!a.may_apply) return b;
  if (!b.may_apply) return a;
  std::vector<Amount> amounts = applying(op, a, b).amounts;
  if (a.may_not_apply) amounts.insert(amounts.end(), b.amounts.begin(), b.amounts.end());
  if (b.may_not_apply) amounts.insert(amounts.end(), a.amounts.begin(), a.amounts.end());
  Value result = of_amounts(std::move(amounts));
  result.may_not_apply = a.may_not_apply && b.may_not_apply;
  return result;
}

Value days_between(const Value& later, const Value& earlier) {
  if (!later.may_apply || !earlier.may_apply) return not_applicable();
  // What never comes lies behind the last day that there is, what was always before the first.
  const auto end = [](base::Date to, base::Date from, bool without_end) -> std::optional<base::Rational> {
    if (without_end) return std::nullopt;
    const auto counted = [](base::Date day) -> std::int64_t {
      if (day.is_never()) return base::Date::make(9999, 12, 31)->days + std::int64_t{1};
      return day.is_beginning() ? base::Date::make(1000, 1, 1)->days - std::int64_t{1} : day.days;
    };
    return base::Rational(counted(to) - counted(from));
  };
  Value result =
      of_amounts({{{"",
                    {end(later.low, earlier.high, later.low.is_beginning() || earlier.high.is_never()),
                     end(later.high, earlier.low, later.high.is_never() || earlier.low.is_beginning())}}}});
  result.may_not_apply = later.may_not_apply || earlier.may_not_apply;
  return result;
}

Value hull_of(const Value& amount, const std::string& currency) {
  if (!amount.may_apply) return amount;
  std::optional<Range> range;
  for (const Amount& one : amount.amounts) {
    Amount here;
    for (const auto& [own, stated] : one) {
      const bool the_same = own == currency || own.empty() || currency.empty();
      state(here, currency, range_of(the_same ? stated : abroad(stated)));
    }
    const Range all = range_of(here.front().second);
    range = !range ? all : Range{std::min(range->low, all.low), std::max(range->high, all.high)};
  }
  Value result = of_amounts({{{currency, interval_of(*range)}}});
  result.may_not_apply = amount.may_not_apply;
  return result;
}

namespace {

// Every way in which it can turn out which rows there are and which are selected: for each the places of the
// rows that are there, and of those selected among them.
struct World {
  std::vector<std::size_t> there, selected;
};

std::vector<World> worlds_of(const std::vector<Term>& rows) {
  std::vector<World> worlds = {{}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<World> longer;
    for (const World& world : worlds) {
      if (rows[i].there != Truth::true_value) longer.push_back(world);
      World with = world;
      with.there.push_back(i);
      if (rows[i].selected != Truth::true_value) longer.push_back(with);
      with.selected.push_back(i);
      if (rows[i].selected != Truth::false_value) longer.push_back(with);
    }
    worlds = std::move(longer);
  }
  return worlds;
}

Interval between(std::size_t low, std::size_t high) {
  return {base::Rational(static_cast<std::int64_t>(low)), base::Rational(static_cast<std::int64_t>(high))};
}

}  // namespace

Value count_of(const std::vector<Term>& rows, Rest rest) {
  std::size_t least = rows.size(), most = 0;
  for (const World& world : worlds_of(rows)) {
    least = std::min(least, world.selected.size());
    most = std::max(most, world.selected.size());
  }
  Interval range = between(least, most);
  if (rest == Rest::more_rows) range.high = std::nullopt;
  return of_amounts({{{"", range}}});
}

Value portion_of(const std::vector<Term>& rows, Rest rest) {
  std::optional<Range> range;
  bool none = false;
  for (const World& world : worlds_of(rows)) {
    if (world.there.empty()) {
      none = true;
      if (rest == Rest::none) continue;
    }
    Range here{{0, 0, 0}, {0, 1, 0}};
    const std::size_t all = world.there.size(), selected = world.selected.size();
    if (rest == Rest::none) {
      here.low = here.high = {0, Exact(selected) / Exact(all), 0};
    } else {
      // Of ever more rows the portion comes near to nothing, or to all, but never there.
      if (selected > 0) here.low.nudge = 1;
      if (selected < all) here.high.nudge = -1;
    }
    range = !range ? here : Range{std::min(range->low, here.low), std::max(range->high, here.high)};
  }
  if (!range) return not_applicable();
  Value result = of_amounts({{{"", interval_of(*range)}}});
  result.may_not_apply = none;
  return result;
}

Value sum_of(const std::vector<Term>& rows, Rest rest, Terms terms) {
  const Value nothing = of_amounts({{{"", Interval::exactly(base::Rational(0))}}});
  Value total = nothing;
  for (const Term& row : rows) {
    if (row.selected == Truth::false_value || !row.value.may_apply) continue;
    Value term = row.value;
    term.may_not_apply = false;
    for (Amount& amount : term.amounts) {
      for (auto& [currency, range] : amount) {
        if (terms == Terms::not_negative && !range.low) range.low = base::Rational(0);
        const bool perhaps = row.selected == Truth::unknown || row.value.may_not_apply;
        if (!perhaps) continue;
        const Range either = range_of(range);
        range = interval_of({std::min(either.low, End{}), std::max(either.high, End{})});
      }
    }
    total = calculate(Arithmetic::add, total, term);
  }
  if (rest == Rest::none) return total;
  for (Amount& amount : total.amounts) {
    for (auto& [currency, range] : amount) {
      range.high = std::nullopt;
      if (terms == Terms::any) range.low = std::nullopt;
    }
  }
  return total;
}

namespace {

/// Of dates, or of amounts in one currency.
Value extreme_in(const std::string& currency, const std::vector<Term>& rows, Rest rest, Extreme which,
                 bool dates) {
  // Rows whose term may not apply are rows that may not be selected.
  std::vector<Term> terms;
  for (const Term& row : rows) {
    if (row.selected == Truth::false_value || !row.value.may_apply) continue;
    const bool sure = row.selected == Truth::true_value && !row.value.may_not_apply;
    const Truth selected = sure ? Truth::true_value : Truth::unknown;
    Value value = dates ? row.value : hull_of(row.value, currency);
    value.kind = dates ? Value::Kind::date : Value::Kind::number;
    value.may_not_apply = false;
    terms.push_back({selected, selected, std::move(value)});
  }
  const Value anything = unknown(dates ? Value::Kind::date : Value::Kind::number);
  std::vector<Value> answers;
  bool none = false;
  for (const World& world : worlds_of(terms)) {
    std::optional<Value> best;
    for (const std::size_t i : world.selected) {
      const Value& term = terms[i].value;
      if (!best) {
        best = term;
      } else if (dates) {
        const bool latest = which == Extreme::greatest;
        best->low = latest ? std::max(best->low, term.low) : std::min(best->low, term.low);
        best->high = latest ? std::max(best->high, term.high) : std::min(best->high, term.high);
      } else {
        const auto op = which == Extreme::greatest ? Arithmetic::greatest : Arithmetic::least;
        best = calculate(op, *best, term);
      }
    }
    if (!best) {
      none = true;
      if (rest == Rest::more_rows) answers.push_back(anything);
      continue;
    }
    if (rest == Rest::more_rows) {
      if (which == Extreme::greatest) {
        best->high = base::Date::never();
      } else {
        best->low = base::Date::beginning();
      }
      for (auto& [own, range] : best->amounts[0])
        (which == Extreme::greatest ? range.high : range.low) = std::nullopt;
    }
    answers.push_back(*best);
  }
  if (answers.empty()) return not_applicable();
  Value result = one_of(answers);
  if (!dates) result = hull_of(result, currency);
  result.may_not_apply = none;
  return result;
}

}  // namespace

Value extreme_of(const std::vector<Term>& rows, Rest rest, Extreme which) {
  const bool dates = std::any_of(rows.begin(), rows.end(), [](const Term& row) {
    return row.value.may_apply && row.value.kind == Value::Kind::date;
  });
  std::set<std::string> currencies;
  for (const Term& row : rows) {
    if (dates || row.selected == Truth::false_value || !row.value.may_apply) continue;
    for (const Amount& amount : row.value.amounts) {
      for (const auto& [currency, range] : amount) currencies.insert(currency);
    }
  }
  if (currencies.size() > 1) currencies.erase("");
  if (currencies.empty()) currencies.insert("");
  std::optional<Value> result;
  for (const std::string& currency : currencies) {
    Value here = extreme_in(currency, rows, rest, which, dates);
    if (!result) {
      result = std::move(here);
    } else if (here.may_apply) {
      result->amounts.front().push_back(here.amounts.front().front());
    }
  }
  return *result;
}

}  // namespace weir::reference
