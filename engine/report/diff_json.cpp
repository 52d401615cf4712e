#include "json/json.hpp"
#include "report/change_json.hpp"
#include "report/diff_report.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using json::Json;
using suite::ClausePart;

template <typename T, typename F>
Json list(const std::vector<T>& items, const F& one) {
  Json result = Json::array();
  for (const T& item : items) result.push_back(one(item));
  return result;
}

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string_view role_text(ClausePart::Role role) {
  return role == ClausePart::Role::meaning ? "meaning" : role == ClausePart::Role::dates ? "dates" : "words";
}

Json part_json(const suite::PartChange& part) {
  return {{"label", part.label},          {"role", role_text(part.role)}, {"before", or_null(part.before)},
          {"after", or_null(part.after)}, {"dropped", part.dropped},      {"added", part.added}};
}

Json clause_json(const suite::ClauseChange& clause) {
  return {{"kind", suite::to_text(clause.kind)},
          {"id", clause.id},
          {"title", clause.title},
          {"regime", or_null(clause.regime)},
          {"status", suite::to_text(clause.status)},
          {"was", or_null(clause.was)},
          {"because", clause.because},
          {"parts", list(clause.parts, part_json)}};
}

Json responsible_json(const suite::Responsible& clause) {
  return {{"kind", suite::to_text(clause.kind)},
          {"id", clause.id},
          {"title", clause.title},
          {"parts", list(clause.parts, part_json)}};
}

Json diff_json(const suite::AnswerDiff& diff) {
  Json result = {{"regime", diff.regime}};
  if (diff.finding) {
    result["rule"] = finding_change_json(*diff.finding);
  } else {
    result["answer"] = answer_change_json(diff.answer);
    result["turn"] = suite::to_text(diff.turn);
  }
  return result;
}

Json case_json(const suite::ChangedCase& one) {
  const auto answer = [](const suite::AnswerDiff& diff) {
    Json result = diff_json(diff);
    result["clauses"] = diff.clauses;
    return result;
  };
  return {{"case", one.id},
          {"title", one.title},
          {"file", one.file},
          {"as_of", {{"before", base::to_iso(one.as_of_before)}, {"after", base::to_iso(one.as_of_after)}}},
          {"known_on",
           {{"before", base::to_iso(one.known_on_before)}, {"after", base::to_iso(one.known_on_after)}}},
          {"answers", list(one.answers, answer)},
          {"rules", list(one.findings, answer)}};
}

Json rules_json(const suite::RuleSetDiff& rules) {
  Json same = Json::object();
  for (const auto& [kind, count] : rules.same) same[std::string(suite::to_text(kind))] = count;
  return {{"same", same}, {"clauses", list(rules.clauses, clause_json)}};
}

}  // namespace

std::string render_diff_json(const DiffReport& report) {
  const suite::CaseDiff& cases = report.cases;
  const DiffTally tally = tally_of(cases);
  Json result = {{"weir", std::string(version)},
                 {"before", {{"name", report.before}, {"rules_digest", report.rule_sets_before.digest}}},
                 {"after", {{"name", report.after}, {"rules_digest", report.rule_sets_after.digest}}}};
  result["rules"] = report.rules ? rules_json(*report.rules) : Json(nullptr);
  result["compared"] = cases.compared;
  result["changed"] = tally.changed;
  result["eased"] = tally.eased;
  result["tightened"] = tally.tightened;
  result["other_reasons"] = tally.reasons;
  result["clauses"] = list(cases.clauses, responsible_json);
  result["by_clause"] = list(suite::by_clause(cases), [&](const suite::ClauseOutcomes& group) {
    Json json = {{"clause", group.clause ? Json(*group.clause) : Json(nullptr)}};
    json["outcomes"] = list(group.outcomes, [&](const suite::Outcome& outcome) {
      Json one = diff_json(outcome.change);
      one["cases"] = list(outcome.cases, [&](std::size_t number) { return Json(cases.cases[number].id); });
      return one;
    });
    return json;
  });
  result["cases"] = list(cases.cases, case_json);
  result["one_sided"] = list(cases.one_sided, [&](const suite::OneSidedCase& one) {
    const bool before = one.loads == suite::OneSidedCase::Loads::before;
    return Json{{"file", one.file}, {"loads_under", before ? "before" : "after"}, {"why", one.why}};
  });
  return json::dump(result);
}

}  // namespace weir::report
