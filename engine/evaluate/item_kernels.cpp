#include <algorithm>

#include "evaluate/kernels.hpp"
#include "evaluate/word_loops.hpp"

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
  explicit Items(const Frame& frame) : frame_(frame), domain_(domain_of(*frame.batch.plan, frame.node)) {}

  // A code lies in itself and in what it is part of.
  bool lies_in(std::int32_t code, std::int32_t ancestor) const {
    if (code == ancestor) return true;
    return domain_ && domain_->lies_in(frame_.dictionary.text(code), frame_.dictionary.text(ancestor));
  }
  bool lies_in_any(std::int32_t code, const std::int32_t* first, const std::int32_t* last) const {
    // Numbers are compared without a way out on the way, many at a time: lists of countries are long.
    bool itself = false;
    for (const std::int32_t* ancestor = first; ancestor != last; ++ancestor) itself |= *ancestor == code;
    if (itself || first == last || !may_lie_in_another(code)) return itself;
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
  bool may_lie_in_another(std::int32_t code) const {
    if (domain_ == nullptr) return false;
    if (domain_->levels != model::Domain::Levels::listed) return true;
    const model::Code* listed = domain_->find(frame_.dictionary.text(code));
    return listed != nullptr && !listed->parent.empty();
  }

  const Frame& frame_;
  const model::Domain* domain_;
};

void make_set(const Frame& frame, Column& out) {
  out.reset(plan::ColumnKind::items, frame.rows);
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
}

const ItemPlanes& planes_of(const Frame& frame, plan::NodeId node, const Column& column) {
  std::unique_ptr<ItemPlanes>& kept = frame.memory->planes[node.index()];
  if (!kept) kept = std::make_unique<ItemPlanes>();
  ItemPlanes& planes = *kept;
  if (planes.pass == frame.memory->pass) return planes;
  planes.pass = frame.memory->pass;
  planes.points = planes.exact = true;
  planes.words = (column.rows + 63) / 64;
  for (Bits* bits : {&planes.open, &planes.absent, &planes.perhaps}) bits->reset(column.rows);
  for (const ItemCell& cell : column.cells) {
    planes.exact =
        planes.exact && cell.certain_begin == cell.possible_begin && cell.certain_end == cell.possible_end;
    planes.points = planes.points && cell.possible_end - cell.possible_begin <= 1;
  }
  planes.possible.assign(planes.items.size() * planes.words, 0);
  planes.certain.assign(planes.exact ? 0 : planes.possible.size(), 0);
  const auto place_of = [&](std::int32_t item) {
    const auto at = static_cast<std::size_t>(item);
    if (planes.place.size() <= at) planes.place.resize(at + 1, -1);
    if (planes.place[at] < 0) {
      planes.place[at] = static_cast<std::int32_t>(planes.items.size());
      planes.items.push_back(item);
      planes.possible.resize(planes.possible.size() + planes.words);
      if (!planes.exact) planes.certain.resize(planes.possible.size());
    }
    return static_cast<std::size_t>(planes.place[at]) * planes.words;
  };
  for (std::size_t r = 0; r < column.rows; ++r) {
    const ItemCell& cell = column.cells[r];
    const std::uint64_t bit = std::uint64_t{1} << (r % 64);
    for (std::uint32_t i = cell.possible_begin; i < cell.possible_end; ++i)
      planes.possible[place_of(column.pool[i]) + r / 64] |= bit;
    if (!planes.exact) {
      for (std::uint32_t i = cell.certain_begin; i < cell.certain_end; ++i)
        planes.certain[place_of(column.pool[i]) + r / 64] |= bit;
    }
    if (cell.open) planes.open.set(r);
    if (column.applies[r] == Applies::not_at_all) planes.absent.set(r);
    if (column.applies[r] == Applies::perhaps) planes.perhaps.set(r);
  }
  return planes;
}

