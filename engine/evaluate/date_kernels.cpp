#include <algorithm>
#include <limits>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Date;
using base::Truth;
using plan::Op;

std::vector<std::size_t> touched_versions(const std::vector<plan::VersionRange>& versions, Date low,
                                          Date high, Date as_of) {
  std::vector<std::size_t> touched;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (versions[i].enacted > as_of) continue;
    const bool successor =
        std::any_of(versions.begin(), versions.end(), [&](const plan::VersionRange& other) {
          return other.enacted <= as_of && other.first > versions[i].first;
        });
    const Date last = !successor && versions[i].last >= as_of ? Date::never() : versions[i].last;
    if (low <= last && high >= versions[i].first) touched.push_back(i);
  }
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

Column comparison(const Frame& frame) {
  Column out = Column::of(plan::ColumnKind::truth, frame.rows);
  const Column& a = *frame.inputs[0];
  const Column& b = *frame.inputs[1];
  for (std::size_t r = 0; r < frame.rows; ++r) {
    if (a.applies[r] == Applies::not_at_all || b.applies[r] == Applies::not_at_all) {
      out.set_truth(r, Truth::false_value);
      continue;
    }
    Truth truth =
        frame.node.op == Op::in_force
            ? in_force(frame.node, Date{a.low[r]}, Date{a.high[r]}, Date{b.low[r]})
            : compare_days(frame.node.op, Date{a.low[r]}, Date{a.high[r]}, Date{b.low[r]}, Date{b.high[r]});
    if (frame.node.op == Op::date_not_equal) truth = base::truth_not(truth);
    const bool perhaps = a.applies[r] == Applies::perhaps || b.applies[r] == Applies::perhaps;
    if (perhaps && truth == Truth::true_value) truth = Truth::unknown;
    out.set_truth(r, truth);
  }
  return out;
}

}  // namespace

Column date_kernel(const Frame& frame) {
  const plan::Node& node = frame.node;
  switch (node.op) {
    case Op::offset: {
      Column out = Column::of(plan::ColumnKind::date, frame.rows);
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
    case Op::latest: {
      Column out = Column::of(plan::ColumnKind::date, frame.rows);
      for (std::size_t r = 0; r < frame.rows; ++r) {
        const bool earliest = node.op == Op::earliest;
        std::int32_t low =
            earliest ? std::numeric_limits<std::int32_t>::max() : std::numeric_limits<std::int32_t>::min();
        std::int32_t high = low;
        for (const Column* in : frame.inputs) {
          if (in->applies[r] == Applies::not_at_all) continue;
          low = earliest ? std::min(low, in->low[r]) : std::max(low, in->low[r]);
          high = earliest ? std::min(high, in->high[r]) : std::max(high, in->high[r]);
        }
        out.low[r] = low;
        out.high[r] = high;
      }
      return out;
    }
    case Op::year: {
      Column out = Column::of(plan::ColumnKind::number, frame.rows);
      for (std::size_t r = 0; r < frame.rows; ++r) {
        const Date low{frame.inputs[0]->low[r]}, high{frame.inputs[0]->high[r]};
        Bounds bounds;
        bounds.has_low = !low.is_beginning() && !low.is_never();
        bounds.has_high = !high.is_beginning() && !high.is_never();
        if (bounds.has_low) bounds.low = base::Rational(low.year());
        if (bounds.has_high) bounds.high = base::Rational(high.year());
        out.push_number({bounds}, frame.inputs[0]->applies[r]);
      }
      return out;
    }
    default:
      return comparison(frame);
  }
}

}  // namespace weir::evaluate
