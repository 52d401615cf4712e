#include "ownership/net.hpp"

#include <algorithm>
#include <tuple>

#include "ownership/partners.hpp"

namespace weir::ownership {
namespace {

using base::Truth;

template <class Number>
class Preparation {
 public:
  Preparation(const Graph& graph, const model::Method& method) : graph_(graph), method_(method) {
    net_.parties = static_cast<std::uint32_t>(graph.parties.size());
  }

  Net<Number> run() {
    for (const Link& link : graph_.links)
      net_.measures = std::max<std::size_t>(net_.measures, link.measure + 1u);
    for (const Link& link : graph_.links) move(link);
    join_equal();
    cut_and_open();
    count_partners(graph_, method_, net_);
    keep_largest();
    index();
    return std::move(net_);
  }

 private:
  std::uint32_t add_nameless(Nameless::Kind kind, HolderId entity) {
    net_.nameless.push_back({kind, entity});
    return static_cast<std::uint32_t>(net_.nodes() - 1);
  }

  void add(HolderId owner, const Link& link, Truth held) {
    if (owner == link.entity) return;
    Edge<Number> edge;
    edge.owner = owner.valid() ? owner.value : add_nameless(Nameless::Kind::stated, link.entity);
    edge.entity = link.entity.value;
    edge.measure = link.measure;
    edge.share = sides_of<Number>(link.shares);
    if (held != Truth::true_value || link.held != Truth::true_value) drop_low(edge.share);
    net_.edges.push_back(std::move(edge));
  }

  /// A holding goes to the person it is held for; where nobody says for whom, to somebody unnamed.
  void move(const Link& link) {
    if (!link.entity.valid() || link.entity.value >= net_.parties) return;
    if (link.held == Truth::false_value) return;
    if (link.on_behalf_of.valid()) return add(link.on_behalf_of, link, Truth::true_value);
    switch (link.role) {
      case Role::nominee:
        return add({}, link, Truth::true_value);
      case Role::secured_creditor:
        return add({}, link, Truth::unknown);  // the pledgor's own link may stand
      case Role::manager:
        add(link.owner, link, Truth::unknown);
        return add({}, link, Truth::unknown);
      case Role::unstated:
      case Role::shareholder:
      case Role::general_partner:
      case Role::limited_partner:
      case Role::trustee:
      case Role::beneficiary:
      case Role::other:
        return add(link.owner, link, Truth::true_value);
    }
  }

  static auto key(const Edge<Number>& edge) { return std::tuple(edge.entity, edge.measure, edge.owner); }

  /// Several holdings of one owner in one entity by one measure add up.
  void join_equal() {
    auto& edges = net_.edges;
    std::sort(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (kept > 0 && key(edges[kept - 1]) == key(edges[i])) {
        for (const Side side : all_sides) {
          Limit<Number>& share = edges[kept - 1].share[side];
          share = never_above_whole(sum(share, edges[i].share[side]), side);
        }
      } else {
        if (kept != i) edges[kept] = std::move(edges[i]);
        ++kept;
      }
    }
    edges.resize(kept);
  }

  /// High ends are cut to what the other holders leave; open lists get holders without a name.
  void cut_and_open() {
    std::vector<Edge<Number>> others;
    std::size_t first = 0;
    for (std::uint32_t entity = 0; entity < net_.parties; ++entity) {
      const bool open = graph_.parties[entity].open;
      const std::uint32_t one = open ? add_nameless(Nameless::Kind::one_other, HolderId(entity)) : 0;
      if (open) add_nameless(Nameless::Kind::all_others, HolderId(entity));
      for (std::size_t measure = 0; measure < net_.measures; ++measure) {
        std::size_t last = first;
        while (last < net_.edges.size() && net_.edges[last].entity == entity &&
               net_.edges[last].measure == measure)
          ++last;
        const std::span<Edge<Number>> holders(net_.edges.data() + first, last - first);
        const Sides<Number> rest = cut(holders);
        first = last;
        if (!open) continue;
        others.push_back(unnamed(one, entity, measure, rest, most(entity)));
        others.push_back(unnamed(one + 1, entity, measure, rest, rest));
      }
    }
    net_.edges.insert(net_.edges.end(), others.begin(), others.end());
  }

