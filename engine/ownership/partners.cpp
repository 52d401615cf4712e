#include "ownership/partners.hpp"

#include <algorithm>

namespace weir::ownership {
namespace {

using base::Truth;
using Partnership = model::Method::Partnership;

template <class Number>
class Partners {
 public:
  Partners(const Graph& graph, Net<Number>& net) : graph_(graph), net_(net) {
    for (const Entity& party : graph.parties) {
      Truth run = Truth::false_value;
      for (const Related& partner : party.general_partners) run = base::truth_or(run, partner.certain);
      run_.push_back(run);
    }
  }

  /// Adds the general partners' links; the larger of it and the stated one is kept later.
  void count_as_whole() {
    for (std::uint32_t entity = 0; entity < net_.parties; ++entity)
      for (const Related& partner : graph_.parties[entity].general_partners) add_whole(entity, partner);
  }

  void only_holders() {
    remove_others();
    count_as_whole();
  }

  void stand_in() {
    std::vector<Edge<Number>> stated = net_.edges;
    std::stable_sort(stated.begin(), stated.end(),
                     [](const auto& a, const auto& b) { return a.entity < b.entity; });
    remove_others();
    for (std::uint32_t entity = 0; entity < net_.parties; ++entity)
      if (run_[entity] != Truth::false_value) copy_holders(stated, entity);
  }

 private:
  /// Takes away the holders of what a general partner runs; where that is not certain, their low ends.
  void remove_others() {
    for (Edge<Number>& edge : net_.edges)
      if (run_[edge.entity] == Truth::unknown) drop_low(edge.share);
    std::erase_if(net_.edges,
                  [&](const Edge<Number>& edge) { return run_[edge.entity] == Truth::true_value; });
  }

  void add_whole(std::uint32_t entity, const Related& partner) {
    if (partner.certain == Truth::false_value) return;
    Edge<Number> edge;
    edge.owner = partner.party.valid() ? partner.party.value : unnamed(entity);
    edge.entity = entity;
    edge.deemed = true;
    for (const Side side : all_sides)
      if (!is_low(side) || partner.certain == Truth::true_value)
        edge.share[side] = {number<Number>(1), false};
    if (edge.owner != entity) net_.edges.push_back(std::move(edge));
  }

  std::uint32_t unnamed(std::uint32_t entity) {
    net_.nameless.push_back({Nameless::Kind::general_partner, HolderId(entity)});
    return static_cast<std::uint32_t>(net_.nodes() - 1);
  }

  /// The holders of an entity's general partners, and where another runs one of those, of that one.
  void copy_holders(const std::vector<Edge<Number>>& stated, std::uint32_t entity) {
    std::vector<std::uint8_t> seen(net_.parties, 0);
    seen[entity] = 1;
    std::vector<Related> waiting = graph_.parties[entity].general_partners;
    while (!waiting.empty()) {
      const Related partner = waiting.back();
      waiting.pop_back();
      if (partner.certain == Truth::false_value) continue;
      if (!partner.party.valid()) {
        add_whole(entity, {HolderId(), Truth::unknown});
        continue;
      }
      const std::uint32_t general = partner.party.value;
      if (seen[general]) continue;
      seen[general] = 1;
      for (const Related& above : graph_.parties[general].general_partners)
        waiting.push_back({above.party, base::truth_and(partner.certain, above.certain)});
      if (run_[general] == Truth::true_value) continue;
      auto edge = std::lower_bound(stated.begin(), stated.end(), general,
                                   [](const auto& a, std::uint32_t b) { return a.entity < b; });
      for (; edge != stated.end() && edge->entity == general; ++edge) {
        if (edge->owner == entity) continue;
        net_.edges.push_back(*edge);
        net_.edges.back().entity = entity;
        if (partner.certain != Truth::true_value || run_[general] != Truth::false_value)
          drop_low(net_.edges.back().share);
      }
    }
  }

  const Graph& graph_;
  Net<Number>& net_;
  std::vector<Truth> run_;  ///< by entity: whether a general partner runs it
};

}  // namespace

template <class Number>
void count_partners(const Graph& graph, const model::Method& method, Net<Number>& net) {
  if (method.partnership == Partnership::measure) return;
  Partners<Number> partners(graph, net);
  if (method.partnership == Partnership::gp_parent) return partners.count_as_whole();
  return multiplies(method) ? partners.only_holders() : partners.stand_in();
}

template void count_partners<Small>(const Graph&, const model::Method&, Net<Small>&);
template void count_partners<Big>(const Graph&, const model::Method&, Net<Big>&);

}  // namespace weir::ownership
