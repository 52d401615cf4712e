#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "ownership/attribution.hpp"
#include "ownership/carry.hpp"
#include "ownership/walk.hpp"

namespace weir::ownership {

/// Answers of an attribution worked out with one kind of number.
template <class Number>
class Figures {
 public:
  Figures(const Graph& graph, const model::Method& method, const Net<Number>& net)
      : graph_(graph), method_(method), net_(net) {}

  /// What the chosen have in an entity; that the entity itself is chosen counts for nothing.
  Interest of(Chosen chosen, std::uint32_t entity) const {
    chosen.remove(entity);
    if (multiplies(method_)) {
      const Walked<Number> walked = walk(graph_, method_, net_, chosen, entity, std::nullopt);
      if (walked.too_many) return {Shares::both(Share::unknown()), Reason::loop};
      return handed_out(walked.figure);
    }
    Sides<Number> sides;
    for (const Side side : all_sides)
      sides[side] = carry(graph_, method_, net_, chosen, side).in(entity, side);
    return handed_out(sides);
  }

  /// A holder with those who count with it.
  Chosen with_circle(std::uint32_t holder) const {
    Chosen chosen(net_.nodes());
    chosen.add_certain(holder);
    add_circle(chosen, holder, base::Truth::true_value);
    return chosen;
  }

  void add_circle(Chosen& chosen, std::uint32_t holder, base::Truth certain) const {
    if (holder >= net_.parties) return;
    for (const Related& member : graph_.parties[holder].circle) {
      const base::Truth both = base::truth_and(certain, member.certain);
      if (both == base::Truth::true_value) chosen.add_certain(member.party.value);
      if (both == base::Truth::unknown) chosen.add_possible(member.party.value);
    }
  }

  std::vector<Holding> below(std::uint32_t holder) const {
    std::vector<Holding> rows;
    const Chosen chosen = with_circle(holder);
    if (multiplies(method_)) {
      std::vector<std::uint32_t> starts = chosen.members();
      const std::vector<std::uint8_t> reached =
          closure(std::move(starts), [&](std::uint32_t node, const auto& visit) {
            for (const std::uint32_t at : net_.edges_from(node)) visit(net_.edges[at].entity);
          });
      for (std::uint32_t entity = 0; entity < net_.parties; ++entity)
        if (reached[entity] && entity != holder) add(rows, entity, of(chosen, entity));
      return rows;
    }
    std::array<Carried<Number>, 4> carried;
    for (const Side side : all_sides) carried[side] = carry(graph_, method_, net_, chosen, side);
    for (std::uint32_t entity = 0; entity < net_.parties; ++entity) {
      if (entity == holder || net_.edges_into(entity).empty()) continue;
      if (chosen.possible(entity)) {
        add(rows, entity, of(chosen, entity));
        continue;
      }
      Sides<Number> sides;
      for (const Side side : all_sides) sides[side] = carried[side].in(entity, side);
      if (some(sides[before_high], before_high) || some(sides[after_high], after_high))
        add(rows, entity, handed_out(sides));
    }
    return rows;
  }

  std::vector<Holding> above(std::uint32_t entity) const {
    std::vector<Holding> rows;
    const auto look_at = [&](std::uint32_t node) {
      const bool together =
          node >= net_.parties && net_.nameless[node - net_.parties].kind == Nameless::Kind::all_others;
      if (node != entity && !together) add(rows, node, of(with_circle(node), entity));
    };
    if (!multiplies(method_)) {
      for (std::uint32_t node = 0; node < net_.nodes(); ++node) look_at(node);
      return rows;
    }
    std::vector<std::uint32_t> leading;
    std::vector<std::uint8_t> leads = closure({entity}, [&](std::uint32_t node, const auto& visit) {
      leading.push_back(node);
      for (const Edge<Number>& edge : net_.edges_into(node)) visit(edge.owner);
    });
    leads[entity] = 0;  // of its own shares nobody is asked
    std::sort(leading.begin(), leading.end());
    // A party counts, too, if one of its circle leads to the entity.
    const bool anybody = std::any_of(leading.begin(), leading.end(), [&](std::uint32_t node) {
      return node != entity && node < net_.parties;
    });
    const bool circles = anybody && std::any_of(graph_.parties.begin(), graph_.parties.end(),
                                                [](const Entity& party) { return !party.circle.empty(); });
    if (!circles) {
      for (const std::uint32_t node : leading) look_at(node);
      return rows;
    }
    for (std::uint32_t node = 0; node < net_.nodes(); ++node) {
      if (node < net_.parties ? leads_from(node, leads) : leads[node] != 0) look_at(node);
    }
    return rows;
  }

  static void add(std::vector<Holding>& rows, std::uint32_t who, const Interest& interest) {
    if (interest.held.before.perhaps_some() || interest.held.after.perhaps_some())
      rows.push_back({HolderId(who), interest});
  }

  std::vector<Path> product_paths(const Chosen& chosen, std::uint32_t entity, Time time) const;
  std::vector<Path> carried_paths(const Chosen& chosen, std::uint32_t entity, Time time) const;

 private:
  /// The nodes that `next` leads to from some, these included.
  template <class Next>
  std::vector<std::uint8_t> closure(std::vector<std::uint32_t> waiting, const Next& next) const {
    std::vector<std::uint8_t> reached(net_.nodes(), 0);
    for (const std::uint32_t node : waiting) reached[node] = 1;
    const auto visit = [&](std::uint32_t node) {
      if (reached[node]) return;
      reached[node] = 1;
      waiting.push_back(node);
    };
    while (!waiting.empty()) {
      const std::uint32_t node = waiting.back();
      waiting.pop_back();
      next(node, visit);
    }
    return reached;
  }

  /// Whether a party, or one who counts with it, is among the nodes that lead to something.
  bool leads_from(std::uint32_t node, const std::vector<std::uint8_t>& leads) const {
    if (leads[node]) return true;
    const auto& circle = graph_.parties[node].circle;
    return std::any_of(circle.begin(), circle.end(),
                       [&](const Related& member) { return leads[member.party.value] != 0; });
  }

  static Interest handed_out(const Sides<Number>& sides) {
    const Rounded result = rounded(sides);
    return {result.shares, result.reason};
  }
  PathLink link_of(const Edge<Number>& edge) const;

  const Graph& graph_;
  const model::Method& method_;
  const Net<Number>& net_;
};

}  // namespace weir::ownership
