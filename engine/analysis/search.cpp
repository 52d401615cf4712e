#include <algorithm>
#include <functional>
#include <map>

#include "analysis/causes.hpp"
#include "analysis/neighbours.hpp"
#include "analysis/snapshot.hpp"
#include "analysis/whatif.hpp"
#include "evaluate/cone.hpp"

namespace weir::analysis {

using model::Reaching;

namespace {

constexpr std::size_t most_facts = 3, most_tried = 6'000, most_ways = 5;
/// Rows evaluated at a time, so that memory stays bounded.
constexpr std::size_t batch_rows = 250;

using Combination = std::vector<std::size_t>;  ///< places of neighbours, each about another fact

/// Searches the neighbours of one case for a goal.
class Search {
 public:
  Search(const plan::Plan& plan, const Goal& goal, const evaluate::Options& options, evaluate::CaseRow base,
         std::vector<Neighbour> neighbours)
      : plan_(plan),
        goal_(goal),
        options_(options),
        base_(std::move(base)),
        neighbours_(std::move(neighbours)) {
    std::stable_sort(neighbours_.begin(), neighbours_.end(),
                     [](const Neighbour& a, const Neighbour& b) { return a.distance < b.distance; });
  }

  /// The combinations that reach the goal, fewest facts first; each set of facts once, with its nearest
  /// values.
  std::vector<Combination> find(Reaching& into) {
    for (std::size_t facts = 1; facts <= most_facts && tried_ < most_tried; ++facts) {
      Reaching::Round round;
      round.facts = facts;
      auto found = try_all(facts, round);
      into.rounds.push_back(round);
      if (!found.empty()) return found;
    }
    return {};
  }

  evaluate::CaseRow row(const Combination& combination) const {
    evaluate::CaseRow row = base_;
    for (std::size_t place : combination) row.change(evaluate::override_of(neighbours_[place].change));
    return row;
  }
  const Neighbour& at(std::size_t place) const { return neighbours_[place]; }
  std::size_t distance(const Combination& combination) const {
    std::size_t sum = 0;
    for (std::size_t place : combination) sum += neighbours_[place].distance;
    return sum;
  }

 private:
  /// How many combinations of so many different facts there are.
  std::size_t count(std::size_t facts) const {
    std::map<std::string, std::size_t> cells;
    for (const Neighbour& neighbour : neighbours_) ++cells[neighbour.name];
    std::vector<std::size_t> ways(facts + 1, 0);
    ways[0] = 1;
    for (const auto& [name, many] : cells) {
      for (std::size_t k = facts; k > 0; --k) ways[k] += ways[k - 1] * many;
    }
    return ways[facts];
  }

  // Nearest first. Of very many neighbours only the nearest are combined, since all triples would be too many
  // to sort.
  std::vector<Combination> combinations(std::size_t facts, std::size_t most) const {
    std::vector<Combination> all;
    const std::size_t many = std::min<std::size_t>(neighbours_.size(), facts == 1   ? SIZE_MAX
                                                                       : facts == 2 ? 1500
                                                                                    : 150);
    Combination next;
    const auto differs = [&](std::size_t place) {
      return std::none_of(next.begin(), next.end(), [&](std::size_t other) {
        return neighbours_[other].change.same_place(neighbours_[place].change);
      });
    };
    const std::function<void(std::size_t, std::size_t)> extend = [&](std::size_t from, std::size_t left) {
      if (left == 0) return all.push_back(next);
      for (std::size_t place = from; place < many; ++place) {
        if (!differs(place)) continue;
        next.push_back(place);
        extend(place + 1, left - 1);
        next.pop_back();
      }
    };
    extend(0, facts);
    std::stable_sort(all.begin(), all.end(),
                     [&](const Combination& a, const Combination& b) { return distance(a) < distance(b); });
    if (all.size() > most) all.resize(most);
    return all;
  }

  std::vector<Combination> try_all(std::size_t facts, Reaching::Round& round) {
    round.possible = count(facts);
    const auto all = combinations(facts, most_tried - tried_);
    std::map<std::vector<std::string>, Combination> found;
    for (std::size_t first = 0; first < all.size(); first += batch_rows) {
      const std::size_t end = std::min(all.size(), first + batch_rows);
      std::vector<evaluate::CaseRow> rows;
      for (std::size_t i = first; i < end; ++i) rows.push_back(row(all[i]));
      const evaluate::Run run = evaluate::run_regime(plan_, std::move(rows), options_.suppose, goal_.regime);
      for (std::size_t i = first; i < end; ++i) {
        ++round.tried;
        const auto span = evaluate::summarize(run, goal_.regime, i - first).levels[goal_.determination];
        if (span.at_least != goal_.level || span.at_most != goal_.level) continue;
        std::vector<std::string> names;
        for (std::size_t place : all[i]) names.push_back(neighbours_[place].name);
        std::sort(names.begin(), names.end());
        found.emplace(std::move(names), all[i]);
      }
    }
    tried_ += round.tried;
    std::vector<std::pair<std::vector<std::string>, Combination>> sorted(found.begin(), found.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const auto& a, const auto& b) { return distance(a.second) < distance(b.second); });
    std::vector<Combination> result;
    for (auto& [names, combination] : sorted) result.push_back(std::move(combination));
    return result;
  }

