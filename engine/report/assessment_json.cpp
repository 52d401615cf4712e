#include "report/assessment_json.hpp"

#include <nlohmann/json.hpp>
#include <numeric>

#include "report/proof_json.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using nlohmann::ordered_json;

template <class T, class Function>
ordered_json list(const std::vector<T>& items, Function&& one) {
  ordered_json json = ordered_json::array();
  for (const T& item : items) json.push_back(one(item));
  return json;
}

ordered_json or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json date_json(const std::optional<base::Date>& date) {
  return date ? ordered_json(base::to_iso(*date)) : ordered_json(nullptr);
}

ordered_json date_words_json(const model::DateWords& date) {
  return {
      {"at_least", date_json(date.at_least)}, {"at_most", date_json(date.at_most)}, {"words", date.words}};
}

ordered_json level_json(const model::Level& level) {
  return {{"at_least", level.at_least}, {"at_most", level.at_most}};
}

ordered_json reading_json(const std::optional<model::Reading>& reading) {
  if (!reading) return nullptr;
  return {{"text", reading->text},
          {"by", or_null(reading->by)},
          {"on", date_json(reading->on)},
          {"holds", reading->holds ? ordered_json(*reading->holds) : ordered_json(nullptr)}};
}

ordered_json determination_json(const model::DeterminationAnswer& answer) {
  ordered_json json = {{"name", answer.name},
                       {"title", answer.title},
                       {"at_least", answer.level.at_least},
                       {"at_most", answer.level.at_most},
                       {"presumed", answer.presumed ? level_json(*answer.presumed) : ordered_json(nullptr)},
                       {"settled", answer.settled},
                       {"exact", answer.exact}};
  const auto& law_date = answer.law_date;
  const bool known = law_date.at_least && law_date.at_least == law_date.at_most;
  json["law_date"] = date_json(known ? law_date.at_least : std::nullopt);
  json["law_date_range"] = date_words_json(law_date);
  json["provisional"] = answer.provisional;
  json["by"] = answer.by;
  json["open_by"] = answer.open_by;
  json["until"] = list(answer.until, date_words_json);
  json["assumptions"] = list(answer.assumptions, quoted_json);
  return json;
}

ordered_json duty_json(const model::DutyAnswer& duty) {
  return {{"rule", duty.rule},
          {"who", duty.who},
          {"what", duty.what},
          {"due", date_words_json(duty.due)},
          {"if_not", or_null(duty.if_not)},
          {"penalty", or_null(duty.penalty)},
          {"certain", duty.truth == base::Truth::true_value}};
}

ordered_json stage_json(const model::ClockStage& stage) {
  return {{"name", stage.name},
          {"title", or_null(stage.title)},
          {"exists", base::to_text(stage.exists)},
          {"begun", base::to_text(stage.begun)},
          {"current", base::to_text(stage.current)},
          {"stopped", base::to_text(stage.stopped)},
          {"stopped_since", date_json(stage.stopped_since)},
          {"since", date_words_json(stage.since)},
          {"until", date_words_json(stage.until)},
          {"silence", model::to_text(stage.silence)}};
}

ordered_json clock_json(const model::ClockAnswer& clock) {
  const auto name = [&](const std::optional<std::size_t>& stage) {
    return stage ? ordered_json(clock.stages[*stage].name) : ordered_json(nullptr);
  };
  const auto names = [&](std::size_t stage) -> ordered_json { return clock.stages[stage].name; };
  ordered_json json = {{"name", clock.name},
                       {"title", or_null(clock.title)},
                       {"in_force", base::to_text(clock.in_force)},
                       {"law_date", date_words_json(clock.law_date)},
                       {"over", base::to_text(clock.over)},
                       {"stage", name(clock.stage)},
                       {"possible", list(clock.possible, names)},
                       {"ran_out", name(clock.ran_out)}};
  const auto shown = clock.stage ? clock.stage : clock.ran_out;
  json["since"] = shown ? date_words_json(clock.stages[*shown].since) : ordered_json(nullptr);
  json["until"] = shown ? date_words_json(clock.stages[*shown].until) : ordered_json(nullptr);
  json["silence"] =
      shown ? ordered_json(model::to_text(clock.stages[*shown].silence)) : ordered_json(nullptr);
  json["stages"] = list(clock.stages, stage_json);
  json["cite"] = list(clock.cite, citation_json);
  json["note"] = or_null(clock.note);
  return json;
}

