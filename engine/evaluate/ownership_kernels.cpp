#include <algorithm>
#include <map>
#include <tuple>

#include "evaluate/kernels.hpp"
#include "evaluate/ownership_graph.hpp"
#include "evaluate/run.hpp"

namespace weir::evaluate {

using base::Truth;
using ownership::HolderId;
using plan::Op;

namespace {

const model::Definition& definition_of(const Frame& frame) {
  const auto& definitions = frame.batch.plan->rule_sets().definitions;
  return *std::find_if(definitions.begin(), definitions.end(),
                       [&](const model::Definition& entry) { return entry.id == frame.node.text; });
}

// True if two rows of the case table have the same holdings and ties: rows that differ in another fact alone
// share their graphs.
bool same_holdings(const Batch& batch, const CaseRow& a, const CaseRow& b) {
  const auto plain = [&](const CaseRow& row) {
    return std::none_of(row.changed.begin(), row.changed.end(), [&](const Override& change) {
      return change.judgement.empty() && read_by_graphs(batch.plan->vocabulary(), change.fact);
    });
  };
  return a.facts == b.facts && a.known_on == b.known_on && a.as_of == b.as_of && plain(a) && plain(b);
}

/// A case of some run, and what its truth columns say.
struct Seen {
  const Batch& batch;
  std::uint32_t in_case;
  const Column& column;
};

// True if two columns say the same of the rows that two cases have of an entity, or of the cases.
bool same_truths(plan::TableRef table, const Seen& a, const Seen& b) {
  if (!table.is_entity()) return a.column.truth(a.in_case) == b.column.truth(b.in_case);
  const Batch::Segment first = a.batch.segment(table.entity(), a.in_case);
  const Batch::Segment second = b.batch.segment(table.entity(), b.in_case);
  if (first.last - first.first != second.last - second.first) return false;
  for (std::uint32_t i = first.first; i < first.last; ++i) {
    if (a.column.truth(i) != b.column.truth(second.first + i - first.first)) return false;
  }
  return true;
}

void find_circles(const Frame& frame) {
  const Batch& batch = frame.batch;
  const auto& circle = std::get<model::Circle>(definition_of(frame).body);
  const GraphFacts read(batch.plan->vocabulary());
  auto& found = frame.batch.circles[frame.id];
  found.clear();
  for (std::uint32_t c = 0; c < batch.cases.size(); ++c) {
    const auto as_in = [&](const Batch& other, std::uint32_t other_case, const auto& column_of) {
      if (!same_holdings(batch, other.cases[other_case], batch.cases[c])) return false;
      for (const std::size_t input : {std::size_t{0}, std::size_t{1}}) {
        const plan::TableRef table = batch.plan->node(frame.node.inputs[input]).table;
        if (!same_truths(table, {other, other_case, column_of(input)}, {batch, c, *frame.inputs[input]}))
          return false;
      }
      return true;
    };
    if (c > 0 && as_in(batch, c - 1, [&](std::size_t i) -> const Column& { return *frame.inputs[i]; })) {
      found.push_back(found.back());
    } else if (batch.unchanged && as_in(batch.unchanged->batch, 0, [&](std::size_t i) -> const Column& {
                 return batch.unchanged->column(frame.node.inputs[i]);
               })) {
      found.push_back(batch.unchanged->batch.circles.at(frame.id)[0]);
    } else {
      found.push_back(std::make_shared<const Circles>(
          make_circles(batch, c, read, circle, *frame.inputs[0], *frame.inputs[1])));
    }
  }
}

void find_interests(const Frame& frame) {
  const Batch& batch = frame.batch;
  const model::Method& method = std::get<model::Attribution>(definition_of(frame).body).method;
  const auto circles_in = [&](const Batch& other, std::uint32_t in_case) {
    return frame.node.inputs.empty() ? nullptr : other.circles.at(frame.node.inputs[0])[in_case].get();
  };
  const GraphFacts read(batch.plan->vocabulary());
  auto& found = frame.batch.attributions[frame.id];
  found.clear();
  for (std::uint32_t c = 0; c < batch.cases.size(); ++c) {
    const Circles* circles = circles_in(batch, c);
    const auto as_in = [&](const Batch& other, std::uint32_t other_case) {
      return same_holdings(batch, other.cases[other_case], batch.cases[c]) &&
             circles == circles_in(other, other_case);
    };
    if (c > 0 && as_in(batch, c - 1)) {
      found.push_back(found.back());
    } else if (batch.unchanged && as_in(batch.unchanged->batch, 0)) {
      found.push_back(batch.unchanged->batch.attributions.at(frame.id)[0]);
    } else {
      found.push_back(std::make_shared<const ownership::Attribution>(
          make_graph(batch, c, read, method, circles), method));
    }
  }
}

void push_share(Column& out, const ownership::Interest& interest, bool before) {
  const ownership::Share& share = before ? interest.held.before : interest.held.after;
  Bounds bounds;
  bounds.low = share.low;
  bounds.high = share.high;
  bounds.has_low = bounds.has_high = true;
  bounds.low_open = share.low_open;
  bounds.high_open = share.high_open;
  out.push_number({bounds}, Applies::certainly);
}

void push_unknown_share(Column& out) {
  push_share(out, {ownership::Shares::both(ownership::Share::unknown()), {}}, false);
}

Column interests(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::number);
  const auto& all = frame.batch.attributions.at(frame.node.inputs[2]);
  // Rows of one graph often ask the same; each answer is worked out once.
  std::map<std::tuple<const void*, std::int32_t, std::int32_t>, ownership::Interest> known;
  for (std::size_t r = 0; r < frame.rows; ++r) {
    const std::int32_t owner = frame.inputs[0]->index[r];
    const std::int32_t entity = frame.inputs[1]->index[r];
    if (owner < 0 || entity < 0) {
      push_unknown_share(out);
      continue;
    }
    const std::uint32_t in_case = frame.batch.case_row(frame.node.table, r);
    const auto first =
        static_cast<std::int32_t>(frame.batch.segment(frame.batch.plan->vocabulary().party, in_case).first);
    const ownership::Attribution& one = *all[in_case];
    const auto key = std::make_tuple(static_cast<const void*>(&one), owner - first, entity - first);
    auto place = known.find(key);
    if (place == known.end()) {
      place = known
                  .emplace(key, one.interest(HolderId(static_cast<std::size_t>(owner - first)),
                                             HolderId(static_cast<std::size_t>(entity - first))))
                  .first;
    }
    push_share(out, place->second, frame.node.before);
  }
  return out;
}

// The selected rows of a list of holders below one parent row; with a key only those that certainly or
// perhaps have it.
ownership::Selection selection(const ListRows& list, const Column& selected, std::size_t p,
                               const Column* keys, std::int32_t key) {
  ownership::Selection chosen;
  for (std::uint32_t r = list.begin[p]; r < list.begin[p + 1]; ++r) {
    // Whether a holder has an interest at all is told by its share; what the filter says of it counts.
    Truth in = selected.truth(r);
    if (in == Truth::false_value) continue;
    if (keys) {
      const ItemCell& cell = keys->cells[r];
      if (keys->applies[r] == Applies::not_at_all) continue;
      const auto* pool = keys->pool.data();
      const bool perhaps = cell.open || std::find(pool + cell.possible_begin, pool + cell.possible_end,
                                                  key) != pool + cell.possible_end;
      if (!perhaps) continue;
      const bool certainly = !cell.open && cell.possible_end - cell.possible_begin == 1 &&
                             keys->applies[r] == Applies::certainly;
      if (!certainly) in = Truth::unknown;
    }
    (in == Truth::true_value ? chosen.certain : chosen.possible).push_back(list.who[r]);
  }
  return chosen;
}

/// The joint interests of one kernel's rows. Rows of one graph often ask the same; each answer is worked out
/// once.
class Joint {
 public:
  const ownership::Interest& of(const ownership::Attribution& graph, HolderId entity,
                                ownership::Selection chosen) {
    const auto [place, fresh] =
        known_.try_emplace({&graph, entity, std::move(chosen.certain), std::move(chosen.possible)});
    const auto& [in, what, certain, possible] = place->first;
    if (fresh) place->second = in->joint(what, {certain, possible});
    return place->second;
  }

