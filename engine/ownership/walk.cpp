#include "ownership/walk.hpp"

#include <algorithm>

namespace weir::ownership {
namespace {

using base::Truth;

template <class Number>
Sides<Number> filled(int value) {
  Sides<Number> sides;
  for (const Side side : all_sides) sides[side].value = number<Number>(value);
  return sides;
}

template <class Number>
class Walk {
 public:
  Walk(const Graph& graph, const model::Method& method, const Net<Number>& net, const Chosen& chosen,
       std::optional<Time> record)
      : graph_(graph), method_(method), net_(net), chosen_(chosen), record_(record) {}

  Walked<Number> run(std::uint32_t entity) {
    Walked<Number> result;
    mark_below();
    if (!below_[entity]) return result;
    on_path_.assign(net_.nodes(), 0);
    frames_.reserve(8);
    enter(entity, no_edge, filled<Number>(1));
    while (!too_many_) {
      Frame& top = frames_.back();
      if (top.next < top.end) {
        follow(useful_[top.next++]);
        continue;
      }
      if (frames_.size() == 1) break;
      leave();
    }
    result.too_many = too_many_;
    if (too_many_) return result;
    result.figure = frames_.front().above;
    for (const Side side : all_sides) result.figure[side] = never_above_whole(result.figure[side], side);
    result.paths = std::move(paths_);
    return result;
  }

 private:
  static constexpr std::uint32_t no_edge = 0xffffffff;

  /// A node on the path from the entity upwards.
  struct Frame {
    std::uint32_t node;
    std::uint32_t by;                         ///< the link that led up to it
    std::size_t next = 0, end = 0;            ///< which of the useful links into it are still to be followed
    std::size_t first_path = 0;               ///< of the recorded paths that begin at it or above
    Sides<Number> carried;                    ///< product of the links below it, each as a later link counts
    Sides<Number> own;                        ///< what counts if the path begins here
    Sides<Number> above = filled<Number>(0);  ///< what the holders above it have through it
  };

  /// Only what lies below a chosen holder can be on a path from one. Of an entity with thousands of holders
  /// the others are not even looked at.
  void mark_below() {
    below_.assign(net_.nodes(), 0);
    std::vector<std::uint32_t> waiting;
    for (const std::uint32_t node : chosen_.members()) {
      if (!chosen_.possible(node)) continue;
      below_[node] = 1;
      waiting.push_back(node);
      ++begins_;
    }
    while (!waiting.empty()) {
      const std::uint32_t node = waiting.back();
      waiting.pop_back();
      for (const std::uint32_t at : net_.edges_from(node)) {
        const std::uint32_t next = net_.edges[at].entity;
        useful_.push_back(at);
        if (below_[next]) continue;
        below_[next] = 1;
        waiting.push_back(next);
      }
    }
    in_order();
  }

  /// Few are sorted, many picked from all.
  void in_order() {
    if (useful_.size() < net_.edges.size() / 16) {
      std::sort(useful_.begin(), useful_.end());
      return;
    }
    std::vector<std::uint8_t> is_useful(net_.edges.size(), 0);
    for (const std::uint32_t at : useful_) is_useful[at] = 1;
    useful_.clear();
    for (std::uint32_t at = 0; at < is_useful.size(); ++at) {
      if (is_useful[at]) useful_.push_back(at);
    }
  }

  void enter(std::uint32_t node, std::uint32_t by, const Sides<Number>& carried) {
    Frame frame;
    frame.node = node;
    frame.by = by;
    frame.first_path = paths_.size();
    frame.carried = carried;
    if (node < net_.parties) {
      const auto place = [&](std::uint32_t edge) {
        return static_cast<std::size_t>(std::lower_bound(useful_.begin(), useful_.end(), edge) -
                                        useful_.begin());
      };
      frame.next = place(net_.into[node]);
      frame.end = place(net_.into[node + 1]);
    }
    on_path_[node] = 1;
    frames_.push_back(std::move(frame));
  }

