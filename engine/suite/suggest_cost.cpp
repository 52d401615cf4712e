#include "suite/suggest_cost.hpp"

#include <algorithm>
#include <map>

namespace weir::suite {

using base::Truth;
using plan::TableRef;

TargetCost::Bodies TargetCost::bodies_of(const CoverageMap& map) {
  std::map<std::string_view, const Decision*> named;
  for (const CoverageEntry& entry : map.entries) {
    // One condition, the same on all days; a name with a dot may speak of another row.
    if (entry.kind != CoverageEntry::Kind::definition || entry.decisions.size() != 1) continue;
    const Decision& decision = map.decisions[entry.decisions.front()];
    if (!decision.version.valid() && entry.id.find('.') == std::string::npos)
      named.emplace(entry.id, &decision);
  }
  Bodies bodies;
  for (const Clause& clause : map.clauses) {
    const auto body = named.find(clause.text);
    bodies.push_back(body == named.end() ? nullptr : body->second);
  }
  return bodies;
}

TargetCost::TargetCost(const CoverageMap& map, const Bodies& bodies, const Target& target)
    : decision_(map.decisions[target.decision]), bodies_(bodies), wanted_(target.wanted) {
  std::vector<std::uint32_t> above(decision_.parts.size(), 0);
  std::uint32_t at = 0;
  for (std::uint32_t i = 0; i < decision_.parts.size(); ++i) {
    for (const std::uint32_t part : decision_.parts[i].parts) above[part] = i;
    if (decision_.parts[i].clause == target.clause) at = i;
  }
  const auto root = static_cast<std::uint32_t>(decision_.parts.size() - 1);
  for (path_ = {at}; at != root; path_.push_back(at)) at = above[at];
  std::ranges::reverse(path_);
}

/// One run, read down the tree of the decision.
class TargetCost::Walk {
 public:
  Walk(const TargetCost& cost, const evaluate::Run& run)
      : cost_(cost), decision_(cost.decision_), run_(run), rows_(run) {}

  std::size_t at(TableRef table, std::size_t row) const {
    std::size_t sum = 0;
    for (const Decision::Gate& gate : decision_.gates)
      sum += rows_.truth_at(gate.node, table, row) == base::truth_of(gate.wanted) ? 0 : 1;
    if (!rows_.in_version(decision_, table, row)) ++sum;
    return sum + descend(0, table, row);
  }

 private:
  const Part& part(std::uint32_t place) const { return decision_.parts[place]; }

  /// How many clauses must turn for a part to have a truth.
  std::size_t to_have(const Decision& of, std::uint32_t place, Truth wanted, TableRef table,
                      std::size_t row) const {
    const Part& here = of.parts[place];
    if (rows_.truth_at(here.node, table, row) == wanted) return 0;
    const bool all = here.kind == Part::Kind::all, none = here.kind == Part::Kind::none;
    if (here.kind == Part::Kind::negation)
      return to_have(of, here.parts[0], base::truth_not(wanted), table, row);
    if (!all && !none && here.kind != Part::Kind::any) {
      // What a name stands for tells how far it is; definitions do not lead back to themselves.
      const Decision* body = here.clause ? cost_.bodies_[*here.clause] : nullptr;
      if (!body) return 1;
      const auto root = static_cast<std::uint32_t>(body->parts.size() - 1);
      return std::max<std::size_t>(1, to_have(*body, root, wanted, table, row));
    }
    const Truth of_parts = none ? base::truth_not(wanted) : wanted;
    const bool each = of_parts == base::truth_of(all);
    std::size_t sum = 0, least = out_of_reach;
    for (const std::uint32_t child : here.parts) {
      const std::size_t cost = to_have(of, child, of_parts, table, row);
      sum += cost;
      least = std::min(least, cost);
    }
    return each ? sum : least;
  }

  std::size_t descend(std::size_t depth, TableRef table, std::size_t row) const {
    const Part& here = part(cost_.path_[depth]);
    if (depth + 1 == cost_.path_.size())
      return to_have(decision_, cost_.path_[depth], cost_.wanted_, table, row);
    const std::uint32_t next = cost_.path_[depth + 1];
    switch (here.kind) {
      case Part::Kind::leaf:
      case Part::Kind::negation:
        return descend(depth + 1, table, row);
      case Part::Kind::some:
      case Part::Kind::every:
      case Part::Kind::no:
        return in_rows(here, depth, table, row);
      case Part::Kind::at_least:
        return others_count(here, next, table, row) + descend(depth + 1, table, row);
      case Part::Kind::all:
      case Part::Kind::any:
      case Part::Kind::none:
        break;
    }
    std::size_t sum = descend(depth + 1, table, row);
    for (const std::uint32_t child : here.parts) {
      if (child != next)
        sum += to_have(decision_, child, base::truth_of(here.kind == Part::Kind::all), table, row);
    }
    return sum;
  }

  std::size_t others_count(const Part& here, std::uint32_t next, TableRef table, std::size_t row) const {
    std::size_t yes = 0, open = 0;
    for (const std::uint32_t child : here.parts) {
      if (child == next) continue;
      const Truth truth = rows_.truth_at(part(child).node, table, row);
      yes += truth == Truth::true_value ? 1 : 0;
      open += truth == Truth::unknown ? 1 : 0;
    }
    const auto wanted = static_cast<std::size_t>(here.count - 1);
    return open + (yes > wanted ? yes - wanted : wanted - std::min(wanted, yes + open));
  }

  std::size_t in_rows(const Part& here, std::size_t depth, TableRef table, std::size_t row) const {
    const TableRef inside = TableRef::list(here.list);
    const auto above = rows_.row_of(run_.plan().list(inside).parent, table, row);
    const evaluate::ListRows& list = run_.batch.lists[here.list];
    if (!above || *above + 1 >= list.begin.size()) return out_of_reach;
    const Truth neutral = base::truth_of(here.kind == Part::Kind::every);
    const auto stands_aside = [&](std::size_t other) {
      return rows_.truth_at(here.selected, inside, other) == Truth::false_value ||
             rows_.truth_at(part(here.parts[0]).node, inside, other) == neutral;
    };
    std::size_t others = list.open.get(*above) ? 1 : 0, least = out_of_reach;
    for (std::size_t i = list.begin[*above]; i < list.begin[*above + 1]; ++i)
      others += stands_aside(i) ? 0 : 1;
    for (std::size_t i = list.begin[*above]; i < list.begin[*above + 1]; ++i) {
      const std::size_t outside = others - (stands_aside(i) ? 0 : 1);
      const std::size_t in = rows_.truth_at(here.selected, inside, i) == Truth::true_value ? 0 : 1;
      least = std::min(least, outside + in + descend(depth + 1, inside, i));
    }
    return least;
  }

  const TargetCost& cost_;
  const Decision& decision_;
  const evaluate::Run& run_;
  RowReader rows_;
};

std::vector<std::size_t> TargetCost::of_rows(const evaluate::Run& run) const {
  std::vector<std::size_t> costs(run.batch.cases.size(), out_of_reach);
  const Walk walk(*this, run);
  const TableRef table = run.plan().node(decision_.parts.back().node).table;
  const std::size_t rows = run.batch.rows(table);
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t& cost = costs[run.batch.case_row(table, row)];
    cost = std::min(cost, walk.at(table, row));
  }
  return costs;
}

}  // namespace weir::suite
