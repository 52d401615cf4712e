#include "analysis/timeline.hpp"

#include <algorithm>
#include <deque>

#include "analysis/causes.hpp"
#include "analysis/dates.hpp"
#include "analysis/snapshot.hpp"

namespace weir::analysis {

using base::Date;
using model::Timeline;

namespace {

/// Each round halves what is left between two days of which the later one gives another answer, so these are
/// enough for any span of years; fewer are needed where the first guess is right.
constexpr int most_rounds = 40;

/// The days of a timeline as rows of one batch.
class Rows {
 public:
  Rows(const plan::Plan& plan, const model::Case& facts, const TimelineOptions& options,
       const std::vector<std::uint32_t>& regimes)
      : plan_(plan), facts_(facts), options_(options), regimes_(regimes) {}

  base::Result<bool> prepare(Timeline& into);
  evaluate::Run run();
  const std::vector<Date>& days() const { return days_; }
  /// A regime's answers on one row, ready to be held against those of another.
  Snapshot answers(const evaluate::Run& run, std::uint32_t regime, std::size_t row) const {
    Snapshot result = snapshot(run, regime, row);
    if (options_.mode == Timeline::Mode::deal) {
      count_only(result);
    } else {
      drop_passing_bounds(result);
    }
    return result;
  }
  model::RegimeChange change(std::uint32_t regime, const Snapshot& before, const Snapshot& after) const {
    const bool deal = options_.mode == Timeline::Mode::deal;
    return difference(plan_, regime, before, after, deal ? Ends::whole : Ends::upper);
  }

 private:
  std::set<Date> days_between(const evaluate::Run& run) const;
  base::Result<bool> prepare_viewpoint(Timeline& into);
  base::Result<bool> prepare_deal(Timeline& into);
  evaluate::CaseRow row_of(Date day);
  void add(const std::set<Date>& days) {
    for (Date day : days) {
      if (from_ <= day && day <= to_) wanted_.insert(day);
    }
  }

