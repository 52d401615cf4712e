#include <algorithm>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

namespace {

// One row of an items column as ranges of ids.
struct Members {
  const std::int32_t *certain, *certain_end, *possible, *possible_end;
  bool open;
};

Members members(const Column& column, std::size_t row) {
  const ItemCell& cell = column.cells[row];
  const std::int32_t* pool = column.pool.data();
  return {pool + cell.certain_begin, pool + cell.certain_end, pool + cell.possible_begin,
          pool + cell.possible_end, cell.open};
}

class Items {
 public:
  explicit Items(const Frame& frame) : frame_(frame) {
    // The domain is that of whichever input is typed by one.
    for (plan::NodeId input : frame.node.inputs) {
      const model::DomainId domain = frame.batch.plan->node(input).type.domain;
      if (domain.valid()) domain_ = &frame.batch.plan->vocabulary().domain(domain);
    }
    if (frame.node.type.domain.valid())
      domain_ = &frame.batch.plan->vocabulary().domain(frame.node.type.domain);
  }

  // A code lies in itself and in what it is part of.
  bool lies_in(std::int32_t code, std::int32_t ancestor) const {
    if (code == ancestor) return true;
    return domain_ && domain_->lies_in(frame_.dictionary.text(code), frame_.dictionary.text(ancestor));
  }
  bool lies_in_any(std::int32_t code, const std::int32_t* first, const std::int32_t* last) const {
    return std::any_of(first, last, [&](std::int32_t ancestor) { return lies_in(code, ancestor); });
  }

  Truth in(const Members& a, const Members& b) const {
    if (a.open) return !b.open && b.possible == b.possible_end ? Truth::false_value : Truth::unknown;
    bool all = a.possible != a.possible_end, some = false;
    for (const std::int32_t* item = a.possible; item != a.possible_end; ++item) {
      all = all && lies_in_any(*item, b.certain, b.certain_end);
      some = some || b.open || lies_in_any(*item, b.possible, b.possible_end);
    }
    return all ? Truth::true_value : some ? Truth::unknown : Truth::false_value;
  }

  Truth overlaps(const Members& a, const Members& b) const {
    for (const std::int32_t* item = a.certain; item != a.certain_end; ++item) {
      if (lies_in_any(*item, b.certain, b.certain_end)) return Truth::true_value;
    }
    const bool a_empty = !a.open && a.possible == a.possible_end;
    const bool b_empty = !b.open && b.possible == b.possible_end;
    if (a_empty || b_empty) return Truth::false_value;
    if (a.open || b.open) return Truth::unknown;
    for (const std::int32_t* item = a.possible; item != a.possible_end; ++item) {
      if (lies_in_any(*item, b.possible, b.possible_end)) return Truth::unknown;
    }
    return Truth::false_value;
  }

  Truth within(const Members& a, const Members& b) const {
    if (!b.open) {
      for (const std::int32_t* item = a.certain; item != a.certain_end; ++item) {
        if (!lies_in_any(*item, b.possible, b.possible_end)) return Truth::false_value;
      }
    }
    if (a.open) return Truth::unknown;
    const bool all = std::all_of(a.possible, a.possible_end, [&](std::int32_t item) {
      return lies_in_any(item, b.certain, b.certain_end);
    });
    return all ? Truth::true_value : Truth::unknown;
  }

  Truth contains_at_least(const Members& a, const Members& b, std::int64_t wanted) const {
    std::int64_t certain = 0, possible = 0;
    auto found = [&](std::int32_t member, const std::int32_t* first, const std::int32_t* last) {
      return std::any_of(first, last, [&](std::int32_t item) { return lies_in(item, member); });
    };
    for (const std::int32_t* member = b.certain; member != b.certain_end; ++member) {
      certain += found(*member, a.certain, a.certain_end) ? 1 : 0;
    }
    for (const std::int32_t* member = b.possible; member != b.possible_end; ++member) {
      possible += a.open || found(*member, a.possible, a.possible_end) ? 1 : 0;
    }
    if (certain >= wanted) return Truth::true_value;
    return possible >= wanted || b.open ? Truth::unknown : Truth::false_value;
  }

