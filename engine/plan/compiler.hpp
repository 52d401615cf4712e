#pragma once
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "plan/builder.hpp"
#include "plan/definition_nodes.hpp"
#include "plan/line_truths.hpp"
#include "plan/plan.hpp"

namespace weir::plan {

/// A compiled condition: the node that holds its truth and the shape of its proof.
struct Compiled {
  NodeId node;
  SketchId sketch;
};

/// A row that an expression has a name for.
struct RowScope {
  std::uint32_t slot = 0;  ///< of the variable in its expression
  NodeId rows;             ///< the list node
};

/// What surrounds an expression: the regime whose procedure and default law date it means, the row of `it`,
/// the rows of lists that it stands in.
struct Context {
  const model::Regime* regime = nullptr;
  model::EntityId it;                        ///< valid inside an attribute
  TableRef base;                             ///< lists stand below this table at least
  std::vector<RowScope> rows{};              ///< outermost first
  const model::Definition* clock = nullptr;  ///< the clock whose own stages are read
};

/// A list as the surroundings see it: its table, and which of its rows count.
struct CompiledList {
  NodeId rows;
  TableRef table;
  NodeId selected;
};

/// True for `days`, `months` and the like, which no calendar is needed for.
bool is_shared_unit(std::string_view unit);
/// Of such a unit the one of the calendar: `months` is a month.
base::CalendarUnit calendar_unit(std::string_view unit);

/// Turns checked expressions, definitions and rules into plan nodes and proof sketches.
class Compiler {
 public:
  Compiler(const check::Checked& checked, Plan& plan) : checked_(checked), plan_(plan), build_(plan) {}
  void run();
  std::vector<DefinitionNode> definition_nodes() const;

 private:
  enum class Part : std::uint8_t { after, before };
  using Typed = check::TypedExpression;
  using Binding = check::Binding;

  // expressions.cpp: values of expressions
  NodeId value(const model::Expression& expression, const Context& context);
  NodeId value(const Typed& typed, language::NodeId id, const Context& context, Part part = Part::after);
  NodeId literal(const Typed& typed, language::NodeId id);
  NodeId named(const check::TypedNode& node, const Context& context, Part part);
  /// True if `count` of a list counts its rows. A list of rows with a key stands for the set of its keys.
  bool counts_rows(const Typed& typed, language::NodeId list) const;
  NodeId function(const Typed& typed, language::NodeId id, const Context& context);
  NodeId set(const Typed& typed, language::NodeId id, const Context& context);
  NodeId relation(const Typed& typed, language::NodeId id, const Context& context);
  NodeId change(const Typed& typed, language::NodeId id, const Context& context);
  NodeId compare(language::Comparison comparison, NodeId a, NodeId b);
  NodeId test(const Typed& typed, language::NodeId id, NodeId input, const model::Type& input_type,
              const Context& context);

  NodeId arithmetic(const Typed& typed, language::NodeId id, const Context& context, Part part);

  // lists.cpp: lists, conditions over their rows, ownership
  CompiledList list(const Typed& typed, language::NodeId id, const Context& context);
  /// The rows that a list is read on: those of the list around it, else of `it` where the expression speaks
  /// of it, so that what is asked of the list's own rows may speak of them.
  TableRef table_around(const Typed& typed, const Context& context) const;
  CompiledList list_of(const Typed& typed, const check::ListSource& source, const Context& context);
  CompiledList filtered(CompiledList list, NodeId condition);
  /// The rows of a row construct, those that its filter leaves, and the context of its body.
  CompiledList rows_of(const Typed& typed, language::NodeId id, const Context& context, Context& inside);
  NodeId rows(const Typed& typed, language::NodeId id, const Context& context, Part part);
  NodeId values(const Typed& typed, language::NodeId id, const Context& context);
  NodeId party_row(const Typed& typed, language::NodeId id, const Context& context);
  NodeId interest(const Typed& typed, language::NodeId id, const Context& context, Part part);
  NodeId attribution(check::DefinitionId method);
  NodeId circle(check::DefinitionId id);
  /// The table of a subject's rows, with which of them count.
  CompiledList subject(std::uint32_t which);

  // places.cpp: rows, facts, law dates
  std::optional<NodeId> row_index(const check::Place& place, const Context& context);
  NodeId at_row(NodeId on_entity, const check::Place& place, const Context& context);
  NodeId fact(const check::Place& place, model::FactId fact, const model::Type& type, Part part,
              const Context& context);
  NodeId as_of();
  NodeId law_date(const model::Provision& provision, const Context& context);

