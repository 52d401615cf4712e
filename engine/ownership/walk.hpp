#pragma once
#include <optional>
#include <vector>

#include "ownership/net.hpp"
#include "ownership/selection.hpp"

namespace weir::ownership {

/// Most paths between a pair; beyond them the figure is open.
inline constexpr std::size_t most_paths = 10'000;
/// Most links followed in looking for them, dead ends included.
inline constexpr std::size_t most_steps = 400'000;

/// The links of a path, by position in the net's edges, from the holder down to the entity.
using Steps = std::vector<std::uint32_t>;

template <class Number>
struct Walked {
  Sides<Number> figure;
  bool too_many = false;
  std::vector<Steps> paths;  ///< those that make up the figure at the high end of the time asked for
};

/// Adds up all paths without repetition that lead from the chosen holders down to `entity`: the first link as
/// it is times each later one, which counts whole from the method's `full_from`. Where a path leads through a
/// chosen holder to another one above it, the larger of the two parts counts, and only it.
/// Paths are kept where `record` names a time.
template <class Number>
Walked<Number> walk(const Graph& graph, const model::Method& method, const Net<Number>& net,
                    const Chosen& chosen, std::uint32_t entity, std::optional<Time> record);

}  // namespace weir::ownership
