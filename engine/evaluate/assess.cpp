#include "evaluate/assess.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "evaluate/assess_regime.hpp"
#include "evaluate/clocks.hpp"
#include "evaluate/contradictions.hpp"
#include "evaluate/findings.hpp"
#include "evaluate/questions.hpp"
#include "evaluate/run.hpp"
#include "model/iso_codes.hpp"

namespace weir::evaluate {

using base::Truth;
using model::FindingKind;

namespace {

bool touches(const model::Finding& finding, const std::string& determination) {
  return std::any_of(finding.determines.begin(), finding.determines.end(),
                     [&](const auto& outcome) { return outcome.first == determination; });
}

model::DateWords law_date_of(const Run& run, const plan::CompiledRule& rule, base::Date as_of,
                             bool& provisional) {
  model::DateWords law = date_words(run, rule.law_date, rule.law_date_words);
  provisional = law.at_least && *law.at_least > as_of;
  if (provisional) law.at_least = law.at_most = as_of;
  return law;
}

void determine(const Run& run, std::uint32_t index, const Summary& now, const Summary& presumed,
               model::RegimeAssessment& into) {
  const model::Regime& regime = run.plan().rule_sets().regimes[index];
  const base::Date as_of = run.batch.cases[0].as_of;
  for (std::size_t d = 0; d < regime.determinations.size(); ++d) {
    const model::Determination& scale = regime.determinations[d];
    model::DeterminationAnswer answer;
    answer.name = scale.name;
    answer.title = scale.title;
    answer.level = {scale.levels[now.levels[d].at_least], scale.levels[now.levels[d].at_most]};
    answer.settled = now.levels[d].at_least == now.levels[d].at_most;
    if (!(presumed.levels[d] == now.levels[d])) {
      answer.presumed =
          model::Level{scale.levels[presumed.levels[d].at_least], scale.levels[presumed.levels[d].at_most]};
    }
    bool dated = false, endless = false;
    for (const model::Finding& finding : into.findings) {
      if (!touches(finding, scale.name)) continue;
      if (finding.finding == FindingKind::not_in_force || finding.finding == FindingKind::pending) continue;
      const auto compiled = std::find_if(
          run.plan().rules.begin(), run.plan().rules.end(),
          [&](const auto& rule) { return rule.ref.regime == index && rule.rule->id == finding.id; });
      const bool fired = finding.finding == FindingKind::fired;
      if (!dated || (fired && answer.by.empty())) {
        answer.law_date = law_date_of(run, *compiled, as_of, answer.provisional);
        dated = true;
      }
      for (const auto& [determination, level] : finding.determines) {
        if (determination != scale.name) continue;
        if (fired && level == answer.level.at_least) {
          answer.by.push_back(finding.id);
          if (finding.until) answer.until.push_back(*finding.until);
          endless = endless || !finding.until;
        }
        if (finding.finding == FindingKind::open) answer.open_by.push_back(finding.id);
      }
      collect_assumptions(finding.why, answer.assumptions);
    }
    // What one rule ends, another that has no end goes on saying.
    if (endless) answer.until.clear();
    into.determinations.push_back(std::move(answer));
  }
}

void add_duties(const Run& run, std::uint32_t index, model::RegimeAssessment& into) {
  for (const plan::CompiledRule& rule : run.plan().rules) {
    if (rule.ref.regime != index || !rule.rule->duty) continue;
    const Truth applies = run.truth(rule.applies, 0);
    if (applies == Truth::false_value) continue;
    const model::Duty& duty = *rule.rule->duty;
    model::DutyAnswer answer;
    answer.rule = rule.rule->id;
    answer.who = duty.who;
    answer.what = duty.what;
    answer.truth = applies;
    if (rule.due.valid()) {
      answer.due = date_words(run, rule.due, words_of(run, rule.due_words));
      // A start that is not yet gives no day worth printing, only the words.
      if (answer.due.at_least && !answer.due.at_most) answer.due.at_least.reset();
    }
    std::vector<std::string> consequences;
    if (!duty.effect.empty()) consequences.push_back(duty.effect);
    if (rule.penalty.valid()) answer.penalty = Explainer(run, 0).value_text(rule.penalty);
    const std::string& penalty = duty.penalty_words.empty() ? answer.penalty : duty.penalty_words;
    if (!penalty.empty()) consequences.push_back(penalty);
    answer.if_not = base::join(consequences, "; ");
    into.duties.push_back(std::move(answer));
  }
  std::sort(into.duties.begin(), into.duties.end(),
            [](const auto& a, const auto& b) { return a.rule < b.rule; });
}

}  // namespace

std::vector<CaseRow> rows_of_assessment(const model::Case& facts, base::Date as_of, base::Date known_on) {
  CaseRow row;
  row.facts = &facts;
  row.as_of = as_of;
  row.known_on = known_on;
  CaseRow presuming = row;
  presuming.presume = CaseRow::Presume::presumptions;
  return {std::move(row), std::move(presuming)};
}

model::RegimeAssessment assess_regime(const Run& run, std::uint32_t index, const Options& options) {
  const model::Regime& regime = run.plan().rule_sets().regimes[index];
  model::RegimeAssessment result;
  result.id = regime.id;
  result.title = regime.title;
  result.country = regime.country;
  for (const model::IsoCode& country : model::iso_countries()) {
    if (country.id == regime.country) result.country_name = country.title;
  }
  result.cite = regime.cite;
  result.note = regime.note;
  result.law = regime.in_force.contains(run.batch.cases[0].as_of);
  result.position = {std::string(model::position_levels[0]), std::string(model::position_levels[0])};
  if (!result.law) return result;

  const OpenQuestions open = find_questions(run, index, options.suppose);
  // Run through together, the answers leave less possible than each condition does by itself.
  const Summary& now = open.settlement.answer;
  Summary presumed = summarize(run, index, 1);
  for (std::size_t d = 0; d < presumed.levels.size(); ++d) {
    presumed.levels[d].at_least = std::max(presumed.levels[d].at_least, now.levels[d].at_least);
    presumed.levels[d].at_most = std::min(presumed.levels[d].at_most, now.levels[d].at_most);
  }
  result.findings = find_findings(run, index);
  determine(run, index, now, presumed, result);
  for (std::size_t d = 0; d < result.determinations.size(); ++d) {
    model::DeterminationAnswer& answer = result.determinations[d];
    answer.exact = answer.settled || open.settlement.exact_levels[d];
  }
  result.position = position_of(regime, now);
  add_duties(run, index, result);
  result.clocks = find_clocks(run, index);
  result.risk.low = now.risk_low;
  result.risk.high = now.risk_high;
  result.risk.band_low = band_of(regime, now.risk_low);
  result.risk.band_high = band_of(regime, now.risk_high);
  for (std::size_t f = 0; f < regime.factors.size(); ++f) {
    const auto [low, high] = now.factors[f];
    result.risk.factors.push_back({regime.factors[f].name, regime.factors[f].title, low, high});
  }
  for (const model::Finding& finding : result.findings) {
    if (finding.finding == FindingKind::not_in_force || finding.finding == FindingKind::pending) continue;
    collect_assumptions(finding.why, result.assumptions);
  }
  std::sort(result.assumptions.begin(), result.assumptions.end(),
            [](const auto& a, const auto& b) { return a.fact < b.fact; });
  add_contradictions(run, index, result);
  add_open(run, index, open, options.suppose, result);
  return result;
}

namespace {

std::string closing_words(const Run& run) {
  const auto fact = run.plan().vocabulary().find_fact("transaction.closing");
  if (!fact) return "";
  const CaseRow& row = run.batch.cases[0];
  const Known known = fact_on(row, model::RowId(std::size_t{0}), *fact);
  if (known.value.candidates.size() != 1) return "closing date unknown";
  const auto* date = std::get_if<model::DateInterval>(&known.value.candidates[0]);
  if (!date) return "";
  if (date->low > row.as_of) return "when closing was still to come";
  if (date->low == date->high) return "closed on " + base::to_long_text(date->low);
  return "closing date not exactly known";
}

}  // namespace

std::optional<base::Failure> unknown_supposition(const plan::Plan& plan,
                                                 const std::map<std::string, base::Date>& suppose) {
  for (const auto& [id, day] : suppose) {
    const bool found = std::any_of(plan.rules.begin(), plan.rules.end(), [&, wanted = id](const auto& rule) {
      return rule.rule->id == wanted && rule.rule->status.pending;
    });
    if (!found)
      return base::Failure{"no pending law `" + id + "`: --suppose starts rules whose status is pending"};
  }
  return std::nullopt;
}

base::Result<model::Assessment> assess(const plan::Plan& plan, const model::Case& facts,
                                       const Options& options) {
  const std::optional<base::Date> as_of = options.as_of ? options.as_of : facts.as_of;
  if (!as_of) {
    return base::Failure{"the case `" + facts.id +
                         "` names no `as_of` date: give one in the case or with --as-of"};
  }
  const std::optional<base::Date> stated = options.known_on ? options.known_on : facts.known_on;
  // A viewpoint chosen on the command line also chooses what was known, unless that is chosen too.
  const base::Date known = options.known_on ? *options.known_on
                           : options.as_of  ? *options.as_of
                                            : stated.value_or(*as_of);
  const model::RuleSets& rules = plan.rule_sets();
  for (const std::string& id : options.regimes) {
    const bool found =
        std::any_of(rules.regimes.begin(), rules.regimes.end(), [&](const auto& r) { return r.id == id; });
    if (!found) return base::Failure{"no regime `" + id + "` among the loaded rule sets"};
  }
  if (auto fault = unknown_supposition(plan, options.suppose)) return *fault;
  const Run base_run = run(plan, rows_of_assessment(facts, *as_of, known), options.suppose);

  model::Assessment assessment;
  assessment.case_id = facts.id;
  assessment.title = facts.title;
  assessment.file = facts.file;
  assessment.as_of = *as_of;
  assessment.known_on = known;
  assessment.digest = facts.digest;
  assessment.rules_digest = rules.digest;
  assessment.closing_words = closing_words(base_run);
  for (std::uint32_t r = 0; r < rules.regimes.size(); ++r) {
    const bool wanted = options.regimes.empty() || std::find(options.regimes.begin(), options.regimes.end(),
                                                             rules.regimes[r].id) != options.regimes.end();
    if (wanted) assessment.regimes.push_back(assess_regime(base_run, r, options));
  }
  for (const std::string& id : facts.context) {
    for (const model::ContextItem& item : rules.context) {
      if (item.id != id) continue;
      const std::optional<base::Date> shown_from = item.public_on ? item.public_on : item.occurred;
      if (shown_from && *shown_from > known) continue;
      const bool effective = item.effective_from && *item.effective_from <= *as_of &&
                             (!item.effective_to || *as_of <= *item.effective_to);
      assessment.context.push_back({item, effective});
    }
  }
  return assessment;
}

}  // namespace weir::evaluate
