#include <algorithm>
#include <optional>

#include "ownership/figures.hpp"

namespace weir::ownership {
namespace {

Side low_of(Time time) {
  return time == Time::before ? before_low : after_low;
}
Side high_of(Time time) {
  return time == Time::before ? before_high : after_high;
}

}  // namespace

template <class Number>
PathLink Figures<Number>::link_of(const Edge<Number>& edge) const {
  PathLink link;
  link.owner = HolderId(edge.owner);
  link.entity = HolderId(edge.entity);
  link.share = rounded(edge.share).shares;
  if (edge.deemed) link.counts = PathLink::Counts::general_partner;
  return link;
}

template <class Number>
std::vector<Path> Figures<Number>::product_paths(const Chosen& chosen, std::uint32_t entity,
                                                 Time time) const {
  Chosen others = chosen;
  others.remove(entity);
  std::vector<Path> paths;
  for (const Steps& steps : walk(graph_, method_, net_, others, entity, time).paths) {
    Path path;
    path.certain = others.certain(net_.edges[steps.front()].owner);
    for (const std::uint32_t at : steps) {
      const Edge<Number>& edge = net_.edges[at];
      const auto& [low, high] = std::pair(edge.share[low_of(time)], edge.share[high_of(time)]);
      PathLink link = link_of(edge);
      const bool later = at != steps.front();
      if (later && !edge.deemed && method_.full_from && meets(high, *method_.full_from, high_of(time))) {
        link.counts = meets(low, *method_.full_from, low_of(time)) ? PathLink::Counts::whole
                                                                   : PathLink::Counts::perhaps_whole;
      }
      path.certain = path.certain && some(low, low_of(time));
      if (later && method_.path == model::Method::Path::look_through_only) {
        const Entity& through = graph_.parties[edge.owner];
        path.certain =
            path.certain && base::truth_or(through.partnership, through.trust) == base::Truth::true_value;
      }
      path.links.push_back(std::move(link));
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

template <class Number>
std::vector<Path> Figures<Number>::carried_paths(const Chosen& chosen, std::uint32_t entity,
                                                 Time time) const {
  Chosen others = chosen;
  others.remove(entity);
  const Side side = high_of(time);
  const Carried<Number> high = carry(graph_, method_, net_, others, side);
  const Carried<Number> low = carry(graph_, method_, net_, others, low_of(time));

  // Each carrier that joined is shown through the first carrier before it with a part in it.
  std::vector<std::size_t> rank(net_.nodes(), high.carriers.size());
  for (std::size_t i = 0; i < high.carriers.size(); ++i) rank[high.carriers[i]] = i;
  const auto helps = [&](const Edge<Number>& edge, std::size_t measure, std::uint32_t carrier) {
    return edge.measure == measure && rank[edge.owner] < rank[carrier] && some(edge.share[side], side);
  };
  const auto by_share = [&](std::uint32_t carrier) -> std::optional<PathLink> {
    for (std::size_t measure = 0; measure < net_.measures; ++measure) {
      const Edge<Number>* first = nullptr;
      Limit<Number> total;
      std::vector<HolderId> owners;
      for (const Edge<Number>& edge : net_.edges_into(carrier)) {
        if (!helps(edge, measure, carrier)) continue;
        total = sum(total, edge.share[side]);
        owners.push_back(HolderId(edge.owner));
        if (first == nullptr || rank[edge.owner] < rank[first->owner]) first = &edge;
      }
      if (first == nullptr || !meets(total, carrying_bar(method_), side)) continue;
      PathLink link = link_of(*first);
      if (link.counts != PathLink::Counts::general_partner)
        link.counts = low.carries[carrier] ? PathLink::Counts::whole : PathLink::Counts::perhaps_whole;
      std::erase(owners, link.owner);
      if (!meets(first->share[side], carrying_bar(method_), side)) link.together_with = std::move(owners);
      return link;
    }
    return std::nullopt;
  };
  const auto by_influence = [&](std::uint32_t carrier) {
    PathLink link;
    link.counts = PathLink::Counts::influence;
    link.entity = HolderId(carrier);
    for (const Influence& influence : graph_.influence) {
      const bool earlier = influence.entity.value == carrier && rank[influence.owner.value] < rank[carrier] &&
                           influence.certain != base::Truth::false_value;
      if (!earlier) continue;
      link.owner = influence.owner;
      break;
    }
    link.share = Shares::both(Share::exactly(0));
    for (const Edge<Number>& edge : net_.edges_into(carrier))
      if (edge.owner == link.owner.value) link.share = rounded(edge.share).shares;
    return link;
  };

  std::vector<Path> paths;
  for (const Edge<Number>& last : net_.edges_into(entity)) {
    if (!high.carries[last.owner] || !some(last.share[side], side)) continue;
    Path path;
    path.certain = low.carries[last.owner] && some(last.share[low_of(time)], low_of(time));
    path.links.push_back(link_of(last));
    while (!others.possible(path.links.back().owner.value)) {
      const std::uint32_t carrier = path.links.back().owner.value;
      const std::optional<PathLink> step = by_share(carrier);
      path.links.push_back(step ? *step : by_influence(carrier));
    }
    std::reverse(path.links.begin(), path.links.end());
    paths.push_back(std::move(path));
  }
  return paths;
}

template class Figures<Small>;
template class Figures<Big>;

}  // namespace weir::ownership
