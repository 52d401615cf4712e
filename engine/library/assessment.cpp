#include "weir/assessment.hpp"

#include <algorithm>
#include <iterator>

#include "library/convert.hpp"
#include "library/held.hpp"
#include "report/assessment_json.hpp"
#include "report/assessment_memo.hpp"
#include "report/memo_markdown.hpp"
#include "report/memo_text.hpp"

namespace weir {

namespace library {

namespace {

template <class From, class To>
std::vector<To> all_of(const std::vector<From>& from, To (*one)(const From&)) {
  std::vector<To> to;
  std::ranges::transform(from, std::back_inserter(to), one);
  return to;
}

Truth truth_of(base::Truth truth) {
  return truth == base::Truth::unknown      ? Truth::unknown
         : truth == base::Truth::true_value ? Truth::true_value
                                            : Truth::false_value;
}

FindingKind kind_of(model::FindingKind kind) {
  switch (kind) {
    case model::FindingKind::fired:
      return FindingKind::fired;
    case model::FindingKind::silent:
      return FindingKind::silent;
    case model::FindingKind::open:
      return FindingKind::open;
    case model::FindingKind::defeated:
      return FindingKind::defeated;
    case model::FindingKind::pending:
      return FindingKind::pending;
    case model::FindingKind::not_in_force:
      break;
  }
  return FindingKind::not_in_force;
}

std::string day_text(const std::optional<base::Date>& day) {
  return day ? base::to_iso(*day) : std::string();
}

Day day_of(const model::DateWords& day) {
  return {day_text(day.at_least), day_text(day.at_most), day.words};
}

Level level_of(const model::Level& level) {
  return {level.at_least, level.at_most};
}

Citation citation_of(const model::Citation& citation) {
  return {citation.text, citation.url};
}

Determination determination_of(const model::DeterminationAnswer& answer) {
  Determination told;
  told.name = answer.name;
  told.title = answer.title;
  told.level = level_of(answer.level);
  if (answer.presumed) told.presumed = level_of(*answer.presumed);
  told.settled = answer.settled;
  told.exact = answer.exact;
  told.law_date = day_of(answer.law_date);
  told.provisional = answer.provisional;
  told.by = answer.by;
  told.open_by = answer.open_by;
  return told;
}

Duty duty_of(const model::DutyAnswer& duty) {
  return {duty.rule,        duty.who,    duty.what,
          day_of(duty.due), duty.if_not, duty.truth == base::Truth::true_value};
}

Risk risk_of(const model::RiskAnswer& risk) {
  Risk told{risk.low, risk.high, risk.band_low, risk.band_high, {}};
  for (const model::RiskAnswer::Part& part : risk.factors)
    told.factors.push_back({part.name, part.title, part.low, part.high});
  return told;
}

Finding finding_of(const model::Finding& finding) {
  Finding told;
  told.rule = finding.id;
  told.title = finding.title;
  told.kind = kind_of(finding.finding);
  told.points = finding.points;
  told.determines = finding.determines;
  told.defeated_by = finding.defeated_by;
  told.cite = all_of(finding.cite, citation_of);
  told.short_by = static_cast<std::size_t>(std::max(finding.short_by, 0));
  return told;
}

OpenFact open_fact_of(const model::OpenFact& open) {
  return {open.fact, open.question, open.state,   open.reasons,
          open.rank, open.settles,  open.effects, open.tried};
}

std::string text_of(const model::Point& point) {
  return point.text;
}

OpenJudgement judgement_of(const model::OpenJudgement& open) {
  OpenJudgement told;
  told.id = open.id;
  told.question = open.question;
  told.decides = open.decides;
  told.points_for = all_of(open.points_for, text_of);
  told.points_against = all_of(open.points_against, text_of);
  told.presumed = open.presumed;
  told.rank = open.rank;
  told.settles = open.settles;
  told.effects = open.effects;
  told.tried = open.tried;
  return told;
}

Contradiction contradiction_of(const model::Contradiction& one) {
  return {one.id, one.question, one.counts, one.both_lines, one.decided};
}

QuotedFact quoted_of(const model::QuotedFact& fact) {
  return {fact.fact, fact.written, fact.source, day_text(fact.learned)};
}

RegimeAssessment regime_of(const model::RegimeAssessment& regime) {
  RegimeAssessment told;
  told.regime = regime.id;
  told.title = regime.title;
  told.country = regime.country;
  told.law = regime.law;
  told.position = level_of(regime.position);
  told.determinations = all_of(regime.determinations, determination_of);
  told.duties = all_of(regime.duties, duty_of);
  told.risk = risk_of(regime.risk);
  told.findings = all_of(regime.findings, finding_of);
  told.contradictions = all_of(regime.contradictions, contradiction_of);
  told.open_facts = all_of(regime.open_facts, open_fact_of);
  told.open_judgements = all_of(regime.open_judgements, judgement_of);
  return told;
}

}  // namespace

std::vector<RegimeAssessment> regimes_of(const model::Assessment& assessment) {
  return all_of(assessment.regimes, regime_of);
}

Proof proof_of(const model::ProofNode& node) {
  Proof told;
  told.expression = node.expression;
  told.title = node.title;
  told.truth = truth_of(node.truth);
  told.facts = all_of(node.facts, quoted_of);
  told.reasons = node.reasons;
  told.cite = all_of(node.cite, citation_of);
  told.parts = all_of(node.parts, proof_of);
  return told;
}

}  // namespace library

namespace {

template <class Item, class Name>
const Item* find_named(const std::vector<Item>& items, Name name, const std::string& wanted) {
  const auto found = std::ranges::find(items, wanted, name);
  return found == items.end() ? nullptr : &*found;
}

report::Style style_of(const TextOptions& options) {
  report::Style style;
  // Narrower than this nothing can be laid out.
  constexpr std::size_t least_width = 40;
  style.width = std::max(options.width, least_width);
  const bool ascii = options.characters == TextOptions::Characters::ascii;
  style.characters = ascii ? report::Characters::ascii : report::Characters::unicode;
  return style;
}

report::Extent extent_of(const TextOptions& options) {
  report::Extent extent;
  if (options.extent == TextOptions::Extent::abridged) return extent;
  using enum report::Listed;
  extent.findings = {fired, open, near, defeated, pending, silent, not_in_force};
  extent.near_misses = extent.questions = SIZE_MAX;
  extent.parts = report::Steps::Parts::all;
  return extent;
}

report::Memo memo_of(const model::Assessment& assessment, const model::Case& facts,
                     const session::Session& session, const TextOptions& options) {
  return report::make_memo({assessment, facts, session.vocabulary(), session.rule_sets()},
                           extent_of(options));
}

}  // namespace

const Determination* RegimeAssessment::determination(const std::string& name) const {
  return find_named(determinations, &Determination::name, name);
}

const Finding* RegimeAssessment::finding(const std::string& rule) const {
  return find_named(findings, &Finding::rule, rule);
}

const RegimeAssessment* Assessment::regime(const std::string& id) const {
  return find_named(regimes, &RegimeAssessment::regime, id);
}

std::optional<Proof> Assessment::proof(const std::string& rule) const {
  for (const model::RegimeAssessment& regime : held_->assessment.regimes) {
    if (const auto* finding = find_named(regime.findings, &model::Finding::id, rule))
      return library::proof_of(finding->why);
  }
  return std::nullopt;
}

std::string Assessment::text(const TextOptions& options) const {
  const Case::Held& seen = *held_->seen;
  return report::render_memo_text(memo_of(held_->assessment, seen.facts, *seen.rules->session, options),
                                  style_of(options));
}

std::string Assessment::markdown(const TextOptions& options) const {
  const Case::Held& seen = *held_->seen;
  return report::render_memo_markdown(memo_of(held_->assessment, seen.facts, *seen.rules->session, options),
                                      style_of(options));
}

std::string Assessment::json() const {
  return report::render_assessments_json(std::span(&held_->assessment, 1), held_->seen->sources);
}

}  // namespace weir
