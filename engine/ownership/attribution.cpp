#include "ownership/attribution.hpp"

#include <cassert>
#include <mutex>

#include "ownership/figures.hpp"

namespace weir::ownership {
namespace {

Net<Big> enlarged(const Net<Small>& net) {
  Net<Big> big;
  big.parties = net.parties;
  big.nameless = net.nameless;
  big.measures = net.measures;
  big.into = net.into;
  big.out = net.out;
  big.from = net.from;
  for (const Edge<Small>& edge : net.edges) {
    Edge<Big> copy{edge.owner, edge.entity, edge.measure, edge.deemed, {}};
    for (const Side side : all_sides)
      copy.share[side] = {Big(edge.share[side].value.top, edge.share[side].value.bottom),
                          edge.share[side].open};
    big.edges.push_back(std::move(copy));
  }
  return big;
}

Interest all() {
  return {Shares::both(Share::exactly(1)), Reason::none};
}

}  // namespace

struct Attribution::Known {
  std::mutex lock;
  std::map<std::uint32_t, Rows> above, below;
};

Attribution::Attribution(Graph graph, model::Method method)
    : graph_(std::move(graph)), method_(std::move(method)), known_(std::make_shared<Known>()) {
  try {
    small_ = std::make_shared<const Net<Small>>(prepare<Small>(graph_, method_));
  } catch (const DoesNotFit&) {
    big_ = std::make_shared<const Net<Big>>(prepare<Big>(graph_, method_));
  }
}

/// Asks with small numbers, and again with big ones if the small do not fit.
template <class Answer>
auto Attribution::exactly(const Answer& answer) const {
  if (small_) {
    try {
      return answer(Figures<Small>(graph_, method_, *small_));
    } catch (const DoesNotFit&) {
      const Net<Big> net = enlarged(*small_);
      return answer(Figures<Big>(graph_, method_, net));
    }
  }
  return answer(Figures<Big>(graph_, method_, *big_));
}

template <class Answer>
Attribution::Rows Attribution::remembered(std::map<std::uint32_t, Rows> Known::*rows, HolderId asked,
                                          const Answer& answer) const {
  const std::scoped_lock lock(known_->lock);
  const auto [place, fresh] = ((*known_).*rows).try_emplace(asked.value);
  if (fresh) place->second = exactly(answer);
  return place->second;
}

const Nameless& Attribution::nameless(HolderId holder) const {
  assert(is_nameless(holder));
  return (small_ ? small_->nameless : big_->nameless)[holder.index() - party_count()];
}

Interest Attribution::interest(HolderId holder, HolderId entity) const {
  if (holder == entity) return all();
  return exactly(
      [&](const auto& figures) { return figures.of(figures.with_circle(holder.value), entity.value); });
}

std::vector<Holding> Attribution::holders(HolderId entity) const {
  return remembered(&Known::above, entity, [&](const auto& figures) { return figures.above(entity.value); });
}

std::vector<Holding> Attribution::upstream(HolderId entity) const {
  std::vector<Holding> rows = holders(entity);
  rows.insert(rows.begin(), {entity, all()});
  return rows;
}

std::vector<Holding> Attribution::downstream(HolderId holder) const {
  std::vector<Holding> rows =
      remembered(&Known::below, holder, [&](const auto& figures) { return figures.below(holder.value); });
  rows.insert(rows.begin(), {holder, all()});
  return rows;
}

Interest Attribution::joint(HolderId entity, const Selection& selection) const {
  const auto standing_for = [&](HolderId holder) {
    const bool one = is_nameless(holder) && nameless(holder).kind == Nameless::Kind::one_other;
    return one ? holder.value + 1 : holder.value;
  };
  base::Truth itself = base::Truth::false_value;
  Interest result = exactly([&](const auto& figures) {
    const std::size_t nodes = party_count() + (small_ ? small_->nameless : big_->nameless).size();
    Chosen chosen(nodes);
    for (const HolderId holder : selection.certain) {
      if (holder == entity) itself = base::Truth::true_value;
      chosen.add_certain(standing_for(holder));
      figures.add_circle(chosen, holder.value, base::Truth::true_value);
    }
    for (const HolderId holder : selection.possible) {
      if (holder == entity) itself = base::truth_or(itself, base::Truth::unknown);
      chosen.add_possible(standing_for(holder));
      figures.add_circle(chosen, holder.value, base::Truth::unknown);
    }
    return figures.of(std::move(chosen), entity.value);
  });
  if (itself == base::Truth::true_value) return all();
  if (itself == base::Truth::unknown) {
    for (Share* share : {&result.held.before, &result.held.after}) {
      share->high = 1;
      share->high_open = false;
    }
  }
  return result;
}

std::vector<Path> Attribution::paths(HolderId holder, HolderId entity, Time time) const {
  if (holder == entity) return {};
  return exactly([&](const auto& figures) {
    const Chosen chosen = figures.with_circle(holder.value);
    return multiplies(method_) ? figures.product_paths(chosen, entity.value, time)
                               : figures.carried_paths(chosen, entity.value, time);
  });
}

}  // namespace weir::ownership
