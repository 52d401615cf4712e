#pragma once
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "check/checked.hpp"

namespace weir::lint {

/// An expression of a provision and the place of one of its parts.
struct ReadAt {
  const model::Expression* expression = nullptr;
  language::NodeId node;
  const model::Provision* provision = nullptr;

  base::Span span() const;
};

/// What rules and definitions read, by themselves and through each other.
class Reads {
 public:
  explicit Reads(const check::Checked& checked);

  /// All expressions of a provision that decide what it comes to: of a rule its conditions, not its dates and
  /// duties.
  const std::vector<const model::Expression*>& conditions(const model::Provision& provision) const;
  /// The definitions that a provision names, in any of its expressions or by a key.
  const std::set<check::DefinitionId>& names(const model::Provision& provision) const;
  /// The definitions that its conditions rest on, directly or through others.
  std::set<check::DefinitionId> under(const model::Provision& provision) const;
  /// Visits each part of each expression of a condition and of all that it rests on.
  void each_part(const model::Provision& provision, const std::function<void(const ReadAt&)>& visit) const;
  /// The definitions that some rule, clock or law date reads in the end.
  std::set<check::DefinitionId> in_use() const;

  const model::Definition& definition(check::DefinitionId id) const {
    return checked_.rule_sets->definitions[id.index()];
  }
  const check::TypedExpression* typed(const model::Expression& expression) const;

 private:
  struct Entry {
    std::vector<const model::Expression*> conditions, all;
    std::set<check::DefinitionId> names, in_conditions;
  };
  void add_rule(const model::Rule& rule);
  void add_definition(const model::Definition& definition);
  const Entry& entry(const model::Provision& provision) const;
  void collect(const std::vector<const model::Expression*>& expressions,
               std::set<check::DefinitionId>& into) const;
  void add_named(std::string_view name, std::set<check::DefinitionId>& into) const;

  const check::Checked& checked_;
  std::map<std::string, std::vector<check::DefinitionId>, std::less<>> by_name_;
  std::map<const model::Provision*, Entry> entries_;
};

}  // namespace weir::lint