ordered_json risk_json(const model::RiskAnswer& risk) {
  return {{"low", risk.low},
          {"high", risk.high},
          {"band_low", risk.band_low},
          {"band_high", risk.band_high},
          {"factors", list(risk.factors, [](const model::RiskAnswer::Part& part) -> ordered_json {
             return {{"name", part.name}, {"title", part.title}, {"low", part.low}, {"high", part.high}};
           })}};
}

}  // namespace

ordered_json finding_json(const model::Finding& finding, const diagnostics::SourceMap& sources,
                          ProofWriter& proofs) {
  const auto points = std::accumulate(finding.points.begin(), finding.points.end(), std::int64_t{0},
                                      [](std::int64_t sum, const auto& part) { return sum + part.second; });
  ordered_json json = {{"id", finding.id},
                       {"title", finding.title},
                       {"finding", model::to_text(finding.finding)},
                       {"points", points}};
  json["points_by_factor"] = ordered_json::object();
  for (const auto& [factor, value] : finding.points) json["points_by_factor"][factor] = value;
  json["determines"] = ordered_json::object();
  for (const auto& [name, level] : finding.determines) json["determines"][name] = level;
  json["for"] = or_null(finding.speaks_for);
  json["against"] = or_null(finding.speaks_against);
  json["flag"] = or_null(finding.flag);
  json["until"] = finding.until ? date_words_json(*finding.until) : ordered_json(nullptr);
  json["defeated_by"] = finding.defeated_by;
  json["waits_for"] = or_null(finding.waits_for);
  json["cite"] = list(finding.cite, citation_json);
  json["reading"] = reading_json(finding.reading);
  json["doubt"] = or_null(finding.doubt);
  json["note"] = or_null(finding.note);
  if (finding.in_force) {
    json["in_force"] = {
        {"first",
         finding.in_force->first.is_beginning() ? ordered_json(nullptr) : date_json(finding.in_force->first)},
        {"last",
         finding.in_force->last.is_never() ? ordered_json(nullptr) : date_json(finding.in_force->last)}};
  } else {
    json["in_force"] = nullptr;
  }
  json["law_date_of"] = or_null(finding.by);
  json["short_by"] = finding.short_by;
  json["conditions"] = finding.condition_count;
  const diagnostics::Source& source = sources.get(finding.at.file);
  json["file"] = source.path();
  json["line"] = source.position(finding.at.begin).line;
  json["why"] = proofs.write(finding.why);
  return json;
}

