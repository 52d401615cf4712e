#include <algorithm>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Date;
using base::Rational;
using plan::Op;

namespace {

constexpr std::size_t most_candidates = 16;

// One end of a range. Not `has`: without limit on this side.
struct End {
  Rational value;
  bool has = false, open = false;
};

End low_of(const Bounds& bounds) {
  return {bounds.low, bounds.has_low, bounds.low_open};
}
End high_of(const Bounds& bounds) {
  return {bounds.high, bounds.has_high, bounds.high_open};
}

// What does not fit into 64 bits has no end: unknown with the reason overflow.
End plus(const End& a, const End& b) {
  const auto sum = a.has && b.has ? Rational::add(a.value, b.value) : std::nullopt;
  return {sum.value_or(Rational()), sum.has_value(), a.open || b.open};
}
End minus(const End& a, const End& b) {
  const auto difference = a.has && b.has ? Rational::subtract(a.value, b.value) : std::nullopt;
  return {difference.value_or(Rational()), difference.has_value(), a.open || b.open};
}

Bounds range(const End& low, const End& high) {
  Bounds bounds;
  bounds.low = low.value;
  bounds.has_low = low.has;
  bounds.low_open = low.has && low.open;
  bounds.high = high.value;
  bounds.has_high = high.has;
  bounds.high_open = high.has && high.open;
  return bounds;
}

bool not_negative(const Bounds& bounds) {
  return bounds.has_low && Rational(0) <= bounds.low;
}

End times(const End& a, const End& b) {
  // A closed zero takes the other side's openness away, and its lack of an end.
  if ((a.has && a.value == Rational(0) && !a.open) || (b.has && b.value == Rational(0) && !b.open))
    return {Rational(0), true, false};
  const auto product = a.has && b.has ? Rational::multiply(a.value, b.value) : std::nullopt;
  return {product.value_or(Rational()), product.has_value(), a.open || b.open};
}

Bounds multiply(const Bounds& a, const Bounds& b) {
  if (not_negative(a) && not_negative(b))
    return range(times(low_of(a), low_of(b)), times(high_of(a), high_of(b)));
  if (!a.has_low || !a.has_high || !b.has_low || !b.has_high) return {};
  std::optional<Rational> least, most;
  for (const Rational& x : {a.low, a.high}) {
    for (const Rational& y : {b.low, b.high}) {
      const auto product = Rational::multiply(x, y);
      if (!product) return {};
      if (!least || *product < *least) least = product;
      if (!most || *most < *product) most = product;
    }
  }
  return range({*least, true, false}, {*most, true, false});
}

Bounds divide(const Bounds& a, const Bounds& b) {
  const bool positive = b.has_low && (Rational(0) < b.low || (b.low == Rational(0) && b.low_open));
  if (!positive || !not_negative(a)) return {};
  End low{Rational(0), true, false}, high;
  if (b.has_high) {
    const auto least = Rational::divide(a.low, b.high);
    low = {least.value_or(Rational()), least.has_value(), a.low_open || b.high_open};
    if (a.low == Rational(0) && !a.low_open) low.open = false;
  }
  if (a.has_high && Rational(0) < b.low) {
    const auto most = Rational::divide(a.high, b.low);
    high = {most.value_or(Rational()), most.has_value(), a.high_open || b.low_open};
  }
  return range(low, high);
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

Bounds hull(std::span<const Bounds> candidates) {
  if (candidates.empty()) return {};
  Bounds result = candidates.front();
  for (const Bounds& next : candidates.subspan(1)) {
    if (next.currency != result.currency) {
      if (next.group == candidates.front().group) continue;  // another name of the same amount
      return {};
    }
    if (!next.has_low) result.has_low = false;
    if (!next.has_high) result.has_high = false;
    if (result.has_low && (next.low < result.low || (next.low == result.low && !next.low_open)))
      result.low = next.low, result.low_open = next.low_open;
    if (result.has_high && (result.high < next.high || (next.high == result.high && !next.high_open)))
      result.high = next.high, result.high_open = next.high_open;
  }
  result.group = 0;
  return result;
}

std::vector<Bounds> calculate(Op op, std::span<const Bounds> a, std::span<const Bounds> b) {
  std::vector<Bounds> results;
  std::uint32_t group = 0;
  for (std::span<const Bounds> rest_a = a; !rest_a.empty();) {
    const std::span<const Bounds> left = next_group(rest_a);
    for (std::span<const Bounds> rest_b = b; !rest_b.empty();) {
      const std::span<const Bounds> right = next_group(rest_b);
      bool any = false;
      for (const Bounds& x : left) {
        for (const Bounds& y : right) {
          const auto currency = currency_of(op, x, y);
          if (!currency) continue;
          Bounds result = one(op, x, y);
          result.currency = *currency;
          result.group = group;
          results.push_back(result);
          any = true;
        }
      }
      if (!any) {
        results.emplace_back();
        results.back().group = group;
      }
      ++group;
    }
  }
  if (group <= most_candidates) return results;
  return {hull(results)};
}

Column arithmetic_kernel(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::number);
  const Op op = frame.node.op;
  const bool extreme = op == Op::greatest || op == Op::least;
  for (std::size_t r = 0; r < frame.rows; ++r) {
    if (op == Op::days_between) {
      const Column& later = *frame.inputs[0];
      const Column& earlier = *frame.inputs[1];
      const auto difference = [](std::int32_t to, std::int32_t from) -> End {
        if (Date{to}.is_never() || Date{to}.is_beginning() || Date{from}.is_never() ||
            Date{from}.is_beginning())
          return {};
        return {Rational(static_cast<std::int64_t>(to) - from), true, false};
      };
      const bool applies =
          later.applies[r] != Applies::not_at_all && earlier.applies[r] != Applies::not_at_all;
      if (applies) {
        out.push_number(
            {range(difference(later.low[r], earlier.high[r]), difference(later.high[r], earlier.low[r]))},
            std::max(later.applies[r], earlier.applies[r]));
      } else {
        out.push_number({}, Applies::not_at_all);
      }
      continue;
    }
    std::vector<Bounds> result;
    Applies applies = extreme ? Applies::not_at_all : Applies::certainly;
    for (const Column* in : frame.inputs) {
      const Applies here = in->applies[r];
      if (here == Applies::not_at_all) {
        // What does not apply is never the greatest; a sum or product with it does not apply either.
        if (extreme) continue;
        applies = Applies::not_at_all;
        break;
      }
      const Candidates values = in->candidates(r);
      if (in == frame.inputs.front() || (extreme && applies == Applies::not_at_all)) {
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
      result = all.size() > most_candidates ? std::vector<Bounds>{hull(all)} : std::move(all);
    }
    if (applies == Applies::not_at_all) result.clear();
    out.push_number(result, applies);
  }
  return out;
}

}  // namespace weir::evaluate
