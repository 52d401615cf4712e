#include <algorithm>
#include <optional>

#include "evaluate/ends.hpp"
#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Date;
using base::Rational;
using plan::Op;

namespace {

constexpr std::size_t most_candidates = 16;

// What does not fit into 64 bits has no end: unknown with the reason overflow.
End plus(const End& a, const End& b) {
  const auto sum = a.has && b.has ? Rational::add(a.value, b.value) : std::nullopt;
  return {sum.value_or(Rational()), sum.has_value(), a.open || b.open};
}
End minus(const End& a, const End& b) {
  const auto difference = a.has && b.has ? Rational::subtract(a.value, b.value) : std::nullopt;
  return {difference.value_or(Rational()), difference.has_value(), a.open || b.open};
}

int sign(const Rational& value) {
  return value < Rational(0) ? -1 : Rational(0) < value ? 1 : 0;
}

bool is_zero(const End& a) {
  return a.has && a.value == Rational(0) && !a.open;
}

// A corner of a product: -1 or 1 where it lies beyond all numbers, 0 where it is `end`.
struct Corner {
  End end;
  int beyond = 0;
};

// `a_side` and `b_side` are -1 for low ends and 1 for high ends: where an end is not there lies beyond all
// numbers on that side. An excluded zero stands for the sign of the values next to it.
std::optional<Corner> corner(const End& a, int a_side, const End& b, int b_side) {
  // A closed zero takes the other side's openness away, and its lack of an end.
  if (is_zero(a) || is_zero(b)) return Corner{{Rational(0), true, false}, 0};
  const auto direction = [](const End& end, int side) {
    if (!end.has) return side;
    return end.value == Rational(0) ? -side : sign(end.value);
  };
  if (!a.has || !b.has) return Corner{{}, direction(a, a_side) * direction(b, b_side)};
  const auto product = Rational::multiply(a.value, b.value);
  if (!product) return std::nullopt;
  return Corner{{*product, true, a.open || b.open}, 0};
}

Bounds multiply(const Bounds& a, const Bounds& b) {
  std::optional<Corner> least, most;
  for (const int a_side : {-1, 1}) {
    for (const int b_side : {-1, 1}) {
      const auto here =
          corner(a_side < 0 ? low_of(a) : high_of(a), a_side, b_side < 0 ? low_of(b) : high_of(b), b_side);
      if (!here) return {};  // too large to keep
      const auto below = [](const Corner& x, const Corner& y) {
        if (x.beyond != y.beyond) return x.beyond < y.beyond;
        return x.beyond == 0 && x.end.value < y.end.value;
      };
      // Of equal corners one that is reached counts.
      const auto same = [&](const Corner& x, const Corner& y) { return !below(x, y) && !below(y, x); };
      if (!least || below(*here, *least) || (same(*here, *least) && !here->end.open)) least = here;
      if (!most || below(*most, *here) || (same(*here, *most) && !here->end.open)) most = here;
    }
  }
  return range(least->end, most->end);
}

Bounds divide(const Bounds& a, const Bounds& b) {
  const bool positive = b.has_low && (Rational(0) < b.low || (b.low == Rational(0) && b.low_open));
  if (!positive) return {};
  // One divided by the divisor: near nothing where that has no end, without end where it comes near nothing.
  End low{Rational(0), true, true}, high;
  if (b.has_high) {
    const auto least = Rational::divide(Rational(1), b.high);
    if (!least) return {};
    low = {*least, true, b.high_open};
  }
  if (Rational(0) < b.low) {
    const auto most = Rational::divide(Rational(1), b.low);
    if (!most) return {};
    high = {*most, true, b.low_open};
  }
  return multiply(a, range(low, high));
}

// The higher of two low ends, of two high ends, and so on; an end that is not there lies beyond all others.
End higher(const End& a, const End& b) {
  if (a.value == b.value) return {a.value, true, a.open && b.open};
  return a.value < b.value ? b : a;
}
End lower(const End& a, const End& b) {
  if (a.value == b.value) return {a.value, true, a.open && b.open};
  return a.value < b.value ? a : b;
}

Bounds extreme(Op op, const Bounds& a, const Bounds& b) {
  const bool greatest = op == Op::greatest;
  End low, high;
  if (a.has_low && b.has_low) {
    low = greatest ? higher(low_of(a), low_of(b)) : lower(low_of(a), low_of(b));
    if (greatest && a.low == b.low) low.open = a.low_open || b.low_open;
  } else if (greatest) {
    low = a.has_low ? low_of(a) : low_of(b);
  }
  if (a.has_high && b.has_high) {
    high = greatest ? higher(high_of(a), high_of(b)) : lower(high_of(a), high_of(b));
    if (!greatest && a.high == b.high) high.open = a.high_open || b.high_open;
  } else if (!greatest) {
    high = a.has_high ? high_of(a) : high_of(b);
  }
  return range(low, high);
}

Bounds one(Op op, const Bounds& a, const Bounds& b) {
  switch (op) {
    case Op::add:
      return range(plus(low_of(a), low_of(b)), plus(high_of(a), high_of(b)));
    case Op::subtract:
      return range(minus(low_of(a), high_of(b)), minus(high_of(a), low_of(b)));
    case Op::multiply:
      return multiply(a, b);
    case Op::divide:
      return divide(a, b);
    default:
      return extreme(op, a, b);
  }
}

// The currency of a result; none where two currencies meet that nobody has stated a rate for.
std::optional<std::int32_t> currency_of(Op op, const Bounds& a, const Bounds& b) {
  if (op == Op::divide && b.currency >= 0) {
    if (a.currency != b.currency) return std::nullopt;
    return -1;
  }
  if (a.currency < 0 || a.currency == b.currency) return b.currency;
  if (b.currency < 0) return a.currency;
  return std::nullopt;
}

std::span<const Bounds> next_group(std::span<const Bounds>& rest) {
  std::size_t size = 1;
  while (size < rest.size() && rest[size].group == rest.front().group) ++size;
  const std::span<const Bounds> group = rest.first(size);
  rest = rest.subspan(size);
  return group;
}

}  // namespace

