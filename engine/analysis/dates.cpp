#include "analysis/dates.hpp"

#include <algorithm>
#include <optional>

#include "analysis/date_marks.hpp"
#include "model/period.hpp"

namespace weir::analysis {

using base::Date;
using plan::Op;

namespace {

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

}  // namespace weir::analysis
