#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/case.hpp"
#include "model/rule_set.hpp"
#include "reference/value.hpp"

namespace weir::reference {

/// A case looked at on a day, with what was known on a day.
struct View {
  const model::Case* facts = nullptr;
  base::Date as_of, known_on;
  enum class Presume {
    nothing,
    presumptions
  } presume = Presume::nothing;  ///< take open judgements as presumed
};

/// What a regime's rules say of a view.
struct Answer {
  std::map<std::string, base::Truth> applies;  ///< by rule id
  struct Levels {
    std::size_t at_least = 0, at_most = 0;
    friend bool operator==(const Levels&, const Levels&) = default;
  };
  std::map<std::string, Levels> levels;  ///< by determination
  std::int64_t risk_low = 0, risk_high = 0;
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// Reads rules one view at a time, straight off their syntax trees; resolves every name by itself.
class Interpreter {
 public:
  Interpreter(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets, View view)
      : vocabulary_(vocabulary), rule_sets_(rule_sets), view_(view) {}

  Answer answer(const model::Regime& regime);
  base::Truth applies(const model::Regime& regime, const model::Rule& rule);

 private:
  enum class Part { after, before };
  /// Whose rules are read, and which row `it` is.
  struct Scope {
    const model::Regime* regime = nullptr;
    std::optional<model::RowId> it;
    model::EntityId entity;  ///< of `it`
  };
  /// A wording, the days on which it holds and the day from which it counts as enacted.
  struct Wording {
    base::Date first, last, enacted;
    Value value;
  };

  // interpreter.cpp: expressions
  Value value(const model::Expression& expression, const Scope& scope, Part part = Part::after);
  Value value(const language::Ast& ast, language::NodeId id, const Scope& scope, Part part = Part::after);
  base::Truth truth(const language::Ast& ast, language::NodeId id, const Scope& scope);
  base::Truth truth(const model::Condition& condition, const Scope& scope);
  std::pair<Value, Value> sides(const language::Ast& ast, language::NodeId left, language::NodeId right,
                                const Scope& scope);
  base::Truth relation(const language::Ast& ast, language::NodeId id, const Scope& scope);
  base::Truth crossing(const language::Ast& ast, language::NodeId id, const Scope& scope);
  Value call(const language::Ast& ast, language::NodeId id, const Scope& scope);
  Value set(const language::Ast& ast, language::NodeId id, const Scope& scope);
  Value number(const language::Node& node) const;
  Value limit(const language::Ast& ast, language::NodeId id, const Scope& scope);
  base::Truth test(const model::Expression& test, const Value& input, const Scope& scope);

  // names.cpp: names and facts
  Value path(const std::vector<std::string>& names, const Scope& scope, Part part,
             const std::optional<Value>& day = std::nullopt);
  std::optional<model::RowId> root(const std::string& name, const Scope& scope) const;
  std::optional<model::RowId> party(const std::string& id) const;
  std::optional<model::RowId> stake() const;
  Value fact(std::optional<model::RowId> row, model::FactId fact, Part part) const;
  Value keys(model::RowId row, model::FactId list) const;
  model::Value known(model::RowId row, model::FactId fact) const;
  bool reads_it(const model::Definition& definition) const;
  const model::Definition* find_definition(std::string_view id) const;
  const model::Domain* domain_of(const model::Type& type) const;

  // law.cpp: definitions and dated law
  Value definition(const model::Definition& definition, std::optional<model::RowId> it, std::size_t column,
                   Part part, const std::optional<Value>& day);
  Value body(const model::Definition& definition, const Scope& scope, std::size_t column, Part part,
             const Value& day);
  Value table(const model::Table& table, const Scope& scope, Part part);
  Value values(const model::Values& values, const Scope& scope, std::size_t column, Part part,
               const Value& day);
  Value versions(const model::Versions& versions, const Scope& scope, Part part, const Value& day);
  Value group(const model::Group& group, const Value& day) const;
  Value on_day(std::vector<Wording> wordings, const Value& day) const;
  base::Truth judgement(const model::Definition& definition, const model::Judgement& body,
                        const Scope& scope);
  Value law_date(const model::Provision& provision, const Scope& scope);
  base::Truth in_force(const model::Rule& rule, const Scope& scope);
  base::Truth undefeated(const model::Rule& rule, const Scope& scope);

  const model::Vocabulary& vocabulary_;
  const model::RuleSets& rule_sets_;
  View view_;
};

}  // namespace weir::reference