namespace {

ordered_json point_json(const model::Point& point) {
  return {{"rule", or_null(point.rule)}, {"text", point.text}, {"open", point.open}};
}

ordered_json leaning_json(const model::Point& point) {
  ordered_json json = point_json(point);
  json["toward"] = point.toward ? ordered_json(*point.toward) : ordered_json(nullptr);
  return json;
}

/// Of an open fact or judgement: what its answers would do.
template <class Open>
ordered_json narrows_json(const Open& open) {
  ordered_json answers = ordered_json::array();
  for (const auto& [low, high] : open.risk_answers) answers.push_back(ordered_json::array({low, high}));
  ordered_json narrows = {{"settles", open.settles},
                          {"effects", open.effects},
                          {"risk_removed", open.risk_removed},
                          {"risk_answers", std::move(answers)}};
  if (!open.tried) narrows["tried"] = false;
  return narrows;
}

ordered_json judgement_json(const model::OpenJudgement& judgement) {
  return {{"id", judgement.id},
          {"question", judgement.question},
          {"decides", judgement.decides},
          {"for", list(judgement.points_for, point_json)},
          {"against", list(judgement.points_against, point_json)},
          {"leanings", list(judgement.leanings, leaning_json)},
          {"presumed", judgement.presumed ? ordered_json(*judgement.presumed) : ordered_json(nullptr)},
          {"rank", judgement.rank},
          {"narrows", narrows_json(judgement)}};
}

ordered_json contradiction_json(const model::Contradiction& contradiction) {
  return {{"id", contradiction.id},
          {"question", contradiction.question},
          {"counts", contradiction.counts},
          {"both_lines", contradiction.both_lines},
          {"decided", contradiction.decided ? ordered_json(*contradiction.decided) : ordered_json(nullptr)}};
}

ordered_json open_fact_json(const model::OpenFact& fact) {
  ordered_json narrows = narrows_json(fact);
  if (fact.risk_by) narrows["risk"] = {fact.risk_by->first, fact.risk_by->second};
  return {{"fact", fact.fact},
          {"question", fact.question},
          {"state", fact.state},
          {"reasons", fact.reasons},
          {"rank", fact.rank},
          {"alleged", list(fact.alleged, quoted_json)},
          {"narrows", std::move(narrows)}};
}

ordered_json findings_json(const std::vector<model::Finding>& findings,
                           const diagnostics::SourceMap& sources) {
  ProofWriter proofs;
  for (const model::Finding& finding : findings) proofs.read(finding.why);
  return list(findings, [&](const model::Finding& it) { return finding_json(it, sources, proofs); });
}

ordered_json regime_json(const model::RegimeAssessment& regime, const diagnostics::SourceMap& sources) {
  ordered_json json = {{"regime", regime.id},
                       {"title", regime.title},
                       {"country", regime.country},
                       {"law", regime.law},
                       {"position", level_json(regime.position)}};
  // One by one: a list in braces would copy what is large.
  json["determinations"] = list(regime.determinations, determination_json);
  json["duties"] = list(regime.duties, duty_json);
  json["clocks"] = list(regime.clocks, clock_json);
  json["risk"] = risk_json(regime.risk);
  json["rules"] = findings_json(regime.findings, sources);
  json["contradictions"] = list(regime.contradictions, contradiction_json);
  json["open_judgements"] = list(regime.open_judgements, judgement_json);
  json["open_facts"] = list(regime.open_facts, open_fact_json);
  json["assumptions"] = list(regime.assumptions, quoted_json);
  json["cite"] = list(regime.cite, citation_json);
  json["note"] = or_null(regime.note);
  return json;
}

ordered_json context_json(const model::ShownContext& shown) {
  const model::ContextItem& item = shown.item;
  return {{"id", item.id},
          {"kind", item.kind},
          {"title", item.title},
          {"effective", shown.effective},
          {"occurred", date_json(item.occurred)},
          {"public", date_json(item.public_on)},
          {"effective_from", date_json(item.effective_from)},
          {"effective_to", date_json(item.effective_to)},
          {"scope", or_null(item.scope)},
          {"limits", or_null(item.limits)},
          {"reading", reading_json(item.reading)},
          {"certainty", or_null(item.certainty)},
          {"cite", list(item.cite, citation_json)}};
}

ordered_json case_json(const model::Assessment& assessment, const diagnostics::SourceMap& sources) {
  ordered_json json = {{"case", assessment.case_id},
                       {"title", assessment.title},
                       {"file", sources.get(assessment.file).path()},
                       {"as_of", base::to_iso(assessment.as_of)},
                       {"known_on", base::to_iso(assessment.known_on)},
                       {"digest", assessment.digest}};
  json["regimes"] = list(assessment.regimes, [&](const auto& it) { return regime_json(it, sources); });
  json["context"] = list(assessment.context, context_json);
  return json;
}

}  // namespace

std::string render_assessments_json(std::span<const model::Assessment> assessments,
                                    const diagnostics::SourceMap& sources) {
  ordered_json json = {
      {"weir", version},
      {"rules_digest", assessments.empty() ? std::string() : assessments.front().rules_digest},
      {"cases", ordered_json::array()}};
  for (const auto& assessment : assessments) json["cases"].push_back(case_json(assessment, sources));
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace weir::report
