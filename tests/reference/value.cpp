#include "reference/value.hpp"

#include <algorithm>

namespace weir::reference {

using base::Truth;
using language::Comparison;
using model::Interval;

Value unknown(Value::Kind kind) {
  Value value;
  value.kind = kind;
  return value;
}

Value nothing_known(Value::Kind kind) {
  Value value = unknown(kind);
  // Days say it by having no bounds, numbers without bounds compare with nothing, and a condition is no
  // value.
  value.may_not_apply = kind == Value::Kind::items;
  return value;
}

Value not_applicable() {
  Value value;
  value.may_apply = false;
  value.may_not_apply = true;
  return value;
}

Value of_truth(Truth truth) {
  Value value = unknown(Value::Kind::truth);
  value.truth = truth;
  return value;
}

Value of_date(base::Date low, base::Date high) {
  Value value = unknown(Value::Kind::date);
  value.low = low;
  value.high = high;
  return value;
}

Value of_amounts(std::vector<Amount> amounts) {
  Value value = unknown(Value::Kind::number);
  value.amounts = std::move(amounts);
  return value;
}

Value of_item(const std::string& item, const model::Domain* domain) {
  Value value = unknown(Value::Kind::items);
  value.certain = value.possible = {item};
  value.open = false;
  value.domain = domain;
  return value;
}

Truth applies(const Value& value) {
  if (!value.may_apply) return Truth::false_value;
  const auto unbounded = [](const auto& range) { return !range.second.low && !range.second.high; };
  const bool nothing_known =
      value.kind == Value::Kind::nothing ||
      (value.kind == Value::Kind::date && value.low.is_beginning() && value.high.is_never()) ||
      (value.kind == Value::Kind::number && value.amounts.size() == 1 &&
       std::ranges::all_of(value.amounts.front(), unbounded));
  return value.may_not_apply || nothing_known ? Truth::unknown : Truth::true_value;
}

Interval abroad(const Interval& amount) {
  Interval result;
  if (amount.low && *amount.low >= base::Rational(0)) result.low = base::Rational(0);
  return result;
}

Value one_of(const std::vector<Value>& values) {
  Value result;
  result.may_apply = result.may_not_apply = false;
  bool first = true;
  for (const Value& value : values) {
    result.may_not_apply = result.may_not_apply || value.may_not_apply;
    if (!value.may_apply) continue;
    result.may_apply = true;
    if (value.kind == Value::Kind::nothing) return unknown();
    if (first) {
      const bool may_not_apply = result.may_not_apply;
      result = value;
      result.may_not_apply = may_not_apply;
      first = false;
      continue;
    }
    if (result.truth != value.truth) result.truth = Truth::unknown;
    result.amounts.insert(result.amounts.end(), value.amounts.begin(), value.amounts.end());
    result.low = std::min(result.low, value.low);
    result.high = std::max(result.high, value.high);
    std::erase_if(result.certain, [&](const std::string& item) { return !value.certain.contains(item); });
    result.possible.insert(value.possible.begin(), value.possible.end());
    result.open = result.open || value.open;
    if (!result.domain) result.domain = value.domain;
  }
  return result;
}

namespace {

// What can still come out of a test.
struct Outcomes {
  bool yes = false, no = false;
  Truth truth() const {
    if (yes && no) return Truth::unknown;
    return base::truth_of(yes);
  }
};

bool may_be_less(const Interval& a, const Interval& b) {
  return !a.low || !b.high || *a.low < *b.high;
}

bool may_be_equal(const Interval& a, const Interval& b) {
  auto behind = [](const Interval& x, const Interval& y) {
    if (!x.low || !y.high) return false;
    return *x.low > *y.high || (*x.low == *y.high && (x.low_open || y.high_open));
  };
  return !behind(a, b) && !behind(b, a);
}

bool must_be_equal(const Interval& a, const Interval& b) {
  return a.is_point() && b.is_point() && *a.low == *b.low;
}

Outcomes outcomes(Comparison op, bool less, bool equal, bool greater) {
  switch (op) {
    case Comparison::equal:
      return {equal, less || greater};
    case Comparison::not_equal:
      return {less || greater, equal};
    case Comparison::less:
      return {less, equal || greater};
    case Comparison::less_equal:
      return {less || equal, greater};
    case Comparison::greater:
      return {greater, less || equal};
    case Comparison::greater_equal:
      return {greater || equal, less};
  }
  return {true, true};
}

Outcomes compare_ranges(Comparison op, const Interval& a, const Interval& b) {
  if (must_be_equal(a, b)) return outcomes(op, false, true, false);
  return outcomes(op, may_be_less(a, b), may_be_equal(a, b), may_be_less(b, a));
}

// Amounts compare in any currency that both are stated in, and on which side of nothing they lie in any; one
// that settles it is enough. What has no currency, as nothing has none, compares with all.
Outcomes compare_amounts(Comparison op, const Amount& a, const Amount& b) {
  for (const auto& [currency, left] : a) {
    for (const auto& [other, right] : b) {
      const bool comparable = currency == other || currency.empty() || other.empty();
      for (const auto& [first, second] : {std::pair(comparable ? left : abroad(left), right),
                                          std::pair(left, comparable ? right : abroad(right))}) {
        const Outcomes found = compare_ranges(op, first, second);
        if (!(found.yes && found.no)) return found;
      }
    }
  }
  return {true, true};
}

bool lies_in(const std::string& code, const std::string& group, const Value& a, const Value& b) {
  if (code == group) return true;
  const model::Domain* domain = a.domain ? a.domain : b.domain;
  return domain && domain->lies_in(code, group);
}

Outcomes compare_items(Comparison op, const Value& a, const Value& b) {
  const model::Domain* domain = a.domain ? a.domain : b.domain;
  const bool equality = op == Comparison::equal || op == Comparison::not_equal;
  if (equality && (a.open || b.open)) return {true, true};
  auto candidates = [&](const Value& value) {
    if (!value.open) return value.possible;
    std::set<std::string> all;
    for (const model::Code& code : domain->codes) all.insert(code.id);
    return all;
  };
  Outcomes result;
  if (!domain && !equality) return {true, true};
  for (const std::string& left : candidates(a)) {
    for (const std::string& right : candidates(b)) {
      Outcomes found;
      if (equality) {
        found = outcomes(op, left != right, left == right, false);
      } else {
        const auto x = domain->index.find(left), y = domain->index.find(right);
        if (x == domain->index.end() || y == domain->index.end()) continue;
        found = outcomes(op, x->second<y->second, x->second == y->second, x->second> y->second);
      }
      result.yes = result.yes || found.yes;
      result.no = result.no || found.no;
    }
  }
  return result;
}

// What is not known at all is taken for a value of the other side's kind.
Value like(const Value& value, const Value& other) {
  if (value.kind != Value::Kind::nothing || !value.may_apply) return value;
  Value result = nothing_known(other.kind);
  result.many = value.many;
  return result;
}

// The answer where both sides apply; false is possible, too, where one of them may not.
template <class Test>
Truth where_applicable(const Value& a, const Value& b, const Test& test) {
  if (!a.may_apply || !b.may_apply) return Truth::false_value;
  if (a.kind == Value::Kind::nothing && b.kind == Value::Kind::nothing) return Truth::unknown;
  const Value left = like(a, b), right = like(b, a);
  const Truth truth = test(left, right);
  return truth == Truth::true_value && (left.may_not_apply || right.may_not_apply) ? Truth::unknown : truth;
}

}  // namespace

Truth compare(Comparison op, const Value& one, const Value& other) {
  return where_applicable(one, other, [&](const Value& a, const Value& b) {
    Outcomes result;
    switch (a.kind) {
      case Value::Kind::truth:
        if (a.truth == Truth::unknown || b.truth == Truth::unknown) return Truth::unknown;
        return base::truth_of((a.truth == b.truth) == (op == Comparison::equal));
      case Value::Kind::number:
        for (const Amount& left : a.amounts) {
          for (const Amount& right : b.amounts) {
            const Outcomes found = compare_amounts(op, left, right);
            result.yes = result.yes || found.yes;
            result.no = result.no || found.no;
          }
        }
        return result.truth();
      case Value::Kind::date: {
        const bool same = a.low == a.high && b.low == b.high && a.low == b.low;
        result = outcomes(op, a.low < b.high && !same, a.low <= b.high && b.low <= a.high,
                          b.low < a.high && !same);
        const auto any_day = [](const Value& day) { return day.low.is_beginning() && day.high.is_never(); };
        const bool holds = result.truth() == Truth::true_value;
        return holds && (any_day(a) || any_day(b)) ? Truth::unknown : result.truth();
      }
      case Value::Kind::items:
        return compare_items(op, a, b).truth();
      case Value::Kind::nothing:
        break;
    }
    return Truth::unknown;
  });
}

namespace {

Truth belongs(const Value& item, const Value& set) {
  if (!set.open && set.possible.empty()) return Truth::false_value;
  if (item.open) return Truth::unknown;
  Outcomes result;
  for (const std::string& candidate : item.possible) {
    auto holds = [&](const std::string& member) { return lies_in(candidate, member, item, set); };
    const bool certainly = std::any_of(set.certain.begin(), set.certain.end(), holds);
    const bool possibly = set.open || std::any_of(set.possible.begin(), set.possible.end(), holds);
    result.yes = result.yes || possibly;
    result.no = result.no || !certainly;
  }
  return result.truth();
}

}  // namespace

Truth is_in(const Value& item, const Value& set) {
  return where_applicable(item, set, belongs);
}

Truth is_not_in(const Value& item, const Value& set) {
  return where_applicable(item, set,
                          [](const Value& a, const Value& b) { return base::truth_not(belongs(a, b)); });
}

Truth overlaps(const Value& one, const Value& other) {
  return where_applicable(one, other, [](const Value& left, const Value& right) {
    auto any_pair = [&](const std::set<std::string>& from, const std::set<std::string>& to) {
      for (const std::string& a : from) {
        for (const std::string& b : to) {
          if (lies_in(a, b, left, right)) return true;
        }
      }
      return false;
    };
    if (any_pair(left.certain, right.certain)) return Truth::true_value;
    const bool left_empty = !left.open && left.possible.empty();
    const bool right_empty = !right.open && right.possible.empty();
    if (left_empty || right_empty) return Truth::false_value;
    const bool possible = left.open || right.open || any_pair(left.possible, right.possible);
    return possible ? Truth::unknown : Truth::false_value;
  });
}

Truth is_within(const Value& inner, const Value& outer) {
  return where_applicable(inner, outer, [](const Value& left, const Value& right) {
    auto inside = [&](const std::string& member, const std::set<std::string>& whole) {
      return std::any_of(whole.begin(), whole.end(),
                         [&](const std::string& group) { return lies_in(member, group, left, right); });
    };
    for (const std::string& member : left.certain) {
      if (!right.open && !inside(member, right.possible)) return Truth::false_value;
    }
    if (left.open) return Truth::unknown;
    for (const std::string& member : left.possible) {
      if (!inside(member, right.certain)) return Truth::unknown;
    }
    return Truth::true_value;
  });
}

Truth contains(const Value& whole, const Value& one) {
  return where_applicable(whole, one, [](const Value& set, const Value& item) {
    if (!set.open && set.possible.empty()) return Truth::false_value;
    if (item.open) return Truth::unknown;
    Outcomes result;
    for (const std::string& candidate : item.possible) {
      auto holds = [&](const std::string& member) { return lies_in(member, candidate, set, item); };
      const bool certainly = std::any_of(set.certain.begin(), set.certain.end(), holds);
      const bool possibly = set.open || std::any_of(set.possible.begin(), set.possible.end(), holds);
      result.yes = result.yes || possibly;
      result.no = result.no || !certainly;
    }
    return result.truth();
  });
}

Truth contains_at_least(const Value& whole, const Value& members, std::int64_t count) {
  return where_applicable(whole, members, [&](const Value& set, const Value& wanted) {
    std::int64_t certain = 0, possible = 0;
    for (const std::string& member : wanted.possible) {
      auto holds = [&](const std::string& item) { return lies_in(item, member, set, wanted); };
      if (wanted.certain.contains(member) && std::any_of(set.certain.begin(), set.certain.end(), holds))
        ++certain;
      if (set.open || std::any_of(set.possible.begin(), set.possible.end(), holds)) ++possible;
    }
    if (certain >= count) return Truth::true_value;
    return wanted.open || possible >= count ? Truth::unknown : Truth::false_value;
  });
}

}  // namespace weir::reference
