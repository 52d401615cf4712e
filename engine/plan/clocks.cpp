#include <algorithm>

#include "plan/compiler.hpp"

namespace weir::plan {

using check::Binding;
using model::Clock;
using model::Stage;

namespace {

std::string name_of(const Stage& stage) {
  if (!stage.title.empty()) return stage.title;
  std::string name = stage.name;
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

base::CalendarUnit calendar_unit(std::string_view unit) {
  return unit.starts_with("year")    ? base::CalendarUnit::year
         : unit.starts_with("month") ? base::CalendarUnit::month
         : unit.starts_with("week")  ? base::CalendarUnit::week
                                     : base::CalendarUnit::day;
}

bool is_shared_unit(std::string_view unit) {
  static constexpr std::string_view units[] = {"day",   "days",   "week", "weeks",
                                               "month", "months", "year", "years"};
  return std::ranges::find(units, unit) != std::end(units);
}

std::int32_t Compiler::calendar(std::string_view id) {
  if (const auto known = calendars_.find(id); known != calendars_.end()) return known->second;
  const auto& definitions = checked_.rule_sets->definitions;
  const auto declared = std::ranges::find(definitions, id, &model::Definition::id);
  const auto place = static_cast<std::int32_t>(plan_.calendars.size());
  plan_.calendars.push_back(
      model::announced_days(*checked_.rule_sets, std::get<model::Calendar>(declared->body)));
  calendars_.emplace(id, place);
  return place;
}

std::string Compiler::length_words(const language::Node& length) {
  std::string unit = length.unit;
  if (!is_shared_unit(unit)) {
    const auto& definitions = checked_.rule_sets->definitions;
    const auto declared = std::ranges::find(definitions, unit, &model::Definition::id);
    if (declared != definitions.end() && !declared->title.empty()) {
      unit = declared->title;
    } else {
      // Without a title its name is the best there is, less the prefix of its regime.
      unit.erase(0, unit.find('_') + 1);
      std::replace(unit.begin(), unit.end(), '_', ' ');
    }
    if (length.value == base::Rational(1) && unit.ends_with("days")) unit.pop_back();
  }
  return length.value.to_text() + " " + unit;
}

NodeId Compiler::calendar_offset(NodeId day, const language::Node& offset) {
  Node node = build_.prepare(Op::calendar_offset, ColumnKind::date, {day});
  node.number = offset.value;
  if (offset.kind == language::NodeKind::offset_before)
    node.number = *base::Rational::subtract(0, offset.value);
  node.calendar = calendar(offset.unit);
  node.count = offset.kind == language::NodeKind::offset_from ? -1 : 0;
  return build_.add(std::move(node));
}

NodeId Compiler::periods(const model::Periods& body) {
  Node node;
  node.op = Op::constant;
  node.kind = ColumnKind::items;
  node.type = {.kind = model::Kind::period, .shape = model::Shape::set};
  for (const model::DateRange& range : body.ranges)
    node.items.push_back(base::to_iso(range.first) + ".." + base::to_iso(range.last));
  // Nobody knows of the days behind the list whether they count.
  if (body.known_to) {
    const base::Date next = base::add(*body.known_to, 1, base::CalendarUnit::day);
    node.uncertain.push_back(base::to_iso(next) + ".." + base::to_iso(base::Date::never()));
  }
  std::sort(node.items.begin(), node.items.end());
  return build_.add(std::move(node));
}

NodeId Compiler::stage_end(const Clock& clock, const Stage& stage, NodeId start, const Context& context) {
  const language::Node& length = stage.runs->ast.node(stage.runs->ast.root());
  std::vector<NodeId> inputs = {start};
  for (const auto* stops : {&clock.stops, &stage.stops}) {
    for (const model::Stop& stop : *stops) inputs.push_back(value(stop, context));
  }
  const bool shared = is_shared_unit(length.unit);
  Node node = build_.prepare(Op::run, ColumnKind::date, std::move(inputs));
  node.number = length.value;
  node.count = clock.counting == Clock::Counting::from ? -1 : 0;
  if (shared) {
    node.unit = calendar_unit(length.unit);
  } else {
    node.calendar = calendar(length.unit);
  }
  return build_.add(std::move(node));
}

const Compiler::StageDays& Compiler::stage(check::DefinitionId id, std::uint32_t index) {
  const auto key = std::pair(id, index);
  if (const auto known = stages_.find(key); known != stages_.end()) return known->second;
  const AnotherDay own(*this, std::nullopt);
  const model::Definition& entry = definition_at(id);
  const auto& clock = std::get<Clock>(entry.body);
  const Stage& source = clock.stages[index];
  Context context = context_of(entry);
  context.clock = &entry;
  const NodeId start = value(source.starts, context);
  // What starts with the end of a stage that does not exist does not exist either.
  // A stage whose start is not known is shown; one whose start does not apply does not exist.
  std::vector<NodeId> exists = {build_.applies(start, base::Truth::true_value)};
  if (source.exists) exists.push_back(condition(*source.exists, context).node);
  StageDays days;
  days.exists = build_.logical_and(std::move(exists));
  NodeId end = source.ends ? value(*source.ends, context) : stage_end(clock, source, start, context);
  if (!clock.roll.empty()) {
    Node rolled = build_.prepare(Op::roll, ColumnKind::date, {end});
    rolled.calendar = calendar(clock.roll);
    end = build_.add(std::move(rolled));
  }
  if (source.not_after)
    end = build_.combine(Op::earliest, ColumnKind::date, {end, value(*source.not_after, context)});
  days.start = build_.combine(Op::where_exists, ColumnKind::date, {days.exists, start});
  days.end = build_.combine(Op::where_exists, ColumnKind::date, {days.exists, end});
  return stages_.emplace(key, days).first->second;
}

NodeId Compiler::stage_day(const Binding& binding, const Context& context) {
  const AnotherDay own(*this, std::nullopt);
  const model::Definition& entry = definition_at(binding.definition);
  const StageDays& days = stage(binding.definition, binding.column);
  const NodeId day = binding.before ? days.start : days.end;
  if (context.clock == &entry || (!entry.in_force && !entry.status.pending)) return day;
  const model::DateRange range = days_in_force(entry);
  return version(law_date(entry, context_of(entry)),
                 {{range.first, range.last, entry.status.enacted.value_or(range.first)}}, {day},
                 {.kind = model::Kind::date}, entry.id);
}

void Compiler::read_stage(const Binding& binding, Sketch& leaf) {
  const model::Definition& entry = definition_at(binding.definition);
  const auto& clock = std::get<Clock>(entry.body);
  const Stage& source = clock.stages[binding.column];
  Context context = context_of(entry);
  context.clock = &entry;
  const auto read = [&](const model::Expression& expression) {
    reads(checked_.of(expression), expression.ast.root(), context, leaf);
  };
  read(source.starts);
  if (source.ends) read(*source.ends);
  if (source.not_after) read(*source.not_after);
  for (const model::Stop& stop : clock.stops) read(stop);
  for (const model::Stop& stop : source.stops) read(stop);
}

std::string Compiler::stage_words(const Binding& binding) {
  const auto& clock = std::get<Clock>(definition_at(binding.definition).body);
  const Stage& stage = clock.stages[binding.column];
  return std::string(binding.before ? "the start of " : "the end of ") + (stage.title.empty() ? "" : "the ") +
         name_of(stage);
}

void Compiler::clock(check::DefinitionId id) {
  const model::Definition& entry = definition_at(id);
  const auto& source = std::get<Clock>(entry.body);
  Context context = context_of(entry);
  context.clock = &entry;
  const TableRef subjects = TableRef::subjects();
  const auto on_subjects = [&](NodeId node) { return build_.on(node, subjects); };
  CompiledClock compiled;
  compiled.definition = id;
  for (std::uint32_t r = 0; r < checked_.rule_sets->regimes.size(); ++r) {
    if (checked_.rule_sets->regimes[r].id == entry.regime) compiled.regime = r;
  }
  compiled.in_force = on_subjects(build_.truth(base::truth_of(!entry.status.pending)));
  const NodeId law = law_date(entry, context);
  const model::Expression* by = entry.by                               ? &*entry.by
                                : context.regime && context.regime->by ? &*context.regime->by
                                                                       : nullptr;
  compiled.law_date = on_subjects(law);
  compiled.law_date_words = by ? words(*by) : "today";
  if (entry.in_force && !entry.status.pending) {
    Node node = build_.prepare(Op::in_force, ColumnKind::truth, {law, as_of()});
    node.versions = {
        {entry.in_force->first, entry.in_force->last, entry.status.enacted.value_or(entry.in_force->first)}};
    compiled.in_force = on_subjects(build_.add(std::move(node)));
  }
  compiled.over = on_subjects(source.over ? condition(*source.over, context).node
                                          : build_.truth(base::Truth::false_value));
  const NodeId now = on_subjects(as_of());
  for (std::uint32_t i = 0; i < source.stages.size(); ++i) {
    const Stage& stated = source.stages[i];
    const StageDays& days = stage(id, i);
    CompiledStage stage;
    stage.start = on_subjects(days.start);
    stage.end = on_subjects(days.end);
    stage.exists = on_subjects(days.exists);
    const Typed& starts = checked_.of(stated.starts);
    // On the last day of a stage the next one, which counts from the day after, has not begun.
    const bool follows = starts.root().binding.kind == Binding::Kind::stage &&
                         !starts.root().binding.before && source.counting == Clock::Counting::after;
    stage.begun =
        build_.logical_and({stage.exists, build_.combine(follows ? Op::date_less : Op::date_less_equal,
                                                         ColumnKind::truth, {stage.start, now})});
    stage.start_words = date_choices(stated.starts);
    stage.end_words = stated.ends ? date_choices(*stated.ends) : stage.start_words;
    for (const auto* stops : {&source.stops, &stated.stops}) {
      for (const model::Stop& stop : *stops) stage.stops.push_back(on_subjects(value(stop, context)));
    }
    for (DateChoice& choice : stage.end_words) {
      if (!stated.ends) {
        const language::Node& length = stated.runs->ast.node(stated.runs->ast.root());
        const bool from = source.counting == Clock::Counting::from;
        choice.words = length_words(length) + (from ? " from " : " after ") + choice.words;
      }
      if (!stage.stops.empty()) choice.words += ", stopped days not counted";
      if (stated.not_after) choice.words += ", not after " + words(*stated.not_after);
    }
    compiled.stages.push_back(std::move(stage));
  }
  for (std::size_t i = 0; i < compiled.stages.size(); ++i) {
    CompiledStage& stage = compiled.stages[i];
    std::vector<NodeId> last = {stage.begun, build_.logical_not(compiled.over)};
    for (std::size_t later = i + 1; later < compiled.stages.size(); ++later)
      last.push_back(build_.logical_not(compiled.stages[later].begun));
    const NodeId open = build_.logical_and(std::move(last));
    stage.current =
        build_.logical_and({open, build_.combine(Op::date_less_equal, ColumnKind::truth, {now, stage.end})});
    stage.run_out =
        build_.logical_and({open, build_.combine(Op::date_less, ColumnKind::truth, {stage.end, now})});
  }
  plan_.clocks.push_back(std::move(compiled));
}

}  // namespace weir::plan
