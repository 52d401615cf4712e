#include "analysis/dates.hpp"

#include <algorithm>
#include <optional>

#include "analysis/spread.hpp"
#include "model/period.hpp"

namespace weir::analysis {

using base::Date;
using evaluate::Column;
using plan::Op;

namespace {

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

namespace {

/// Of a date on each row, which bounds go along with as-of: those of as-of itself, and of what has not
/// happened yet the first. They are reached on no day of their own.
struct Along {
  std::vector<bool> low, high;
};

/// The days between a day of the run and what a day that goes along is ahead of it.
class Viewpoints {
 public:
  explicit Viewpoints(const evaluate::Run& run) : run_(run), along_(run.plan().nodes.size()) {
    const plan::Plan& plan = run.plan();
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
      const plan::Node& node = plan.nodes[i];
      if (node.kind != plan::ColumnKind::date) continue;
      Along& along = along_[i];
      const Column& column = run.columns[i];
      along.low.resize(column.rows);
      along.high.resize(column.rows);
      for (std::size_t row = 0; row < column.rows; ++row) find(node, plan::NodeId(i), row);
    }
  }

  const Along& of(plan::NodeId id) const { return along_[id.index()]; }
  Date as_of(plan::NodeId id, std::size_t row) const {
    return run_.batch.cases[run_.batch.case_row(run_.plan().node(id).table, row)].as_of;
  }

 private:
  void find(const plan::Node& node, plan::NodeId id, std::size_t row) {
    Along& along = along_[id.index()];
    const Column& column = run_.column(id);
    if (node.op == Op::as_of || node.op == Op::known_on) {
      along.low[row] = along.high[row] = true;
    } else if (node.op == Op::fact) {
      // `not yet`, learned on no day of its own, begins on the day after the viewpoint.
      along.low[row] = column.low[row] == as_of(id, row).days + 1 && column.low[row] != column.high[row];
    } else if (node.op == Op::offset || node.op == Op::calendar_offset || node.op == Op::roll ||
               node.op == Op::run || node.op == Op::broadcast) {
      const auto from = row_of_input(node, row);
      if (!from) return;
      along.low[row] = of(node.inputs[0]).low[*from];
      along.high[row] = of(node.inputs[0]).high[*from];
    } else {
      for (const plan::NodeId input : node.inputs) {
        if (run_.plan().node(input).kind != plan::ColumnKind::date) continue;
        if (run_.plan().node(input).table != node.table) continue;
        const Column& of_input = run_.column(input);
        if (of(input).low[row] && of_input.low[row] == column.low[row]) along.low[row] = true;
        if (of(input).high[row] && of_input.high[row] == column.high[row]) along.high[row] = true;
      }
    }
  }

  std::optional<std::size_t> row_of_input(const plan::Node& node, std::size_t row) const {
    const plan::TableRef table = run_.plan().node(node.inputs[0]).table;
    if (table == node.table) return row;
    if (table == plan::TableRef::cases()) return run_.batch.case_row(node.table, row);
    if (node.table.is_list() && !table.is_entity()) return run_.batch.ancestor(node.table, row, table);
    return std::nullopt;
  }

