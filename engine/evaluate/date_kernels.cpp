#include <algorithm>
#include <optional>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Date;
using base::Truth;
using plan::Op;

Touched touched_versions(const std::vector<plan::VersionRange>& versions, const Column& law, std::size_t row,
                         Date as_of) {
  const bool applies = law.applies[row] == Applies::certainly;
  const Date low = applies ? Date{law.low[row]} : Date::beginning();
  const Date high = applies ? Date{law.high[row]} : Date::never();
  const auto counts = [&](std::size_t version) { return versions[version].enacted <= as_of; };
  Touched touched;
  std::int64_t next = low.days;  // the first day that is not known to have law
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const plan::VersionRange& version = versions[i];
    if (high < version.first || !counts(i)) continue;
    std::size_t later = i + 1;
    while (later < versions.size() && !counts(later)) ++later;
    const bool newest = later == versions.size();
    Date last = newest && version.last >= as_of ? Date::never() : version.last;
    if (!newest) last = std::min(last, Date{versions[later].first.days - 1});
    if (low > last) continue;
    touched.versions.push_back(i);
    if (version.first.days <= next) next = last.days + std::int64_t{1};
  }
  touched.complete = next > high.days;
  return touched;
}

namespace {

Truth compare_days(Op op, Date a_low, Date a_high, Date b_low, Date b_high) {
  switch (op) {
    case Op::date_less:
      if (a_high < b_low) return Truth::true_value;
      return a_low >= b_high ? Truth::false_value : Truth::unknown;
    case Op::date_less_equal:
      if (a_high <= b_low) return Truth::true_value;
      return a_low > b_high ? Truth::false_value : Truth::unknown;
    default: {
      if (a_high < b_low || b_high < a_low) return Truth::false_value;
      const bool points = a_low == a_high && b_low == b_high;
      return points ? Truth::true_value : Truth::unknown;
    }
  }
}

Truth in_force(const plan::Node& node, Date low, Date high, Date as_of) {
  const plan::VersionRange& range = node.versions[0];
  if (range.enacted > as_of) return Truth::false_value;
  const Date last = range.last >= as_of ? Date::never() : range.last;
  if (low >= range.first && high <= last) return Truth::true_value;
  return high < range.first || low > last ? Truth::false_value : Truth::unknown;
}

// Law without a first and a last day is law whatever its date, and where its date does not apply.
bool always(const plan::Node& node, Date as_of) {
  const plan::VersionRange& range = node.versions[0];
  return range.enacted <= as_of && range.first.is_beginning() && range.last.is_never();
}

Column comparison(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::truth);
  const Column& a = *frame.inputs[0];
  const Column& b = *frame.inputs[1];
  const bool is_law = frame.node.op == Op::in_force;
  if (is_law && std::ranges::all_of(b.low, [&](std::int32_t day) { return always(frame.node, Date{day}); })) {
    out.is_true.set_all(frame.rows);
    return out;
  }
  for (std::size_t r = 0; r < frame.rows; ++r) {
    if (is_law && always(frame.node, Date{b.low[r]})) {
      out.set_truth(r, Truth::true_value);
      continue;
    }
    if (a.applies[r] == Applies::not_at_all || b.applies[r] == Applies::not_at_all) {
      out.set_truth(r, Truth::false_value);
      continue;
    }
    Truth truth = is_law ? in_force(frame.node, Date{a.low[r]}, Date{a.high[r]}, Date{b.low[r]})
                         : compare_days(frame.node.op, Date{a.low[r]}, Date{a.high[r]}, Date{b.low[r]},
                                        Date{b.high[r]});
    if (frame.node.op == Op::date_not_equal) truth = base::truth_not(truth);
    // A day of which nothing is known may not even apply, and then no comparison holds.
    const bool open = !is_law && (a.nothing_known(r) || b.nothing_known(r));
    const bool perhaps = open || a.applies[r] == Applies::perhaps || b.applies[r] == Applies::perhaps;
    if (perhaps && truth == Truth::true_value) truth = Truth::unknown;
    out.set_truth(r, truth);
  }
  return out;
}

// The first or last of the days that apply. A day that may not apply stretches the range and does not bound
// it.
Column extreme(const Frame& frame) {
  const bool earliest = frame.node.op == Op::earliest;
  auto first_of = [earliest](std::int32_t a, std::int32_t b) {
    return earliest ? std::min(a, b) : std::max(a, b);
  };
  auto last_of = [earliest](std::int32_t a, std::int32_t b) {
    return earliest ? std::max(a, b) : std::min(a, b);
  };
  Column out = frame.column(plan::ColumnKind::date);
  for (std::size_t r = 0; r < frame.rows; ++r) {
    std::optional<std::int32_t> near, far, doubtful_far;  // the ends of the range, seen from the extreme
    for (const Column* in : frame.inputs) {
      if (in->applies[r] == Applies::not_at_all) continue;
      const std::int32_t in_near = earliest ? in->low[r] : in->high[r];
      const std::int32_t in_far = earliest ? in->high[r] : in->low[r];
      near = near ? first_of(*near, in_near) : in_near;
      if (in->applies[r] == Applies::certainly) {
        far = far ? first_of(*far, in_far) : in_far;
      } else {
        doubtful_far = doubtful_far ? last_of(*doubtful_far, in_far) : in_far;
      }
    }
    out.applies[r] = far ? Applies::certainly : near ? Applies::perhaps : Applies::not_at_all;
    if (!near) continue;
    const std::int32_t end = far ? *far : *doubtful_far;
    out.low[r] = earliest ? *near : end;
    out.high[r] = earliest ? end : *near;
  }
  return out;
}

}  // namespace

base::Date countable(base::Date day) {
  static const base::Date first = *base::Date::make(1000, 1, 1), last = *base::Date::make(9999, 12, 31);
  if (day.is_beginning()) return {first.days - 1};
  return day.is_never() ? base::Date{last.days + 1} : day;
}

Column date_kernel(const Frame& frame) {
  const plan::Node& node = frame.node;
  switch (node.op) {
    case Op::offset: {
      Column out = frame.column(plan::ColumnKind::date);
      const Column& in = *frame.inputs[0];
      auto shift = [&](std::int32_t day) {
        const Date moved = base::add(Date{day}, node.number.numerator(), node.unit);
        return moved.is_never() || moved.is_beginning() ? moved.days
                                                        : moved.days + static_cast<std::int32_t>(node.count);
      };
      for (std::size_t r = 0; r < frame.rows; ++r) {
        out.low[r] = shift(in.low[r]);
        out.high[r] = shift(in.high[r]);
        out.applies[r] = in.applies[r];
      }
      return out;
    }
    case Op::earliest:
    case Op::latest:
      return extreme(frame);
    case Op::year: {
      Column out = frame.column(plan::ColumnKind::number);
      for (std::size_t r = 0; r < frame.rows; ++r) {
        const Date low{frame.inputs[0]->low[r]}, high{frame.inputs[0]->high[r]};
        Bounds bounds;
        bounds.has_low = !low.is_beginning();
        bounds.has_high = !high.is_never();
        if (bounds.has_low) bounds.low = base::Rational(countable(low).year());
        if (bounds.has_high) bounds.high = base::Rational(countable(high).year());
        out.push_number({bounds}, frame.inputs[0]->applies[r]);
      }
      return out;
    }
    default:
      return comparison(frame);
  }
}

}  // namespace weir::evaluate
