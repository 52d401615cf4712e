#include <algorithm>
#include <utility>

#include "load/definitions.hpp"
#include "load/documents.hpp"
#include "load/expression.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::Clock;
using model::Stage;
using yaml::NodeId;
using yaml::Reader;

/// The word under `key` if it is one of `words`; else a mistake, and none.
std::optional<std::string> read_word(const Reader& reader, NodeId map, std::string_view key,
                                     const std::vector<std::string>& words) {
  const auto node = reader.document().find(map, key);
  if (!node) return std::nullopt;
  const auto word = reader.text(*node, "`" + std::string(key) + "`");
  if (!word || std::ranges::find(words, *word) != words.end()) return word;
  emit_unknown(reader.sink(), Code::bad_clock, reader.span(*node),
               "`" + *word + "` is no value of `" + std::string(key) + "`", *word, words, "value");
  return std::nullopt;
}

std::optional<model::Silence> read_silence(const Reader& reader, NodeId map) {
  const auto word = read_word(reader, map, "silence", {"clears", "refuses", "lapses", "nothing"});
  return word ? model::silence_from_text(*word) : std::nullopt;
}

/// One list of periods or several.
std::vector<model::Stop> read_stops(const Reader& reader, NodeId map) {
  std::vector<model::Stop> stops;
  const auto node = reader.document().find(map, "stops");
  if (!node) return stops;
  const auto add = [&](NodeId item) {
    if (auto stop = read_expression(reader, item, "what stops a clock")) stops.push_back(std::move(*stop));
  };
  if (!reader.is_sequence(*node)) {
    add(*node);
  } else {
    for (const NodeId item : reader.node(*node).items) add(item);
  }
  return stops;
}

Stage read_stage(const Reader& reader, const yaml::Entry& entry, bool inherits) {
  static constexpr std::string_view keys[] = {"title", "starts", "runs",      "ends",
                                              "if",    "stops",  "not_after", "silence"};
  constexpr std::string_view what = "a stage";
  Stage stage;
  stage.name = reader.node(entry.key).scalar.text;
  stage.span = reader.span(entry.key);
  const NodeId map = entry.value;
  if (!is_snake_word(stage.name)) {
    reader.sink()
        .emit(Code::bad_clock, stage.span, "`" + stage.name + "` cannot name a stage")
        .with_help("lower-case words joined by underscores");
  }
  if (!reader.expect_map(map, what)) return stage;
  reader.expect_keys(map, keys, what);
  stage.title = read_text_at(reader, map, "title");
  if (reader.get(map, "starts", Reader::Need::required, what)) {
    if (auto starts = read_expression_at(reader, map, "starts")) stage.starts = std::move(*starts);
  }
  stage.runs = read_expression_at(reader, map, "runs");
  stage.ends = read_expression_at(reader, map, "ends");
  stage.exists = read_condition_at(reader, map, "if");
  stage.stops = read_stops(reader, map);
  stage.not_after = read_expression_at(reader, map, "not_after");
  stage.silence = read_silence(reader, map);
  const bool runs = reader.document().find(map, "runs").has_value();
  const bool ends = reader.document().find(map, "ends").has_value();
  if (runs == ends) {
    reader.sink()
        .emit(Code::bad_clock, stage.span,
              runs ? "the stage `" + stage.name + "` has both a length and a last day"
                   : "the stage `" + stage.name + "` has no length")
        .with_help("write `runs: 45 days`, or `ends:` and a date");
  } else if (ends && !stage.stops.empty()) {
    reader.sink().emit(Code::bad_clock, reader.span(*reader.document().find(map, "stops")),
                       "`stops` has nothing to stop: the stage `" + stage.name + "` ends on a given day");
  }
  if (!inherits && !reader.document().find(map, "silence")) {
    reader.sink()
        .emit(Code::missing_silence, stage.span,
              "the stage `" + stage.name + "` does not say what silence does at its end")
        .with_help("write `silence: clears`, `refuses`, `lapses` or `nothing`, here or for the whole clock");
  }
  return stage;
}

