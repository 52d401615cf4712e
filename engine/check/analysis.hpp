#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked.hpp"
#include "model/working_days.hpp"

namespace weir::check {

/// What one provision reads: filled while its expressions are typed.
struct Reads {
  struct Definition {
    DefinitionId definition;
    base::Span span;
    bool on_another_day = false;  ///< under `X at D`
    std::uint32_t column = 0;     ///< of values with columns
  };
  struct Deal {
    std::string root;  ///< "acquirer", "target", "vendor", "stake", or a subject
    base::Span span;
  };
  std::vector<Definition> definitions;
  std::vector<Deal> deal;
};

/// Where an expression stands: what names mean there.
struct Scope {
  const model::Regime* regime = nullptr;  ///< null in the vocabulary's groups
  model::EntityId it;                     ///< of an attribute; else not valid
  bool of_nothing = false;  ///< of an attribute of a thing that does not exist, which is reported
  std::string owner;        ///< id of the rule or definition, for diagnostics
  base::Span owner_span;
  Reads* reads = nullptr;
  std::optional<DefinitionId> clock{};  ///< the clock whose stages have their short names here
};

/// One run of the checker over all rule sets.
class Analysis {
 public:
  Analysis(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets, diagnostics::Sink& sink);
  Checked run();

  const model::Vocabulary& vocabulary() const { return vocabulary_; }
  const model::RuleSets& rule_sets() const { return rule_sets_; }
  diagnostics::Sink& sink() { return sink_; }

  /// A definition by id: "ca_control", "party.ca_soe".
  std::optional<DefinitionId> find_definition(std::string_view id) const;
  const model::Definition& definition(DefinitionId id) const { return rule_sets_.definitions[id.index()]; }
  /// Types a definition if that has not happened yet; a cycle is reported and gives the error type.
  /// A party attribute may lead back to itself where it is read on the holders of its party (`upward`).
  enum class Direction : std::uint8_t { plain, upward };
  const DefinitionInfo& require(DefinitionId id, base::Span read_at, Direction direction = Direction::plain);
  /// The subject called `name`, as a place in Checked::subjects.
  std::optional<std::uint32_t> find_subject(std::string_view name) const;
  const model::Subject& subject(std::uint32_t which) const { return result_.subject(which); }
  /// What a row of a named list is, and whether it carries `.held`.
  const ListSource* named_list(DefinitionId id, base::Span read_at);
  /// The working days of a calendar; null if the unit names none.
  const model::WorkingDays* calendar(std::string_view unit);
  /// Ids of all calendars, for suggestions.
  std::vector<std::string> calendar_names() const;
  /// Gives a group without known members the domain that its use asks for.
  void settle_domain(DefinitionId id, model::DomainId domain);
  /// Ids of plain definitions, for suggestions.
  const std::vector<std::string>& definition_names() const { return plain_names_; }
  /// The only domain that lists all `codes`; none if there is none or more than one.
  std::optional<model::DomainId> unique_domain(const std::vector<std::string>& codes) const;
  /// The judgement called `name`, with or without its entity.
  std::optional<DefinitionId> find_judgement(std::string_view name) const;
  std::vector<std::string> judgement_names() const;

  /// Types one expression and keeps the result; `hint` is the item type that bare codes are read by.
  model::Type type(const model::Expression& expression, const Scope& scope,
                   std::optional<model::Type> hint = {});

 private:
  friend class TableChecker;
  struct Frame {
    DefinitionId definition;
    base::Span read_at;  ///< where it reads the next frame's definition
    Direction direction = Direction::plain;
  };
  enum class State : std::uint8_t { untouched, active, done };

  // definitions.cpp
  void type_definition(DefinitionId id);
  DefinitionInfo type_body(const model::Definition& definition, const Scope& scope);
  DefinitionInfo type_values(const model::Values& values, const Scope& scope);
  DefinitionInfo type_versions(const model::Versions& versions, const Scope& scope);
  model::Type type_group(const model::Group& group, const model::Definition& definition);
  void type_judgement(const model::Judgement& judgement, const Scope& scope);
  model::Type type_condition(const model::Condition& condition, const Scope& scope);
  /// Types all of `expressions` as one kind of answer and returns it.
  model::Type type_answers(const std::vector<const model::Expression*>& expressions, const Scope& scope);
  void report_cycle(std::size_t first);
  /// Refuses an attribute that holds neither a condition nor a value.
  void require_attribute_value(const model::Definition& declared);
  void type_attribution(const model::Attribution& body, const Scope& scope);
  void type_circle(const model::Circle& body, const Scope& scope);
  // retests.cpp
  void type_retest(const model::Retest& body, const Scope& scope);
  void check_period(const model::Expression& period, const Reads& reads, const Scope& scope);
  /// Law that a re-test keeps as it was: it must be dated, and among what the condition reads.
  void check_frozen(const model::Retest::Frozen& frozen, const std::set<DefinitionId>& read,
                    const Scope& scope);
  // clocks.cpp
  void type_calendar(const model::Calendar& body, const Scope& scope);
  void type_clock(const model::Clock& body, Scope scope, DefinitionId id);
  void check_stage(const model::Stage& stage, const Scope& scope);
  void check_stop(const model::Stop& stop, const Scope& scope);
  void check_stage_order(const model::Clock& clock, const Scope& scope);
  /// The type of a definition that is still being typed, as far as its outermost form shows it.
  model::Type shallow_type(const model::Definition& definition) const;
  // subjects.cpp
  void check_subjects(std::size_t regime);
  void check_families();
  // rules.cpp
  void check_regime(std::size_t index);
  /// Refuses a default law date that reads law which that very date would have to pick.
  void check_law_date(const model::Regime& regime, const Reads& reads);
  void check_rule(const model::Rule& rule, const model::Regime& regime, Reads& reads);
  void require_truth(const model::Condition& condition, const Scope& scope, std::string_view what);
  void require_kind(const model::Expression& expression, const Scope& scope, model::Kind kind,
                    std::string_view what);
  void require_judgement(const std::string& name, base::Span span, const std::string& owner);
  // defeats.cpp
  void resolve_defeats(std::size_t regime);
  // attributes.cpp
  void check_attributes();
  // periods.cpp
  void check_periods();

  const model::Vocabulary& vocabulary_;
  const model::RuleSets& rule_sets_;
  diagnostics::Sink& sink_;
  Checked result_;
  std::map<std::string, DefinitionId, std::less<>> by_id_;
  std::vector<std::string> plain_names_;
  std::vector<State> states_;
  std::vector<Frame> stack_;
  std::vector<Reads> definition_reads_;
  std::vector<std::vector<Reads>> rule_reads_;
  std::map<std::string, std::uint32_t, std::less<>> subjects_by_name_;
  std::map<DefinitionId, model::WorkingDays> calendars_;
  std::map<DefinitionId, model::Type> provisional_;  ///< types given out while still being typed
};

/// True if two types can stand on both sides of a comparison (shape aside); the error type fits all.
bool fits(const model::Type& a, const model::Type& b);
/// The type of one member.
model::Type item_of(model::Type type);
/// The span of an expression's whole text without its quotes.
base::Span span_of(const model::Expression& expression);
/// True if a definition's meaning depends on its law date.
bool is_dated(const model::Definition& definition);

}  // namespace weir::check
