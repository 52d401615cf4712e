#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "model/case.hpp"
#include "model/rule_set.hpp"
#include "ownership/attribution.hpp"
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

/// Thrown where rules or a case use what the reference does not cover: clocks, calendars of business days,
/// periods, methods with several measures (but for partnerships, by products) or with general partners,
/// holdings of nominees for nobody named.
struct NotCovered : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Holdings;

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
  Interpreter(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets, View view);
  ~Interpreter();

  Answer answer(const model::Regime& regime);
  base::Truth applies(const model::Regime& regime, const model::Rule& rule);
  /// What an expression of a rule comes to.
  Value value_in(const model::Regime& regime, const model::Expression& expression);

 private:
  enum class Part { after, before };
  /// A row of a list, or a subject.
  struct Row {
    std::optional<model::RowId> row;  ///< none: somebody without a name
    model::EntityId entity;
    base::Truth there = base::Truth::true_value;
    bool any_number = false;  ///< it stands for further holders, however many
    bool has_share = false;   ///< it is one of `holders`, `upstream` or `downstream`
    ownership::Shares held;
    ownership::HolderId who;
    std::optional<model::RowId> asked;  ///< whose holder it is
  };
  /// What rules run over.
  struct List {
    std::vector<Row> rows;
    bool open = false;  ///< there may be more rows, of which nothing is known
    model::EntityId entity;
    const model::Definition* method = nullptr;  ///< of holders
    std::optional<model::RowId> asked;          ///< whose holders
  };
  struct Variable {
    std::string name;
    Row row;
  };
  /// Whose rules are read, and which row `it` is.
  struct Scope {
    const model::Regime* regime = nullptr;
    std::optional<model::RowId> it;
    model::EntityId entity;  ///< of `it`
    std::vector<Variable> variables;
  };
  /// Which day the law is read on that definitions come to, instead of each on its own.
  struct Reading {
    Value day, start;
    std::set<const model::Definition*> frozen;  ///< read on `start`
    friend bool operator==(const Reading&, const Reading&) = default;
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
  static Value first_of(std::vector<Value> days);
  static Value last_of(std::vector<Value> days);
  Value set(const language::Ast& ast, language::NodeId id, const Scope& scope);
  Value arithmetic(const language::Ast& ast, language::NodeId id, const Scope& scope, Part part);
  Value number(const language::Node& node) const;
  Value limit(const language::Ast& ast, language::NodeId id, const Scope& scope);
  base::Truth test(const model::Expression& test, const Value& input, const Scope& scope);

  // names.cpp: names and facts
  Value path(const std::vector<std::string>& names, const Scope& scope, Part part,
             const std::optional<Value>& day = std::nullopt);
  std::optional<model::EntityId> root_entity(const std::string& name, const Scope& scope);
  std::optional<model::RowId> root(const std::string& name, const Scope& scope) const;
  std::optional<model::RowId> party(const std::string& id) const;
  std::optional<model::RowId> stake() const;
  Value fact(std::optional<model::RowId> row, model::FactId fact, Part part) const;
  Value keys(model::RowId row, model::FactId list) const;
  model::Value known(model::RowId row, model::FactId fact) const;
  enum class Law { own, of_another_day };
  bool reads_it(const model::Definition& definition, Law law) const;
  const model::Definition* find_definition(std::string_view id) const;
  const model::Domain* domain_of(const model::Type& type) const;

  // lists.cpp: rows of lists
  List list(const language::Ast& ast, language::NodeId id, const Scope& scope);
  List list_of_names(const std::vector<std::string>& names, const Scope& scope, std::size_t& next);
  List call_list(const language::Ast& ast, language::NodeId id, const Scope& scope);
  List under(std::optional<model::RowId> row, model::FactId fact, base::Truth there) const;
  List joined(const List& above, model::FactId fact) const;
  void join_further(List& list, const std::vector<std::string>& names, std::size_t& next) const;
  bool is_list(model::FactId fact) const;
  List selected(List list, const language::Ast& ast, const std::string& variable, language::NodeId filter,
                const Scope& scope);
  Scope with(const Scope& scope, const std::string& variable, const Row& row) const;
  Value rows(const language::Ast& ast, language::NodeId id, const Scope& scope, Part part);
  Value values(const List& list, const std::string& field);
  Value count_of_list(const List& list) const;
  Value joint(const language::Ast& ast, language::NodeId id, const Scope& scope, const List& all,
              const List& chosen, Part part);
  const Variable* variable(const std::string& name, const Scope& scope);
  std::optional<model::RowId> one_party(const language::Ast& ast, language::NodeId id, const Scope& scope);

  // holdings.cpp: who holds what
  Value interest(const language::Ast& ast, language::NodeId id, const Scope& scope, Part part);
  List holders(const model::Definition& method, std::optional<model::RowId> party, const std::string& which);
  List circle(const model::Definition& circle, std::optional<model::RowId> party);
  const Holdings& holdings(const model::Definition& method);
  std::vector<std::vector<ownership::Related>> circles(const model::Definition& circle,
                                                       std::vector<bool>& open);
  void add_links(Holdings& holdings, const model::Method& method) const;
  model::DateInterval deal_day() const;
  std::string certain_item(model::RowId row, std::string_view fact) const;
  base::Truth is_one_of(model::RowId row, std::string_view fact, const std::set<std::string>& codes) const;
  std::vector<model::RowId> rows_of(model::EntityId entity) const;

  // law.cpp: definitions and dated law
  Value definition(const model::Definition& definition, std::optional<model::RowId> it, std::size_t column,
                   Part part, const std::optional<Value>& day);
  Value definition_now(const model::Definition& definition, std::optional<model::RowId> it,
                       std::size_t column, Part part, const std::optional<Value>& day);
  Value settled(const model::Definition& definition, model::RowId asked, Part part);
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
  base::Truth retest(const model::Retest& body, const Scope& scope);
  base::Truth on_another_day(const model::Condition& condition, const Scope& scope, Reading reading);
  base::Truth in_force(const model::Rule& rule, const Scope& scope);
  base::Truth undefeated(const model::Rule& rule, const Scope& scope);
  base::Truth undefeated_for_some(const model::Regime& regime, const model::Rule& rule, const Scope& scope);

  const model::Vocabulary& vocabulary_;
  const model::RuleSets& rule_sets_;
  View view_;
  std::optional<Variable> subject_;                            ///< that the rule runs over
  std::optional<std::pair<model::RowId, model::RowId>> pair_;  ///< that a judgement on two parties is about
  /// An attribute that is being worked out, and what it is taken to be on each party until then.
  using DefinitionKey = std::tuple<const model::Definition*, std::uint32_t, std::size_t, Part, std::size_t>;
  struct Loop {
    const model::Definition* definition = nullptr;
    Part part = Part::after;
    std::size_t reading = 0;
    bool read = false;  ///< it reads itself
    std::map<std::uint32_t, Value> taken;
    std::map<DefinitionKey, Value> meanwhile;  ///< definitions worked out from what is taken now
  };
  std::vector<Loop*> loops_;
  std::size_t passing_ = 0;  ///< how often something was read that is only so for now: a subject, a loop
  std::vector<Reading> readings_;
  std::size_t reading_ = 0;  ///< 0: law on its own day; else a place in `readings_` and 1
  std::map<DefinitionKey, Value> known_;
  std::map<std::string, const model::Definition*, std::less<>> by_id_;
  std::map<std::pair<const model::Definition*, std::size_t>, std::unique_ptr<Holdings>> holdings_;
};

}  // namespace weir::reference
