#include "check/analysis.hpp"

#include <algorithm>

#include "check/expression_typer.hpp"

namespace weir::check {

Analysis::Analysis(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets,
                   diagnostics::Sink& sink)
    : vocabulary_(vocabulary), rule_sets_(rule_sets), sink_(sink) {
  result_.vocabulary = &vocabulary;
  result_.rule_sets = &rule_sets;
  const std::size_t count = rule_sets.definitions.size();
  result_.definitions.resize(count);
  states_.assign(count, State::untouched);
  definition_reads_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& declared = rule_sets.definitions[i];
    by_id_.emplace(declared.id, DefinitionId(i));
    if (declared.attribute_of.empty()) plain_names_.push_back(declared.id);
  }
  for (std::uint32_t r = 0; r < rule_sets.regimes.size(); ++r) {
    for (std::uint32_t i = 0; i < rule_sets.regimes[r].subjects.size(); ++i) {
      const std::string& name = rule_sets.regimes[r].subjects[i].name;
      subjects_by_name_.emplace(name, static_cast<std::uint32_t>(result_.subjects.size()));
      result_.subjects.push_back({r, i});
    }
  }
}

Checked Analysis::run() {
  for (std::size_t i = 0; i < rule_sets_.regimes.size(); ++i) check_subjects(i);
  for (std::size_t i = 0; i < rule_sets_.definitions.size(); ++i) require(DefinitionId(i), {});
  for (std::size_t i = 0; i < rule_sets_.regimes.size(); ++i) check_regime(i);
  for (std::size_t i = 0; i < rule_sets_.regimes.size(); ++i) resolve_defeats(i);
  check_attributes();
  check_families();
  check_periods();
  return std::move(result_);
}

std::optional<DefinitionId> Analysis::find_definition(std::string_view id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<DefinitionId> Analysis::find_judgement(std::string_view name) const {
  for (std::size_t i = 0; i < rule_sets_.definitions.size(); ++i) {
    const auto& declared = rule_sets_.definitions[i];
    if (!std::holds_alternative<model::Judgement>(declared.body)) continue;
    if (declared.id == name || declared.name == name) return DefinitionId(i);
  }
  return std::nullopt;
}

std::vector<std::string> Analysis::judgement_names() const {
  std::vector<std::string> names;
  for (const auto& declared : rule_sets_.definitions) {
    if (std::holds_alternative<model::Judgement>(declared.body)) names.push_back(declared.name);
  }
  return names;
}

std::optional<model::DomainId> Analysis::unique_domain(const std::vector<std::string>& codes) const {
  std::optional<model::DomainId> found;
  for (std::size_t i = 0; i < vocabulary_.domains.size(); ++i) {
    const auto& domain = vocabulary_.domains[i];
    if (!std::ranges::all_of(codes, [&](const std::string& code) { return domain.find(code) != nullptr; }))
      continue;
    if (found) return std::nullopt;
    found = model::DomainId(i);
  }
  return found;
}

void Analysis::settle_domain(DefinitionId id, model::DomainId domain) {
  auto& type = result_.definitions[id.index()].type;
  if (type.kind == model::Kind::code && !type.domain.valid()) type.domain = domain;
}

model::Type Analysis::type(const model::Expression& expression, const Scope& scope,
                           std::optional<model::Type> hint) {
  if (!expression.present()) return {};  // its syntax error is already reported
  ExpressionTyper typer(*this, scope, expression);
  const model::Type type = typer.infer(expression.ast.root(), hint);
  result_.typed.insert_or_assign(&expression, typer.take());
  return type;
}

Checked check(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets,
              diagnostics::Sink& sink) {
  return Analysis(vocabulary, rule_sets, sink).run();
}

}  // namespace weir::check
