#include <algorithm>
#include <optional>
#include <set>

#include "evaluate/ends.hpp"
#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Date;
using base::Rational;
using base::Truth;
using plan::ColumnKind;
using plan::Op;

namespace {

// The rows of a list below one parent row.
struct Group {
  std::uint32_t first, last;
  bool open;
};

Truth some(const Column& truth, const Group& group) {
  bool perhaps = group.open;
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    const Truth here = truth.truth(r);
    if (here == Truth::true_value) return Truth::true_value;
    perhaps = perhaps || here == Truth::unknown;
  }
  return perhaps ? Truth::unknown : Truth::false_value;
}

Bounds count(const Column& selected, const Group& group) {
  std::int64_t certain = 0, possible = 0;
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    certain += selected.truth(r) == Truth::true_value ? 1 : 0;
    possible += selected.truth(r) != Truth::false_value ? 1 : 0;
  }
  Bounds bounds;
  bounds.has_low = true;
  bounds.low = Rational(certain);
  bounds.has_high = !group.open;
  bounds.high = Rational(possible);
  return bounds;
}

// The share of the rows that are selected; none where there certainly are no rows.
void push_portion(Column& out, const Column& present, const Column& selected, const Group& group) {
  std::int64_t yes = 0, no = 0, unsure = 0, perhaps_no = 0, perhaps_unsure = 0;
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    // A named list leaves rows out; they are none of those that the portion is of.
    if (present.truth(r) == Truth::false_value) continue;
    // `selected` is `present` and the filter: of a row that may be absent it is never true.
    const bool there = present.truth(r) == Truth::true_value;
    const Truth in = selected.truth(r);
    if (there) {
      (in == Truth::true_value ? yes : in == Truth::false_value ? no : unsure) += 1;
    } else if (in == Truth::false_value) {
      ++perhaps_no;
    } else {
      ++perhaps_unsure;
    }
  }
  const std::int64_t certain = yes + no + unsure;
  const std::int64_t perhaps = perhaps_no + perhaps_unsure;
  Bounds bounds;
  bounds.has_low = bounds.has_high = true;
  bounds.low = Rational(0);
  bounds.high = Rational(1);
  // Of ever more rows the portion comes near to nothing, or to all, but never there.
  bounds.low_open = group.open && yes > 0;
  bounds.high_open = group.open && no > 0;
  if (!group.open) {
    if (certain + perhaps == 0) return out.push_number({}, Applies::not_at_all);
    const std::int64_t most_rows = certain + perhaps;
    if (yes > 0) bounds.low = *Rational::make(yes, most_rows);
    if (certain + perhaps_unsure == 0) {
      bounds.high = Rational(0);
    } else {
      const std::int64_t most_yes = yes + unsure + perhaps_unsure;
      bounds.high = most_yes + no == 0 ? Rational(0) : *Rational::make(most_yes, most_yes + no);
    }
    if (no == 0 && unsure == 0 && perhaps_no == 0 && perhaps_unsure == 0) bounds.low = Rational(1);
  }
  out.push_number({bounds}, certain == 0 ? Applies::perhaps : Applies::certainly);
}

enum class Signs : std::uint8_t { not_negative, any };

// What a case states of an amount is no less than nothing; a difference can be.
Signs signs_of(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node& node = plan.node(id);
  if (node.op == Op::subtract || node.op == Op::days_between) return Signs::any;
  for (const plan::NodeId input : node.inputs) {
    if (plan.node(input).kind == ColumnKind::number && signs_of(plan, input) == Signs::any) return Signs::any;
  }
  return Signs::not_negative;
}

// Amounts on the selected rows, added up.
void push_sum(Column& out, const Column& term, const Column& selected, const Group& group, Signs signs) {
  const bool signed_terms = signs == Signs::any;
  std::vector<Bounds> sum = {Bounds::exactly(Rational(0))};
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    const Truth in = selected.truth(r);
    if (in == Truth::false_value || term.applies[r] == Applies::not_at_all) continue;
    const Candidates stated = term.candidates(r);
    std::vector<Bounds> here(stated.begin(), stated.end());
    const bool perhaps = in == Truth::unknown || term.applies[r] == Applies::perhaps;
    for (Bounds& piece : here) {
      if (!piece.has_low && !signed_terms) {
        piece.has_low = true;
        piece.low = Rational(0);
      }
      if (!perhaps) continue;
      if (piece.has_low && Rational(0) <= piece.low) {
        piece.low = Rational(0);
        piece.low_open = false;
      }
      if (piece.has_high && piece.high <= Rational(0)) {
        piece.high = Rational(0);
        piece.high_open = false;
      }
    }
    sum = calculate(Op::add, sum, here);
  }
  for (Bounds& piece : sum) {
    if (!group.open) continue;
    piece.has_high = false;
    if (signed_terms) piece.has_low = false;
  }
  out.push_number(sum, Applies::certainly);
}

