#include "analysis/dates.hpp"

#include <algorithm>
#include <optional>

#include "model/period.hpp"

namespace weir::analysis {

using base::Date;
using evaluate::Column;
using plan::Op;

namespace {

/// Months and years are not all of one length, so a day counted through them may be off by so many.
constexpr std::int32_t month_slack = 3;

bool is_day(Date date) {
  return !date.is_never() && !date.is_beginning();
}

Date later(Date date, std::int32_t days) {
  return is_day(date) ? Date{date.days + days} : date;
}

void shift(model::DateInterval& interval, std::int32_t days) {
  if (interval.not_yet) return;  // the day it counts from is moved
  interval.low = later(interval.low, days);
  interval.high = later(interval.high, days);
}

// Of a list of periods each end is moved; members that are no periods stay.
void shift(model::SetValue& set, std::int32_t days) {
  for (std::string& member : set.members) {
    auto period = model::period_from_text(member);
    if (!period) continue;
    shift(period->from, days);
    shift(period->to, days);
    member = model::to_text(*period);
  }
  std::ranges::sort(set.members);
}

void shift(std::optional<Date>& date, std::int32_t days) {
  if (date) date = later(*date, days);
}

bool compares_dates(Op op) {
  return op == Op::date_less || op == Op::date_less_equal || op == Op::date_equal || op == Op::date_not_equal;
}

void add_around(std::set<Date>& days, std::int64_t day, std::int32_t slack) {
  constexpr std::int64_t far = 4'000'000;  // beyond the year 9999: never reached
  if (day < -far || day > far) return;
  for (std::int32_t by = -slack; by <= slack; ++by) days.insert({static_cast<std::int32_t>(day) + by});
}

}  // namespace

model::Case shifted(const model::Case& facts, std::int32_t days) {
  model::Case result = facts;
  for (model::CaseSource& source : result.sources) shift(source.date, days);
  for (model::RecordedJudgement& judgement : result.judgements) shift(judgement.learned, days);
  shift(result.as_of, days);
  shift(result.known_on, days);
  for (model::Row& row : result.rows) {
    shift(row.learned, days);
    for (model::FactEntry& entry : row.facts) {
      for (model::Claim& claim : entry.claims) {
        shift(claim.learned, days);
        for (model::Candidate& candidate : claim.value.candidates) {
          if (auto* interval = std::get_if<model::DateInterval>(&candidate)) shift(*interval, days);
          if (auto* period = std::get_if<model::PeriodValue>(&candidate)) {
            shift(period->from, days);
            shift(period->to, days);
          }
          if (auto* set = std::get_if<model::SetValue>(&candidate)) shift(*set, days);
        }
      }
    }
  }
  return result;
}

std::set<Date> days_learned(const model::Case& facts, const model::RuleSets& rules) {
  std::set<Date> days;
  auto add = [&](const std::optional<Date>& day) {
    if (day && is_day(*day)) days.insert(*day);
  };
  for (const model::RecordedJudgement& judgement : facts.judgements) add(judgement.learned);
  for (const model::Row& row : facts.rows) {
    add(row.learned);
    for (const model::FactEntry& entry : row.facts) {
      for (const model::Claim& claim : entry.claims) add(claim.learned);
    }
  }
  for (const std::string& id : facts.context) {
    for (const model::ContextItem& item : rules.context) {
      if (item.id != id) continue;
      add(item.public_on ? item.public_on : item.occurred);
      add(item.effective_from);
      if (item.effective_to) add(later(*item.effective_to, 1));
    }
  }
  return days;
}

std::set<Date> days_of_law(const plan::Plan& plan) {
  std::set<Date> days;
  auto add = [&](Date day) {
    if (is_day(day)) days.insert(day);
  };
  for (const plan::Node& node : plan.nodes) {
    for (const plan::VersionRange& range : node.versions) {
      add(range.first);
      add(later(range.last, 1));
      add(range.enacted);
    }
    if (node.op != Op::constant || node.kind != plan::ColumnKind::date) continue;
    add(node.date);
    add(later(node.date, 1));
  }
  for (const model::AnnouncedDays& calendar : plan.calendars) {
    for (const Date day : calendar.announced()) add(day);
  }
  for (const model::Regime& regime : plan.rule_sets().regimes) {
    add(regime.in_force.first);
    add(later(regime.in_force.last, 1));
    for (const model::Rule& rule : regime.rules) {
      if (rule.status.pending && rule.status.enacted) add(*rule.status.enacted);
    }
  }
  return days;
}

std::set<Date> days_reached(const evaluate::Run& run) {
  std::set<Date> days;
  const plan::Plan& plan = run.plan();
  // Of each row of a date's table, which bounds go along with as-of: they are reached on no day of their own.
  auto as_of = [&](plan::NodeId id, std::size_t row) {
    return run.batch.cases[run.batch.case_row(plan.node(id).table, row)].as_of;
  };
  std::vector<bool> goes_along(plan.nodes.size());
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    goes_along[i] =
        node.op == Op::as_of || node.op == Op::known_on ||
        ((node.op == Op::offset || node.op == Op::broadcast) && goes_along[node.inputs[0].index()]);
    if (node.kind != plan::ColumnKind::date || goes_along[i]) continue;
    const Column& column = run.columns[i];
    for (std::size_t row = 0; row < column.rows; ++row) {
      for (const Date bound : {Date{column.low[row]}, Date{column.high[row]}}) {
        // `not yet`, learned on no day of its own, begins on the day after the viewpoint.
        if (!is_day(bound) || bound.days == as_of(plan::NodeId(i), row).days + 1) continue;
        days.insert(bound);
        days.insert(later(bound, 1));
      }
    }
  }
  for (const plan::Node& node : plan.nodes) {
    if (!compares_dates(node.op)) continue;
    for (std::size_t side = 0; side < 2; ++side) {
      const plan::NodeId moving = node.inputs[side], fixed = node.inputs[1 - side];
      if (!goes_along[moving.index()] || goes_along[fixed.index()]) continue;
      for (std::size_t row = 0; row < run.column(moving).rows && row < run.column(fixed).rows; ++row) {
        const std::int64_t gap = std::int64_t{as_of(moving, row).days} - run.column(moving).low[row];
        if (gap == 0) continue;
        add_around(days, run.column(fixed).low[row] + gap, month_slack);
        add_around(days, run.column(fixed).high[row] + gap, month_slack);
      }
    }
  }
  return days;
}

