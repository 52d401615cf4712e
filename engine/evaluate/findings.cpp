#include "evaluate/findings.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace weir::evaluate {

using base::Truth;
using model::FindingKind;

model::DateWords date_words(const Run& run, plan::NodeId node, std::string words, std::size_t row) {
  model::DateWords result;
  result.words = std::move(words);
  const Column& column = run.column(node);
  if (column.applies[row] == Applies::not_at_all) return result;
  const base::Date low{column.low[row]}, high{column.high[row]};
  if (!low.is_beginning()) result.at_least = low;
  if (!high.is_never() || low.is_never()) result.at_most = high;
  return result;
}

std::string words_of(const Run& run, const std::vector<plan::DateChoice>& choices, std::size_t row) {
  std::vector<std::string> words;
  for (const plan::DateChoice& choice : choices) {
    const Truth match = choice.match.valid() ? run.truth(choice.match, row) : Truth::true_value;
    if (match == Truth::false_value) continue;
    if (std::find(words.begin(), words.end(), choice.words) == words.end()) words.push_back(choice.words);
    if (match == Truth::true_value) break;
  }
  return base::join(words, ", or ");
}

FindingKind finding_kind(const Run& run, const plan::CompiledRule& rule, std::size_t row) {
  const Truth in_force = run.truth(rule.in_force, row);
  const model::Status& status = rule.rule->status;
  if (in_force == Truth::false_value || (status.pending && in_force == Truth::unknown)) {
    // On a day before it was enacted nobody waits for it.
    const bool waits = status.pending && (!status.enacted || *status.enacted <= run.batch.cases[row].as_of);
    return waits ? FindingKind::pending : FindingKind::not_in_force;
  }
  const Truth applies = run.truth(rule.applies, row);
  if (applies == Truth::true_value) return FindingKind::fired;
  if (applies == Truth::unknown) return FindingKind::open;
  const Truth undefeated = run.truth(rule.undefeated, row);
  return undefeated == Truth::false_value ? FindingKind::silent : FindingKind::defeated;
}

namespace {

// How many of the conditions that must all hold are false; a single condition counts as one.
void count_conditions(const model::ProofNode& proof, model::Finding& finding) {
  const bool all = proof.expression == "all of these";
  finding.condition_count = all ? static_cast<int>(proof.parts.size()) : 1;
  finding.short_by = 0;
  if (all) {
    for (const model::ProofNode& part : proof.parts)
      finding.short_by += part.truth == Truth::false_value ? 1 : 0;
  } else {
    finding.short_by = proof.truth == Truth::false_value ? 1 : 0;
  }
}

}  // namespace

std::vector<model::Finding> find_findings(const Run& run, std::uint32_t regime) {
  const plan::Plan& plan = run.plan();
  const Explainer explainer(run, 0);
  std::vector<model::Finding> findings;
  for (const plan::CompiledRule& rule : plan.rules) {
    if (rule.ref.regime != regime) continue;
    const model::Rule& source = *rule.rule;
    model::Finding finding;
    finding.id = source.id;
    finding.title = source.title;
    finding.at = source.id_span;
    finding.finding = finding_kind(run, rule, 0);
    for (const model::Rule::Points& points : source.risk)
      finding.points.emplace_back(points.factor, points.points);
    for (const model::Rule::Outcome& outcome : source.outcomes) {
      finding.determines.emplace_back(outcome.determination, outcome.level);
    }
    finding.speaks_for = source.speaks_for;
    finding.speaks_against = source.speaks_against;
    finding.flag = source.flag;
    if (rule.until.valid()) finding.until = date_words(run, rule.until, words_of(run, rule.until_words));
    for (std::uint32_t defeater : rule.defeated_by) {
      const Truth applies = run.truth(plan.rules[defeater].applies, 0);
      const bool counts = finding.finding == FindingKind::defeated ? applies == Truth::true_value
                          : finding.finding == FindingKind::open   ? applies == Truth::unknown
                                                                   : false;
      if (counts) finding.defeated_by.push_back(plan.rules[defeater].rule->id);
    }
    finding.waits_for = source.status.waits_for;
    finding.cite = source.cite;
    finding.reading = source.reading;
    finding.doubt = source.doubt;
    finding.note = source.note;
    finding.in_force = source.in_force;
    finding.by = rule.law_date_words;
    if (rule.proof.valid()) finding.why = explainer.proof(rule.proof);
    if (finding.finding == FindingKind::silent) count_conditions(finding.why, finding);
    findings.push_back(std::move(finding));
  }
  std::sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return findings;
}

}  // namespace weir::evaluate
