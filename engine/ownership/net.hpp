#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "model/method.hpp"
#include "ownership/exact.hpp"
#include "ownership/graph.hpp"

namespace weir::ownership {

/// A holder that the case does not name.
struct Nameless {
  enum class Kind : std::uint8_t {
    stated,           ///< a link without an owner's name, or a holding for somebody unnamed
    one_other,        ///< one of the holders that an open list leaves out
    all_others,       ///< all of them together; never a row, only part of a joint interest
    general_partner,  ///< an unnamed general partner
  };
  Kind kind = Kind::stated;
  HolderId entity;  ///< whose holder it is
};

/// A link as the method counts it.
template <class Number>
struct Edge {
  std::uint32_t owner = 0;
  std::uint32_t entity = 0;
  std::uint8_t measure = 0;
  bool deemed = false;  ///< counts whole because the owner is the general partner
  Sides<Number> share;
};

/// The graph after a method's preparation: moved holdings, cut ends, nameless holders, general partners.
/// Nodes are the parties and after them the nameless holders.
template <class Number>
struct Net {
  std::uint32_t parties = 0;
  std::vector<Nameless> nameless;
  std::size_t measures = 1;
  std::vector<Edge<Number>> edges;  ///< by entity, then owner, then measure
  std::vector<std::uint32_t> into;  ///< entity -> its first edge; one more at the end
  std::vector<std::uint32_t> out;   ///< positions in `edges`, by owner
  std::vector<std::uint32_t> from;  ///< owner -> its first position in `out`; one more at the end

  std::size_t nodes() const { return parties + nameless.size(); }
  std::span<const Edge<Number>> edges_into(std::uint32_t entity) const {
    if (entity >= parties) return {};
    return std::span(edges).subspan(into[entity], into[entity + 1] - into[entity]);
  }
  std::span<const std::uint32_t> edges_from(std::uint32_t owner) const {
    return std::span(out).subspan(from[owner], from[owner + 1] - from[owner]);
  }
};

/// Prepares a graph for a method; `DoesNotFit` is thrown by the small numbers only.
template <class Number>
Net<Number> prepare(const Graph& graph, const model::Method& method);

/// Whether the method multiplies along paths.
inline bool multiplies(const model::Method& method) {
  return method.path == model::Method::Path::product || method.path == model::Method::Path::look_through_only;
}

}  // namespace weir::ownership
