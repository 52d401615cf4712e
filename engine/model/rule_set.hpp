#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/span.hpp"
#include "model/case.hpp"
#include "model/clock.hpp"
#include "model/condition.hpp"
#include "model/method.hpp"
#include "model/type.hpp"

namespace weir::model {

struct Citation {
  std::string text;  ///< pinpoint: "ICA s. 28(3)(b)"
  std::string url;
};

/// The author's interpretation where the text leaves room.
struct Reading {
  std::string text;
  std::string by;
  std::optional<base::Date> on;
  std::optional<bool> holds;  ///< of a doubt: how the author reads it
};

/// Whether a piece of law is in force yet. Enacted is not in force.
struct Status {
  std::optional<base::Date> enacted;
  bool pending = false;  ///< `in_force: pending`
  std::string waits_for;
  std::optional<base::Date> at_latest;
};

/// What is common to everything that a rule set declares.
struct Provision {
  std::string id;  ///< "ca_control", "party.ca_soe", "ca.notify.control"
  base::Span id_span;
  std::string title;
  std::optional<Expression> by;       ///< the law date; none: the regime's default
  std::optional<DateRange> in_force;  ///< none: as long as the regime; mandatory for rules
  base::Span in_force_span;
  Status status;
  std::string doubt;
  std::optional<Reading> reading;
  std::vector<Citation> cite;
  std::string note;
};

/// Decision table: lines read top down, the first that matches answers.
struct Table {
  struct Line {
    std::vector<Expression> tests;  ///< one an input
    Expression answer;
    base::Span span;
  };
  std::vector<Expression> inputs;
  std::vector<Line> lines;
};

/// A dated value or row of named values; each holds from its day until the next.
struct Values {
  struct Version {
    base::Date from;
    std::optional<base::Date> enacted;  ///< none: `from`
    std::vector<Expression> cells;      ///< one a column
    std::vector<Citation> cite;
    std::string note;
    base::Span span;
  };
  std::vector<std::string> columns;  ///< empty for a single value
  std::vector<Version> versions;     ///< ascending by `from`
};

/// Dated wordings of one condition or value.
struct Versions {
  struct Version {
    DateRange range;
    bool pending = false;               ///< key `pending`
    std::optional<base::Date> enacted;  ///< none: range.first
    Condition body;
    std::vector<Citation> cite;
    base::Span span;
  };
  std::vector<Version> versions;  ///< ascending, not overlapping; pending last
};

/// A dated set of codes.
struct Group {
  struct Member {
    std::string code;
    std::vector<DateRange> ranges;
    bool uncertain = false;
    base::Span span;
  };
  std::string of;  ///< domain name; empty: found by the checker from the members
  std::vector<Member> members;
  bool unknown_members = false;  ///< `members: unknown`
};

/// What an authority must decide.
struct Judgement {
  std::string ask;
  std::string decides;
  std::optional<Condition> true_if, false_if;
  std::optional<bool> presumed;
  std::optional<Condition> presumed_if;
  std::optional<Condition> speaks_for, speaks_against;
};

/// A declared way of attributing interests (`path:`), with who is added together.
struct Attribution {
  Method method;
  std::string circle;  ///< id of a circle whose members' holdings count together; empty if none
  base::Span circle_span;
  std::vector<base::Span> measure_spans;  ///< of Method::measures, then of partnership_measures
};

/// Connected persons, who count together (`links:`).
struct Circle {
  std::vector<std::string> links;  ///< kinds of tie, codes of relation-kind
  std::vector<base::Span> link_spans;
  std::string judged;  ///< name of a judgement on pairs that connects them as well; empty if none
  base::Span judged_span;
  std::optional<Expression> only;  ///< a condition on `it`, the person added
};

/// A named list of rows (`list:`): grammar `rows`.
struct NamedList {
  Expression rows;
};

/// A condition tested again while a period runs (`during:`): true if it was lost in the period.
struct Retest {
  struct Frozen {
    std::string name;
    base::Span span;
  };
  Expression period;           ///< `N unit after D`, or `from D`: its last day
  Condition lost;              ///< what must go on holding
  std::vector<Frozen> frozen;  ///< dated law that stays as it was on the day from which the period runs
};

/// A named condition, value, table, dated law, group or judgement; `party.x` is an attribute of every party.
struct Definition : Provision {
  std::string attribute_of;  ///< "party", "holding", …; empty for a plain definition
  std::string name;          ///< without the entity: "ca_soe"
  std::variant<Condition, Table, Values, Versions, Group, Judgement, Attribution, Circle, NamedList, Retest,
               Holidays, Calendar, Periods, Clock>
      body;
  std::string regime;  ///< id of the regime that declares it; empty for the vocabulary's groups
};

struct Duty {
  std::string who;
  std::string what;
  std::optional<Expression> due;
  std::string effect;  ///< of `if_not`
  std::optional<Expression> penalty;
  std::string penalty_words;
  base::Span span;
};

/// A test case that stands beside its rule.
struct Example {
  enum class Demand : std::uint8_t { fires, silent, open };
  Demand demand{};
  Case facts;  ///< a case holding just the facts that the example names
  base::Span span;
};

/// A condition and what follows from it.
struct Rule : Provision {
  struct Outcome {
    std::string determination;
    std::string level;
    base::Span span;
  };
  struct Points {
    std::string factor;
    std::int64_t points = 0;
    base::Span span;
  };
  struct Lean {
    std::string judgement;
    bool value = false;
    base::Span span;
  };
  struct Pattern {
    std::string text;  ///< a rule id, or a family: "ca.notify.*"
    base::Span span;
  };
  Condition when;
  std::optional<Condition> unless;
  std::vector<Outcome> outcomes;
  std::string speaks_for, speaks_against;  ///< judgement ids; empty if none
  base::Span speaks_span;
  std::optional<Expression> until;
  std::vector<Points> risk;
  std::string flag;
  std::vector<Lean> leans;
  std::optional<Duty> duty;
  std::vector<Pattern> defeats;
  std::vector<Example> examples;
};

/// Rules that run over several (acquirer, target) pairs: each row of a list stands for one of them.
struct Subject {
  std::string name;  ///< what the row is called in rules and definitions: "de_person"
  std::string
      family;       ///< prefix of the ids of the rules that run over it: "de.cross"; empty: all of the regime
  Expression rows;  ///< grammar `rows`
  base::Span span;
};

struct Determination {
  std::string name;  ///< "filing"
  std::string title;
  std::vector<std::string> levels;           ///< lowest first
  std::map<std::string, std::string> words;  ///< level to the words for people; missing: the level itself
  std::map<std::string, std::string>
      positions;  ///< level to a level of the common scale; missing: out-of-reach
  base::Span span;
};

struct Factor {
  std::string name;
  std::string title;
  base::Span span;
};

struct Band {
  std::string name;
  std::int64_t from = 0;  ///< lowest score of the band; the first is 0
};

/// One legal screening system: the root of a rule set and everything in its folder.
struct Regime {
  std::string id;  ///< "ca-ica"
  base::Span id_span;
  std::string title;
  std::string country;           ///< ISO 3166-1
  std::string prefix;            ///< its definitions begin with "ca_", its rules with "ca."
  std::string decides;           ///< the authority
  std::optional<Expression> by;  ///< default law date
  DateRange in_force;
  std::vector<Determination> determinations;
  std::vector<Factor> factors;
  std::vector<Band> bands;  ///< ascending
  std::vector<Citation> cite;
  std::string note;
  std::vector<Subject> subjects;
  std::vector<Rule> rules;  ///< by id
  std::string folder;
};

/// The common scale across regimes, lowest first.
inline constexpr std::string_view position_levels[] = {"out-of-reach", "may-be-called-in", "must-file-after",
                                                       "must-file-before", "not-available"};

/// A dated fact beside the case: an undertaking between states, a foreign law, an event. Carries no points.
struct ContextItem {
  std::string id;
  std::string kind;  ///< "undertaking", "foreign-law", "event"
  std::string title;
  std::optional<base::Date> occurred, public_on, effective_from, effective_to;
  std::string scope;   ///< what it covers
  std::string limits;  ///< what it does not cover; may be empty
  std::optional<Reading> reading;
  std::vector<Citation> cite;
  std::string certainty;  ///< how well it is sourced, in words; may be empty
  base::Span id_span;
};

/// All loaded rule sets, with names global.
struct RuleSets {
  std::vector<Regime> regimes;          ///< by id
  std::vector<Definition> definitions;  ///< by id: the vocabulary's groups and all regimes' definitions
  std::vector<ContextItem> context;     ///< by id
  std::string digest;                   ///< "sha256:…" over the checked meaning and the texts shown
};

}  // namespace weir::model
