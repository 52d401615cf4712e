#include "suite/coverage.hpp"

#include <algorithm>
#include <set>

#include "base/parallel.hpp"

namespace weir::suite {

namespace {

/// Adds a trial to those named, if it is one of the first.
void note_trial(Seen& seen, std::size_t trial) {
  const auto place = std::ranges::lower_bound(seen.trials, trial);
  if (place != seen.trials.end() && *place == trial) return;
  seen.trials.insert(place, trial);
  if (seen.trials.size() > Seen::most_trials) seen.trials.pop_back();
}

/// What the rows of one block show.
std::vector<Seen> observe_block(const plan::Plan& plan, const CoverageMap& map, const Block& block,
                                const std::vector<Trial>& trials) {
  const evaluate::Run run = evaluate::run(plan, block.rows, block.suppose);
  std::vector<Seen> seen(map.marks);
  std::vector<bool> counted(map.marks * block.rows.size());
  const auto trial_of = [&](std::size_t row, std::optional<std::uint32_t> regime) {
    return std::ranges::find_if(
        block.trials[row], [&](std::size_t trial) { return !regime || trials[trial].regime == *regime; });
  };
  std::optional<std::uint32_t> asked;
  Observer observer(
      map, run,
      [&](std::size_t row, std::optional<std::uint32_t> regime) {
        asked = regime;
        return trial_of(row, regime) != block.trials[row].end();
      },
      [&](MarkId mark, std::size_t row) {
        Seen& entry = seen[mark.index()];
        // Several rows of other tables may show it for one case.
        const std::size_t place = mark.index() * block.rows.size() + row;
        if (counted[place]) return;
        counted[place] = true;
        ++entry.rows;
        note_trial(entry, *trial_of(row, asked));
      });
  observer.observe();
  return seen;
}

void add(CoverageTotals& into, const CoverageTotals& more) {
  const auto sum = [&](auto member) { into.*member += more.*member; };
  for (const auto member :
       {&CoverageTotals::rules, &CoverageTotals::fired, &CoverageTotals::silent, &CoverageTotals::open,
        &CoverageTotals::with_exceptions, &CoverageTotals::defeated, &CoverageTotals::conditions,
        &CoverageTotals::covered, &CoverageTotals::one_way})
    sum(member);
  for (const auto part : {&CoverageTotals::lines, &CoverageTotals::thresholds, &CoverageTotals::borders}) {
    (into.*part).shown += (more.*part).shown;
    (into.*part).all += (more.*part).all;
  }
}

}  // namespace

std::string_view to_text(ClauseState state) {
  switch (state) {
    case ClauseState::covered:
      return "covered";
    case ClauseState::only_true:
      return "only-true";
    case ClauseState::only_false:
      return "only-false";
    case ClauseState::not_alone:
      return "not-alone";
    case ClauseState::only_open:
      return "only-open";
    case ClauseState::never:
      return "never";
  }
  return "";
}

ClauseState Coverage::state(const Clause& clause) const {
  const auto shown = [&](Clause::Shows what) { return has(clause.mark(what)); };
  if (clause.kind == Clause::Kind::line)
    return shown(Clause::is_true) ? ClauseState::covered : ClauseState::never;
  const bool yes = shown(Clause::turns_true), no = shown(Clause::turns_false);
  if (yes && no) return ClauseState::covered;
  if (yes) return ClauseState::only_true;
  if (no) return ClauseState::only_false;
  if (shown(Clause::is_true) || shown(Clause::is_false)) return ClauseState::not_alone;
  return shown(Clause::is_open) ? ClauseState::only_open : ClauseState::never;
}

Coverage cover(const plan::Plan& plan, const std::vector<Trial>& trials, unsigned threads) {
  Coverage coverage;
  coverage.map = coverage_map(plan);
  coverage.seen.resize(coverage.map.marks);
  const std::vector<Block> blocks = blocks_of(plan, trials);
  std::vector<std::vector<Seen>> by_block(blocks.size());
  base::for_each_index(blocks.size(), threads, [&](std::size_t i) {
    by_block[i] = observe_block(plan, coverage.map, blocks[i], trials);
  });
  for (const std::vector<Seen>& of_block : by_block) {
    for (std::size_t mark = 0; mark < of_block.size(); ++mark) {
      coverage.seen[mark].rows += of_block[mark].rows;
      for (const std::size_t trial : of_block[mark].trials) note_trial(coverage.seen[mark], trial);
    }
  }
  return coverage;
}

std::vector<MarkId> shown_by(const plan::Plan& plan, const CoverageMap& map, const Trial& trial) {
  const Block block = blocks_of(plan, {trial}).front();
  const evaluate::Run run = evaluate::run(plan, block.rows, block.suppose);
  std::set<MarkId> marks;
  Observer observer(
      map, run,
      [&](std::size_t, std::optional<std::uint32_t> regime) { return !regime || *regime == trial.regime; },
      [&](MarkId mark, std::size_t) { marks.insert(mark); });
  observer.observe();
  return {marks.begin(), marks.end()};
}

CoverageTotals totals_of(const Coverage& coverage, const CoverageEntry& entry) {
  CoverageTotals totals;
  const CoverageMap& map = coverage.map;
  const auto point = [&](CoverageTotals::Part& part, MarkId mark) {
    ++part.all;
    part.shown += coverage.has(mark) ? 1 : 0;
  };
  if (entry.kind == CoverageEntry::Kind::rule) {
    const auto one = [&](CoverageEntry::Shows what) -> std::size_t {
      return coverage.has(entry.mark(what)) ? 1 : 0;
    };
    totals.rules = 1;
    totals.fired = one(CoverageEntry::fired);
    totals.silent = one(CoverageEntry::silent);
    totals.open = one(CoverageEntry::open);
    totals.with_exceptions = entry.has_exceptions ? 1 : 0;
    totals.defeated = entry.has_exceptions ? one(CoverageEntry::defeated) : 0;
  }
  for (const std::uint32_t place : entry.clauses) {
    const Clause& clause = map.clauses[place];
    if (clause.kind == Clause::Kind::line) {
      point(totals.lines, clause.mark(Clause::is_true));
      continue;
    }
    const ClauseState state = coverage.state(clause);
    ++totals.conditions;
    totals.covered += state == ClauseState::covered ? 1 : 0;
    totals.one_way += state == ClauseState::only_true || state == ClauseState::only_false ? 1 : 0;
  }
  for (const std::uint32_t place : entry.thresholds) {
    const Threshold& threshold = map.thresholds[place];
    for (const auto what : {Threshold::below, Threshold::at, Threshold::above}) {
      if (threshold.possible(what)) point(totals.thresholds, threshold.mark(what));
    }
  }
  for (const std::uint32_t place : entry.borders) {
    for (const auto what : {Border::day_before, Border::first_day})
      point(totals.borders, map.borders[place].mark(what));
  }
  return totals;
}

CoverageTotals totals_of(const Coverage& coverage, const std::vector<CoverageEntry>& entries) {
  CoverageTotals totals;
  for (const CoverageEntry& entry : entries) add(totals, totals_of(coverage, entry));
  return totals;
}

}  // namespace weir::suite
