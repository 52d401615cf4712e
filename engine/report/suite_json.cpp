#include <algorithm>

#include "report/assessment_json.hpp"
#include "report/suite_json.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using json::Json;

std::string_view outcome_text(suite::Verdict::Outcome outcome) {
  using enum suite::Verdict::Outcome;
  switch (outcome) {
    case passed:
      return "passed";
    case failed:
      return "failed";
    case known_gap:
      return "todo";
    case gap_closed:
      return "todo-passes";
    case not_run:
      return "not-run";
  }
  return "";
}

/// The findings that decided a mismatch.
std::vector<const model::Finding*> deciding(const suite::Mismatch& mismatch, const suite::Verdict& verdict) {
  std::vector<const model::Finding*> found;
  for (const std::string& id : mismatch.rules) {
    const auto& findings = verdict.assessment->findings;
    const auto finding = std::ranges::find(findings, id, &model::Finding::id);
    if (finding != findings.end()) found.push_back(&*finding);
  }
  return found;
}

Json mismatch_json(const SuiteReport& report, const suite::Mismatch& mismatch, const suite::Verdict& verdict,
                   ProofWriter& proofs) {
  Json json = {{"what", mismatch.what},
               {"expected", mismatch.expected},
               {"actual", mismatch.actual},
               {"at", place_json(report.sources, mismatch.span)}};
  json["rules"] = Json::array();
  for (const model::Finding* finding : deciding(mismatch, verdict))
    json["rules"].push_back(finding_json(*finding, report.sources, proofs));
  return json;
}

Json trial_json(const SuiteReport& report, const suite::Trial& trial, const suite::Verdict& verdict) {
  Json json = {{"name", suite::name_of(trial, report.plan)},
               {"kind", trial.example ? "example" : "expectation"},
               {"case", trial.example ? Json(nullptr) : Json(trial.facts->id)},
               {"rule", trial.example ? Json(report.plan.rules[trial.rule].rule->id) : Json(nullptr)},
               {"regime", report.plan.rule_sets().regimes[trial.regime].id},
               {"as_of", base::to_iso(trial.as_of)},
               {"known_on", base::to_iso(trial.known_on)},
               {"at", place_json(report.sources, trial.span())},
               {"outcome", outcome_text(verdict.outcome)},
               {"todo", trial.todo().empty() ? Json(nullptr) : Json(trial.todo())}};
  json["mismatches"] = Json::array();
  ProofWriter proofs;
  for (const suite::Mismatch& mismatch : verdict.mismatches) {
    for (const model::Finding* finding : deciding(mismatch, verdict)) proofs.read(finding->why);
  }
  for (const suite::Mismatch& mismatch : verdict.mismatches)
    json["mismatches"].push_back(mismatch_json(report, mismatch, verdict, proofs));
  return json;
}

}  // namespace

Json place_json(const diagnostics::SourceMap& sources, base::Span span) {
  const diagnostics::Source& source = sources.get(span.file);
  const auto position = source.position(span.begin);
  return {{"file", source.path()}, {"line", position.line}, {"column", position.column}};
}

Json suite_json(const SuiteReport& report) {
  const Tally tally = tally_of(report);
  Json json = {{"weir", std::string(version)}, {"rules_digest", report.plan.rule_sets().digest}};
  json["passed"] = tally.passed;
  json["failed"] = tally.failed;
  json["todo"] = tally.known_gaps;
  json["not_run"] = tally.not_run;
  json["trials"] = Json::array();
  for (std::size_t i = 0; i < report.trials.size(); ++i)
    json["trials"].push_back(trial_json(report, report.trials[i], report.verdicts[i]));
  return json;
}

std::string render_suite_json(const SuiteReport& report) {
  return json::dump(suite_json(report));
}

}  // namespace weir::report
