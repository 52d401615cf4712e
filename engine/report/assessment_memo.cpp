#include "report/assessment_memo.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"

namespace weir::report {
namespace {

std::string regime_name(const model::RegimeAssessment& regime) {
  return regime.country_name.empty() ? regime.title
                                     : fmt::format("{} · {}", regime.country_name, regime.title);
}

void add_head(const MemoContext& context) {
  const model::Assessment& assessment = context.assessment;
  const bool titled = !assessment.title.empty();
  context.add(Block::Kind::title, titled ? assessment.title : assessment.case_id,
              titled ? assessment.case_id : "");
  const std::string day = base::to_long_text(assessment.as_of);
  std::string words =
      assessment.as_of == assessment.known_on
          ? fmt::format("law and facts as of {}", day)
          : fmt::format("law as of {}, facts known on {}", day, base::to_long_text(assessment.known_on));
  if (!assessment.closing_words.empty()) words += ", " + assessment.closing_words;
  context.add(Block::Kind::line, std::move(words));
}

void add_assumptions(const MemoContext& context, const model::RegimeAssessment& regime) {
  if (regime.assumptions.empty()) return;
  context.add(Block::Kind::section, "Assumptions it rests on");
  // By party; what comes from one source names it once.
  std::vector<std::string> parties;
  for (const model::QuotedFact& fact : regime.assumptions) {
    const std::string party = context.words.party(fact.fact);
    if (std::find(parties.begin(), parties.end(), party) == parties.end()) parties.push_back(party);
  }
  for (const std::string& party : parties) {
    std::vector<model::QuotedFact> facts;
    for (model::QuotedFact fact : regime.assumptions) {
      if (context.words.party(fact.fact) != party) continue;
      fact.quality.reset();  // all of them are assumed
      facts.push_back(std::move(fact));
    }
    std::stable_sort(facts.begin(), facts.end(),
                     [](const auto& a, const auto& b) { return a.source_id < b.source_id; });
    context.labelled(Block::Kind::entry, party.empty() ? "The deal" : party, context.citing.listed(facts));
  }
}

void add_context_item(const MemoContext& context, const model::ShownContext& shown) {
  const model::ContextItem& item = shown.item;
  std::string when;
  if (item.effective_from) {
    when = fmt::format("{} {}", shown.effective ? "in force since" : "in force from",
                       base::to_long_text(*item.effective_from));
    if (item.effective_to && !item.effective_to->is_never())
      when += " until " + base::to_long_text(*item.effective_to);
  } else if (item.occurred) {
    when = base::to_long_text(*item.occurred);
  }
  context.add(Block::Kind::item, item.title, std::move(when));
  std::string origin = citation_words(item.cite);
  if (!item.certainty.empty() && item.certainty != "sourced") {
    origin += (origin.empty() ? "" : "; ") + item.certainty;
  }
  std::string scope = item.scope;
  if (!origin.empty()) scope += fmt::format("{}({})", scope.empty() ? "" : " ", origin);
  if (!scope.empty()) context.labelled(Block::Kind::note, "", scope);
  std::string limits = item.limits;
  if (item.reading) limits += (limits.empty() ? "" : " ") + item.reading->text;
  if (!limits.empty()) context.labelled(Block::Kind::note, "limits", limits);
}

void add_context(const MemoContext& context) {
  if (context.assessment.context.empty()) return;
  context.add(Block::Kind::section, "Context, which carries no points");
  for (const model::ShownContext& shown : context.assessment.context) add_context_item(context, shown);
}

void add_sources(const MemoContext& context) {
  const auto sources = context.citing.named();
  if (sources.empty()) return;
  context.add(Block::Kind::section, "Sources");
  for (const model::CaseSource* source : sources) {
    std::string text = source->title;
    if (source->date) text += ", public by " + base::to_long_text(*source->date);
    context.labelled(Block::Kind::entry, fmt::format("[{}]", source->id), std::move(text), source->url);
  }
}

}  // namespace

Block& MemoContext::add(Block::Kind kind, std::string text, std::string aside) const {
  Block& block = memo.emplace_back();
  block.kind = kind;
  block.text = base::trim(text);
  block.aside = std::move(aside);
  return block;
}

Block& MemoContext::labelled(Block::Kind kind, std::string label, std::string text, std::string aside) const {
  Block& block = add(kind, std::move(text), std::move(aside));
  block.label = std::move(label);
  return block;
}

Memo make_memo(const MemoSubject& subject, const Extent& extent) {
  Memo memo;
  const Words words(subject.facts, subject.vocabulary, subject.rule_sets);
  Citing citing(words);
  const MemoContext context{subject.assessment, subject.rule_sets, words, citing, extent, memo};
  add_head(context);
  std::vector<const model::RegimeAssessment*> brief;
  for (const model::RegimeAssessment& regime : subject.assessment.regimes) {
    if (!regime.law || regime.position.at_most == "out-of-reach") {
      brief.push_back(&regime);
      continue;
    }
    context.labelled(Block::Kind::regime, regime_name(regime), position_words(regime.position), regime.id);
    add_summary(context, regime);
    add_duties(context, regime);
    add_clocks(context, regime);
    add_contradictions(context, regime);
    add_open(context, regime);
    add_findings(context, regime);
    add_assumptions(context, regime);
  }
  for (const model::RegimeAssessment* regime : brief) {
    context.labelled(Block::Kind::regime, regime_name(*regime),
                     regime->law ? position_words(regime->position) : "not law on this day", regime->id);
  }
  add_context(context);
  add_sources(context);
  return memo;
}

}  // namespace weir::report
