#include <algorithm>

#include "base/text.hpp"
#include "evaluate/questions.hpp"

namespace weir::evaluate {

using base::Truth;

namespace {

// What the answers to one open leaf would do.
struct Effect {
  std::vector<std::string> settles, words;
  std::int64_t risk_removed = 0;
  std::optional<std::pair<std::int64_t, std::int64_t>> risk_by;
  std::vector<std::pair<std::int64_t, std::int64_t>> risk_answers;
};

std::string level_text(const model::Determination& determination, const Summary::Span& span) {
  const std::string& low = determination.levels[span.at_least];
  return span.at_least == span.at_most ? low : low + " to " + determination.levels[span.at_most];
}

Effect effect_of(const model::Regime& regime, const Summary& base, const std::vector<Summary>& answers) {
  Effect effect;
  if (answers.empty()) return effect;
  for (std::size_t d = 0; d < regime.determinations.size(); ++d) {
    if (base.levels[d].at_least == base.levels[d].at_most) continue;
    std::vector<std::string> results;
    bool settles = false;
    for (const Summary& answer : answers) {
      settles = settles || answer.levels[d].at_least == answer.levels[d].at_most;
      const std::string text = level_text(regime.determinations[d], answer.levels[d]);
      if (std::find(results.begin(), results.end(), text) == results.end()) results.push_back(text);
    }
    if (settles) effect.settles.push_back(regime.determinations[d].name);
    if (settles || results.size() > 1) {
      effect.words.push_back(regime.determinations[d].title + ": " + base::join(results, " or "));
    }
  }
  std::int64_t widest = 0, low = answers[0].risk_low, high = answers[0].risk_high;
  std::set<std::pair<std::int64_t, std::int64_t>> spans;
  for (const Summary& answer : answers) {
    widest = std::max(widest, answer.risk_high - answer.risk_low);
    low = std::min(low, answer.risk_low);
    high = std::max(high, answer.risk_high);
    spans.emplace(answer.risk_low, answer.risk_high);
  }
  effect.risk_removed = std::max<std::int64_t>(0, base.risk_high - base.risk_low - widest);
  if (spans.size() > 1) effect.risk_by = {low, high};
  effect.risk_answers.assign(spans.begin(), spans.end());
  return effect;
}

struct Ranked {
  OpenLeaf leaf;
  Effect effect;
  std::string name;
};

/// Every row lays out all parties of its case, so that a case with very many is run a few rows at a time.
constexpr std::size_t most_entity_rows = 100'000;

std::vector<Summary> summarize_all(const plan::Plan& plan, std::uint32_t regime,
                                   const std::vector<CaseRow>& rows,
                                   const std::map<std::string, base::Date>& suppose) {
  std::vector<Summary> summaries;
  if (rows.empty()) return summaries;
  const std::size_t width =
      std::max<std::size_t>(1, most_entity_rows / std::max<std::size_t>(1, rows[0].facts->rows.size()));
  for (std::size_t first = 0; first < rows.size(); first += width) {
    const auto at = [&](std::size_t row) { return rows.begin() + static_cast<std::ptrdiff_t>(row); };
    const Run part = run(plan, {at(first), at(std::min(rows.size(), first + width))}, suppose);
    for (std::size_t row = 0; row < part.batch.cases.size(); ++row) {
      summaries.push_back(summarize(part, regime, row));
    }
  }
  return summaries;
}

std::string name_of(const Run& base, const OpenLeaf& leaf) {
  const plan::Plan& plan = base.plan();
  if (!leaf.judgement.valid()) return name_of_fact(plan, *base.batch.cases[0].facts, leaf.row, leaf.fact);
  const model::Definition& definition = plan.rule_sets().definitions[leaf.judgement.index()];
  return leaf.of.empty() ? definition.name : leaf.of + "." + definition.name;
}

// What single answers would do, each by itself, where not all can be run through together.
void rank_one_by_one(const Run& base, std::uint32_t regime, std::vector<Ranked>& ranked,
                     const std::map<std::string, base::Date>& suppose) {
  const plan::Plan& plan = base.plan();
  const CaseRow& seen = base.batch.cases[0];
  const std::map<model::FactId, Cuts> cuts = find_cuts(plan);
  std::vector<CaseRow> rows;
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  for (const Ranked& entry : ranked) {
    const OpenLeaf& leaf = entry.leaf;
    const std::size_t first = rows.size();
    auto complete = [&](Override changed) {
      rows.push_back(seen);
      rows.back().changed = {std::move(changed)};
    };
    if (leaf.judgement.valid()) {
      const model::Definition& definition = plan.rule_sets().definitions[leaf.judgement.index()];
      for (const bool decision : {true, false}) complete({{}, {}, {}, definition.name, leaf.of, decision});
    } else {
      const auto cut = cuts.find(leaf.fact);
      for (model::Value& value : completions(plan, seen, leaf, cut == cuts.end() ? Cuts{} : cut->second)) {
        complete({leaf.row, leaf.fact, std::move(value), {}, {}, false});
      }
    }
    ranges.emplace_back(first, rows.size());
  }
  const Summary now = summarize(base, regime, 0);
  const std::vector<Summary> completed = summarize_all(plan, regime, rows, suppose);
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto at = [&](std::size_t row) { return completed.begin() + static_cast<std::ptrdiff_t>(row); };
    const std::vector<Summary> answers(at(ranges[i].first), at(ranges[i].second));
    ranked[i].effect = effect_of(plan.rule_sets().regimes[regime], now, answers);
  }
}

// By the determinations a leaf can settle, then by the risk it removes at the least, then by name.
std::vector<Ranked> rank(const Run& base, std::uint32_t regime, const OpenQuestions& open,
                         const std::map<std::string, base::Date>& suppose) {
  std::vector<Ranked> ranked;
  for (const OpenLeaf& leaf : open.leaves) ranked.push_back({leaf, {}, name_of(base, leaf)});
  if (open.settlement) {
    const model::Regime& law = base.plan().rule_sets().regimes[regime];
    for (std::size_t i = 0; i < ranked.size(); ++i)
      ranked[i].effect = effect_of(law, open.settlement->answer, open.settlement->leaves[i].by_cell);
    // Where all was run through, what no answer hangs on need not be asked; judgements that rules speak to
    // stay.
    for (std::size_t i = ranked.size(); i-- > 0;) {
      if (!open.settlement->leaves[i].matters && !open.spoken_of.contains(ranked[i].leaf))
        ranked.erase(ranked.begin() + static_cast<std::ptrdiff_t>(i));
    }
  } else {
    rank_one_by_one(base, regime, ranked, suppose);
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    if (a.effect.settles.size() != b.effect.settles.size())
      return a.effect.settles.size() > b.effect.settles.size();
    if (a.effect.risk_removed != b.effect.risk_removed) return a.effect.risk_removed > b.effect.risk_removed;
    return a.name < b.name;
  });
  return ranked;
}

