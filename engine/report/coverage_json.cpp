#include "report/coverage_report.hpp"
#include "report/suite_json.hpp"

namespace weir::report {
namespace {

using json::Json;
using suite::Border;
using suite::Clause;
using suite::CoverageEntry;
using suite::CoverageTotals;
using suite::MarkId;
using suite::Threshold;

std::string_view kind_text(CoverageEntry::Kind kind) {
  switch (kind) {
    case CoverageEntry::Kind::rule:
      return "rule";
    case CoverageEntry::Kind::clock:
      return "clock";
    case CoverageEntry::Kind::definition:
      return "definition";
  }
  return "";
}

class JsonWriter {
 public:
  explicit JsonWriter(const CoverageReport& report) : report_(report), map_(report.coverage.map) {}

  Json write() {
    Json json = {{"totals", totals_json(report_.totals())}};
    json["entries"] = Json::array();
    for (const CoverageEntry* entry : report_.entries) json["entries"].push_back(entry_json(*entry));
    return json;
  }

 private:
  Json seen(MarkId mark) const {
    const suite::Seen& seen = report_.coverage.at(mark);
    Json json = {{"rows", seen.rows}};
    json["tests"] = Json::array();
    for (const std::size_t trial : seen.trials)
      json["tests"].push_back(suite::name_of(report_.suite.trials[trial], report_.suite.plan));
    return json;
  }

  Json at(base::Span span) const { return place_json(report_.suite.sources, span); }

  static Json part_json(const CoverageTotals::Part& part) {
    return {{"shown", part.shown}, {"all", part.all}};
  }

  static Json totals_json(const CoverageTotals& totals) {
    return {{"rules", totals.rules},
            {"fired", totals.fired},
            {"silent", totals.silent},
            {"open", totals.open},
            {"with_exceptions", totals.with_exceptions},
            {"defeated", totals.defeated},
            {"conditions", totals.conditions},
            {"covered", totals.covered},
            {"one_way", totals.one_way},
            {"lines", part_json(totals.lines)},
            {"thresholds", part_json(totals.thresholds)},
            {"days", part_json(totals.borders)}};
  }

  Json clause_json(const Clause& clause) const {
    Json json = {{"text", clause.text},
                 {"of", clause.of.empty() ? Json(nullptr) : Json(clause.of)},
                 {"at", at(clause.span)},
                 {"state", suite::to_text(report_.coverage.state(clause))},
                 {"true", seen(clause.mark(Clause::is_true))},
                 {"false", seen(clause.mark(Clause::is_false))},
                 {"open", seen(clause.mark(Clause::is_open))},
                 {"decides_true", seen(clause.mark(Clause::turns_true))},
                 {"decides_false", seen(clause.mark(Clause::turns_false))}};
    return json;
  }

  Json threshold_json(const Threshold& threshold) const {
    const Clause& clause = map_.clauses[threshold.clause];
    const auto point = [&](Threshold::Shows what) {
      return threshold.possible(what) ? seen(threshold.mark(what)) : Json(nullptr);
    };
    return {{"text", clause.text},
            {"figure", threshold.text.empty() ? Json(nullptr) : Json(threshold.text)},
            {"at", at(clause.span)},
            {"just_below", point(Threshold::below)},
            {"at_it", point(Threshold::at)},
            {"just_above", point(Threshold::above)}};
  }

  Json border_json(const Border& border) const {
    return {{"first_day", base::to_iso(border.day)},
            {"on_the_day_before", seen(border.mark(Border::day_before))},
            {"on_the_first_day", seen(border.mark(Border::first_day))}};
  }

  Json entry_json(const CoverageEntry& entry) const {
    const auto& regimes = report_.suite.plan.rule_sets().regimes;
    Json json = {{"kind", kind_text(entry.kind)},
                 {"id", entry.id},
                 {"title", entry.title},
                 {"regime", entry.regime ? Json(regimes[*entry.regime].id) : Json(nullptr)},
                 {"at", at(entry.span)}};
    if (entry.kind == CoverageEntry::Kind::rule) {
      json["fired"] = seen(entry.mark(CoverageEntry::fired));
      json["silent"] = seen(entry.mark(CoverageEntry::silent));
      json["open"] = seen(entry.mark(CoverageEntry::open));
      json["defeated"] = entry.has_exceptions ? seen(entry.mark(CoverageEntry::defeated)) : Json(nullptr);
    }
    for (const char* list : {"conditions", "lines", "thresholds", "days"}) json[list] = Json::array();
    for (const std::uint32_t place : entry.clauses) {
      const Clause& clause = map_.clauses[place];
      if (clause.kind == Clause::Kind::line) {
        json["lines"].push_back({{"text", clause.text},
                                 {"at", at(clause.span)},
                                 {"answers", seen(clause.mark(Clause::is_true))}});
      } else {
        json["conditions"].push_back(clause_json(clause));
      }
    }
    for (const std::uint32_t place : entry.thresholds)
      json["thresholds"].push_back(threshold_json(map_.thresholds[place]));
    for (const std::uint32_t place : entry.borders) json["days"].push_back(border_json(map_.borders[place]));
    return json;
  }

  const CoverageReport& report_;
  const suite::CoverageMap& map_;
};

}  // namespace

Json coverage_json(const CoverageReport& report) {
  return JsonWriter(report).write();
}

}  // namespace weir::report
