#include "report/change_json.hpp"

#include "json/json.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using json::Json;
using model::AnswerChange;
using model::Cause;

Json level_json(const model::Level& level) {
  if (level.at_least.empty() && level.at_most.empty()) return nullptr;
  return {{"at_least", level.at_least}, {"at_most", level.at_most}};
}

Json risk_json(const model::Level& level) {
  return {{"low", std::stoll(level.at_least)}, {"high", std::stoll(level.at_most)}};
}

std::string_view kind_text(AnswerChange::Kind kind) {
  switch (kind) {
    case AnswerChange::Kind::position:
      return "position";
    case AnswerChange::Kind::determination:
      return "determination";
    case AnswerChange::Kind::duty:
      return "duty";
    case AnswerChange::Kind::window:
      return "window";
    case AnswerChange::Kind::risk:
      return "risk";
    case AnswerChange::Kind::judgement:
      return "judgement";
  }
  return "";
}

std::string_view kind_text(Cause::Kind kind) {
  switch (kind) {
    case Cause::Kind::fact:
      return "fact";
    case Cause::Kind::judgement:
      return "judgement";
    case Cause::Kind::definition:
      return "definition";
    case Cause::Kind::day:
      return "day";
    case Cause::Kind::learned:
      return "learned";
  }
  return "";
}

template <typename T, typename F>
Json list(const std::vector<T>& items, F one) {
  Json result = Json::array();
  for (const T& item : items) result.push_back(one(item));
  return result;
}

// "open" stands for a bound that is not known.
Json end_json(const std::optional<model::EndDay>& end) {
  if (!end) return nullptr;
  const auto& [at_least, at_most, words] = end->day;
  const auto bound = [](const std::optional<base::Date>& day) {
    return day ? base::to_iso(*day) : std::string("open");
  };
  return {{"at_least", at_most ? bound(at_least ? at_least : at_most) : "open"},
          {"at_most", bound(at_most)},
          {"words", words},
          {"truth", end->holds == base::Truth::true_value ? "true" : "unknown"}};
}

}  // namespace

Json answer_change_json(const AnswerChange& answer) {
  const bool risk = answer.kind == AnswerChange::Kind::risk;
  const bool end = answer.kind == AnswerChange::Kind::duty || answer.kind == AnswerChange::Kind::window;
  const auto value = [&](const model::Level& level, const std::optional<model::EndDay>& day) {
    return end ? end_json(day) : risk ? risk_json(level) : level_json(level);
  };
  Json result = {{"kind", kind_text(answer.kind)},
                 {"name", answer.name},
                 {"before", value(answer.before, answer.day_before)},
                 {"after", value(answer.after, answer.day_after)}};
  if (!answer.title.empty()) result["title"] = answer.title;
  if (risk) {
    result["band_before"] = answer.band_before;
    result["band_after"] = answer.band_after;
  }
  return result;
}

Json finding_change_json(const model::FindingChange& finding) {
  return {{"rule", finding.rule},
          {"title", finding.title},
          {"before", model::to_text(finding.before)},
          {"after", model::to_text(finding.after)},
          {"cite", list(finding.cite, [](const model::Citation& cite) {
             return Json{{"text", cite.text}, {"url", cite.url}};
           })}};
}

namespace {

Json cause_json(const Cause& cause) {
  Json result = {{"kind", kind_text(cause.kind)}, {"name", cause.name}};
  if (!cause.title.empty()) result["title"] = cause.title;
  if (!cause.before.empty()) result["before"] = cause.before;
  if (!cause.after.empty()) result["after"] = cause.after;
  if (cause.adds) result["adds"] = true;
  if (!cause.source.empty()) result["source"] = cause.source;
  return result;
}

Json change_json(const model::RegimeChange& change) {
  return {{"regime", change.regime},
          {"answers", list(change.answers, answer_change_json)},
          {"rules", list(change.findings, finding_change_json)},
          {"because", list(change.causes, cause_json)}};
}

Json state_json(const model::RegimeState& state) {
  Json result = {{"regime", state.regime}, {"law", state.law}, {"position", level_json(state.position)}};
  result["determinations"] = Json::object();
  for (const auto& answer : state.determinations)
    result["determinations"][answer.name] = level_json(answer.level);
  result["risk"] = {{"low", state.risk_low},
                    {"high", state.risk_high},
                    {"band_low", state.band_low},
                    {"band_high", state.band_high}};
  return result;
}

Json changed_json(const model::ChangedFact& change) {
  Json result = {{"fact", change.fact}, {"before", change.before}, {"after", change.after}};
  if (change.judgement) result["decides"] = change.decides;
  if (!change.note.empty()) result["note"] = change.note;
  return result;
}

Json step_json(const model::Timeline::Step& step) {
  return {{"on", base::to_iso(step.day)},
          {"regimes", list(step.regimes, change_json)},
          {"context", step.context}};
}

Json timeline_json(const model::Timeline& timeline) {
  const bool deal = timeline.mode == model::Timeline::Mode::deal;
  Json result = {{"case", timeline.case_id},
                 {"title", timeline.title},
                 {"digest", timeline.digest},
                 {"mode", deal ? "deal" : "viewpoint"},
                 {"from", base::to_iso(timeline.from)},
                 {"to", base::to_iso(timeline.to)}};
  if (deal) {
    result["known_on"] = base::to_iso(timeline.known_on);
    result["moved"] = timeline.moved;
    result["view_days_after"] = timeline.view;
  }
  result["days_tried"] = timeline.days_tried;
  result["start"] = list(timeline.start, state_json);
  result["steps"] = list(timeline.steps, step_json);
  result["end"] = list(timeline.end, state_json);
  return result;
}

/// What a case beside itself and a search have in common.
template <typename Result>
Json head_json(const Result& result) {
  return {{"weir", version},
          {"rules_digest", result.rules_digest},
          {"case", result.case_id},
          {"title", result.title},
          {"digest", result.digest},
          {"as_of", base::to_iso(result.as_of)},
          {"known_on", base::to_iso(result.known_on)}};
}

}  // namespace

std::string render_timelines_json(const std::vector<model::Timeline>& timelines) {
  Json result = {{"weir", version},
                 {"rules_digest", timelines.empty() ? std::string() : timelines[0].rules_digest},
                 {"timelines", list(timelines, timeline_json)}};
  return json::dump(result);
}

std::string render_whatif_json(const model::WhatIf& what_if) {
  Json result = head_json(what_if);
  result["changes"] = list(what_if.changes, changed_json);
  result["regimes"] = list(what_if.regimes, change_json);
  result["before"] = list(what_if.before, state_json);
  result["after"] = list(what_if.after, state_json);
  return json::dump(result);
}

std::string render_reaching_json(const model::Reaching& reaching) {
  Json result = head_json(reaching);
  result["until"] = {{"regime", reaching.regime},
                     {"determination", reaching.determination},
                     {"level", reaching.level},
                     {"now", level_json(reaching.now)},
                     {"there_already", reaching.there_already}};
  result["ways"] = list(reaching.ways, [](const model::Reaching::Way& way) {
    return Json{{"changes", list(way.changes, changed_json)},
                {"distance", way.distance},
                {"effect", change_json(way.effect)}};
  });
  result["more_ways"] = reaching.more_ways;
  result["tried"] = list(reaching.rounds, [](const model::Reaching::Round& round) {
    return Json{{"facts", round.facts}, {"tried", round.tried}, {"possible", round.possible}};
  });
  result["frozen"] = reaching.frozen;
  result["judgements_left"] = reaching.judgements_left;
  return json::dump(result);
}

}  // namespace weir::report
