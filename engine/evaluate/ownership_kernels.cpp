#include <algorithm>
#include <map>

#include "evaluate/kernels.hpp"
#include "evaluate/ownership_graph.hpp"

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

void find_circles(const Frame& frame) {
  const auto& circle = std::get<model::Circle>(definition_of(frame).body);
  auto& found = frame.batch.circles[plan::NodeId(&frame.node - frame.batch.plan->nodes.data())];
  found.clear();
  for (std::uint32_t c = 0; c < frame.batch.cases.size(); ++c) {
    found.push_back(std::make_shared<const Circles>(
        make_circles(frame.batch, c, circle, *frame.inputs[0], *frame.inputs[1])));
  }
}

void find_interests(const Frame& frame) {
  const model::Method& method = std::get<model::Attribution>(definition_of(frame).body).method;
  auto& found = frame.batch.attributions[plan::NodeId(&frame.node - frame.batch.plan->nodes.data())];
  found.clear();
  for (std::uint32_t c = 0; c < frame.batch.cases.size(); ++c) {
    const bool again = frame.inputs.empty() && c > 0 &&
                       same_holdings(frame.batch, frame.batch.cases[c - 1], frame.batch.cases[c]);
    if (again) {
      found.push_back(found.back());
      continue;
    }
    const Circles* circles =
        frame.inputs.empty() ? nullptr : frame.batch.circles.at(frame.node.inputs[0])[c].get();
    found.push_back(
        std::make_shared<const ownership::Attribution>(make_graph(frame.batch, c, method, circles), method));
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

Column joint_interests(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::number);
  const ListRows& list = frame.batch.lists[frame.node.list];
  const plan::TableRef parent = frame.batch.plan->lists[frame.node.list].parent;
  const Column* keys = frame.node.op == Op::largest_joint_interest ? frame.inputs[2] : nullptr;
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
      push_share(out, one.joint(entity, selection(list, *frame.inputs[1], p, nullptr, 0)), frame.node.before);
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
      push_share(single, one.joint(entity, selection(list, *frame.inputs[1], p, keys, value)),
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