  void follow(std::uint32_t at) {
    const Edge<Number>& edge = net_.edges[at];
    if (on_path_[edge.owner]) return;
    if (++steps_ > most_steps) too_many_ = true;
    const Frame& below = frames_.back();
    Sides<Number> own;
    if (chosen_.possible(edge.owner)) {
      if (++found_ > most_paths) too_many_ = true;
      for (const Side side : all_sides) own[side] = product(edge.share[side], below.carried[side], side);
    }
    enter(edge.owner, at, passed_on(edge, below.carried));
    Frame& frame = frames_.back();
    frame.own = own;
    if (record_ && chosen_.possible(edge.owner)) keep_path();
    const bool may_go_on = edge.owner < net_.parties && looked_through(edge.owner) != Truth::false_value &&
                           !(begins_ == 1 && chosen_.possible(edge.owner));
    if (!may_go_on) leave();
  }

  /// What a link leaves to those above it.
  Sides<Number> passed_on(const Edge<Number>& edge, const Sides<Number>& carried) const {
    Sides<Number> result;
    const bool perhaps_closed = edge.owner < net_.parties && looked_through(edge.owner) == Truth::unknown;
    for (const Side side : all_sides) {
      if (is_low(side) && perhaps_closed) continue;
      const bool whole = method_.full_from && meets(edge.share[side], *method_.full_from, side);
      result[side] = whole ? carried[side] : product(edge.share[side], carried[side], side);
    }
    return result;
  }

  Truth looked_through(std::uint32_t node) const {
    if (method_.path != model::Method::Path::look_through_only) return Truth::true_value;
    const Entity& entity = graph_.parties[node];
    return base::truth_or(entity.partnership, entity.trust);
  }

  void keep_path() {
    Steps steps;
    for (auto frame = frames_.rbegin(); frame->by != no_edge; ++frame) steps.push_back(frame->by);
    paths_.push_back(std::move(steps));
  }

  /// Gives what counts of the last node to the one below it.
  void leave() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    on_path_[frame.node] = 0;
    Frame& below = frames_.back();
    for (const Side side : all_sides) {
      const bool begins = is_low(side) ? chosen_.certain(frame.node) : chosen_.possible(frame.node);
      const Limit<Number>& part =
          begins ? greater(frame.own[side], frame.above[side], side) : frame.above[side];
      below.above[side] = sum(below.above[side], part);
    }
    if (record_ && chosen_.possible(frame.node)) drop_smaller(frame);
  }

  void drop_smaller(const Frame& frame) {
    const Side side = *record_ == Time::before ? before_high : after_high;
    const auto own = paths_.begin() + static_cast<std::ptrdiff_t>(frame.first_path);
    if (compare_ends(frame.own[side], frame.above[side], side) >= 0) {
      paths_.erase(above_zero(frame.own[side].value) ? own + 1 : own, paths_.end());
    } else {
      paths_.erase(own);
    }
  }

  const Graph& graph_;
  const model::Method& method_;
  const Net<Number>& net_;
  const Chosen& chosen_;
  std::optional<Time> record_;
  std::vector<std::uint8_t> below_, on_path_;
  std::vector<std::uint32_t> useful_;  ///< links whose owner is chosen or below one who is, ascending
  std::vector<Frame> frames_;
  std::vector<Steps> paths_;
  std::size_t begins_ = 0;
  std::size_t found_ = 0;
  std::size_t steps_ = 0;
  bool too_many_ = false;
};

}  // namespace

template <class Number>
Walked<Number> walk(const Graph& graph, const model::Method& method, const Net<Number>& net,
                    const Chosen& chosen, std::uint32_t entity, std::optional<Time> record) {
  return Walk<Number>(graph, method, net, chosen, record).run(entity);
}

template Walked<Small> walk(const Graph&, const model::Method&, const Net<Small>&, const Chosen&,
                            std::uint32_t, std::optional<Time>);
template Walked<Big> walk(const Graph&, const model::Method&, const Net<Big>&, const Chosen&, std::uint32_t,
                          std::optional<Time>);

}  // namespace weir::ownership
