#pragma once
#include <map>
#include <optional>
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
  stake,     ///< the acquirer's own holding in the target
  it,        ///< the row that an attribute is about
  variable,  ///< a row of a list: `some h in …`
  subject,   ///< a declared subject: the row of its list that the rules run over
};

/// Which row a path names: a root and then party facts to follow (`acquirer.gp`).
struct Place {
  Root root = Root::transaction;
  model::EntityId entity;          ///< entity of the row reached
  std::vector<model::FactId> via;  ///< facts of type party, in order
  std::uint32_t slot = 0;  ///< variable: which of the expression's; subject: place in Checked::subjects
  bool holding = false;    ///< variable: the direct holding behind a row of `holders`
  friend bool operator==(const Place&, const Place&) = default;
};

/// Where the rows of a list come from.
struct ListSource {
  enum class Kind : std::uint8_t {
    rows,     ///< a fact that is a list of rows, of the row at `place`
    parties,  ///< a fact that is a set of parties, of the row at `place`
    holders,
    upstream,
    downstream,  ///< of `party` by the method `definition`
    circle,      ///< of `party`, the circle `definition`
    named,       ///< a definition with `list:`
  };
  Kind kind = Kind::rows;
  Place place;
  model::FactId fact;
  language::NodeId party;           ///< the argument that is asked about
  DefinitionId definition;          ///< method, circle or named list
  std::vector<model::FactId> then;  ///< lists of its rows, joined: `circle(a, c).assets`
  model::EntityId entity;           ///< what a row is
  bool held = false;                ///< its rows carry `.held`
  bool holding = false;             ///< its rows have a direct holding behind them
};

/// What a name in an expression stands for.
struct Binding {
  enum class Kind : std::uint8_t {
    none,        ///< no name, or one with a mistake
    fact,        ///< place, fact; `before` if the figure before the deal is meant
    definition,  ///< definition (not an attribute); column, if it has named columns; `before` of a change
    attribute,   ///< place, definition
    row,         ///< place: the party itself (`a.target == target`)
    held,        ///< place: the share of a row of holders; `before`
    values,      ///< the values that a field (fact or attribute) has on the rows of a list
    stage,       ///< definition: a clock; column: its stage; `before`: the first day of it, not the last
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
  std::map<language::NodeId, ListSource> lists;  ///< of nodes that are lists
  const TypedNode& node(language::NodeId id) const { return nodes[id.index()]; }
  const TypedNode& root() const { return nodes.back(); }
};

/// What the checker found out about one definition.
struct DefinitionInfo {
  model::Type type;  ///< of its value; of values with columns see `column_types`
  std::vector<model::Type> column_types;
  bool recursive = false;                ///< reads itself on the holders of its party
  std::optional<std::uint32_t> subject;  ///< the subject it reads, itself or through others
};

/// A declared subject and the rules that run over it.
struct SubjectRef {
  std::uint32_t regime = 0;
  std::uint32_t subject = 0;  ///< place in Regime::subjects
};

/// Rule sets whose every name, type and date is settled: the plan compiles from this alone. Refers to the
/// vocabulary and rule sets it was made from, which must outlive it.
struct Checked {
  const model::Vocabulary* vocabulary = nullptr;
  const model::RuleSets* rule_sets = nullptr;
  std::unordered_map<const model::Expression*, TypedExpression> typed;
  std::vector<DefinitionInfo> definitions;  ///< parallel to RuleSets::definitions
  std::vector<DefinitionId> order;          ///< what a definition reads stands before it (but for recursion)
  std::vector<SubjectRef> subjects;         ///< of all regimes
  std::vector<std::vector<std::optional<std::uint32_t>>>
      rule_subjects;  ///< [regime][rule]: what it runs over
  std::vector<std::vector<std::vector<RuleRef>>>
      defeated_by;  ///< [regime][rule]: the exceptions that defeat it, by id

  const TypedExpression& of(const model::Expression& expression) const { return typed.at(&expression); }
  const model::Subject& subject(std::uint32_t which) const {
    return rule_sets->regimes[subjects[which].regime].subjects[subjects[which].subject];
  }
};

/// Resolves names, infers and checks types and units, proves that tables cover their inputs, finds cycles of
/// definitions and of exceptions, and refuses constructs that this version does not evaluate. All mistakes go
/// to the sink; the result is complete only if the sink has no errors.
Checked check(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets, diagnostics::Sink& sink);

/// Checks a case against the rule sets: recorded judgements and context items exist, roles name parties.
void check_case(const Checked& checked, const model::Case& facts, diagnostics::Sink& sink);

/// Checks what a case expects against the rule sets: regimes, rules, levels and questions exist, and no
/// demand contradicts another. Apart from `check_case`, because a case can be assessed under rule sets that
/// lack what it expects of others.
void check_expectations(const Checked& checked, const model::Case& facts, diagnostics::Sink& sink);

}  // namespace weir::check