  // definitions.cpp
  NodeId definition(check::DefinitionId id, std::uint32_t column, Part part, std::optional<NodeId> law_date);
  NodeId definition_value(const model::Definition& definition, check::DefinitionId id, std::uint32_t column,
                          Part part, NodeId date, const Context& context);
  NodeId group(const model::Group& group, const model::Type& type, NodeId date, const std::string& name);
  NodeId judgement(const model::Definition& definition, const model::Judgement& body, check::DefinitionId id,
                   const Context& context);
  NodeId recursive(check::DefinitionId id, Part part);
  NodeId version(NodeId date, std::vector<VersionRange> ranges, std::vector<NodeId> values,
                 const model::Type& type, std::string name);
  NodeId table(const model::Table& table, const Context& context, Part part = Part::after);
  LineTruths lines(const model::Table& table, const Context& context);
  static model::DateRange days_in_force(const model::Definition& entry);
  Context context_of(const model::Definition& definition);
  const model::Definition& definition_at(check::DefinitionId id) const;

  // clocks.cpp
  struct StageDays {
    NodeId start, end, exists;
  };
  const StageDays& stage(check::DefinitionId clock, std::uint32_t index);
  /// A day of a stage as other rules see it: unknown where the clock holds no law.
  NodeId stage_day(const Binding& binding, const Context& context);
  NodeId stage_end(const model::Clock& clock, const model::Stage& stage, NodeId start,
                   const Context& context);
  /// A day moved by the working days of an offset with a calendar.
  NodeId calendar_offset(NodeId day, const language::Node& offset);
  /// Place of a calendar in the plan.
  std::int32_t calendar(std::string_view id);
  NodeId periods(const model::Periods& body);
  void read_stage(const Binding& binding, Sketch& leaf);
  void clock(check::DefinitionId id);
  std::string stage_words(const Binding& binding);
  /// "45 days", "30 working days".
  std::string length_words(const language::Node& length);

  // sketches.cpp: conditions and their proofs
  Compiled condition(const model::Condition& condition, const Context& context);
  SketchId sketch(const Typed& typed, language::NodeId id, const Context& context);
  SketchId rows_sketch(const Typed& typed, language::NodeId id, const Context& context, Sketch proof);
  SketchId definition_sketch(check::DefinitionId id);
  Sketch definition_body_sketch(const model::Definition& definition, const Context& context, Sketch proof);
  SketchId add(Sketch sketch);
  void reads(const Typed& typed, language::NodeId id, const Context& context, Sketch& leaf);
  /// True where the rows that an expression names are those around it, so that it has a value here.
  bool in_reach(const Typed& typed, language::NodeId id, const Context& context) const;
  bool row_in_reach(const check::Place& place, const Context& context) const;
  void reads_of_definition(check::DefinitionId id, Sketch& leaf);

  // retests.cpp: conditions tested again on another day
  /// Which day the law is read on that definitions come to, instead of each on its own.
  struct Reading {
    NodeId day;
    NodeId start;  ///< for the law that is frozen
    std::set<check::DefinitionId> frozen;
    friend bool operator==(const Reading&, const Reading&) = default;
  };
  /// While it lives, law is read on the day of `reading`; without one, each on its own.
  class AnotherDay {
   public:
    AnotherDay(Compiler& compiler, std::optional<Reading> reading);
    ~AnotherDay();
    AnotherDay(const AnotherDay&) = delete;
    AnotherDay& operator=(const AnotherDay&) = delete;

   private:
    Compiler& compiler_;
    std::uint32_t outer_;
  };
  struct CompiledRetest {
    NodeId begun;    ///< the period has begun
    NodeId last;     ///< its last day
    NodeId runs;     ///< it is not over
    Compiled still;  ///< the condition on the last day on which it is tested
    NodeId lost;     ///< it does not hold then, or did not on some day before
    NodeId node;
  };
  CompiledRetest retest(const model::Retest& body, const Context& context);
  void retest_sketch(const model::Retest& body, const Context& context, Sketch& proof);
  NodeId law_date_of(check::DefinitionId id, const Context& context);

  // rules.cpp
  void rule(check::RuleRef ref);
  std::string words(const model::Expression& expression);
  std::string words(const Typed& typed, language::NodeId id);
  std::vector<DateChoice> date_choices(const model::Expression& expression);
  NodeId doubtful(const model::Provision& provision, NodeId node);

  const check::Checked& checked_;
  Plan& plan_;
  Builder build_;
  std::vector<Reading> readings_;
  std::uint32_t reading_ = 0;  ///< 0: each law is read on its own day; else a place in `readings_` and 1
  std::map<std::tuple<std::uint32_t, std::uint32_t, int, std::uint32_t, std::uint32_t>, NodeId> definitions_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, SketchId> definition_sketches_;
  std::map<check::RuleRef, std::uint32_t> rules_;
  std::map<std::pair<check::DefinitionId, std::uint32_t>, StageDays> stages_;
  std::map<std::string, std::int32_t, std::less<>> calendars_;
  std::map<std::tuple<std::uint32_t, int, std::uint32_t>, NodeId>
      active_;  ///< definitions being compiled: their leaf, if read
};

}  // namespace weir::plan