// Which of the planes are those of items in the constant set of a node; asked once of each item.
const SetHits& hits_of(const Frame& frame, const ItemPlanes& planes) {
  SetHits& hits = frame.memory->hits[frame.id.index()];
  if (hits.asked == planes.items.size()) return hits;
  const Items items(frame);
  const ItemCell& members = frame.inputs[1]->cells[0];
  const std::int32_t* pool = frame.inputs[1]->pool.data();
  for (; hits.asked < planes.items.size(); ++hits.asked) {
    const std::int32_t item = planes.items[hits.asked];
    const bool certain = items.lies_in_any(item, pool + members.certain_begin, pool + members.certain_end);
    (certain ? hits.certain : hits.outside).push_back(hits.asked);
    if (items.lies_in_any(item, pool + members.possible_begin, pool + members.possible_end))
      hits.possible.push_back(hits.asked);
  }
  return hits;
}

// Membership in a constant set, all rows at once: an OR of the planes of the items that lie in it.
void in_constant(const Frame& frame, const plan::Node& set, Column& out) {
  const ItemPlanes& planes = planes_of(frame, frame.node.inputs[0], *frame.inputs[0]);
  const SetHits& hits = hits_of(frame, planes);
  out.reset(plan::ColumnKind::truth, frame.rows);
  std::uint64_t* const yes = out.is_true.words().data();
  std::uint64_t* const no = out.is_false.words().data();
  const std::size_t words = out.is_true.words().size();
  const bool overlaps = frame.node.op == Op::overlaps;
  // An item is in the set if all it may be is; two sets overlap if a certain member is in both. `yes` gathers
  // what speaks for it, of items with several candidates what speaks against; `no` what makes it possible.
  const bool by_contrary = !overlaps && !planes.points;
  for (const std::size_t i : by_contrary ? hits.outside : hits.certain)
    or_words(yes, overlaps ? planes.certain_plane(i) : planes.possible_plane(i), words);
  for (const std::size_t i : hits.possible) or_words(no, planes.possible_plane(i), words);
  const bool empty_set = set.items.empty() && set.uncertain.empty();
  const bool denied = frame.node.op == Op::not_in;
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint64_t open = planes.open.words()[w], absent = planes.absent.words()[w];
    const std::uint64_t possible = no[w] | (empty_set ? 0 : open);
    std::uint64_t holds = overlaps ? yes[w] : (by_contrary ? possible & ~yes[w] : yes[w]) & ~open;
    std::uint64_t fails = ~possible;
    if (denied) std::swap(holds, fails);
    fails |= absent;
    holds &= ~(absent | planes.perhaps.words()[w]);
    const std::size_t count = std::min<std::size_t>(64, frame.rows - w * 64);
    const std::uint64_t rows = count < 64 ? (std::uint64_t{1} << count) - 1 : ~std::uint64_t{0};
    yes[w] = holds & rows;
    no[w] = fails & ~holds & rows;
  }
}

}  // namespace

const model::Domain* domain_of(const plan::Plan& plan, const plan::Node& node) {
  const model::Domain* domain = nullptr;
  const auto take = [&](const model::Type& type) {
    if (type.domain.valid()) domain = &plan.vocabulary().domain(type.domain);
  };
  for (const plan::NodeId input : node.inputs) take(plan.node(input).type);
  take(node.type);
  return domain;
}

bool is_membership(const Frame& frame) {
  const Op op = frame.node.op;
  if (op != Op::in && op != Op::not_in && op != Op::overlaps) return false;
  const plan::Node* set = frame.constants.size() > 1 ? frame.constants[1] : nullptr;
  return set != nullptr && !set->open && !set->not_applicable;
}

void item_kernel(const Frame& frame, Column& out) {
  if (frame.node.op == Op::make_set) return make_set(frame, out);
  if (frame.memory && frame.rows > 0 && is_membership(frame))
    return in_constant(frame, *frame.constants[1], out);
  const Items items(frame);
  const Column& left = *frame.inputs[0];
  const Column& right = *frame.inputs[1];
  out.reset(plan::ColumnKind::truth, frame.rows);
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
}

}  // namespace weir::evaluate
