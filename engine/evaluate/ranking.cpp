#include <algorithm>

#include "base/text.hpp"
#include "evaluate/questions.hpp"
#include "evaluate/single_answers.hpp"

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

/// What the answers to one leaf leave possible, question by question.
struct Answers {
  std::vector<std::vector<Summary::Span>> levels;  ///< by determination
  std::vector<std::pair<std::int64_t, std::int64_t>> risk;
};

/// Those of single answers that were tried.
Answers answers_of(const model::Regime& regime, const std::vector<Summary>& tried) {
  Answers answers;
  answers.levels.resize(regime.determinations.size());
  for (const Summary& one : tried) {
    for (std::size_t d = 0; d < answers.levels.size(); ++d) answers.levels[d].push_back(one.levels[d]);
    answers.risk.emplace_back(one.risk_low, one.risk_high);
  }
  return answers;
}

Effect effect_of(const model::Regime& regime, const Summary& base, const Answers& answers) {
  Effect effect;
  for (std::size_t d = 0; d < regime.determinations.size(); ++d) {
    if (base.levels[d].at_least == base.levels[d].at_most) continue;
    std::vector<std::string> results;
    bool settles = false;
    for (const Summary::Span& answer : answers.levels[d]) {
      settles = settles || answer.at_least == answer.at_most;
      const std::string text = level_text(regime.determinations[d], answer);
      if (std::find(results.begin(), results.end(), text) == results.end()) results.push_back(text);
    }
    if (settles) effect.settles.push_back(regime.determinations[d].name);
    if (settles || results.size() > 1) {
      effect.words.push_back(regime.determinations[d].title + ": " + base::join(results, " or "));
    }
  }
  if (answers.risk.empty()) return effect;
  std::int64_t widest = 0, low = answers.risk[0].first, high = answers.risk[0].second;
  std::set<std::pair<std::int64_t, std::int64_t>> spans;
  for (const auto& [least, most] : answers.risk) {
    widest = std::max(widest, most - least);
    low = std::min(low, least);
    high = std::max(high, most);
    spans.emplace(least, most);
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
  bool tried = true;
};

std::string name_of(const Run& base, const OpenLeaf& leaf) {
  const plan::Plan& plan = base.plan();
  if (!leaf.judgement.valid()) return name_of_fact(plan, *base.batch.cases[0].facts, leaf.row, leaf.fact);
  return name_of_judgement(plan, leaf);
}

// By the determinations a leaf can settle, then by the risk it removes at the least, then by whether its
// answers were tried, then by name.
std::vector<Ranked> rank(const Run& base, std::uint32_t regime, const OpenQuestions& open,
                         const std::map<std::string, base::Date>& suppose) {
  const model::Regime& law = base.plan().rule_sets().regimes[regime];
  const Settlement& settlement = open.settlement;
  std::vector<OpenLeaf> sampled;
  std::vector<std::size_t> sample_of(open.leaves.size());
  for (std::size_t i = 0; i < open.leaves.size(); ++i) {
    sample_of[i] = sampled.size();
    if (!settlement.leaves[i].known()) sampled.push_back(open.leaves[i]);
  }
  const auto samples = try_answers(base, regime, sampled, settlement.answer, suppose);
  std::vector<Ranked> ranked;
  for (std::size_t i = 0; i < open.leaves.size(); ++i) {
    const Settlement::Leaf& leaf = settlement.leaves[i];
    // What no answer hangs on need not be asked; judgements that rules speak to stay.
    if (!leaf.matters && !open.spoken_of.contains(open.leaves[i])) continue;
    Answers answers{leaf.levels, leaf.risk};
    bool is_tried = true;
    if (!leaf.known()) {
      const auto& sample = samples[sample_of[i]];
      is_tried = sample.has_value();
      Answers tried = answers_of(law, sample.value_or(std::vector<Summary>{}));
      for (std::size_t d = 0; d < law.determinations.size(); ++d) {
        if (!leaf.levels_known[d]) answers.levels[d] = std::move(tried.levels[d]);
      }
      if (!leaf.risk_known) answers.risk = std::move(tried.risk);
    }
    ranked.push_back({open.leaves[i], effect_of(law, settlement.answer, answers),
                      name_of(base, open.leaves[i]), is_tried});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    if (a.effect.settles.size() != b.effect.settles.size())
      return a.effect.settles.size() > b.effect.settles.size();
    if (a.effect.risk_removed != b.effect.risk_removed) return a.effect.risk_removed > b.effect.risk_removed;
    if (a.tried != b.tried) return a.tried;
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
    const model::Point point{rule.rule->id, rule.rule->title, applies == Truth::unknown, {}};
    if (rule.rule->speaks_for == definition.id) judgement.points_for.push_back(point);
    if (rule.rule->speaks_against == definition.id) judgement.points_against.push_back(point);
    for (const model::Rule::Lean& lean : rule.rule->leans) {
      if (lean.judgement != definition.id) continue;
      judgement.leanings.push_back(point);
      judgement.leanings.back().toward = lean.value;
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
    points.push_back({"", text, truth == Truth::unknown, {}});
  };
  speak(compiled.speaks_for, compiled.for_proof, judgement.points_for);
  speak(compiled.speaks_against, compiled.against_proof, judgement.points_against);
}

}  // namespace

OpenQuestions find_questions(const Run& base, std::uint32_t regime,
                             const std::map<std::string, base::Date>& suppose) {
  const plan::Plan& plan = base.plan();
  std::set<OpenLeaf> leaves;
  OpenLeaves unknowns(base);
  OpenLeaves::Walk walk(unknowns);
  OpenQuestions open;
  for (const plan::CompiledRule& rule : plan.rules) {
    if (rule.ref.regime != regime || base.truth(rule.applies, 0) != Truth::unknown) continue;
    walk.add(rule.applies, 0, leaves);
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
      fact.tried = entry.tried;
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
    judgement.tried = entry.tried;
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
