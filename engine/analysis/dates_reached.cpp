#include <optional>

#include "analysis/date_marks.hpp"
#include "analysis/dates.hpp"
#include "analysis/spread.hpp"

namespace weir::analysis {

using base::Date;
using evaluate::Column;
using plan::Op;

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

}  // namespace weir::analysis