Bounds abroad(const Bounds& amount) {
  const bool not_negative = amount.has_low && !(amount.low < Rational(0));
  return not_negative ? range({Rational(0), true, false}, {}) : Bounds{};
}

namespace {

// What two statements about one amount leave.
Bounds narrowed(const Bounds& a, const Bounds& b) {
  Bounds result = a;
  if (b.has_low && (!a.has_low || a.low < b.low || (a.low == b.low && b.low_open)))
    result.low = b.low, result.has_low = true, result.low_open = b.low_open;
  if (b.has_high && (!a.has_high || b.high < a.high || (a.high == b.high && b.high_open)))
    result.high = b.high, result.has_high = true, result.high_open = b.high_open;
  return result;
}

// What holds of an amount in one currency is added to what its other ranges say.
void add_equivalent(std::vector<Bounds>& amount, std::size_t first, const Bounds& more) {
  for (std::size_t i = first; i < amount.size(); ++i) {
    if (amount[i].currency != more.currency) continue;
    amount[i] = narrowed(amount[i], more);
    return;
  }
  amount.push_back(more);
}

}  // namespace

Bounds hull(std::span<const Bounds> candidates, std::int32_t currency) {
  std::optional<Bounds> result;
  while (!candidates.empty()) {
    Bounds here;
    for (const Bounds& piece : next_group(candidates)) {
      const bool stated = piece.currency == currency || piece.currency < 0 || currency < 0;
      here = narrowed(here, stated ? piece : abroad(piece));
    }
    if (!result) {
      result = here;
      continue;
    }
    if (!here.has_low) result->has_low = false;
    if (!here.has_high) result->has_high = false;
    if (result->has_low && (here.low < result->low || (here.low == result->low && !here.low_open)))
      result->low = here.low, result->low_open = here.low_open;
    if (result->has_high && (result->high < here.high || (result->high == here.high && !here.high_open)))
      result->high = here.high, result->high_open = here.high_open;
  }
  if (!result) return {};
  result->low_open = result->has_low && result->low_open;
  result->high_open = result->has_high && result->high_open;
  result->currency = currency;
  result->group = 0;
  return *result;
}

void add_currencies(std::span<const Bounds> candidates, std::set<std::int32_t>& currencies) {
  for (const Bounds& piece : candidates) {
    if (piece.currency >= 0) currencies.insert(piece.currency);
  }
}

namespace {

std::vector<Bounds> hulls(std::span<const Bounds> candidates) {
  std::set<std::int32_t> currencies;
  add_currencies(candidates, currencies);
  if (currencies.empty()) return {hull(candidates, -1)};
  std::vector<Bounds> result;
  for (const std::int32_t currency : currencies) result.push_back(hull(candidates, currency));
  return result;
}

}  // namespace

