#include "suite/suggest.hpp"

#include <algorithm>
#include <atomic>
#include <set>

#include "analysis/causes.hpp"
#include "analysis/neighbours.hpp"
#include "base/parallel.hpp"
#include "load/change.hpp"
#include "suite/suggest_cost.hpp"

namespace weir::suite {

using analysis::Neighbour;
using base::Truth;
using model::CaseChange;

namespace {

/// Rows evaluated at a time, so that memory stays bounded.
constexpr std::size_t batch_rows = 250;

/// A case with some changes, and how far it is from what is wanted.
struct Try {
  std::size_t cost = TargetCost::out_of_reach;
  std::size_t distance = 0;  ///< of the changes together
  std::size_t base = 0;      ///< place in the list of bases
  std::size_t order = 0;     ///< in which it was made
  std::vector<Neighbour> changes;

  auto rank() const { return std::tuple(cost, changes.size(), distance, base, order); }
  friend bool operator<(const Try& a, const Try& b) { return a.rank() < b.rank(); }
};

/// The nearest few of those offered.
class Nearest {
 public:
  explicit Nearest(std::size_t most) : most_(most) {}
  void offer(const Try& one) {
    if (tries_.size() == most_ && !(one < tries_.back())) return;
    tries_.insert(std::ranges::upper_bound(tries_, one, std::less<>()), one);
    if (tries_.size() > most_) tries_.pop_back();
  }
  const std::vector<Try>& all() const { return tries_; }

 private:
  std::size_t most_;
  std::vector<Try> tries_{};
};

/// A case can be written out again if its facts are plain statements without sources of their own.
bool is_plain(const model::Case& facts) {
  return facts.sources.empty() && facts.context.empty() &&
         std::ranges::all_of(facts.rows, [](const model::Row& row) {
           return std::ranges::all_of(row.facts,
                                      [](const model::FactEntry& entry) { return entry.claims.size() == 1; });
         });
}

class Search {
 public:
  Search(const plan::Plan& plan, const std::vector<Trial>& trials, const Coverage& coverage,
         const SuggestLimits& limits)
      : plan_(plan), trials_(trials), map_(coverage.map), limits_(limits) {
    std::set<std::tuple<const model::Case*, base::Date, base::Date, std::uint32_t>> seen;
    for (std::size_t i = 0; i < trials.size(); ++i) {
      const Trial& trial = trials[i];
      if (!is_plain(*trial.facts) || !supposed_by(plan, trial).empty()) continue;
      if (seen.insert({trial.facts, trial.as_of, trial.known_on, trial.regime}).second) bases_.push_back(i);
    }
  }

  std::size_t base_count() const { return bases_.size(); }
  const Trial& base(std::size_t place) const { return trials_[bases_[place]]; }
  std::size_t trial_of(std::size_t base) const { return bases_[base]; }

  std::uint32_t regime_of(const Target& target) const {
    return map_.decisions[target.decision].regime.value_or(0);
  }

  /// All cases one fact away from a base, offered to each target.
  void try_around(std::size_t base_place, const std::vector<TargetCost>& costs,
                  const std::vector<Target>& targets, std::vector<Nearest>& nearest) const {
    Try start;
    start.base = base_place;
    const std::uint32_t regime = base(base_place).regime;
    expand(start, [&](const evaluate::Run& run, std::vector<Try>& tries) {
      for (std::size_t t = 0; t < targets.size(); ++t) {
        if (regime_of(targets[t]) != regime) continue;
        offer(costs[t], run, tries, nearest[t]);
      }
    });
  }

  /// Changes the nearest further; the first that shows the target, nearest first.
  std::optional<Try> deepen(const TargetCost& cost, std::vector<Try> nearest) const {
    std::size_t spent = 0;
    for (std::size_t facts = 2; facts <= limits_.facts + 1; ++facts) {
      if (!nearest.empty() && nearest.front().cost == 0) return nearest.front();
      if (facts > limits_.facts) break;
      Nearest next(limits_.ways);
      for (const Try& one : nearest) {
        if (spent >= limits_.rows) break;
        spent += expand(
            one, [&](const evaluate::Run& run, std::vector<Try>& tries) { offer(cost, run, tries, next); });
      }
      nearest = next.all();
    }
    return std::nullopt;
  }