  /// Cuts the high ends of one entity's holders; gives what is left beside all of them at the high sides.
  static Sides<Number> cut(std::span<Edge<Number>> holders) {
    Sides<Number> rest;
    for (const Side low : {before_low, after_low}) {
      const Side high = low == before_low ? before_high : after_high;
      Number taken = number<Number>(0);
      std::size_t open_ends = 0;
      for (const Edge<Number>& edge : holders) {
        taken = plus(taken, edge.share[low].value);
        open_ends += edge.share[low].open ? 1 : 0;
      }
      rest[high] = left_beside(taken, open_ends > 0);
      for (Edge<Number>& edge : holders) {
        const Limit<Number>& own = edge.share[low];
        Limit<Number>& end = edge.share[high];
        const Limit<Number> free = left_beside(minus(taken, own.value), open_ends > (own.open ? 1u : 0u));
        if (compare_ends(free, end, high) < 0) end = free;
        // Shares above 100 % are refused elsewhere; here the ends must only not cross.
        const int order = compare(end.value, own.value);
        if (order < 0 || (order == 0 && end.open)) end = {own.value, false};
      }
    }
    return rest;
  }

  static Limit<Number> left_beside(const Number& taken, bool open) {
    const Number left = minus(number<Number>(1), taken);
    if (!above_zero(left)) return {number<Number>(0), false};
    return {left, open};
  }

  Sides<Number> most(std::uint32_t entity) const {
    return sides_of<Number>(Shares::both(graph_.parties[entity].other_holders_at_most));
  }

  static Edge<Number> unnamed(std::uint32_t owner, std::uint32_t entity, std::size_t measure,
                              const Sides<Number>& rest, const Sides<Number>& most) {
    Edge<Number> edge;
    edge.owner = owner;
    edge.entity = entity;
    edge.measure = static_cast<std::uint8_t>(measure);
    for (const Side side : {before_high, after_high})
      edge.share[side] = compare_ends(most[side], rest[side], side) < 0 ? most[side] : rest[side];
    return edge;
  }

  /// Of several links between the same two the largest counts. Along a path measures may change from link to
  /// link; where links are only added, each measure stays for itself.
  void keep_largest() {
    if (multiplies(method_)) {
      for (Edge<Number>& edge : net_.edges) edge.measure = 0;
      net_.measures = 1;
    }
    sort_by_entity();
    std::size_t kept = 0;
    auto& edges = net_.edges;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (kept > 0 && key(edges[kept - 1]) == key(edges[i])) {
        take_greater(edges[kept - 1], edges[i]);
      } else {
        if (kept != i) edges[kept] = std::move(edges[i]);
        ++kept;
      }
    }
    edges.resize(kept);
  }

  static void take_greater(Edge<Number>& kept, const Edge<Number>& other) {
    kept.deemed = kept.deemed || other.deemed;
    for (const Side side : all_sides)
      kept.share[side] = Limit<Number>(greater(kept.share[side], other.share[side], side));
  }

  void sort_by_entity() {
    std::sort(net_.edges.begin(), net_.edges.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.entity, a.owner, a.measure) < std::tuple(b.entity, b.owner, b.measure);
    });
  }

  void index() {
    std::erase_if(net_.edges, [](const Edge<Number>& edge) {
      return !above_zero(edge.share[before_high].value) && !above_zero(edge.share[after_high].value);
    });
    net_.into.assign(net_.parties + 1, 0);
    net_.from.assign(net_.nodes() + 1, 0);
    for (const Edge<Number>& edge : net_.edges) {
      ++net_.into[edge.entity + 1];
      ++net_.from[edge.owner + 1];
    }
    for (std::size_t i = 1; i < net_.into.size(); ++i) net_.into[i] += net_.into[i - 1];
    for (std::size_t i = 1; i < net_.from.size(); ++i) net_.from[i] += net_.from[i - 1];
    net_.out.resize(net_.edges.size());
    std::vector<std::uint32_t> next(net_.from.begin(), net_.from.end());
    for (std::uint32_t i = 0; i < net_.edges.size(); ++i) net_.out[next[net_.edges[i].owner]++] = i;
  }

  const Graph& graph_;
  const model::Method& method_;
  Net<Number> net_;
};

}  // namespace

template <class Number>
Net<Number> prepare(const Graph& graph, const model::Method& method) {
  return Preparation<Number>(graph, method).run();
}

template Net<Small> prepare<Small>(const Graph&, const model::Method&);
template Net<Big> prepare<Big>(const Graph&, const model::Method&);

}  // namespace weir::ownership