  Truth equal(const Members& a, const Members& b) const {
    if (a.open || b.open) return Truth::unknown;
    bool some = false;
    for (const std::int32_t* item = a.possible; item != a.possible_end; ++item) {
      some = some || std::find(b.possible, b.possible_end, *item) != b.possible_end;
    }
    if (!some) return Truth::false_value;
    return a.possible_end - a.possible == 1 && b.possible_end - b.possible == 1 ? Truth::true_value
                                                                                : Truth::unknown;
  }

  // In the order of the domain's list.
  Truth ordered(const Members& a, const Members& b, Op op) const {
    if (!domain_) return Truth::unknown;
    bool yes = false, no = false;
    auto visit = [&](std::size_t left, std::size_t right) {
      const bool holds = op == Op::item_less ? left < right : left <= right;
      (holds ? yes : no) = true;
    };
    auto each = [&](const Members& m, auto&& action) {
      if (m.open) {
        for (std::size_t i = 0; i < domain_->codes.size(); ++i) action(i);
        return;
      }
      for (const std::int32_t* item = m.possible; item != m.possible_end; ++item) {
        const auto place = domain_->index.find(frame_.dictionary.text(*item));
        if (place != domain_->index.end()) action(place->second);
      }
    };
    each(a, [&](std::size_t left) { each(b, [&](std::size_t right) { visit(left, right); }); });
    return yes == no ? Truth::unknown : base::truth_of(yes);
  }

 private:
  const Frame& frame_;
  const model::Domain* domain_ = nullptr;
};

Column make_set(const Frame& frame) {
  Column out = Column::of(plan::ColumnKind::items, frame.rows);
  for (std::size_t r = 0; r < frame.rows; ++r) {
    std::vector<std::int32_t> certain, possible;
    bool open = false;
    for (const Column* in : frame.inputs) {
      const Members part = members(*in, r);
      certain.insert(certain.end(), part.certain, part.certain_end);
      possible.insert(possible.end(), part.possible, part.possible_end);
      open = open || part.open;
    }
    for (std::vector<std::int32_t>* list : {&certain, &possible}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    out.push_items(certain, possible, open, Applies::certainly);
  }
  return out;
}

}  // namespace

Column item_kernel(const Frame& frame) {
  if (frame.node.op == Op::make_set) return make_set(frame);
  const Items items(frame);
  const Column& left = *frame.inputs[0];
  const Column& right = *frame.inputs[1];
  Column out = Column::of(plan::ColumnKind::truth, frame.rows);
  for (std::size_t r = 0; r < frame.rows; ++r) {
    if (left.applies[r] == Applies::not_at_all || right.applies[r] == Applies::not_at_all) {
      out.set_truth(r, Truth::false_value);
      continue;
    }
    const Members a = members(left, r), b = members(right, r);
    Truth truth = Truth::unknown;
    switch (frame.node.op) {
      case Op::in:
        truth = items.in(a, b);
        break;
      case Op::not_in:
        truth = base::truth_not(items.in(a, b));
        break;
      case Op::overlaps:
        truth = items.overlaps(a, b);
        break;
      case Op::within:
        truth = items.within(a, b);
        break;
      case Op::contains_at_least:
        truth = items.contains_at_least(a, b, frame.node.count);
        break;
      case Op::item_equal:
        truth = items.equal(a, b);
        break;
      case Op::item_not_equal:
        truth = base::truth_not(items.equal(a, b));
        break;
      default:
        truth = items.ordered(a, b, frame.node.op);
        break;
    }
    const bool perhaps = left.applies[r] == Applies::perhaps || right.applies[r] == Applies::perhaps;
    if (perhaps && truth == Truth::true_value) truth = Truth::unknown;
    out.set_truth(r, truth);
  }
  return out;
}

}  // namespace weir::evaluate
