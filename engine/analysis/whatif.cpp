#include "analysis/whatif.hpp"

#include <algorithm>

#include "analysis/causes.hpp"
#include "analysis/snapshot.hpp"

namespace weir::analysis {

using base::Truth;

namespace {

std::string truth_text(Truth truth) {
  return truth == Truth::unknown ? "open" : truth == Truth::true_value ? "true" : "false";
}

const model::Definition* judgement_of(const plan::Plan& plan, const std::string& name) {
  for (const model::Definition& definition : plan.rule_sets().definitions) {
    if (definition.name == name && std::holds_alternative<model::Judgement>(definition.body))
      return &definition;
  }
  return nullptr;
}

// A judgement's truth on one row of the case table.
Truth decided(const evaluate::Run& run, const model::CaseChange& change, std::size_t row) {
  for (const plan::CompiledJudgement& judgement : run.plan().judgements) {
    if (run.plan().rule_sets().definitions[judgement.definition.index()].name != change.judgement) continue;
    const plan::TableRef table = run.plan().node(judgement.node).table;
    if (!table.is_entity()) return run.truth(judgement.node, row);
    const auto party = run.batch.cases[row].facts->find_row(table.entity(), change.of);
    const auto place =
        party ? run.batch.find(table.entity(), static_cast<std::uint32_t>(row), *party) : std::nullopt;
    if (place) return run.truth(judgement.node, *place);
  }
  return Truth::unknown;
}

model::ChangedFact changed_fact(const evaluate::Run& run, const model::CaseChange& change) {
  model::ChangedFact result;
  if (change.judgement.empty()) {
    result.fact = fact_name(run, run.batch.cases[0], change.row, change.fact);
    result.before = evaluate::Explainer(run, 0).quote(change.row, change.fact).written;
    result.after = change.written;
    return result;
  }
  result.judgement = true;
  result.fact = change.of.empty() ? change.judgement : change.of + "." + change.judgement;
  if (const auto* definition = judgement_of(run.plan(), change.judgement))
    result.decides = std::get<model::Judgement>(definition->body).decides;
  result.before = truth_text(decided(run, change, 0));
  result.after = change.decision ? "true" : "false";
  if (decided(run, change, 1) != base::truth_of(change.decision))
    result.note = "a bright line of the rules decides it, whatever is set";
  return result;
}

}  // namespace

base::Result<evaluate::CaseRow> row_of(const plan::Plan& plan, const model::Case& facts,
                                       const evaluate::Options& options) {
  const auto as_of = options.as_of ? options.as_of : facts.as_of;
  if (!as_of) {
    return base::Failure{"the case `" + facts.id +
                         "` names no `as_of` date: give one in the case or with --as-of"};
  }
  if (auto fault = evaluate::unknown_supposition(plan, options.suppose)) return *fault;
  evaluate::CaseRow row;
  row.facts = &facts;
  row.as_of = *as_of;
  row.known_on = options.known_on ? *options.known_on
                 : options.as_of  ? *options.as_of
                                  : facts.known_on.value_or(*as_of);
  return row;
}

base::Result<model::WhatIf> what_if(const plan::Plan& plan, const model::Case& facts,
                                    const model::Case& changed, const std::vector<model::CaseChange>& changes,
                                    const evaluate::Options& options) {
  const auto regimes = wanted_regimes(plan, options.regimes);
  if (!regimes) return regimes.failure();
  const auto seen = row_of(plan, facts, options);
  if (!seen) return seen.failure();
  evaluate::CaseRow other = seen.value();
  other.facts = &changed;
  const evaluate::Run run = evaluate::run(plan, {seen.value(), other}, options.suppose);
  model::WhatIf result;
  result.case_id = facts.id;
  result.title = facts.title;
  result.digest = facts.digest;
  result.rules_digest = plan.rule_sets().digest;
  result.as_of = seen.value().as_of;
  result.known_on = seen.value().known_on;
  for (const model::CaseChange& change : changes) result.changes.push_back(changed_fact(run, change));
  for (std::uint32_t regime : regimes.value()) {
    const Snapshot before = settled(plan, seen.value(), regime, snapshot(run, regime, 0), options.suppose);
    const Snapshot after = settled(plan, other, regime, snapshot(run, regime, 1), options.suppose);
    result.before.push_back(state_of(plan, regime, before));
    result.after.push_back(state_of(plan, regime, after));
    model::RegimeChange change = difference(plan, regime, before, after);
    if (change.empty()) continue;
    Causes causes(run, 0, 1, Causes::Moved::nothing);
    for (const plan::CompiledRule& rule : plan.rules) {
      if (rule.ref.regime == regime) causes.add_rule(rule);
    }
    change.causes = causes.take();
    result.regimes.push_back(std::move(change));
  }
  return result;
}

}  // namespace weir::analysis
