#include "ownership/carry.hpp"

namespace weir::ownership {

model::Bar carrying_bar(const model::Method& method) {
  if (method.link) return *method.link;
  return {model::Bar::Reach::more_than, *base::Rational::make(1, 2)};
}

template <class Number>
Limit<Number> Carried<Number>::in(std::uint32_t entity, Side side) const {
  const std::size_t first = entity * measures;
  Limit<Number> result = totals[first];
  for (std::size_t measure = 1; measure < measures; ++measure)
    result = Limit<Number>(greater(result, totals[first + measure], side));
  return never_above_whole(result, side);
}

template <class Number>
Carried<Number> carry(const Graph& graph, const model::Method& method, const Net<Number>& net,
                      const Chosen& chosen, Side side) {
  Carried<Number> result;
  result.measures = net.measures;
  result.carries.assign(net.nodes(), 0);
  result.totals.assign(net.parties * net.measures, {});
  const auto join = [&](std::uint32_t node) {
    if (result.carries[node]) return;
    result.carries[node] = 1;
    result.carriers.push_back(node);
  };
  for (const std::uint32_t node : chosen.members())
    if (is_low(side) ? chosen.certain(node) : chosen.possible(node)) join(node);
  const bool grows = method.path == model::Method::Path::whole;
  const model::Bar bar = carrying_bar(method);
  for (std::size_t next = 0; next < result.carriers.size(); ++next) {
    const std::uint32_t carrier = result.carriers[next];
    for (const std::uint32_t at : net.edges_from(carrier)) {
      const Edge<Number>& edge = net.edges[at];
      if (!some(edge.share[side], side)) continue;
      Limit<Number>& total = result.totals[edge.entity * net.measures + edge.measure];
      total = sum(total, edge.share[side]);
      if (grows && meets(total, bar, side)) join(edge.entity);
    }
    if (!grows || !method.dominant) continue;
    for (const Influence& influence : graph.influence) {
      if (influence.owner.value != carrier || influence.certain == base::Truth::false_value) continue;
      if (is_low(side) && influence.certain != base::Truth::true_value) continue;
      if (influence.entity.value < net.parties) join(influence.entity.value);
    }
  }
  return result;
}

template struct Carried<Small>;
template struct Carried<Big>;
template Carried<Small> carry(const Graph&, const model::Method&, const Net<Small>&, const Chosen&, Side);
template Carried<Big> carry(const Graph&, const model::Method&, const Net<Big>&, const Chosen&, Side);

}  // namespace weir::ownership