  const plan::Plan& plan_;
  const Goal& goal_;
  const evaluate::Options& options_;
  evaluate::CaseRow base_;
  std::vector<Neighbour> neighbours_;
  std::size_t tried_ = 0;
};

bool has_place(const std::vector<model::CaseChange>& places, const model::CaseChange& change) {
  return std::any_of(places.begin(), places.end(),
                     [&](const auto& place) { return place.same_place(change); });
}

// The neighbours that may be tried.
std::vector<Neighbour> free_neighbours(const evaluate::Run& run, const Goal& goal, const Freedom& freedom,
                                       Reaching& into) {
  std::vector<plan::NodeId> roots;
  const plan::Plan& plan = run.plan();
  const std::string& name = plan.rule_sets().regimes[goal.regime].determinations[goal.determination].name;
  for (const plan::CompiledRule& rule : plan.rules) {
    if (rule.ref.regime != goal.regime) continue;
    const bool speaks = std::any_of(rule.rule->outcomes.begin(), rule.rule->outcomes.end(),
                                    [&](const auto& outcome) { return outcome.determination == name; });
    if (speaks) roots.push_back(rule.applies);
  }
  Neighbourhood around = neighbourhood(run, roots, freedom.thawed);
  const evaluate::CaseRow& seen = run.batch.cases[0];
  for (const model::CaseChange& fixed : around.fixed)
    into.frozen.push_back(fact_name(run, seen, fixed.row, fixed.fact));
  std::vector<Neighbour> result;
  for (Neighbour& neighbour : around.neighbours) {
    if (!has_place(freedom.frozen, neighbour.change)) {
      result.push_back(std::move(neighbour));
    } else if (into.frozen.empty() || into.frozen.back() != neighbour.name) {
      into.frozen.push_back(neighbour.name);
    }
  }
  std::sort(into.frozen.begin(), into.frozen.end());
  into.with_judgements = freedom.judgements == Freedom::Judgements::tried;
  for (model::CaseChange& judgement : around.judgements) {
    if (has_place(freedom.frozen, judgement)) continue;
    if (!into.with_judgements) {
      ++into.judgements_left;
      continue;
    }
    for (const bool decision : {true, false}) {
      judgement.decision = decision;
      judgement.written = decision ? "true" : "false";
      result.push_back({judgement,
                        judgement.of.empty() ? judgement.judgement : judgement.of + "." + judgement.judgement,
                        1});
    }
  }
  return result;
}

model::ChangedFact changed_fact(const evaluate::Run& run, const Neighbour& neighbour) {
  const model::CaseChange& change = neighbour.change;
  model::ChangedFact result;
  result.fact = neighbour.name;
  result.after = change.written;
  if (change.judgement.empty()) {
    result.before = evaluate::Explainer(run, 0).quote(change.row, change.fact).written;
    return result;
  }
  result.judgement = true;
  for (const model::Definition& definition : run.plan().rule_sets().definitions) {
    const auto* body = std::get_if<model::Judgement>(&definition.body);
    if (body && definition.name == change.judgement) result.decides = body->decides;
  }
  const auto* recorded = evaluate::recorded_on(run.batch.cases[0], change.judgement, change.of);
  result.before = !recorded ? "not decided" : recorded->value ? "true" : "false";
  return result;
}

}  // namespace

base::Result<Reaching> reach(const plan::Plan& plan, const model::Case& facts, const Goal& goal,
                             const Freedom& freedom, const evaluate::Options& options) {
  const auto seen = row_of(plan, facts, options);
  if (!seen) return seen.failure();
  const model::Regime& regime = plan.rule_sets().regimes[goal.regime];
  const model::Determination& scale = regime.determinations[goal.determination];
  Reaching result;
  result.case_id = facts.id;
  result.title = facts.title;
  result.digest = facts.digest;
  result.rules_digest = plan.rule_sets().digest;
  result.as_of = seen.value().as_of;
  result.known_on = seen.value().known_on;
  result.regime = regime.id;
  result.determination = scale.name;
  result.determination_title = scale.title;
  result.level = scale.levels[goal.level];
  const evaluate::Run base = evaluate::run(plan, {seen.value()}, options.suppose);
  const Snapshot start =
      settled(plan, seen.value(), goal.regime, snapshot(base, goal.regime, 0), options.suppose);
  const auto now = start.summary.levels[goal.determination];
  result.now = {scale.levels[now.at_least], scale.levels[now.at_most]};
  result.there_already = now.at_least == goal.level && now.at_most == goal.level;
  if (result.there_already) return result;
  Search search(plan, goal, options, seen.value(), free_neighbours(base, goal, freedom, result));
  std::vector<Combination> found = search.find(result);
  if (found.size() > most_ways) {
    result.more_ways = found.size() - most_ways;
    found.resize(most_ways);
  }
  for (const Combination& combination : found) {
    Reaching::Way way;
    way.distance = search.distance(combination);
    for (std::size_t place : combination) way.changes.push_back(changed_fact(base, search.at(place)));
    const evaluate::Run run = evaluate::run(plan, {seen.value(), search.row(combination)}, options.suppose);
    way.effect = difference(
        plan, goal.regime, start,
        settled(plan, run.batch.cases[1], goal.regime, snapshot(run, goal.regime, 1), options.suppose));
    result.ways.push_back(std::move(way));
  }
  return result;
}

}  // namespace weir::analysis
