#include "reference/ownership_reference.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

namespace weir::reference {
namespace {

using namespace ownership;
using Exact = boost::multiprecision::cpp_rational;
using Parties = std::set<std::uint32_t>;

/// A bound, moved by an infinitesimal where it is open: upwards at the low end, downwards at the high end.
struct End {
  Exact value = 0;
  int nudge = 0;
  friend bool operator<(const End& a, const End& b) {
    return a.value != b.value ? a.value < b.value : a.nudge < b.nudge;
  }
};

End operator+(const End& a, const End& b) {
  const int nudge = a.nudge + b.nudge;
  return {a.value + b.value, nudge > 0 ? 1 : nudge < 0 ? -1 : 0};
}

/// (a + i)(b + j) with infinitesimals i and j: what is left of first and second order.
End operator*(const End& a, const End& b) {
  const Exact first = a.value * b.nudge + b.value * a.nudge;
  const int second = a.nudge * b.nudge;
  return {a.value * b.value, first > 0 ? 1 : first < 0 ? -1 : second > 0 ? 1 : 0};
}

End smaller(const End& a, const End& b) {
  return b < a ? b : a;
}

/// A graph at one time and one end: what each owner has in each entity.
struct World {
  const Graph& graph;
  const model::Method& method;
  bool low;
  std::map<std::pair<std::uint32_t, std::uint32_t>, End> links;
  std::uint32_t count;