void read_day(const Reader& reader, NodeId node, model::Holidays::Day day, model::Holidays& list) {
  const auto date = reader.date(node, "a holiday");
  if (!date) return;
  if (day.announced && *date < *day.announced) {
    reader.sink().emit(Code::bad_holidays, reader.span(node),
                       "the holiday " + base::to_iso(*date) + " is said to be announced after it had passed");
    return;
  }
  const bool twice = std::ranges::find(list.days, *date, &model::Holidays::Day::date) != list.days.end();
  if (twice || !list.known.contains(*date)) {
    reader.sink().emit(Code::bad_holidays, reader.span(node),
                       twice ? "the holiday " + base::to_iso(*date) + " stands twice in the list"
                             : "the holiday " + base::to_iso(*date) +
                                   " lies outside the days for which the list is complete");
    return;
  }
  day.date = *date;
  list.days.push_back(std::move(day));
}

/// What stands behind a holiday: its name, or `{name, announced}`.
model::Holidays::Day read_day_body(const Reader& reader, NodeId node) {
  static constexpr std::string_view keys[] = {"name", "announced"};
  model::Holidays::Day day;
  if (!reader.is_map(node)) {
    day.name = reader.text(node, "the name of a holiday").value_or("");
    return day;
  }
  reader.expect_keys(node, keys, "a holiday");
  day.name = read_text_at(reader, node, "name");
  day.announced = read_date_at(reader, node, "announced");
  return day;
}

}  // namespace

Clock read_clock_body(const Reader& reader, NodeId map) {
  Clock clock;
  if (const auto word = read_word(reader, map, "counting", {"after", "from"})) {
    clock.counting = *word == "from" ? Clock::Counting::from : Clock::Counting::after;
  }
  clock.stops = read_stops(reader, map);
  if (const auto node = reader.document().find(map, "roll")) {
    clock.roll = reader.text(*node, "`roll`").value_or("");
    clock.roll_span = reader.span(*node);
  }
  clock.over = read_condition_at(reader, map, "over");
  const auto silence = read_silence(reader, map);
  const bool inherits = reader.document().find(map, "silence").has_value();
  const auto stages = *reader.document().find(map, "stages");
  if (!reader.expect_map(stages, "`stages`")) return clock;
  for (const yaml::Entry& entry : reader.node(stages).entries) {
    Stage stage = read_stage(reader, entry, inherits);
    if (!stage.silence) stage.silence = silence;
    clock.stages.push_back(std::move(stage));
  }
  if (clock.stages.empty()) {
    reader.sink().emit(Code::bad_clock, reader.span(stages), "a clock needs at least one stage");
  }
  return clock;
}

model::Calendar read_calendar_body(const Reader& reader, NodeId map) {
  model::Calendar calendar;
  const auto word = read_word(reader, map, "calendar", {"weekdays", "every-day"});
  if (word && *word == "every-day") calendar.days = model::Calendar::Days::every_day;
  const auto without = reader.document().find(map, "without");
  if (!without) return calendar;
  const auto add = [&](NodeId item) {
    if (auto text = reader.text(item, "a list of holidays")) {
      calendar.without.push_back(std::move(*text));
      calendar.without_spans.push_back(reader.span(item));
    }
  };
  if (!reader.is_sequence(*without)) {
    add(*without);
  } else {
    for (const NodeId item : reader.node(*without).items) add(item);
  }
  return calendar;
}

model::Holidays read_holidays_body(const Reader& reader, NodeId map) {
  constexpr std::string_view what = "a list of holidays";
  model::Holidays list;
  const auto end = [&](std::string_view key, base::Date& into) {
    if (const auto node = reader.get(map, key, Reader::Need::required, what)) {
      if (const auto date = reader.date(*node, "`" + std::string(key) + "`")) into = *date;
    }
  };
  end("from", list.known.first);
  end("to", list.known.last);
  if (list.known.last < list.known.first) {
    reader.sink().emit(Code::range_upside_down, reader.span(map),
                       "the list of holidays ends before it begins");
    return list;
  }
  const NodeId days = *reader.document().find(map, "days");
  if (reader.is_map(days)) {
    for (const auto& [key, value] : reader.node(days).entries)
      read_day(reader, key, read_day_body(reader, value), list);
  } else if (reader.expect_sequence(days, "`days`")) {
    for (const NodeId day : reader.node(days).items) read_day(reader, day, {}, list);
  }
  std::ranges::sort(list.days, {}, &model::Holidays::Day::date);
  return list;
}

model::Periods read_periods_body(const Reader& reader, NodeId map) {
  model::Periods periods;
  periods.ranges = read_ranges(reader, *reader.document().find(map, "periods"), "a period");
  std::ranges::sort(periods.ranges, {}, &model::DateRange::first);
  periods.known_to = read_date_at(reader, map, "to");
  return periods;
}

}  // namespace weir::load