 private:
  using Key =
      std::tuple<const ownership::Attribution*, HolderId, std::vector<HolderId>, std::vector<HolderId>>;
  std::map<Key, ownership::Interest> known_;
};

Column joint_interests(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::number);
  const ListRows& list = frame.batch.lists[frame.node.list];
  const plan::TableRef parent = frame.batch.plan->lists[frame.node.list].parent;
  const Column* keys = frame.node.op == Op::largest_joint_interest ? frame.inputs[2] : nullptr;
  Joint joint;
  for (std::size_t p = 0; p < frame.rows; ++p) {
    if (list.asked[p] < 0) {
      push_unknown_share(out);
      continue;
    }
    const std::uint32_t in_case = frame.batch.case_row(parent, p);
    const std::uint32_t first = frame.batch.segment(frame.batch.plan->vocabulary().party, in_case).first;
    const ownership::Attribution& one = *frame.batch.attributions.at(list.attribution)[in_case];
    const HolderId entity(static_cast<std::size_t>(list.asked[p]) - first);
    if (!keys) {
      push_share(out, joint.of(one, entity, selection(list, *frame.inputs[1], p, nullptr, 0)),
                 frame.node.before);
      continue;
    }
    // The largest over all keys that occur, and over one that nobody named has.
    std::vector<std::int32_t> values = {-1};
    for (std::uint32_t r = list.begin[p]; r < list.begin[p + 1]; ++r) {
      const ItemCell& cell = keys->cells[r];
      values.insert(values.end(), keys->pool.begin() + cell.possible_begin,
                    keys->pool.begin() + cell.possible_end);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::vector<Bounds> each;
    for (const std::int32_t value : values) {
      Column single = Column::of(plan::ColumnKind::number, 1);
      push_share(single, joint.of(one, entity, selection(list, *frame.inputs[1], p, keys, value)),
                 frame.node.before);
      each.push_back(*single.candidates(0).begin());
    }
    Bounds largest = each.front();
    for (const Bounds& piece : each)
      largest = calculate(Op::greatest, std::span(&largest, 1), std::span(&piece, 1)).front();
    out.push_number({largest}, Applies::certainly);
  }
  return out;
}

}  // namespace

Column ownership_kernel(const Frame& frame) {
  switch (frame.node.op) {
    case Op::circle:
      find_circles(frame);
      return frame.column(plan::ColumnKind::rows);
    case Op::attribution:
      find_interests(frame);
      return frame.column(plan::ColumnKind::rows);
    case Op::interest:
      return interests(frame);
    default:
      return joint_interests(frame);
  }
}

}  // namespace weir::evaluate