// Over 5 lies above from 5, and beyond all numbers above both.
bool low_lies_below(const End& a, const End& b) {
  if (!a.has || !b.has) return !a.has && b.has;
  return a.value != b.value ? a.value < b.value : !a.open && b.open;
}

// Under 5 lies below up to 5.
bool high_lies_below(const End& a, const End& b) {
  if (!a.has || !b.has) return a.has && !b.has;
  return a.value != b.value ? a.value < b.value : a.open && !b.open;
}

using EndOf = End (*)(const Bounds&);

/// The greatest or least of the ends of rows; without limit where there are no rows.
End extreme_end(const std::vector<Bounds>& rows, EndOf end_of, bool greatest) {
  const auto below = end_of == low_of ? low_lies_below : high_lies_below;
  std::optional<End> best;
  for (const Bounds& row : rows) {
    const End end = end_of(row);
    if (!best || (greatest ? below(*best, end) : below(end, *best))) best = end;
  }
  return best.value_or(End{});
}

/// The greatest or least amount on the selected rows, in a currency. `possible` are the rows that may be
/// selected, `certain` those of them that are.
Bounds extreme_in(std::int32_t currency, bool greatest, const Column& term,
                  const std::vector<std::uint32_t>& certain, const std::vector<std::uint32_t>& possible,
                  bool open) {
  const auto amounts_of = [&](const std::vector<std::uint32_t>& rows) {
    std::vector<Bounds> amounts;
    for (const std::uint32_t r : rows) {
      const Candidates candidates = term.candidates(r);
      amounts.push_back(hull({candidates.begin(), candidates.size()}, currency));
    }
    return amounts;
  };
  const EndOf inner = greatest ? low_of : high_of, outer = greatest ? high_of : low_of;
  // The greatest is no less than the greatest of what is certain, and no more than that of what is possible.
  // Where nothing is certain, any possible row may be the only one.
  End near, far;
  if (!certain.empty()) near = extreme_end(amounts_of(certain), inner, greatest);
  if (certain.empty() && !open) near = extreme_end(amounts_of(possible), inner, !greatest);
  if (!open) far = extreme_end(amounts_of(possible), outer, greatest);
  Bounds result = greatest ? range(near, far) : range(far, near);
  result.currency = currency;
  return result;
}

void push_extreme(Column& out, const Frame& frame, const Column& term, const Column& selected,
                  const Group& group) {
  std::vector<std::uint32_t> certain, possible;
  std::set<std::int32_t> currencies;
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    const Truth in = selected.truth(r);
    if (in == Truth::false_value || term.applies[r] == Applies::not_at_all) continue;
    possible.push_back(r);
    if (in == Truth::true_value && term.applies[r] == Applies::certainly) certain.push_back(r);
    const Candidates candidates = term.candidates(r);
    add_currencies({candidates.begin(), candidates.size()}, currencies);
  }
  if (possible.empty() && !group.open) return out.push_number({}, Applies::not_at_all);
  if (currencies.empty()) currencies.insert(-1);
  std::vector<Bounds> result;
  for (const std::int32_t currency : currencies) {
    const bool greatest = frame.node.op == Op::rows_max;
    result.push_back(extreme_in(currency, greatest, term, certain, possible, group.open));
  }
  out.push_number(result, certain.empty() ? Applies::perhaps : Applies::certainly);
}