// What rules and the judgement's own `speaks` say on either side.
void add_points(const Run& base, std::uint32_t regime, const plan::CompiledJudgement& compiled,
                std::int32_t it, model::OpenJudgement& judgement) {
  const model::Definition& definition = base.plan().rule_sets().definitions[compiled.definition.index()];
  for (const plan::CompiledRule& rule : base.plan().rules) {
    if (rule.ref.regime != regime) continue;
    const Truth applies = base.truth(rule.applies, 0);
    if (applies == Truth::false_value) continue;
    const model::Point point{rule.rule->id, rule.rule->title, applies == Truth::unknown};
    if (rule.rule->speaks_for == definition.id) judgement.points_for.push_back(point);
    if (rule.rule->speaks_against == definition.id) judgement.points_against.push_back(point);
    for (const model::Rule::Lean& lean : rule.rule->leans) {
      if (lean.judgement == definition.id) judgement.leanings.push_back(point);
    }
  }
  for (auto* points : {&judgement.points_for, &judgement.points_against, &judgement.leanings}) {
    std::sort(points->begin(), points->end(), [](const auto& a, const auto& b) { return a.rule < b.rule; });
  }
  auto speak = [&](plan::NodeId node, plan::SketchId sketch, std::vector<model::Point>& points) {
    if (!node.valid()) return;
    const std::size_t row =
        base.plan().node(node).table.is_entity() ? static_cast<std::size_t>(it < 0 ? 0 : it) : 0;
    const Truth truth = base.truth(node, row);
    if (truth == Truth::false_value) return;
    const std::string text = sketch.valid() ? base.plan().sketch(sketch).expression : definition.id;
    points.push_back({"", text, truth == Truth::unknown});
  };
  speak(compiled.speaks_for, compiled.for_proof, judgement.points_for);
  speak(compiled.speaks_against, compiled.against_proof, judgement.points_against);
}

}  // namespace

