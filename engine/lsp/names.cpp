#include "lsp/names.hpp"

#include <algorithm>

namespace weir::lsp {

using model::EntityId;
using model::Kind;

namespace {

/// What may follow a value of this type.
EntityId entity_behind(const model::Type& type, const model::Vocabulary& vocabulary) {
  if (type.kind == Kind::party) return vocabulary.party;
  return type.kind == Kind::row || type.shape == model::Shape::rows ? type.entity : EntityId();
}

}  // namespace

NameTable::NameTable(const session::Session& session) : session_(session) {
  const model::RuleSets& rule_sets = session.rule_sets();
  for (std::uint32_t i = 0; i < rule_sets.definitions.size(); ++i) {
    const model::Definition& definition = rule_sets.definitions[i];
    definitions_.emplace(definition.id, check::DefinitionId(i));
    if (!std::holds_alternative<model::Judgement>(definition.body)) continue;
    judgements_.emplace(definition.name, check::DefinitionId(i));
    judgements_.emplace(definition.id, check::DefinitionId(i));
  }
  for (std::uint32_t r = 0; r < rule_sets.regimes.size(); ++r) {
    const model::Regime& regime = rule_sets.regimes[r];
    for (std::uint32_t i = 0; i < regime.rules.size(); ++i)
      rules_.emplace(regime.rules[i].id, check::RuleRef{r, i});
    for (std::uint32_t i = 0; i < regime.subjects.size(); ++i)
      subjects_.emplace(regime.subjects[i].name, Symbol{Symbol::Kind::subject, r, i});
  }
}

std::optional<check::DefinitionId> NameTable::definition(std::string_view id) const {
  const auto found = definitions_.find(id);
  if (found == definitions_.end()) return std::nullopt;
  return found->second;
}

std::optional<check::DefinitionId> NameTable::judgement(std::string_view name) const {
  const auto found = judgements_.find(name);
  if (found == judgements_.end()) return std::nullopt;
  return found->second;
}

std::optional<check::RuleRef> NameTable::rule(std::string_view id) const {
  const auto found = rules_.find(id);
  if (found == rules_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> NameTable::regime(std::string_view id) const {
  const auto& regimes = session_.rule_sets().regimes;
  const auto found = std::ranges::find(regimes, id, &model::Regime::id);
  if (found == regimes.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - regimes.begin());
}

std::optional<Symbol> NameTable::subject(std::string_view name) const {
  const auto found = subjects_.find(name);
  if (found == subjects_.end()) return std::nullopt;
  return found->second;
}

std::optional<EntityId> NameTable::root(std::string_view name, const NameScope& scope) const {
  const model::Vocabulary& vocabulary = session_.vocabulary();
  if (name == "transaction") return vocabulary.transaction;
  if (name == "procedure") return vocabulary.procedure;
  if (name == "acquirer" || name == "target" || name == "vendor") return vocabulary.party;
  if (name == "stake") return vocabulary.holding;
  if (name == "it" && scope.it.valid()) return scope.it;
  return std::nullopt;
}

std::optional<model::Type> NameTable::type_of(check::DefinitionId definition) const {
  const auto& known = session_.checked().definitions;
  if (definition.index() >= known.size() || known[definition.index()].type.kind == Kind::error)
    return std::nullopt;
  return known[definition.index()].type;
}

PathStep NameTable::step_to(check::DefinitionId definition) const {
  PathStep step{symbol_of(definition), {}, type_of(definition)};
  if (step.type) step.entity = entity_behind(*step.type, session_.vocabulary());
  return step;
}

std::optional<PathStep> NameTable::member(EntityId entity, std::string_view name) const {
  const model::Vocabulary& vocabulary = session_.vocabulary();
  if (!entity.valid()) return std::nullopt;
  if (const auto fact = vocabulary.find_fact(entity, name)) {
    const model::Type& type = vocabulary.fact(*fact).type;
    return PathStep{symbol_of(*fact), entity_behind(type, vocabulary), type};
  }
  if (const auto attribute = definition(vocabulary.entity(entity).name + "." + std::string(name)))
    return step_to(*attribute);
  return std::nullopt;
}

std::optional<PathStep> NameTable::first(const std::vector<std::string>& names,
                                         const NameScope& scope) const {
  const model::Vocabulary& vocabulary = session_.vocabulary();
  const std::string& word = names.front();
  if (const auto variable = scope.variables.find(word); variable != scope.variables.end())
    return PathStep{std::nullopt, variable->second, std::nullopt};
  if (const auto entity = root(word, scope)) {
    model::Type type{.kind = *entity == vocabulary.party ? Kind::party : Kind::row, .entity = *entity};
    return PathStep{std::nullopt, *entity, type};
  }
  if (word == "as_of" || word == "known_on")
    return PathStep{std::nullopt, {}, model::Type{.kind = Kind::date}};
  if (const auto found = subject(word))
    return PathStep{*found, vocabulary.party, model::Type{.kind = Kind::party, .entity = vocabulary.party}};
  // The id of a clock has dots, as that of a rule.
  std::string id;
  for (std::size_t i = 0; i < names.size(); ++i) {
    id += (i == 0 ? "" : ".") + names[i];
    const auto found = definition(id);
    if (!found) continue;
    const model::Definition& declared = session_.rule_sets().definitions[found->index()];
    if (i > 0 && !std::holds_alternative<model::Clock>(declared.body)) continue;
    PathStep step = step_to(*found);
    step.words = i + 1;
    return step;
  }
  return std::nullopt;
}

std::vector<PathStep> NameTable::follow(const std::vector<std::string>& names, const NameScope& scope) const {
  const model::Vocabulary& vocabulary = session_.vocabulary();
  std::vector<PathStep> steps;
  if (names.empty() || !vocabulary.transaction.valid()) return steps;
  const auto stage_of = [&](check::DefinitionId id, std::string_view name) -> std::optional<PathStep> {
    const auto* clock = std::get_if<model::Clock>(&session_.rule_sets().definitions[id.index()].body);
    if (!clock) return std::nullopt;
    const auto stage = std::ranges::find(clock->stages, name, &model::Stage::name);
    if (stage == clock->stages.end()) return std::nullopt;
    const auto place = static_cast<std::uint32_t>(stage - clock->stages.begin());
    return PathStep{Symbol{Symbol::Kind::stage, id.value, place}, {}, model::Type{.kind = Kind::date}};
  };
  auto step = first(names, scope);
  if (!step && scope.clock) step = stage_of(*scope.clock, names.front());
  if (!step) return steps;
  std::size_t at = step->words;
  steps.push_back(*step);
  while (at < names.size()) {
    const PathStep& last = steps.back();
    std::optional<PathStep> next = member(last.entity, names[at]);
    // Behind a row of holders stands the holding itself.
    if (!next && at == 1 && last.entity == vocabulary.party && scope.variables.contains(names[0]))
      next = member(vocabulary.holding, names[at]);
    if (!next && last.symbol && last.symbol->kind == Symbol::Kind::definition) {
      const check::DefinitionId id(last.symbol->first);
      next = stage_of(id, names[at]);
      const auto* values = std::get_if<model::Values>(&session_.rule_sets().definitions[id.index()].body);
      const auto& known = session_.checked().definitions;
      if (!next && values && id.index() < known.size()) {
        const auto column = std::ranges::find(values->columns, names[at]);
        const auto place = static_cast<std::size_t>(column - values->columns.begin());
        if (place < known[id.index()].column_types.size())
          next = PathStep{std::nullopt, {}, known[id.index()].column_types[place]};
      }
    }
    if (!next) {
      if (names[at] == "held") {
        next = PathStep{std::nullopt, {}, model::Type{.kind = Kind::share, .change = true}};
      } else if (names[at] == "before" || names[at] == "start" || names[at] == "end") {
        next = PathStep{std::nullopt, {}, last.type};
      }
    }
    if (!next) break;
    steps.push_back(*next);
    ++at;
  }
  return steps;
}

}  // namespace weir::lsp