  const plan::Plan& plan_;
  const model::Case& facts_;
  const TimelineOptions& options_;
  const std::vector<std::uint32_t>& regimes_;
  Date from_, to_;
  Date anchor_, known_;    ///< deal: the day that moves as the case has it, and its known-on
  std::int32_t view_ = 0;  ///< deal: as-of, in days after the anchor
  std::set<Date> wanted_;
  std::vector<Date> days_;
  std::deque<model::Case> cases_;  ///< deal: one a day
};

base::Result<bool> Rows::prepare_viewpoint(Timeline& into) {
  const std::set<Date> learned = days_learned(facts_, plan_.rule_sets());
  std::set<Date> starts = learned;
  if (facts_.as_of) starts.insert(*facts_.as_of);
  if (starts.empty() && !options_.from) {
    return base::Failure{"the case `" + facts_.id +
                         "` has no dated claim and no `as_of`: give a first day with --from"};
  }
  const std::set<Date> law = days_of_law(plan_);
  from_ = options_.from ? *options_.from : *starts.begin();
  // Periods that run from the case's dates reach further than the law's last date; they are found later.
  const Date last = std::max(law.empty() ? from_ : *law.rbegin(), starts.empty() ? from_ : *starts.rbegin());
  to_ = options_.to ? *options_.to : std::max(last, from_);
  into.from = from_;
  into.to = to_;
  wanted_.insert(from_);
  wanted_.insert(to_);
  add(learned);
  add(law);
  return true;
}

// The closing, where its day is known; else the viewpoint moves with the deal.
base::Result<bool> Rows::prepare_deal(Timeline& into) {
  if (!facts_.as_of)
    return base::Failure{"the case `" + facts_.id +
                         "` names no `as_of` date, so its viewpoint cannot move with the deal"};
  known_ = options_.known_on ? *options_.known_on : facts_.known_on.value_or(*facts_.as_of);
  anchor_ = *facts_.as_of;
  into.moved = "as of";
  evaluate::CaseRow seen;
  seen.facts = &facts_;
  seen.as_of = *facts_.as_of;
  seen.known_on = known_;
  if (const auto closing = plan_.vocabulary().find_fact("transaction.closing")) {
    const evaluate::Known known = evaluate::fact_on(seen, model::RowId(std::size_t{0}), *closing);
    const auto* day = known.value.candidates.size() == 1
                          ? std::get_if<model::DateInterval>(&known.value.candidates[0])
                          : nullptr;
    if (day && day->low == day->high && !day->low.is_never()) {
      anchor_ = day->low;
      into.moved = "closing";
    }
  }
  view_ = facts_.as_of->days - anchor_.days;
  const std::set<Date> law = days_of_law(plan_);
  from_ = options_.from ? *options_.from : *Date::make(2009, 1, 1);
  to_ = options_.to ? *options_.to : std::max(law.empty() ? from_ : *law.rbegin(), from_);
  into.from = from_;
  into.to = to_;
  into.view = view_;
  into.known_on = known_;
  wanted_.insert(from_);
  wanted_.insert(to_);
  return true;
}

base::Result<bool> Rows::prepare(Timeline& into) {
  auto result = options_.mode == Timeline::Mode::deal ? prepare_deal(into) : prepare_viewpoint(into);
  if (result && to_ < from_) {
    return base::Failure{"the timeline ends on " + base::to_iso(to_) + ", before it begins on " +
                         base::to_iso(from_)};
  }
  return result;
}

evaluate::CaseRow Rows::row_of(Date day) {
  evaluate::CaseRow row;
  row.facts = &facts_;
  row.as_of = row.known_on = day;
  if (options_.mode == Timeline::Mode::viewpoint) return row;
  const std::int32_t by = day.days - anchor_.days;
  row.facts = &cases_.emplace_back(shifted(facts_, by));
  row.as_of = {day.days + view_};
  row.known_on = {known_.days + by};
  return row;
}

// Days half way between two rows whose answers differ: in the end a change stands on its very day, also
// where no date of law or case leads to it.
std::set<Date> Rows::days_between(const evaluate::Run& run) const {
  std::set<Date> days;
  for (const std::uint32_t regime : regimes_) {
    Snapshot before = answers(run, regime, 0);
    for (std::size_t row = 1; row < days_.size(); ++row) {
      Snapshot after = answers(run, regime, row);
      const std::int32_t apart = days_[row].days - days_[row - 1].days;
      if (apart > 1 && !change(regime, before, after).empty()) days.insert({days_[row].days - apart / 2});
      before = std::move(after);
    }
  }
  return days;
}

evaluate::Run Rows::run() {
  for (int round = 0;; ++round) {
    cases_.clear();
    days_.assign(wanted_.begin(), wanted_.end());
    std::vector<evaluate::CaseRow> rows;
    for (Date day : days_) rows.push_back(row_of(day));
    evaluate::Run run = evaluate::run(plan_, std::move(rows), options_.suppose);
    add(options_.mode == Timeline::Mode::viewpoint ? days_reached(run) : days_landed_on(run, days_));
    if (wanted_.size() == days_.size()) add(days_between(run));
    if (wanted_.size() == days_.size() || round == most_rounds) return run;
  }
}

void add_context(const model::Case& facts, const plan::Plan& plan, Date day, Timeline::Step& step) {
  for (const std::string& id : facts.context) {
    for (const model::ContextItem& item : plan.rule_sets().context) {
      if (item.id != id) continue;
      const auto shown = item.public_on ? item.public_on : item.occurred;
      if (shown == day) step.context.push_back("public: " + item.title);
      if (item.effective_from == day) step.context.push_back("in force: " + item.title);
      if (item.effective_to && item.effective_to->days + 1 == day.days)
        step.context.push_back("no longer in force: " + item.title);
    }
  }
}

// Everything learned on the day, where what changed could not be traced to a very fact.
void add_learned(const evaluate::Run& run, std::size_t before, std::size_t after,
                 model::RegimeChange& change) {
  const evaluate::CaseRow &was = run.batch.cases[before], &is = run.batch.cases[after];
  for (std::size_t r = 0; r < is.facts->rows.size(); ++r) {
    const model::Row& row = is.facts->rows[r];
    const auto fresh = [&](const std::optional<Date>& learned) {
      return learned && was.known_on < *learned && *learned <= is.known_on;
    };
    const auto title = [&](const std::string& id) {
      const model::CaseSource* source = is.facts->find_source(id);
      return source ? source->title : std::string();
    };
    if (fresh(row.learned)) {
      change.causes.push_back({model::Cause::Kind::learned,
                               evaluate::name_of_row(run.batch, is, {0, model::RowId(r), {}}), "", "", "",
                               title(row.source)});
      continue;
    }
    for (const model::FactEntry& entry : row.facts) {
      for (const model::Claim& claim : entry.claims) {
        if (!fresh(claim.learned)) continue;
        change.causes.push_back({model::Cause::Kind::learned, fact_name(run, is, model::RowId(r), entry.fact),
                                 "", "", claim.written, title(claim.source)});
      }
    }
  }
}

void add_causes(const evaluate::Run& run, std::uint32_t regime, std::size_t before, std::size_t after,
                Timeline::Mode mode, model::RegimeChange& change) {
  const bool deal = mode == Timeline::Mode::deal;
  Causes causes(run, before, after, deal ? Causes::Moved::dates : Causes::Moved::nothing);
  for (const plan::CompiledRule& rule : run.plan().rules) {
    if (rule.ref.regime == regime) causes.add_rule(rule);
  }
  change.causes = causes.take();
  if (change.causes.empty() && !deal) add_learned(run, before, after, change);
}

}  // namespace

base::Result<Timeline> timeline(const plan::Plan& plan, const model::Case& facts,
                                const TimelineOptions& options) {
  const auto regimes = wanted_regimes(plan, options.regimes);
  if (!regimes) return regimes.failure();
  if (const auto fault = evaluate::unknown_supposition(plan, options.suppose)) return *fault;
  Timeline result;
  result.case_id = facts.id;
  result.title = facts.title;
  result.digest = facts.digest;
  result.rules_digest = plan.rule_sets().digest;
  result.mode = options.mode;
  Rows rows(plan, facts, options, regimes.value());
  if (const auto ready = rows.prepare(result); !ready) return ready.failure();
  const evaluate::Run run = rows.run();
  result.days_tried = rows.days().size();
  // Answers are settled anew only where the bounds of some answer move.
  std::vector<Snapshot> bounds, last;
  for (std::uint32_t regime : regimes.value()) {
    bounds.push_back(rows.answers(run, regime, 0));
    last.push_back(settled(plan, run.batch.cases[0], regime, bounds.back(), options.suppose));
    result.start.push_back(state_of(plan, regime, last.back()));
  }
  for (std::size_t row = 1; row < rows.days().size(); ++row) {
    Timeline::Step step;
    step.day = rows.days()[row];
    for (std::size_t i = 0; i < last.size(); ++i) {
      const std::uint32_t regime = regimes.value()[i];
      Snapshot around = rows.answers(run, regime, row);
      const bool moves = !rows.change(regime, bounds[i], around).empty();
      bounds[i] = std::move(around);
      if (!moves) {
        // Bounds that went along with the day.
        last[i].duties = bounds[i].duties;
        last[i].windows = bounds[i].windows;
        continue;
      }
      Snapshot now = settled(plan, run.batch.cases[row], regime, bounds[i], options.suppose);
      model::RegimeChange change = rows.change(regime, last[i], now);
      last[i] = std::move(now);
      if (change.empty()) continue;
      add_causes(run, regime, row - 1, row, options.mode, change);
      step.regimes.push_back(std::move(change));
    }
    if (options.mode == Timeline::Mode::viewpoint) add_context(facts, plan, step.day, step);
    if (!step.regimes.empty() || !step.context.empty()) result.steps.push_back(std::move(step));
  }
  for (std::size_t i = 0; i < last.size(); ++i)
    result.end.push_back(state_of(plan, regimes.value()[i], last[i]));
  return result;
}

}  // namespace weir::analysis