namespace {

// The day that a node is on every row: a date of the rules, or the start that is supposed of pending law.
std::optional<Date> fixed_day(const evaluate::Run& run, plan::NodeId id) {
  const plan::Plan& plan = run.plan();
  while (plan.node(id).op == Op::broadcast) id = plan.node(id).inputs[0];
  const plan::Node& node = plan.node(id);
  Date day = node.date;
  if (node.op == Op::supposed) {
    const auto start = run.batch.suppose.find(node.text);
    if (start == run.batch.suppose.end()) return std::nullopt;
    day = start->second;
  } else if (node.op != Op::constant) {
    return std::nullopt;
  }
  return is_day(day) ? std::optional(day) : std::nullopt;
}

}  // namespace

std::set<Date> days_landed_on(const evaluate::Run& run, const std::vector<Date>& moved) {
  std::set<Date> days;
  const plan::Plan& plan = run.plan();
  auto land = [&](plan::NodeId date, const std::set<Date>& boundaries) {
    const plan::Op op = plan.node(date).op;
    const bool plain = op == Op::fact || op == Op::as_of || op == Op::known_on;
    const Column& column = run.column(date);
    for (std::size_t row = 0; row < column.rows; ++row) {
      const Date at = moved[run.batch.case_row(plan.node(date).table, row)];
      for (const std::int32_t bound : {column.low[row], column.high[row]}) {
        if (!is_day({bound})) continue;
        for (Date boundary : boundaries)
          add_around(days, std::int64_t{at.days} + boundary.days - bound, plain ? 0 : month_slack);
      }
    }
  };
  for (const plan::Node& node : plan.nodes) {
    if (node.op == Op::version || node.op == Op::in_force) {
      std::set<Date> boundaries, enacted;
      for (const plan::VersionRange& range : node.versions) {
        if (is_day(range.first)) boundaries.insert(range.first);
        if (is_day(range.last)) boundaries.insert(later(range.last, 1));
        if (is_day(range.enacted)) enacted.insert(range.enacted);
        // A last day counts from the day on which it is past.
        if (is_day(range.last)) enacted.insert(later(range.last, 1));
      }
      land(node.inputs[0], boundaries);
      land(node.inputs[1], enacted);
    }
    if (!compares_dates(node.op)) continue;
    for (std::size_t side = 0; side < 2; ++side) {
      if (const auto day = fixed_day(run, node.inputs[1 - side]))
        land(node.inputs[side], {*day, later(*day, 1)});
    }
  }
  for (const model::Regime& regime : plan.rule_sets().regimes) {
    for (std::size_t row = 0; row < moved.size(); ++row) {
      const std::int64_t gap = std::int64_t{moved[row].days} - run.batch.cases[row].as_of.days;
      for (Date day : {regime.in_force.first, later(regime.in_force.last, 1)}) {
        if (is_day(day)) add_around(days, day.days + gap, 0);
      }
    }
  }
  return days;
}

}  // namespace weir::analysis
