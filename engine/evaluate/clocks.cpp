#include "evaluate/clocks.hpp"

#include <algorithm>
#include <set>

#include "evaluate/findings.hpp"
#include "evaluate/stops.hpp"

namespace weir::evaluate {

using base::Truth;

namespace {

// Whether the day of the assessment is one that does not count, and since when.
void add_stop(const Run& run, const plan::CompiledStage& compiled, model::ClockStage& stage) {
  std::vector<const Column*> lists;
  for (const plan::NodeId stop : compiled.stops) lists.push_back(&run.column(stop));
  const Stops stops = StopReader(run.dictionary).read(lists, 0);
  const base::Date as_of = run.batch.cases[0].as_of;
  stage.stopped = stops.covers(as_of);
  if (stage.stopped != Truth::true_value) return;
  for (const model::DateRange& range : stops.certain) {
    if (range.contains(as_of) && !range.first.is_beginning()) stage.stopped_since = range.first;
  }
}

model::ClockStage stage_of(const Run& run, const plan::CompiledStage& compiled, const model::Stage& source) {
  model::ClockStage stage;
  stage.name = source.name;
  stage.title = source.title;
  stage.exists = run.truth(compiled.exists, 0);
  stage.begun = run.truth(compiled.begun, 0);
  stage.current = run.truth(compiled.current, 0);
  stage.run_out = run.truth(compiled.run_out, 0);
  stage.since = date_words(run, compiled.start, words_of(run, compiled.start_words));
  stage.until = date_words(run, compiled.end, words_of(run, compiled.end_words));
  add_stop(run, compiled, stage);
  stage.silence = source.silence.value_or(model::Silence::nothing);
  return stage;
}

}  // namespace

std::vector<model::ClockAnswer> find_clocks(const Run& run, std::uint32_t regime) {
  std::vector<model::ClockAnswer> clocks;
  for (const plan::CompiledClock& compiled : run.plan().clocks) {
    const Truth in_force = run.truth(compiled.in_force, 0);
    if (compiled.regime != regime || in_force == Truth::false_value) continue;
    const model::Definition& entry = run.plan().rule_sets().definitions[compiled.definition.index()];
    const auto& source = std::get<model::Clock>(entry.body);
    model::ClockAnswer clock;
    clock.name = entry.id;
    clock.title = entry.title;
    clock.in_force = in_force;
    clock.law_date = date_words(run, compiled.law_date, compiled.law_date_words);
    clock.law = entry.in_force;
    clock.over = run.truth(compiled.over, 0);
    clock.cite = entry.cite;
    clock.note = entry.note;
    for (std::size_t i = 0; i < compiled.stages.size(); ++i) {
      model::ClockStage stage = stage_of(run, compiled.stages[i], source.stages[i]);
      if (in_force == Truth::true_value && stage.current == Truth::true_value) clock.stage = i;
      if (in_force == Truth::true_value && stage.run_out == Truth::true_value) clock.ran_out = i;
      if (stage.current != Truth::false_value) clock.possible.push_back(i);
      clock.stages.push_back(std::move(stage));
    }
    if (clock.stage) clock.possible.clear();
    clocks.push_back(std::move(clock));
  }
  std::sort(clocks.begin(), clocks.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return clocks;
}

namespace {

using Seen = std::set<std::pair<plan::NodeId, std::size_t>>;

bool lacks(const Run& run, plan::NodeId id, std::size_t row, Seen& seen) {
  const plan::Node& node = run.plan().node(id);
  const Column& column = run.column(id);
  if (row >= column.rows || column.is_point(row) || !seen.insert({id, row}).second) return false;
  const bool counts = node.op == plan::Op::calendar_offset || node.op == plan::Op::roll ||
                      (node.op == plan::Op::run && node.calendar >= 0);
  bool inputs_known = true;
  for (const plan::NodeId input : node.inputs) {
    const plan::TableRef table = run.plan().node(input).table;
    if (table != node.table && table != plan::TableRef::cases()) return false;  // rows of another thing
    const std::size_t there = table == node.table ? row : run.batch.case_row(node.table, row);
    if (run.column(input).is_point(there)) continue;
    inputs_known = false;
    if (lacks(run, input, there, seen)) return true;
  }
  return counts && inputs_known;
}

}  // namespace

bool lacks_holidays(const Run& run, plan::NodeId node, std::size_t row) {
  Seen seen;
  return !run.plan().calendars.empty() && lacks(run, node, row, seen);
}

}  // namespace weir::evaluate