std::vector<Bounds> calculate(Op op, std::span<const Bounds> a, std::span<const Bounds> b) {
  std::vector<Bounds> results;
  std::uint32_t group = 0;
  for (std::span<const Bounds> rest_a = a; !rest_a.empty();) {
    const std::span<const Bounds> left = next_group(rest_a);
    for (std::span<const Bounds> rest_b = b; !rest_b.empty();) {
      const std::span<const Bounds> right = next_group(rest_b);
      const std::size_t first = results.size();
      const auto add = [&](const Bounds& x, const Bounds& y, std::int32_t currency) {
        Bounds result = one(op, x, y);
        result.currency = currency;
        result.group = group;
        add_equivalent(results, first, result);
      };
      for (const Bounds& x : left) {
        for (const Bounds& y : right) {
          if (const auto common = currency_of(op, x, y)) {
            add(x, y, *common);
          } else if (op != Op::divide) {
            add(x, abroad(y), x.currency);
            add(abroad(x), y, y.currency);
          }
        }
      }
      if (results.size() == first) {
        results.emplace_back();
        results.back().group = group;
      }
      ++group;
    }
  }
  return group <= most_candidates ? results : hulls(results);
}

namespace {

// A number of which nothing is known may not even apply. Only a product with nothing would hide it.
bool nothing_known(const Candidates& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const Bounds& piece) { return !piece.has_low && !piece.has_high; });
}

}  // namespace

Column arithmetic_kernel(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::number);
  const Op op = frame.node.op;
  const bool extreme = op == Op::greatest || op == Op::least;
  for (std::size_t r = 0; r < frame.rows; ++r) {
    if (op == Op::days_between) {
      const Column& later = *frame.inputs[0];
      const Column& earlier = *frame.inputs[1];
      const auto difference = [](Date to, Date from) -> End {
        return {Rational(static_cast<std::int64_t>(countable(to).days) - countable(from).days), true, false};
      };
      const auto least = [&](Date to, Date from) {
        return to.is_beginning() || from.is_never() ? End{} : difference(to, from);
      };
      const auto most = [&](Date to, Date from) {
        return to.is_never() || from.is_beginning() ? End{} : difference(to, from);
      };
      const bool applies =
          later.applies[r] != Applies::not_at_all && earlier.applies[r] != Applies::not_at_all;
      if (applies) {
        out.push_number({range(least(Date{later.low[r]}, Date{earlier.high[r]}),
                               most(Date{later.high[r]}, Date{earlier.low[r]}))},
                        std::max(later.applies[r], earlier.applies[r]));
      } else {
        out.push_number({}, Applies::not_at_all);
      }
      continue;
    }
    std::vector<Bounds> result;
    Applies applies = extreme ? Applies::not_at_all : Applies::certainly;
    for (std::size_t i = 0; i < frame.inputs.size(); ++i) {
      // Two inputs may be one node: `x + x`.
      const Column* in = frame.inputs[i];
      Applies here = in->applies[r];
      if (here == Applies::not_at_all) {
        // What does not apply is never the greatest; a sum or product with it does not apply either.
        if (extreme) continue;
        applies = Applies::not_at_all;
        break;
      }
      const Candidates values = in->candidates(r);
      if (op == Op::multiply && nothing_known(values)) here = Applies::perhaps;
      if (i == 0 || (extreme && applies == Applies::not_at_all)) {
        result.assign(values.begin(), values.end());
        applies = here;
        continue;
      }
      std::vector<Bounds> both = calculate(op, result, values);
      if (!extreme) {
        applies = std::max(applies, here);
        result = std::move(both);
        continue;
      }
      // Either side may turn out not to apply, and then the other stands alone.
      std::vector<Bounds> all = both;
      const auto add = [&](std::span<const Bounds> more) {
        const std::uint32_t group = all.empty() ? 0 : all.back().group + 1;
        for (Bounds piece : more) {
          piece.group += group;
          all.push_back(piece);
        }
      };
      if (here == Applies::perhaps) add(result);
      if (applies == Applies::perhaps) add(values);
      if (here == Applies::certainly) applies = here;
      result = all.size() > most_candidates ? hulls(all) : std::move(all);
    }
    if (applies == Applies::not_at_all) result.clear();
    out.push_number(result, applies);
  }
  return out;
}

}  // namespace weir::evaluate