void set_extreme_day(Column& out, std::size_t p, const Frame& frame, const Column& term,
                     const Column& selected, const Group& group) {
  const bool latest = frame.node.op == Op::rows_max;
  std::int32_t near = latest ? Date::beginning().days : Date::never().days;
  std::int32_t far = near, other = latest ? Date::never().days : Date::beginning().days;
  bool sure = false, any = group.open;
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    const Truth in = selected.truth(r);
    if (in == Truth::false_value || term.applies[r] == Applies::not_at_all) continue;
    any = true;
    const bool certain = in == Truth::true_value && term.applies[r] == Applies::certainly;
    sure = sure || certain;
    if (latest) {
      if (certain) near = std::max(near, term.low[r]);
      far = std::max(far, term.high[r]);
      other = std::min(other, term.low[r]);
    } else {
      if (certain) near = std::min(near, term.high[r]);
      far = std::min(far, term.low[r]);
      other = std::max(other, term.high[r]);
    }
  }
  if (!any) {
    out.applies[p] = Applies::not_at_all;
    return;
  }
  if (group.open) far = latest ? Date::never().days : Date::beginning().days;
  if (!sure) near = group.open ? (latest ? Date::beginning().days : Date::never().days) : other;
  out.low[p] = latest ? near : far;
  out.high[p] = latest ? far : near;
  out.applies[p] = sure ? Applies::certainly : Applies::perhaps;
}

void push_values(Column& out, const Column& items, const Column& selected, const Group& group) {
  std::vector<std::int32_t> certain, possible;
  bool open = group.open;
  for (std::uint32_t r = group.first; r < group.last; ++r) {
    const Truth in = selected.truth(r);
    if (in == Truth::false_value || items.applies[r] == Applies::not_at_all) continue;
    const ItemCell& cell = items.cells[r];
    const auto* pool = items.pool.data();
    if (in == Truth::true_value && items.applies[r] == Applies::certainly)
      certain.insert(certain.end(), pool + cell.certain_begin, pool + cell.certain_end);
    possible.insert(possible.end(), pool + cell.possible_begin, pool + cell.possible_end);
    open = open || cell.open;
  }
  for (std::vector<std::int32_t>* list : {&certain, &possible}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  out.push_items(certain, possible, open, Applies::certainly);
}

// True if a row that counts is that of a holder which an open list of holders leaves out: there may be more.
bool stands_for_more(const Frame& frame, const ListRows& list, std::size_t p, const Column& counted) {
  const plan::TableRef parent = frame.batch.plan->lists[frame.node.list].parent;
  for (std::uint32_t r = list.begin[p]; r < list.begin[p + 1]; ++r) {
    if (list.item[r] >= 0 || counted.truth(r) == Truth::false_value) continue;
    const auto& one = *frame.batch.attributions.at(list.attribution)[frame.batch.case_row(parent, p)];
    if (one.is_nameless(list.who[r]) &&
        one.nameless(list.who[r]).kind == ownership::Nameless::Kind::one_other)
      return true;
  }
  return false;
}

}  // namespace

Column reduce_kernel(const Frame& frame) {
  Column out = frame.column(frame.node.kind);
  const ListRows& list = frame.batch.lists[frame.node.list];
  for (std::size_t p = 0; p < frame.rows; ++p) {
    Group group{list.begin[p], list.begin[p + 1], list.open.get(p)};
    // How many rows there are is open, too, where a holder stands for further ones: not what each is like.
    const bool first = frame.node.op == Op::rows_portion || frame.node.op == Op::rows_count;
    if (frame.node.op != Op::some && !list.who.empty())
      group.open = group.open || stands_for_more(frame, list, p, *frame.inputs[first ? 0 : 1]);
    switch (frame.node.op) {
      case Op::some:
        out.set_truth(p, some(*frame.inputs[0], group));
        break;
      case Op::rows_count:
        out.push_number({count(*frame.inputs[0], group)}, Applies::certainly);
        break;
      case Op::rows_portion:
        push_portion(out, *frame.inputs[0], *frame.inputs[1], group);
        break;
      case Op::rows_sum:
        push_sum(out, *frame.inputs[0], *frame.inputs[1], group,
                 signs_of(*frame.batch.plan, frame.node.inputs[0]));
        break;
      case Op::rows_values:
        push_values(out, *frame.inputs[0], *frame.inputs[1], group);
        break;
      default:
        if (frame.node.kind == ColumnKind::date) {
          set_extreme_day(out, p, frame, *frame.inputs[0], *frame.inputs[1], group);
        } else {
          push_extreme(out, frame, *frame.inputs[0], *frame.inputs[1], group);
        }
    }
  }
  return out;
}

}  // namespace weir::evaluate
