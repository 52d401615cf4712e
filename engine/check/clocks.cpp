#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "check/expression_typer.hpp"

namespace weir::check {

using diagnostics::Code;
using model::Kind;
using model::Shape;
using model::Type;

namespace {

constexpr std::string_view shared_units[] = {"day",   "days",   "week", "weeks",
                                             "month", "months", "year", "years"};

bool is_shared_unit(std::string_view unit) {
  return std::ranges::find(shared_units, unit) != std::end(shared_units);
}

bool is_whole_and_positive(const base::Rational& number) {
  return number.denominator() == 1 && number.numerator() >= 1;
}

const model::Clock& clock_of(const model::Definition& definition) {
  return std::get<model::Clock>(definition.body);
}

std::vector<std::string> stage_names(const model::Clock& clock) {
  std::vector<std::string> names;
  for (const model::Stage& stage : clock.stages) names.push_back(stage.name);
  return names;
}

/// "`first.end`, its last day, or `first.start`".
std::string days_of(const std::string& stage) {
  return "`" + stage + ".end`, its last day, or `" + stage + ".start`";
}

void collect(const model::Condition& condition, std::vector<const model::Expression*>& into) {
  if (condition.kind == model::Condition::Kind::expression) into.push_back(&condition.expression);
  for (const model::Condition& part : condition.parts) collect(part, into);
}

/// All that the days of a stage are found by.
std::vector<const model::Expression*> expressions_of(const model::Stage& stage) {
  std::vector<const model::Expression*> all = {&stage.starts};
  if (stage.ends) all.push_back(&*stage.ends);
  if (stage.not_after) all.push_back(&*stage.not_after);
  if (stage.exists) collect(*stage.exists, all);
  for (const model::Stop& stop : stage.stops) all.push_back(&stop);
  return all;
}

}  // namespace

const model::WorkingDays* Analysis::calendar(std::string_view unit) {
  const auto found = find_definition(unit);
  if (!found) return nullptr;
  const auto* body = std::get_if<model::Calendar>(&definition(*found).body);
  if (!body) return nullptr;
  const auto known = calendars_.find(*found);
  if (known != calendars_.end()) return &known->second;
  return &calendars_.emplace(*found, model::working_days(rule_sets_, *body)).first->second;
}

std::vector<std::string> Analysis::calendar_names() const {
  std::vector<std::string> names;
  for (const auto& declared : rule_sets_.definitions) {
    if (std::holds_alternative<model::Calendar>(declared.body)) names.push_back(declared.id);
  }
  return names;
}

void Analysis::type_calendar(const model::Calendar& body, const Scope& scope) {
  std::vector<std::string> lists;
  for (const auto& declared : rule_sets_.definitions) {
    if (std::holds_alternative<model::Holidays>(declared.body)) lists.push_back(declared.id);
  }
  for (std::size_t i = 0; i < body.without.size(); ++i) {
    if (std::ranges::find(lists, body.without[i]) != lists.end()) continue;
    const base::Span span = body.without_spans[i];
    auto& diagnostic = sink_.emit(Code::unknown_holidays, span,
                                  "there is no list of holidays `" + body.without[i] + "`", "no such list");
    diagnostics::suggest(diagnostic, base::closest(body.without[i], lists), span, "list");
    diagnostic.in(scope.owner);
  }
}

void Analysis::check_stop(const model::Stop& stop, const Scope& scope) {
  const Type found = type(stop, scope);
  if (found.kind == Kind::error || (found.kind == Kind::period && found.shape == Shape::set)) return;
  sink_
      .emit(Code::not_periods, span_of(stop), "what stops a clock must be a list of periods",
            "this is of type " + vocabulary_.describe(found))
      .with_help("a fact such as `procedure.information_periods`, or a definition with `periods:`")
      .in(scope.owner);
}

void Analysis::check_stage(const model::Stage& stage, const Scope& scope) {
  require_kind(stage.starts, scope, Kind::date, "`starts`");
  if (stage.ends) require_kind(*stage.ends, scope, Kind::date, "`ends`");
  if (stage.not_after) require_kind(*stage.not_after, scope, Kind::date, "`not_after`");
  if (stage.exists) require_truth(*stage.exists, scope, "`if`");
  for (const model::Stop& stop : stage.stops) check_stop(stop, scope);
  if (!stage.runs || !stage.runs->present()) return;
  const auto& length = stage.runs->ast.node(stage.runs->ast.root());
  const bool counted = length.kind == language::NodeKind::number && is_whole_and_positive(length.value);
  if (!counted || length.unit.empty()) {
    sink_.emit(Code::bad_length, span_of(*stage.runs), "this is no length of a stage")
        .with_help("a whole number and a unit of time, as `45 days`, `2 months` or `30 uk_working_days`")
        .in(scope.owner);
    return;
  }
  if (is_shared_unit(length.unit) || calendar(length.unit)) return;
  std::vector<std::string> units = calendar_names();
  units.insert(units.end(), std::begin(shared_units), std::end(shared_units));
  auto& diagnostic = sink_.emit(Code::unknown_calendar, span_of(*stage.runs),
                                "`" + length.unit + "` is no unit of time and no calendar");
  diagnostic.with_help("declare it with `" + length.unit + ": {calendar: weekdays, without: […]}`");
  const auto close = base::closest(length.unit, units);
  if (close) {
    diagnostics::suggest(diagnostic, length.value.to_text() + " " + *close, span_of(*stage.runs), "length");
  }
  diagnostic.in(scope.owner);
}

void Analysis::type_clock(const model::Clock& body, Scope scope, DefinitionId id) {
  scope.clock = id;
  for (const model::Stop& stop : body.stops) check_stop(stop, scope);
  if (body.over) require_truth(*body.over, scope, "`over`");
  if (!body.roll.empty() && !calendar(body.roll)) {
    auto& diagnostic = sink_.emit(Code::unknown_calendar, body.roll_span,
                                  "`" + body.roll + "` is no calendar", "no such calendar");
    diagnostics::suggest(diagnostic, base::closest(body.roll, calendar_names()), body.roll_span, "calendar");
    diagnostic.in(scope.owner);
  }
  for (const model::Stage& stage : body.stages) check_stage(stage, scope);
  check_stage_order(body, scope);
}

void Analysis::check_stage_order(const model::Clock& clock, const Scope& scope) {
  const std::size_t count = clock.stages.size();
  std::vector<std::vector<std::size_t>> reads(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (const model::Expression* expression : expressions_of(clock.stages[i])) {
      const auto typed = result_.typed.find(expression);
      if (typed == result_.typed.end()) continue;
      for (const TypedNode& node : typed->second.nodes) {
        if (node.binding.kind == Binding::Kind::stage && node.binding.definition == *scope.clock)
          reads[i].push_back(node.binding.column);
      }
    }
  }
  std::vector<State> states(count, State::untouched);
  std::vector<std::size_t> path;
  const std::function<bool(std::size_t)> circular = [&](std::size_t stage) {
    if (states[stage] == State::done) return false;
    path.push_back(stage);
    if (states[stage] == State::active) return true;
    states[stage] = State::active;
    for (const std::size_t next : reads[stage]) {
      if (circular(next)) return true;
    }
    states[stage] = State::done;
    path.pop_back();
    return false;
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (!circular(i)) continue;
    const std::size_t again = path.back();
    const auto first = std::ranges::find(path, again);
    std::vector<std::string> through;
    for (auto step = first + 1; step + 1 < path.end(); ++step)
      through.push_back("`" + clock.stages[*step].name + "`");
    auto& diagnostic =
        sink_.emit(Code::definition_cycle, clock.stages[again].span,
                   "the stage `" + clock.stages[again].name + "` waits for itself" +
                       (through.empty() ? std::string() : " through " + base::join(through, " and ")));
    for (auto step = first + 1; step + 1 < path.end(); ++step)
      diagnostic.label(clock.stages[*step].span, "`" + clock.stages[*step].name + "` is part of the circle");
    diagnostic.with_help("one of them must start with an event of the case").in(scope.owner);
    return;
  }
}

void ExpressionTyper::check_calendar_unit(language::NodeId id, const std::string& unit) {
  const auto& syntax = node(id);
  const model::WorkingDays* days = analysis_.calendar(unit);
  if (!days) {
    std::vector<std::string> units = analysis_.calendar_names();
    units.insert(units.end(), std::begin(shared_units), std::end(shared_units));
    auto& diagnostic =
        emit(Code::unknown_calendar, span_of(id), "`" + unit + "` is no unit of time and no calendar",
             "no calendar `" + unit + "`");
    diagnostic.with_help("declare it with `" + unit + ": {calendar: weekdays, without: […]}`");
    const std::string text = text_of(id);
    const std::size_t at = text.find(unit);
    if (const auto close = base::closest(unit, units); close && at != std::string::npos) {
      const auto begin = static_cast<std::uint32_t>(syntax.range.begin + at);
      diagnostics::suggest(diagnostic, close,
                           expression_.text.to_file({begin, static_cast<std::uint32_t>(begin + unit.size())}),
                           "unit");
    }
    return;
  }
  if (!is_whole_and_positive(syntax.value)) {
    emit(Code::bad_length, span_of(id), "business days are counted in whole numbers from 1");
    return;
  }
  const auto& day = node(child(id, 0));
  if (day.kind != NodeKind::date) return;
  const std::int64_t count = syntax.value.numerator();
  const model::DateRange found = syntax.kind == NodeKind::offset_before ? days->before(day.date, count)
                                 : syntax.kind == NodeKind::offset_from
                                     ? days->after(base::Date{day.date.days - 1}, count)
                                     : days->after(day.date, count);
  if (found.first == found.last) return;
  emit(Code::outside_calendar, span_of(id), "`" + unit + "` does not know all holidays between these days",
       "its holidays are complete from " + base::to_iso(days->known().first) + " to " +
           base::to_iso(days->known().last))
      .with_help("add the missing years to its lists of holidays");
}

bool ExpressionTyper::names_own_stage(language::NodeId id) const {
  if (!scope_.clock) return false;
  const auto own = stage_names(clock_of(analysis_.definition(*scope_.clock)));
  return std::ranges::find(own, node(id).names[0]) != own.end();
}

std::optional<Type> ExpressionTyper::infer_stage(language::NodeId id) {
  const auto& names = node(id).names;
  if (names.size() > 1 && names_own_stage(id)) return bind_stage(id, 0, *scope_.clock);
  std::optional<DefinitionId> clock;
  std::size_t at = 0;
  std::string prefix;
  for (std::size_t i = 0; i < names.size(); ++i) {
    prefix += (i > 0 ? "." : "") + names[i];
    const auto found = analysis_.find_definition(prefix);
    if (!found) continue;
    const auto& body = analysis_.definition(*found).body;
    if (std::holds_alternative<model::Clock>(body)) {
      clock = found;
      at = i + 1;
    } else if (std::holds_alternative<model::Calendar>(body) ||
               std::holds_alternative<model::Holidays>(body)) {
      emit(Code::no_value, span_of(id), "`" + prefix + "` is a calendar and no value")
          .with_help("count with it: `10 " + prefix + " after transaction.closing`");
      return Type{};
    }
  }
  if (!clock) return std::nullopt;
  return bind_stage(id, at, *clock);
}

Type ExpressionTyper::bind_stage(language::NodeId id, std::size_t at, DefinitionId clock) {
  const auto& names = node(id).names;
  const auto& declared = analysis_.definition(clock);
  const auto stages = stage_names(clock_of(declared));
  const std::size_t shown = std::min(at, names.size() - 1);
  if (at >= names.size()) {
    emit(Code::unknown_stage, span_of(id), "`" + declared.id + "` is a clock and no value")
        .label(declared.id_span, "its stages are " + base::join(stages, ", "))
        .with_help("name a stage and a day of it: " +
                   days_of(declared.id + "." + (stages.empty() ? "stage" : stages.front())));
    return {};
  }
  const auto found = std::ranges::find(stages, names[at]);
  if (found == stages.end()) {
    auto& diagnostic = emit(Code::unknown_stage, name_span(id, at),
                            "`" + declared.id + "` has no stage `" + names[at] + "`", "no such stage");
    diagnostic.label(declared.id_span, "its stages are " + base::join(stages, ", "));
    diagnostics::suggest(diagnostic, base::closest(names[at], stages), name_span(id, at), "stage");
    return {};
  }
  const bool day = at + 2 == names.size() && (names[at + 1] == "end" || names[at + 1] == "start");
  if (!day) {
    std::string stage = names[0];
    for (std::size_t i = 1; i <= at; ++i) stage += "." + names[i];
    const bool bare = at + 1 == names.size();
    emit(Code::unknown_stage, bare ? span_of(id) : name_span(id, at + 1),
         bare ? "`" + stage + "` is a stage of a clock and no value"
              : "a stage has an `end` and a `start`, and nothing else")
        .with_help("write " + days_of(stage));
    return {};
  }
  if (!scope_.clock || *scope_.clock != clock) {
    if (scope_.reads) scope_.reads->definitions.push_back({clock, name_span(id, shown), on_another_day_, 0});
    analysis_.require(clock, name_span(id, shown));
  }
  auto& bound = binding(id);
  bound.kind = Binding::Kind::stage;
  bound.definition = clock;
  bound.column = static_cast<std::uint32_t>(found - stages.begin());
  bound.before = names[at + 1] == "start";
  return {.kind = Kind::date};
}

}  // namespace weir::check