  const evaluate::Run& run_;
  std::vector<Along> along_;
};

/// The bounds of a date on a row that do or do not go along.
std::vector<std::int32_t> bounds(const Column& column, const Along& along, std::size_t row, bool going) {
  std::vector<std::int32_t> days;
  if (along.low[row] == going && is_day({column.low[row]})) days.push_back(column.low[row]);
  if (along.high[row] == going && is_day({column.high[row]})) days.push_back(column.high[row]);
  return days;
}

}  // namespace

std::set<Date> days_reached(const evaluate::Run& run) {
  std::set<Date> days;
  const plan::Plan& plan = run.plan();
  const Viewpoints viewpoints(run);
  const Spreads spreads(run);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    if (plan.nodes[i].kind != plan::ColumnKind::date) continue;
    const Column& column = run.columns[i];
    for (std::size_t row = 0; row < column.rows; ++row) {
      for (const std::int32_t bound : bounds(column, viewpoints.of(plan::NodeId(i)), row, false)) {
        days.insert({bound});
        days.insert({bound + 1});
      }
    }
  }
  // What goes along at a distance meets what stays, so many days before or after as-of does.
  const auto meet = [&](plan::NodeId moving, std::size_t row, std::int32_t fixed) {
    for (const std::int32_t bound : bounds(run.column(moving), viewpoints.of(moving), row, true)) {
      const std::int64_t gap = std::int64_t{viewpoints.as_of(moving, row).days} - bound;
      if (gap != 0) add_around(days, fixed + gap, spreads.of(moving));
    }
  };
  for (const plan::Node& node : plan.nodes) {
    if (node.op == Op::version || node.op == Op::in_force) {
      const plan::NodeId law = node.inputs[0];
      for (std::size_t row = 0; row < run.column(law).rows; ++row) {
        for (const plan::VersionRange& range : node.versions) {
          if (is_day(range.first)) meet(law, row, range.first.days);
          if (is_day(range.last)) meet(law, row, range.last.days + 1);
        }
      }
    }
    if (!compares_dates(node.op)) continue;
    for (std::size_t side = 0; side < 2; ++side) {
      const plan::NodeId moving = node.inputs[side], fixed = node.inputs[1 - side];
      const Column& other = run.column(fixed);
      for (std::size_t row = 0; row < run.column(moving).rows && row < other.rows; ++row) {
        for (const std::int32_t bound : bounds(other, viewpoints.of(fixed), row, false)) {
          meet(moving, row, bound);
          meet(moving, row, bound + 1);
        }
      }
    }
  }
  return days;
}

namespace {

/// What the days of a date come from: the deal, which is moved, the law, which is not, or both.
struct Origin {
  bool deal = false, law = false;
};

std::vector<Origin> origins(const plan::Plan& plan) {
  std::vector<Origin> result(plan.nodes.size());
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    if (node.kind != plan::ColumnKind::date) continue;
    switch (node.op) {
      case Op::constant:
      case Op::supposed:
        result[i].law = true;
        break;
      case Op::fact:
      case Op::as_of:
      case Op::known_on:
        result[i].deal = true;
        break;
      default:
        for (const plan::NodeId input : node.inputs) {
          result[i].deal = result[i].deal || result[input.index()].deal;
          result[i].law = result[i].law || result[input.index()].law;
        }
    }
  }
  return result;
}

/// Finds where to move a deal so that its dates land on boundaries of the law.
class Landing {
 public:
  Landing(const evaluate::Run& run, const std::vector<Date>& moved)
      : run_(run), moved_(moved), spreads_(run), origins_(origins(run.plan())) {}

  std::set<Date> find() {
    for (std::size_t i = 0; i < run_.plan().nodes.size(); ++i) {
      const plan::Node& node = run_.plan().nodes[i];
      if (node.calendar >= 0) calendar(plan::NodeId(i), node);
      if (node.op == Op::version || node.op == Op::in_force) {
        versions(node);
      } else if (compares_dates(node.op)) {
        comparison(node.inputs[0], node.inputs[1]);
        comparison(node.inputs[1], node.inputs[0]);
      } else if (node.op == Op::year) {
        for (std::int64_t year = moved_.front().year(); year <= moved_.back().year() + std::int64_t{1};
             ++year) {
          if (const auto first = Date::make(static_cast<int>(year), 1, 1)) land(node.inputs[0], first->days);
        }
      }
    }
    viewpoint();
    // Two days of the deal that are counted in different ways may change places on any day.
    for (Date day = moved_.front(); every_day_ && day <= moved_.back(); ++day.days) days_.insert(day);
    return std::move(days_);
  }

