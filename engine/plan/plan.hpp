#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/rational.hpp"
#include "base/truth.hpp"
#include "check/checked.hpp"
#include "model/working_days.hpp"

namespace weir::plan {

struct NodeTag;
using NodeId = base::Id<NodeTag>;

enum class Op : std::uint8_t {
#define WEIR_OP(name, doc) name,
#include "plan/ops.def"
#undef WEIR_OP
};
std::string_view to_text(Op op);

/// What a node's column holds.
enum class ColumnKind : std::uint8_t {
  truth,
  number,  ///< numbers, shares, quantities, money
  date,
  items,  ///< a code or party (single), or a set of them
  rows,   ///< row indices of another table
};

/// The table a node belongs to: cases, subjects, one for each entity, one for each list that rules run over.
struct TableRef {
  std::uint32_t value = 0;
  static constexpr std::uint32_t list_bit = 0x8000'0000;
  static constexpr TableRef cases() { return {0}; }
  static constexpr TableRef subjects() { return {1}; }
  static TableRef of(model::EntityId entity) { return {2 + entity.value}; }
  static TableRef list(std::size_t index) { return {list_bit | static_cast<std::uint32_t>(index)}; }
  bool is_list() const { return (value & list_bit) != 0; }
  bool is_entity() const { return !is_list() && value >= 2; }
  model::EntityId entity() const { return model::EntityId(value - 2); }
  std::size_t list_index() const { return value & ~list_bit; }
  friend auto operator<=>(TableRef, TableRef) = default;
};

/// A dated wording: the days on which it holds and the day from which it counts as enacted.
struct VersionRange {
  base::Date first, last, enacted;
};

/// One typed column expression. Which payload fields count depends on `op`.
struct Node {
  Op op{};
  ColumnKind kind{};
  TableRef table;
  std::vector<NodeId> inputs;
  model::Type type;     ///< static type, where it matters (fact, constant, select, version)
  model::FactId fact;   ///< fact
  bool before = false;  ///< fact, held, interest: the figure before the deal
  std::string text;  ///< fact on procedure: regime; recorded: definition; role_row: role; supposed: rule id;
                     ///< attribution, circle, recursive, version: definition
  std::uint32_t list = 0;                  ///< list nodes: their table, as a place in Plan::lists
  base::Truth truth{};                     ///< constant
  base::Rational number;                   ///< constant, offset: how many
  bool at_least = false, at_most = false;  ///< constant: `at least 339 million AUD`
  bool not_applicable = false;             ///< constant: `none`
  bool open = false;                       ///< constant set: it may have more members
  std::string currency;                    ///< constant money
  base::Date date;                         ///< constant
  base::CalendarUnit unit{};               ///< offset, run
  std::int32_t calendar = -1;              ///< calendar_offset, roll, run: place in Plan::calendars
  std::vector<std::string> items;          ///< constant: certain members, sorted
  std::vector<std::string> uncertain;      ///< constant: members that are doubtful, sorted
  std::int64_t count = 0;                  ///< at_least, contains_at_least
  std::vector<VersionRange> versions;      ///< version, in_force
};

struct SketchTag;
using SketchId = base::Id<SketchTag>;

/// A fact that a leaf of a proof reads.
struct FactRead {
  check::Place place;
  model::FactId fact;
  std::string regime;  ///< of procedure facts
  NodeId row;          ///< of a fact on a row of a list: the row's index
  friend bool operator==(const FactRead&, const FactRead&) = default;
};

/// The shape of a proof: how a condition is built up, and which node holds the truth of each part.
struct Sketch {
  enum class Kind : std::uint8_t {
    leaf,
    all,
    any,
    none,
    at_least,
    negation,
    definition,
    table,
    line,
    judgement,
    retest,  ///< parts are: the period has begun, it is not over, the condition was lost
    rows,    ///< a condition over the rows of a list: parts are [body], on the rows of `list`
  };
  Kind kind = Kind::leaf;
  std::string expression;
  std::string title;
  NodeId node;  ///< truth of this part
  std::vector<SketchId> parts;
  std::vector<FactRead> facts;                         ///< leaf, table: what it reads
  std::vector<std::pair<std::string, NodeId>> values;  ///< leaf: named values it compares
  NodeId enters;           ///< definition, judgement about another row: its row index; else not valid
  std::uint32_t list = 0;  ///< rows: place in Plan::lists
  NodeId selected;         ///< rows: which rows count; line: that it answers
  const model::Provision* provision = nullptr;
};

/// Words for a date, when `match` is true (or always, if it is not valid): one line of a table of dates.
struct DateChoice {
  NodeId match;
  std::string words;
};

/// A table of rows below another: what rules run over with `some`, `holders(…)` and the like.
struct ListTable {
  TableRef parent;
  NodeId rows;             ///< the list node, on this table
  model::EntityId entity;  ///< what a row stands for
};

/// A definition that reads itself: `leaf` stands for it inside, `body` is what it comes to. Bodies differ.
struct Loop {
  NodeId leaf, body;
};

/// A rule's nodes, all on the subject table but for those of its pairs.
struct CompiledRule {
  check::RuleRef ref;
  const model::Rule* rule = nullptr;
  NodeId law_date;
  std::string law_date_words;
  NodeId in_force;             ///< truth: the law date lies in its dates
  NodeId condition;            ///< when, and not unless
  NodeId not_run_out;          ///< as-of is not after `until`; not valid without one
  NodeId undefeated;           ///< truth of `in_force and condition and not_run_out`, before exceptions
  NodeId pair_undefeated;      ///< the same of each subject, on the table of subjects; not valid without one
  NodeId applies;              ///< `undefeated` and no exception applies
  NodeId until, due, penalty;  ///< dates and money; not valid where there is none
  std::vector<DateChoice> until_words, due_words;  ///< the wordings that may hold
  SketchId proof;
  std::vector<std::uint32_t> defeated_by;  ///< indices into Plan::rules
};

/// A judgement's node on the table of what it is about.
struct CompiledJudgement {
  check::DefinitionId definition;
  NodeId node;
  NodeId speaks_for, speaks_against;  ///< not valid where there is none
  SketchId for_proof, against_proof;
};

/// The nodes of one stage of a clock; days on the tables they need, truths on the table of subjects.
struct CompiledStage {
  NodeId start, end;  ///< first day (the event) and last day; not applicable where there is no such stage
  NodeId exists;      ///< its condition
  NodeId begun;       ///< it exists and its start is not after as-of
  NodeId current;     ///< begun, not over, no later stage has begun, as-of is not after its end
  NodeId run_out;     ///< the same, but as-of is after its end
  std::vector<NodeId> stops;                       ///< lists of periods, on the tables they need
  std::vector<DateChoice> start_words, end_words;  ///< the wordings that may hold
};

/// A clock's nodes.
struct CompiledClock {
  check::DefinitionId definition;
  std::uint32_t regime = 0;
  NodeId law_date;
  std::string law_date_words;
  NodeId in_force;  ///< its law date lies in its dates
  NodeId over;      ///< the procedure has ended; false where the clock does not say
  std::vector<CompiledStage> stages;
};

/// All loaded rules as one list of nodes in topological order, equal ones shared.
struct Plan {
  const check::Checked* checked = nullptr;
  std::vector<Node> nodes;
  std::vector<ListTable> lists;
  std::vector<Loop> loops;  ///< by body
  std::vector<Sketch> sketches;
  std::vector<CompiledRule> rules;            ///< by regime, then id
  std::vector<CompiledJudgement> judgements;  ///< by definition
  std::vector<CompiledClock> clocks;          ///< by definition
  std::vector<model::AnnouncedDays> calendars;
  std::size_t nodes_before_sharing = 0;

  const Node& node(NodeId id) const { return nodes[id.index()]; }
  const ListTable& list(TableRef table) const { return lists[table.list_index()]; }
  /// How many tables stand above: a case has none.
  std::size_t depth(TableRef table) const {
    return table.is_list() ? depth(list(table).parent) + 1 : table == TableRef::cases() ? 0 : 1;
  }
  const Sketch& sketch(SketchId id) const { return sketches[id.index()]; }
  const model::Vocabulary& vocabulary() const { return *checked->vocabulary; }
  const model::RuleSets& rule_sets() const { return *checked->rule_sets; }
};

}  // namespace weir::plan