  End link(std::uint32_t owner, std::uint32_t entity) const {
    const auto found = links.find({owner, entity});
    return found == links.end() ? End{} : found->second;
  }
};

Exact exact(const base::Rational& value) {
  return Exact(value.numerator(), value.denominator());
}

bool meets(const End& share, const model::Bar& bar) {
  const End line{exact(bar.share), 0};
  return bar.reach == model::Bar::Reach::at_least ? !(share < line) : line < share;
}

const End whole_share{1, 0};

using Pair = std::pair<std::uint32_t, std::uint32_t>;
/// What each owner has in each entity, by measure.
using Links = std::map<std::pair<Pair, std::uint8_t>, End>;

Links stated(const Graph& graph, Time time, bool low) {
  Links links;
  for (const Link& link : graph.links) {
    if (link.owner == link.entity) continue;
    const Share& share = time == Time::before ? link.shares.before : link.shares.after;
    End end = low ? End{exact(share.low), share.low_open ? 1 : 0}
                  : End{exact(share.high), share.high_open ? -1 : 0};
    if (low && link.held != base::Truth::true_value) end = {};
    End& total = links[{{link.owner.value, link.entity.value}, link.measure}];
    total = smaller(total + end, whole_share);
  }
  return links;
}

World world(const Graph& graph, const model::Method& method, Time time, bool low) {
  Links links = stated(graph, time, low);
  if (!low) {
    const Links sure = stated(graph, time, true);
    for (auto& [key, end] : links) {
      const auto& [pair, measure] = key;
      End free = whole_share;
      for (const auto& [other, part] : sure)
        if (other.second == measure && other.first.second == pair.second && other.first.first != pair.first)
          free = free + End{-part.value, -part.nudge};
      if (free.value < 0) free = {};
      end = smaller(end, free);
      const End& own = sure.at(key);
      if (end.value < own.value || (end.value == own.value && end.nudge < 0)) end = {own.value, 0};
    }
  }
  std::map<Pair, End> largest;
  for (const auto& [key, end] : links) {
    End& one = largest[key.first];
    if (one < end) one = end;
  }
  return {graph, method, low, largest, static_cast<std::uint32_t>(graph.parties.size())};
}

/// The part of `at` in the entity, for the chosen at it or above it. `below`: what the links below leave.
End climb(const World& world, const Parties& chosen, std::uint32_t at, const End& below, Parties path) {
  path.insert(at);
  End total;
  for (std::uint32_t owner = 0; owner < world.count; ++owner) {
    const End share = world.link(owner, at);
    if (path.count(owner) || (share.value == 0 && share.nudge == 0)) continue;
    const End own = share * below;
    End above;
    bool open = true;
    if (world.method.path == model::Method::Path::look_through_only) {
      const base::Truth through =
          base::truth_or(world.graph.parties[owner].partnership, world.graph.parties[owner].trust);
      open = through == base::Truth::true_value || (through == base::Truth::unknown && !world.low);
    }
    if (open) {
      const bool full = world.method.full_from && meets(share, *world.method.full_from);
      above = climb(world, chosen, owner, full ? below : own, path);
    }
    total = total + (chosen.count(owner) && above < own ? own : above);
  }
  return total;
}

/// The smallest set of parties that holds the chosen and every entity that its members carry on: all subsets.
End carried(const World& world, const Parties& chosen, std::uint32_t entity) {
  const model::Bar bar =
      world.method.link.value_or(model::Bar{model::Bar::Reach::more_than, *base::Rational::make(1, 2)});
  // Whom nobody has anything in and nobody leads is carried by nobody: these are as they are chosen.
  std::vector<std::uint32_t> free;
  std::uint32_t fixed = 0;
  for (std::uint32_t party = 0; party < world.count; ++party) {
    const bool led = std::any_of(world.graph.influence.begin(), world.graph.influence.end(),
                                 [&](const Influence& influence) { return influence.entity.value == party; });
    const bool held = std::any_of(world.links.begin(), world.links.end(),
                                  [&](const auto& link) { return link.first.second == party; });
    if (chosen.count(party)) {
      fixed |= 1u << party;
    } else if (led || held) {
      free.push_back(party);
    }
  }
  std::uint32_t smallest = (1u << world.count) - 1;
  for (std::uint32_t choice = 0; choice < (1u << free.size()); ++choice) {
    std::uint32_t set = fixed;
    for (std::size_t i = 0; i < free.size(); ++i) set |= (choice >> i & 1u) << free[i];
    bool closed = true;
    for (const std::uint32_t party : free) {
      if (!closed) break;
      if (set >> party & 1u) continue;
      End together;
      bool led = false;
      for (const auto& [pair, share] : world.links)
        if (pair.second == party && (set >> pair.first & 1u)) together = together + share;
      for (const Influence& influence : world.graph.influence)
        led = led || (world.method.dominant && influence.entity.value == party &&
                      (set >> influence.owner.value & 1u) &&
                      (influence.certain == base::Truth::true_value ||
                       (!world.low && influence.certain == base::Truth::unknown)));
      closed = !led && !(End{} < together && meets(together, bar));
    }
    if (closed && __builtin_popcount(set) < __builtin_popcount(smallest)) smallest = set;
  }
  End total;
  for (std::uint32_t member = 0; member < world.count; ++member)
    if (member != entity && (smallest >> member & 1u)) total = total + world.link(member, entity);
  return total;
}

End figure(const World& world, Parties chosen, std::uint32_t entity) {
  if (chosen.count(entity)) chosen.erase(entity);
  End total;
  switch (world.method.path) {
    case model::Method::Path::direct:
      for (const std::uint32_t owner : chosen) total = total + world.link(owner, entity);
      break;
    case model::Method::Path::product:
    case model::Method::Path::look_through_only:
      total = climb(world, chosen, entity, whole_share, {});
      break;
    case model::Method::Path::whole:
      total = carried(world, chosen, entity);
      break;
  }
  return smaller(total, whole_share);
}

Parties chosen(const Graph& graph, const Selection& selection, bool low) {
  Parties parties;
  const auto add = [&](HolderId holder, bool certain) {
    if (!certain && low) return;
    parties.insert(holder.value);
    for (const Related& member : graph.parties[holder.index()].circle) {
      if (member.certain == base::Truth::true_value || (!low && member.certain == base::Truth::unknown))
        parties.insert(member.party.value);
    }
  };
  for (const HolderId holder : selection.certain) add(holder, true);
  for (const HolderId holder : selection.possible) add(holder, false);
  return parties;
}

base::Rational rational(const Exact& value) {
  return *base::Rational::make(numerator(value).convert_to<std::int64_t>(),
                               denominator(value).convert_to<std::int64_t>());
}

Share share(const Graph& graph, const model::Method& method, HolderId entity, const Selection& selection,
            Time time) {
  const End low = figure(world(graph, method, time, true), chosen(graph, selection, true), entity.value);
  const End high = figure(world(graph, method, time, false), chosen(graph, selection, false), entity.value);
  return {rational(low.value), rational(high.value), low.nudge != 0, high.nudge != 0};
}

}  // namespace

Shares joint(const Graph& graph, const model::Method& method, HolderId entity, const Selection& selection) {
  return {share(graph, method, entity, selection, Time::before),
          share(graph, method, entity, selection, Time::after)};
}

}  // namespace weir::reference
