#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.hpp"
#include "diagnostics/diagnostic.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::check {

struct DefinitionTag;
/// Index into RuleSets::definitions.
using DefinitionId = base::Id<DefinitionTag>;

/// A rule: regime index and rule index in it.
struct RuleRef {
  std::uint32_t regime = 0;
  std::uint32_t rule = 0;
  friend auto operator<=>(const RuleRef&, const RuleRef&) = default;
};

/// The row a path starts from.
enum class Root : std::uint8_t {
  transaction,
  procedure,  ///< of the regime that the expression belongs to
  acquirer,
  target,
  vendor,
  stake,  ///< the acquirer's own holding in the target
  it,     ///< the row that an attribute is about
};

/// Which row a path names: a root and then party facts to follow (`acquirer.gp`).
struct Place {
  Root root = Root::transaction;
  model::EntityId entity;          ///< entity of the row reached
  std::vector<model::FactId> via;  ///< facts of type party, in order
};

/// What a name in an expression stands for.
struct Binding {
  enum class Kind : std::uint8_t {
    none,        ///< no name, or one with a mistake
    fact,        ///< place, fact; `before` if the figure before the deal is meant
    definition,  ///< definition (not an attribute); column, if it has named columns; `before` of a change
    attribute,   ///< place, definition
    row,         ///< place: the party itself (`a.target == target`)
    as_of,
    known_on,
    code,  ///< code, of the node's type's domain
  };
  Kind kind = Kind::none;
  Place place;
  model::FactId fact;
  DefinitionId definition;
  std::uint32_t column = 0;
  bool before = false;
  std::string code;
};

/// Type and binding of one syntax node.
struct TypedNode {
  model::Type type;
  Binding binding;
};

/// A syntax tree with its types, parallel to `source->ast.nodes`.
struct TypedExpression {
  const model::Expression* source = nullptr;
  std::vector<TypedNode> nodes;
  const TypedNode& node(language::NodeId id) const { return nodes[id.index()]; }
  const TypedNode& root() const { return nodes.back(); }
};

/// What the checker found out about one definition.
struct DefinitionInfo {
  model::Type type;  ///< of its value; of values with columns see `column_types`
  std::vector<model::Type> column_types;
};

/// Rule sets whose every name, type and date is settled: the plan compiles from this alone. Refers to the
/// vocabulary and rule sets it was made from, which must outlive it.
struct Checked {
  const model::Vocabulary* vocabulary = nullptr;
  const model::RuleSets* rule_sets = nullptr;
  std::unordered_map<const model::Expression*, TypedExpression> typed;
  std::vector<DefinitionInfo> definitions;  ///< parallel to RuleSets::definitions
  std::vector<DefinitionId> order;          ///< what a definition reads stands before it
  std::vector<std::vector<std::vector<RuleRef>>>
      defeated_by;  ///< [regime][rule]: the exceptions that defeat it, by id

  const TypedExpression& of(const model::Expression& expression) const { return typed.at(&expression); }
};

/// Resolves names, infers and checks types and units, proves that tables cover their inputs, finds cycles of
/// definitions and of exceptions, and refuses constructs that this version does not evaluate. All mistakes go
/// to the sink; the result is complete only if the sink has no errors.
Checked check(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets, diagnostics::Sink& sink);

/// Checks a case against the rule sets: recorded judgements and context items exist, roles name parties.
void check_case(const Checked& checked, const model::Case& facts, diagnostics::Sink& sink);

}  // namespace weir::check