OpenQuestions find_questions(const Run& base, std::uint32_t regime,
                             const std::map<std::string, base::Date>& suppose) {
  const plan::Plan& plan = base.plan();
  std::set<OpenLeaf> leaves;
  OpenQuestions open;
  for (const plan::CompiledRule& rule : plan.rules) {
    if (rule.ref.regime != regime || base.truth(rule.applies, 0) != Truth::unknown) continue;
    collect_open(base, rule.applies, 0, leaves);
  }
  // A judgement on the transaction that rules speak about stands open even where no rule waits for it.
  for (const plan::CompiledJudgement& judgement : plan.judgements) {
    const model::Definition& definition = plan.rule_sets().definitions[judgement.definition.index()];
    if (!definition.attribute_of.empty() || definition.regime != plan.rule_sets().regimes[regime].id)
      continue;
    if (base.truth(judgement.node, 0) != Truth::unknown) continue;
    const bool spoken_of =
        std::any_of(plan.rules.begin(), plan.rules.end(), [&](const plan::CompiledRule& rule) {
          return rule.ref.regime == regime && base.truth(rule.applies, 0) != Truth::false_value &&
                 (rule.rule->speaks_for == definition.id || rule.rule->speaks_against == definition.id);
        });
    if (!spoken_of) continue;
    const OpenLeaf leaf{{}, {}, "", judgement.definition, ""};
    open.spoken_of.insert(leaf);
    leaves.insert(leaf);
  }
  open.leaves.assign(leaves.begin(), leaves.end());
  open.settlement = settle(base, regime, open.leaves, suppose);
  return open;
}

void add_open(const Run& base, std::uint32_t regime, const OpenQuestions& open,
              const std::map<std::string, base::Date>& suppose, model::RegimeAssessment& into) {
  const plan::Plan& plan = base.plan();
  const CaseRow& seen = base.batch.cases[0];
  const Explainer explainer(base, 0);
  std::size_t place = 0;
  for (Ranked& entry : rank(base, regime, open, suppose)) {
    ++place;
    if (!entry.leaf.judgement.valid()) {
      model::OpenFact fact;
      fact.fact = entry.name;
      fact.question = plan.vocabulary().fact(entry.leaf.fact).question;
      fact.state = explainer.quote(entry.leaf.row, entry.leaf.fact).written;
      fact.reasons = {fact.state == "unknown" ? "missing" : "range"};
      if (entry.leaf.row.valid()) {
        if (const model::FactEntry* claims = seen.facts->row(entry.leaf.row).find(entry.leaf.fact)) {
          const Known known = known_on(*claims, seen.known_on);
          if (known.disputed) fact.reasons = {"dispute"};
          for (std::size_t i : known.alleged) {
            const model::Claim& claim = claims->claims[i];
            const model::CaseSource* source = seen.facts->find_source(claim.source);
            fact.alleged.push_back({fact.fact, claim.written, source ? source->title : "", claim.learned,
                                    claim.quality, source ? source->id : ""});
          }
        }
      }
      fact.rank = place;
      fact.settles = std::move(entry.effect.settles);
      fact.effects = std::move(entry.effect.words);
      fact.risk_removed = entry.effect.risk_removed;
      fact.risk_by = entry.effect.risk_by;
      fact.risk_answers = std::move(entry.effect.risk_answers);
      into.open_facts.push_back(std::move(fact));
      continue;
    }
    const auto compiled =
        std::find_if(plan.judgements.begin(), plan.judgements.end(),
                     [&](const auto& other) { return other.definition == entry.leaf.judgement; });
    const model::Definition& definition = plan.rule_sets().definitions[entry.leaf.judgement.index()];
    const auto& body = std::get<model::Judgement>(definition.body);
    model::OpenJudgement judgement;
    judgement.id = entry.name;
    judgement.question = body.ask;
    judgement.decides = body.decides;
    judgement.presumed = body.presumed;
    judgement.rank = place;
    judgement.settles = std::move(entry.effect.settles);
    judgement.effects = std::move(entry.effect.words);
    judgement.risk_removed = entry.effect.risk_removed;
    judgement.risk_answers = std::move(entry.effect.risk_answers);
    std::int32_t it = -1;
    if (const auto id = seen.facts->find_row(plan.vocabulary().party, entry.leaf.of)) {
      if (const auto row = base.batch.find(plan.vocabulary().party, 0, *id))
        it = static_cast<std::int32_t>(*row);
    }
    add_points(base, regime, *compiled, it, judgement);
    into.open_judgements.push_back(std::move(judgement));
  }
}

}  // namespace weir::evaluate