 private:
  Date moved(plan::NodeId date, std::size_t row) const {
    return moved_[run_.batch.case_row(run_.plan().node(date).table, row)];
  }

  // A bound of a date that moves along gets to a day.
  void land(plan::NodeId date, std::size_t row, std::int32_t day) {
    const Column& column = run_.column(date);
    for (const std::int32_t bound : {column.low[row], column.high[row]}) {
      if (!is_day({bound})) continue;
      add_around(days_, std::int64_t{moved(date, row).days} + day - bound, spreads_.of(date));
    }
  }
  void land(plan::NodeId date, std::int32_t day) {
    if (!origins_[date.index()].deal) return;
    for (std::size_t row = 0; row < run_.column(date).rows; ++row) land(date, row, day);
  }

  void versions(const plan::Node& node) {
    for (const plan::VersionRange& range : node.versions) {
      if (is_day(range.first)) land(node.inputs[0], range.first.days);
      if (is_day(range.enacted)) land(node.inputs[1], range.enacted.days);
      if (!is_day(range.last)) continue;
      land(node.inputs[0], range.last.days + 1);
      // A last day counts from the day on which it is past.
      land(node.inputs[1], range.last.days + 1);
    }
  }

  // Outside of the days whose holidays are known a count has bounds only.
  void calendar(plan::NodeId counted, const plan::Node& node) {
    const auto& days = run_.plan().calendars[static_cast<std::size_t>(node.calendar)];
    const model::DateRange known = days.on(Date::never()).known();
    for (const plan::NodeId date : {node.inputs[0], counted}) {
      for (const std::int32_t day :
           {known.first.days - 1, known.first.days, known.last.days, known.last.days + 1})
        land(date, day);
    }
  }

  void comparison(plan::NodeId date, plan::NodeId other) {
    if (!origins_[date.index()].deal) return;
    const Column &column = run_.column(date), &with = run_.column(other);
    const std::int32_t differ = spreads_.of(date) + spreads_.of(other);
    for (std::size_t row = 0; row < column.rows && row < with.rows; ++row) {
      for (const std::int32_t bound : {with.low[row], with.high[row]}) {
        if (!is_day({bound})) continue;
        if (origins_[other.index()].law) {
          land(date, row, bound);
          land(date, row, bound + 1);
        }
        if (origins_[other.index()].deal && differ > 0) {
          for (const std::int32_t own : {column.low[row], column.high[row]}) {
            if (is_day({own}) && std::abs(std::int64_t{own} - bound) <= differ + 1) every_day_ = true;
          }
        }
      }
    }
  }

  // What is told by the viewpoint alone.
  void viewpoint() {
    const plan::Plan& plan = run_.plan();
    std::set<Date> boundaries;
    for (const model::Regime& regime : plan.rule_sets().regimes) {
      boundaries.insert(regime.in_force.first);
      boundaries.insert(later(regime.in_force.last, 1));
      for (const model::Rule& rule : regime.rules) {
        if (rule.status.pending && rule.status.enacted) boundaries.insert(*rule.status.enacted);
      }
    }
    for (const model::AnnouncedDays& calendar : plan.calendars)
      boundaries.insert(calendar.announced().begin(), calendar.announced().end());
    for (std::size_t row = 0; row < moved_.size(); ++row) {
      const std::int64_t gap = std::int64_t{moved_[row].days} - run_.batch.cases[row].as_of.days;
      for (const Date day : boundaries) {
        if (is_day(day)) add_around(days_, day.days + gap, 0);
      }
    }
  }

  const evaluate::Run& run_;
  const std::vector<Date>& moved_;
  Spreads spreads_;
  std::vector<Origin> origins_;
  std::set<Date> days_{};
  bool every_day_ = false;
};

}  // namespace

std::set<Date> days_landed_on(const evaluate::Run& run, const std::vector<Date>& moved) {
  return Landing(run, moved).find();
}

}  // namespace weir::analysis
