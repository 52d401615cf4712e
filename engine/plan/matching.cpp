#include "plan/matching.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace weir::plan {

namespace {

constexpr std::uint32_t no_list = 0xffff'ffff;

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash ^= value + 0x9e37'79b9'7f4a'7c15ull + (hash << 6) + (hash >> 2);
}

void mix(std::uint64_t& hash, std::string_view text) {
  mix(hash, std::hash<std::string_view>{}(text));
}

bool makes_list(const Plan& plan, std::size_t index) {
  const Node& node = plan.nodes[index];
  return node.table.is_list() && plan.lists[node.table.list_index()].rows == NodeId(index);
}

bool reduces_list(Op op) {
  return op == Op::some || (op >= Op::rows_count && op <= Op::largest_joint_interest);
}

bool same_versions(const std::vector<VersionRange>& a, const std::vector<VersionRange>& b) {
  return std::ranges::equal(a, b, [](const VersionRange& x, const VersionRange& y) {
    return x.first == y.first && x.last == y.last && x.enacted == y.enacted;
  });
}

bool same_payload(const Node& a, const Node& b) {
  return a.op == b.op && a.kind == b.kind && a.type == b.type && a.fact == b.fact && a.before == b.before &&
         a.text == b.text && a.truth == b.truth && a.number == b.number && a.at_least == b.at_least &&
         a.at_most == b.at_most && a.not_applicable == b.not_applicable && a.open == b.open &&
         a.currency == b.currency && a.date == b.date && a.unit == b.unit && a.items == b.items &&
         a.uncertain == b.uncertain && a.count == b.count && same_versions(a.versions, b.versions);
}

/// Two years of a calendar tell it from any other.
std::uint64_t signature(const model::AnnouncedDays& calendar) {
  std::uint64_t hash = 0;
  for (const base::Date announced : calendar.announced())
    mix(hash, static_cast<std::uint64_t>(announced.days));
  const model::WorkingDays& days = calendar.on(base::Date::never());
  mix(hash, static_cast<std::uint64_t>(days.known().first.days));
  mix(hash, static_cast<std::uint64_t>(days.known().last.days));
  const base::Date from = *base::Date::make(2018, 1, 1);
  for (std::int32_t day = 0; day < 730; ++day) {
    const model::DateRange next = days.roll({from.days + day});
    mix(hash, static_cast<std::uint64_t>(next.first.days));
  }
  return hash;
}

std::vector<std::uint64_t> signatures(const Plan& plan) {
  std::vector<std::uint64_t> all;
  // A single calendar is the same one: what rule sets declare as calendars does not differ.
  if (plan.calendars.size() < 2) return std::vector<std::uint64_t>(plan.calendars.size());
  for (const model::AnnouncedDays& calendar : plan.calendars) all.push_back(signature(calendar));
  return all;
}

/// A node as the base would have it: inputs, tables and lists by their places there.
struct Place {
  TableRef table;
  std::uint32_t list = 0;
  std::vector<NodeId> inputs;
};

std::uint64_t hash_of(const Node& node, const Place& place) {
  std::uint64_t hash = static_cast<std::uint64_t>(node.op);
  mix(hash, place.table.value);
  mix(hash, place.list);
  for (const NodeId input : place.inputs) mix(hash, input.value);
  mix(hash, node.fact.value);
  mix(hash, node.text);
  mix(hash, static_cast<std::uint64_t>(node.number.numerator()));
  mix(hash, static_cast<std::uint64_t>(node.date.days));
  for (const std::string& item : node.items) mix(hash, item);
  return hash;
}

Place own_place(const Plan& plan, std::size_t index) {
  const Node& node = plan.nodes[index];
  if (makes_list(plan, index)) return {plan.lists[node.list].parent, 0, node.inputs};
  return {node.table, node.list, node.inputs};
}