  evaluate::CaseRow row(const Try& one) const {
    const Trial& trial = base(one.base);
    evaluate::CaseRow row;
    row.facts = trial.facts;
    row.as_of = trial.as_of;
    row.known_on = trial.known_on;
    for (const Neighbour& neighbour : one.changes) {
      row.change(evaluate::override_of(neighbour.change));
      // The law of a later day is looked at on that day.
      for (const model::Candidate& candidate : neighbour.change.value.candidates) {
        const auto* day = std::get_if<model::DateInterval>(&candidate);
        if (!day || day->low.is_never() || day->low != day->high) continue;
        row.as_of = std::max(row.as_of, day->low);
        row.known_on = std::max(row.known_on, day->low);
      }
    }
    return row;
  }

  std::size_t tried() const { return tried_; }

 private:
  static void offer(const TargetCost& cost, const evaluate::Run& run, std::vector<Try>& tries,
                    Nearest& nearest) {
    const std::vector<std::size_t> costs = cost.of_rows(run);
    for (std::size_t i = 0; i < tries.size(); ++i) {
      tries[i].cost = costs[i];
      nearest.offer(tries[i]);
    }
  }

  /// Evaluates every case that is one fact further away; how many there are.
  template <typename Look>
  std::size_t expand(const Try& from, const Look& look) const {
    const std::vector<Neighbour> around = neighbours(from);
    for (std::size_t first = 0; first < around.size(); first += batch_rows) {
      const std::size_t end = std::min(around.size(), first + batch_rows);
      std::vector<Try> tries;
      std::vector<evaluate::CaseRow> rows;
      for (std::size_t i = first; i < end; ++i) {
        Try next = from;
        next.changes.push_back(around[i]);
        next.distance += around[i].distance;
        next.order = i;
        rows.push_back(row(next));
        tries.push_back(std::move(next));
      }
      const evaluate::Run run = evaluate::run(plan_, std::move(rows), {});
      look(run, tries);
    }
    tried_ += around.size();
    return around.size();
  }

  std::vector<Neighbour> neighbours(const Try& from) const {
    const evaluate::Run run = evaluate::run(plan_, {row(from)}, {});
    std::vector<plan::NodeId> roots;
    for (const plan::CompiledRule& rule : plan_.rules) {
      if (rule.ref.regime != base(from.base).regime) continue;
      roots.push_back(rule.applies);
      roots.push_back(rule.in_force);
    }
    // Here nothing is fixed: another case is looked for, not another way to do the same deal.
    analysis::Neighbourhood around = analysis::neighbourhood(run, roots, {});
    if (!around.fixed.empty()) around = analysis::neighbourhood(run, roots, around.fixed);
    std::vector<Neighbour> all = std::move(around.neighbours);
    add_figures_before(all);
    for (CaseChange& judgement : around.judgements) {
      for (const bool decision : {true, false}) {
        judgement.decision = decision;
        judgement.written = decision ? "true" : "false";
        all.push_back({judgement,
                       judgement.of.empty() ? judgement.judgement : judgement.of + "." + judgement.judgement,
                       1});
      }
    }
    std::erase_if(all, [&](const Neighbour& neighbour) {
      return std::ranges::any_of(
          from.changes, [&](const Neighbour& done) { return done.change.same_place(neighbour.change); });
    });
    return all;
  }

  /// Of a figure that the deal changes also the one before it: as high as the one after.
  static void add_figures_before(std::vector<Neighbour>& all) {
    const std::size_t many = all.size();
    for (std::size_t i = 0; i < many; ++i) {
      Neighbour held = all[i];
      if (held.change.value.candidates.size() != 1) continue;
      auto* change = std::get_if<model::Change>(&held.change.value.candidates[0]);
      const std::size_t arrow = held.change.written.find(" -> ");
      if (!change || !change->after.is_point() || arrow == std::string::npos) continue;
      if (change->before == change->after) continue;
      change->before = change->after;
      const std::string after = held.change.written.substr(arrow + 4);
      held.change.written = after + " -> " + after;
      ++held.distance;
      all.push_back(std::move(held));
    }
  }

