#include "lsp/symbol.hpp"

namespace weir::lsp {
namespace {

const model::Definition& definition_at(const session::Session& session, std::uint32_t index) {
  return session.rule_sets().definitions[index];
}

std::string last_part(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

struct BodyWord {
  std::string_view operator()(const model::Condition&) const { return "definition"; }
  std::string_view operator()(const model::Table&) const { return "table"; }
  std::string_view operator()(const model::Values&) const { return "threshold"; }
  std::string_view operator()(const model::Versions&) const { return "definition"; }
  std::string_view operator()(const model::Group&) const { return "group"; }
  std::string_view operator()(const model::Judgement&) const { return "judgement"; }
  std::string_view operator()(const model::Attribution&) const { return "method of attribution"; }
  std::string_view operator()(const model::Circle&) const { return "circle"; }
  std::string_view operator()(const model::NamedList&) const { return "list"; }
  std::string_view operator()(const model::Retest&) const { return "re-test"; }
  std::string_view operator()(const model::Holidays&) const { return "holidays"; }
  std::string_view operator()(const model::Calendar&) const { return "calendar"; }
  std::string_view operator()(const model::Periods&) const { return "periods"; }
  std::string_view operator()(const model::Clock&) const { return "clock"; }
};

}  // namespace

Symbol symbol_of(model::FactId fact) {
  return {Symbol::Kind::fact, fact.value, 0};
}
Symbol symbol_of(check::DefinitionId definition) {
  return {Symbol::Kind::definition, definition.value, 0};
}
Symbol symbol_of(check::RuleRef rule) {
  return {Symbol::Kind::rule, rule.regime, rule.rule};
}
Symbol symbol_of(model::DomainId domain) {
  return {Symbol::Kind::domain, domain.value, 0};
}

std::string name_of(const session::Session& session, Symbol symbol) {
  const auto& vocabulary = session.vocabulary();
  const auto& regimes = session.rule_sets().regimes;
  switch (symbol.kind) {
    case Symbol::Kind::fact:
      return vocabulary.facts[symbol.first].name;
    case Symbol::Kind::definition:
      return definition_at(session, symbol.first).id;
    case Symbol::Kind::rule:
      return regimes[symbol.first].rules[symbol.second].id;
    case Symbol::Kind::code:
      return vocabulary.domains[symbol.first].codes[symbol.second].id;
    case Symbol::Kind::domain:
      return vocabulary.domains[symbol.first].name;
    case Symbol::Kind::determination:
      return regimes[symbol.first].determinations[symbol.second].name;
    case Symbol::Kind::factor:
      return regimes[symbol.first].factors[symbol.second].name;
    case Symbol::Kind::regime:
      return regimes[symbol.first].id;
    case Symbol::Kind::stage:
      return std::get<model::Clock>(definition_at(session, symbol.first).body).stages[symbol.second].name;
    case Symbol::Kind::subject:
      return regimes[symbol.first].subjects[symbol.second].name;
  }
  return {};
}

std::string short_name_of(const session::Session& session, Symbol symbol) {
  if (symbol.kind == Symbol::Kind::fact) return last_part(name_of(session, symbol));
  if (symbol.kind == Symbol::Kind::definition) return definition_at(session, symbol.first).name;
  return name_of(session, symbol);
}

std::string_view word_for(const session::Session& session, Symbol symbol) {
  switch (symbol.kind) {
    case Symbol::Kind::fact:
      return "fact";
    case Symbol::Kind::definition:
      return std::visit(BodyWord{}, definition_at(session, symbol.first).body);
    case Symbol::Kind::rule:
      return "rule";
    case Symbol::Kind::code:
      return "code";
    case Symbol::Kind::domain:
      return "list of codes";
    case Symbol::Kind::determination:
      return "determination";
    case Symbol::Kind::factor:
      return "risk factor";
    case Symbol::Kind::regime:
      return "rule set";
    case Symbol::Kind::stage:
      return "stage";
    case Symbol::Kind::subject:
      return "subject";
  }
  return {};
}

std::string title_of(const session::Session& session, Symbol symbol) {
  const auto& vocabulary = session.vocabulary();
  const auto& regimes = session.rule_sets().regimes;
  switch (symbol.kind) {
    case Symbol::Kind::fact:
      return vocabulary.facts[symbol.first].label;
    case Symbol::Kind::definition:
      return definition_at(session, symbol.first).title;
    case Symbol::Kind::rule:
      return regimes[symbol.first].rules[symbol.second].title;
    case Symbol::Kind::code:
      return vocabulary.domains[symbol.first].codes[symbol.second].title;
    case Symbol::Kind::domain:
      return vocabulary.domains[symbol.first].title;
    case Symbol::Kind::determination:
      return regimes[symbol.first].determinations[symbol.second].title;
    case Symbol::Kind::factor:
      return regimes[symbol.first].factors[symbol.second].title;
    case Symbol::Kind::regime:
      return regimes[symbol.first].title;
    case Symbol::Kind::stage:
      return std::get<model::Clock>(definition_at(session, symbol.first).body).stages[symbol.second].title;
    case Symbol::Kind::subject:
      return {};
  }
  return {};
}

}  // namespace weir::lsp