/// One pass over a plan, with some recursive definitions taken to differ.
class Pass {
 public:
  Pass(const Plan& plan, const Plan& base,
       const std::unordered_multimap<std::uint64_t, std::uint32_t>& by_hash,
       const std::vector<std::uint64_t>& base_calendars, const std::string& changed,
       const std::set<std::uint32_t>& broken)
      : plan_(plan),
        base_(base),
        by_hash_(by_hash),
        base_calendars_(base_calendars),
        changed_(changed),
        broken_(broken),
        calendars_(signatures(plan)),
        lists_(plan.lists.size(), no_list) {}

  std::vector<NodeId> run() {
    same_.resize(plan_.nodes.size());
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) same_[i] = find(i);
    return std::move(same_);
  }

 private:
  NodeId find(std::size_t index) {
    const Node& node = plan_.nodes[index];
    if (broken_.contains(static_cast<std::uint32_t>(index))) return {};
    if ((node.op == Op::attribution || node.op == Op::circle) && node.text == changed_) return {};
    const auto place = place_in_base(index);
    if (!place) return {};
    const auto [first, last] = by_hash_.equal_range(hash_of(node, *place));
    for (auto entry = first; entry != last; ++entry) {
      const std::uint32_t there = entry->second;
      const Node& other = base_.nodes[there];
      if (!same_payload(node, other) || !same_calendar(node, other)) continue;
      const Place its = own_place(base_, there);
      if (its.table != place->table || its.list != place->list || its.inputs != place->inputs) continue;
      if (makes_list(plan_, index) != makes_list(base_, there)) continue;
      if (makes_list(plan_, index)) lists_[node.list] = other.list;
      return NodeId(std::size_t{there});
    }
    return {};
  }

  std::optional<TableRef> table_in_base(TableRef table) const {
    if (!table.is_list()) return table;
    const std::uint32_t list = lists_[table.list_index()];
    if (list == no_list) return std::nullopt;
    return TableRef::list(list);
  }

  std::optional<Place> place_in_base(std::size_t index) const {
    Place place = own_place(plan_, index);
    for (NodeId& input : place.inputs) {
      input = same_[input.index()];
      if (!input.valid()) return std::nullopt;
    }
    const auto table = table_in_base(place.table);
    if (!table) return std::nullopt;
    place.table = *table;
    if (reduces_list(plan_.nodes[index].op)) {
      place.list = lists_[place.list];
      if (place.list == no_list) return std::nullopt;
    }
    return place;
  }

  bool same_calendar(const Node& a, const Node& b) const {
    if (a.calendar < 0 || b.calendar < 0) return a.calendar == b.calendar;
    return calendars_.size() < 2 && base_calendars_.size() < 2
               ? a.calendar == b.calendar
               : calendars_[static_cast<std::size_t>(a.calendar)] ==
                     base_calendars_[static_cast<std::size_t>(b.calendar)];
  }

  const Plan& plan_;
  const Plan& base_;
  const std::unordered_multimap<std::uint64_t, std::uint32_t>& by_hash_;
  const std::vector<std::uint64_t>& base_calendars_;
  const std::string& changed_;
  const std::set<std::uint32_t>& broken_;
  std::vector<std::uint64_t> calendars_;
  std::vector<std::uint32_t> lists_;  ///< by list of the plan: the base's
  std::vector<NodeId> same_;
};

}  // namespace

Matching::Matching(const Plan& base) : base_(base), calendars_(signatures(base)) {
  by_hash_.reserve(base.nodes.size());
  for (std::size_t i = 0; i < base.nodes.size(); ++i)
    by_hash_.emplace(hash_of(base.nodes[i], own_place(base, i)), static_cast<std::uint32_t>(i));
}

std::vector<NodeId> Matching::match(const Plan& plan, const std::string& changed) const {
  // What reads itself is taken to be the same until its body turns out to differ.
  std::set<std::uint32_t> broken;
  for (;;) {
    std::vector<NodeId> same = Pass(plan, base_, by_hash_, calendars_, changed, broken).run();
    bool again = false;
    for (const Loop& loop : plan.loops) {
      const NodeId leaf = same[loop.leaf.index()];
      if (!leaf.valid()) continue;
      const auto other = std::ranges::find(base_.loops, leaf, &Loop::leaf);
      if (other != base_.loops.end() && same[loop.body.index()] == other->body) continue;
      again = broken.insert(loop.leaf.value).second || again;
    }
    if (!again) return same;
  }
}