  const plan::Plan& plan_;
  const std::vector<Trial>& trials_;
  const CoverageMap& map_;
  const SuggestLimits& limits_;
  std::vector<std::size_t> bases_;
  mutable std::atomic<std::size_t> tried_ = 0;
};

/// The conditions of some entries that are not covered, in the order of the files.
std::vector<Target> targets_of(const Coverage& coverage, const std::vector<const CoverageEntry*>& entries) {
  std::vector<Target> targets;
  const CoverageMap& map = coverage.map;
  for (const CoverageEntry* entry : entries) {
    for (const std::uint32_t decision : entry->decisions) {
      for (const Part& part : map.decisions[decision].parts) {
        if (!part.clause) continue;
        const Clause& clause = map.clauses[*part.clause];
        if (clause.kind != Clause::Kind::condition) continue;
        const auto place = static_cast<std::uint32_t>(entry - map.entries.data());
        for (const auto& [mark, wanted] : {std::pair(Clause::turns_true, Truth::true_value),
                                           std::pair(Clause::turns_false, Truth::false_value)}) {
          if (!coverage.has(clause.mark(mark))) targets.push_back({place, decision, *part.clause, wanted});
        }
      }
    }
  }
  return targets;
}

MarkId mark_of(const CoverageMap& map, const Target& target) {
  return map.clauses[target.clause].mark(target.wanted == Truth::true_value ? Clause::turns_true
                                                                            : Clause::turns_false);
}

Suggestion suggestion_of(const Search& search, const Target& target, const Try& found) {
  Suggestion result;
  result.target = target;
  result.trial = search.trial_of(found.base);
  result.regime = search.base(found.base).regime;
  result.facts = *search.base(found.base).facts;
  const evaluate::CaseRow row = search.row(found);
  result.as_of = row.as_of;
  result.known_on = row.known_on;
  for (const Neighbour& neighbour : found.changes) {
    load::apply(neighbour.change, result.facts);
    result.changes.emplace_back(neighbour.name, neighbour.change.written);
  }
  return result;
}

}  // namespace

Suggestions suggest(const plan::Plan& plan, const std::vector<Trial>& trials, const Coverage& coverage,
                    const std::vector<const CoverageEntry*>& entries, const SuggestLimits& limits,
                    unsigned threads) {
  Suggestions result;
  const Search search(plan, trials, coverage, limits);
  const std::vector<Target> targets = targets_of(coverage, entries);
  const TargetCost::Bodies bodies = TargetCost::bodies_of(coverage.map);
  std::vector<TargetCost> costs;
  for (const Target& target : targets) costs.emplace_back(coverage.map, bodies, target);
  std::vector<std::vector<Nearest>> by_base(search.base_count(),
                                            std::vector<Nearest>(targets.size(), Nearest(limits.ways)));
  base::for_each_index(search.base_count(), threads,
                       [&](std::size_t i) { search.try_around(i, costs, targets, by_base[i]); });
  std::vector<std::optional<Try>> found(targets.size());
  base::for_each_index(targets.size(), threads, [&](std::size_t t) {
    Nearest nearest(limits.ways);
    for (const auto& of_base : by_base) {
      for (const Try& one : of_base[t].all()) nearest.offer(one);
    }
    found[t] = search.deepen(costs[t], nearest.all());
  });
  result.tried = search.tried();
  // What one case shows need not be shown by another.
  std::set<MarkId> shown;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (!found[t]) {
      result.missing.push_back(targets[t]);
      continue;
    }
    if (shown.contains(mark_of(coverage.map, targets[t]))) continue;
    Suggestion made = suggestion_of(search, targets[t], *found[t]);
    Trial trial;
    trial.facts = &made.facts;
    trial.as_of = made.as_of;
    trial.known_on = made.known_on;
    trial.regime = made.regime;
    model::Expectation nothing;
    trial.expectation = &nothing;
    const std::vector<MarkId> marks = shown_by(plan, coverage.map, trial);
    for (const Target& other : targets) {
      const MarkId mark = mark_of(coverage.map, other);
      if (mark != mark_of(coverage.map, targets[t]) && !shown.contains(mark) &&
          std::ranges::binary_search(marks, mark))
        made.also.push_back(other);
    }
    shown.insert(marks.begin(), marks.end());
    result.found.push_back(std::move(made));
  }
  std::erase_if(result.missing,
                [&](const Target& target) { return shown.contains(mark_of(coverage.map, target)); });
  return result;
}

}  // namespace weir::suite
