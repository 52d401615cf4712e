#include <cstdlib>

#include "analysis/date_marks.hpp"
#include "analysis/dates.hpp"
#include "analysis/spread.hpp"

namespace weir::analysis {

using base::Date;
using evaluate::Column;
using plan::Op;

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