namespace {

/// Holds what rests on nodes of one plan against what rests on their counterparts.
class Roots {
 public:
  explicit Roots(const std::vector<NodeId>& same) : same_(same) {}

  bool equal(NodeId mine, NodeId base) const {
    return mine.valid() ? same_[mine.index()] == base : !base.valid();
  }

  bool equal(const CompiledRule& a, const CompiledRule& b) const {
    return a.defeated_by.size() == b.defeated_by.size() && equal(a.law_date, b.law_date) &&
           equal(a.in_force, b.in_force) && equal(a.undefeated, b.undefeated) &&
           equal(a.applies, b.applies) && equal(a.until, b.until) && equal(a.due, b.due) &&
           equal(a.penalty, b.penalty);
  }

  bool equal(const CompiledJudgement& a, const CompiledJudgement& b) const {
    return equal(a.node, b.node) && equal(a.speaks_for, b.speaks_for) &&
           equal(a.speaks_against, b.speaks_against);
  }

  bool equal(const CompiledStage& a, const CompiledStage& b) const {
    return equal(a.start, b.start) && equal(a.end, b.end) && equal(a.exists, b.exists) &&
           equal(a.begun, b.begun) && equal(a.current, b.current) && equal(a.run_out, b.run_out) &&
           std::ranges::equal(a.stops, b.stops, [this](NodeId x, NodeId y) { return equal(x, y); });
  }

  bool equal(const CompiledClock& a, const CompiledClock& b) const {
    return equal(a.law_date, b.law_date) && equal(a.in_force, b.in_force) && equal(a.over, b.over) &&
           std::ranges::equal(a.stages, b.stages,
                              [this](const CompiledStage& x, const CompiledStage& y) { return equal(x, y); });
  }

 private:
  const std::vector<NodeId>& same_;
};

}  // namespace

std::vector<bool> Matching::changed_regimes(const Plan& plan, const std::vector<NodeId>& same) const {
  const auto& regimes = plan.rule_sets().regimes;
  const Roots roots(same);
  std::vector<bool> changed(regimes.size());
  const auto change_of_definition = [&](check::DefinitionId id) {
    const std::string& regime = plan.rule_sets().definitions[id.index()].regime;
    for (std::size_t r = 0; r < regimes.size(); ++r) {
      if (regimes[r].id == regime) changed[r] = true;
    }
  };
  std::map<check::RuleRef, const CompiledRule*> rules;
  for (const CompiledRule& rule : base_.rules) rules.emplace(rule.ref, &rule);
  for (const CompiledRule& rule : plan.rules) {
    const auto other = rules.find(rule.ref);
    if (other == rules.end() || !roots.equal(rule, *other->second)) changed[rule.ref.regime] = true;
  }
  const auto hold = [&](const auto& mine, const auto& base) {
    using Entry = std::remove_cvref_t<decltype(mine.front())>;
    for (const Entry& entry : mine) {
      const auto other = std::ranges::find(base, entry.definition, &Entry::definition);
      if (other == base.end() || !roots.equal(entry, *other)) change_of_definition(entry.definition);
    }
  };
  hold(plan.judgements, base_.judgements);
  hold(plan.clocks, base_.clocks);
  return changed;
}

std::vector<bool> Matching::changed_clocks(const Plan& plan, const std::vector<NodeId>& same) const {
  const Roots roots(same);
  std::vector<bool> changed(plan.rule_sets().regimes.size());
  for (const CompiledClock& clock : plan.clocks) {
    const auto other = std::ranges::find(base_.clocks, clock.definition, &CompiledClock::definition);
    if (other == base_.clocks.end() || !roots.equal(clock, *other)) changed[clock.regime] = true;
  }
  return changed;
}

}  // namespace weir::plan
