#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/truth.hpp"
#include "model/case.hpp"
#include "model/finding_kind.hpp"
#include "model/rule_set.hpp"

namespace weir::model {

/// A day known between two bounds, with words where the start is not yet: "30 days after closing".
struct DateWords {
  std::optional<base::Date> at_least, at_most;  ///< none: not known; never is Date::never()
  std::string words;                            ///< the expression in the vocabulary's labels; may be empty
};

/// A fact as a proof quotes it.
struct QuotedFact {
  std::string fact;     ///< "norsat.customers"
  std::string written;  ///< the case's value: "0% -> 100%", or "unknown"
  std::string source;   ///< title of the source; empty if none
  std::optional<base::Date> learned;
  std::optional<Quality> quality;  ///< none when nothing is known
  std::string source_id;           ///< the source's id in the case; empty if none
};

/// One step of a proof: an expression, its truth, what it read, and its parts.
struct ProofNode {
  std::string expression;  ///< canonical text; of a definition its name
  std::string title;       ///< of a definition or judgement; may be empty
  base::Truth truth = base::Truth::unknown;
  std::vector<QuotedFact> facts;  ///< of a leaf: what it read
  /// What decided it as well and no part quotes: facts behind tests that did not hold, behind a date that
  /// picks the law, behind what is computed.
  std::vector<QuotedFact> further;
  std::vector<std::string>
      values;  ///< of a leaf: computed values it compared ("tier 800 million CAD, by closing")
  std::vector<std::string> reasons;  ///< why unknown: missing, range, dispute, judgement, …
  std::vector<Citation> cite;
  std::vector<ProofNode> parts;
  bool assumed = false;  ///< rests on an assumption of the case
};

/// What one rule says of the case.
struct Finding {
  std::string id;
  std::string title;
  FindingKind finding = FindingKind::silent;
  std::vector<std::pair<std::string, std::int64_t>> points;     ///< by factor; what it adds when it fires
  std::vector<std::pair<std::string, std::string>> determines;  ///< determination, level
  std::string speaks_for, speaks_against;                       ///< judgement ids
  std::string flag;
  std::optional<DateWords> until;
  std::vector<std::string> defeated_by;  ///< rule ids
  std::string waits_for;                 ///< pending law
  std::vector<Citation> cite;
  std::optional<Reading> reading;
  std::string doubt;
  std::string note;
  std::optional<DateRange> in_force;
  std::string by;  ///< the date that picks its version, as an expression
  ProofNode why;
  int short_by = 0;  ///< silent rules: how many conditions are false; 0 if it is no near miss
  int condition_count = 0;
  base::Span at;  ///< the rule's id in its file
};

struct Level {
  std::string at_least, at_most;
  friend bool operator==(const Level&, const Level&) = default;
};

/// The regime's answer to one legal question.
struct DeterminationAnswer {
  std::string name, title;
  Level level;
  std::optional<Level> presumed;  ///< with every presumption as truth, where that differs
  bool settled = false;
  bool exact = false;
  DateWords law_date;                   ///< the date that picked the version, and what it is
  bool provisional = false;             ///< the law date lies after as-of
  std::vector<std::string> by;          ///< fired rules that give at_least
  std::vector<std::string> open_by;     ///< open rules that could raise it
  std::vector<DateWords> until;         ///< ends of the fired rules' effect; empty if one of them has none
  std::vector<QuotedFact> assumptions;  ///< assumed facts and judgements it rests on
};

struct DutyAnswer {
  std::string rule, who, what;
  DateWords due;
  std::string if_not;                           ///< effect and penalty in words; may be empty
  std::string penalty;                          ///< its amount: "CAD 10,000"; empty if there is none
  base::Truth truth = base::Truth::true_value;  ///< unknown: the rule is open
};

struct RiskAnswer {
  std::int64_t low = 0, high = 0;
  std::string band_low, band_high;
  struct Part {
    std::string name, title;
    std::int64_t low = 0, high = 0;
  };
  std::vector<Part> factors;
};

/// A point for or against a judgement.
struct Point {
  std::string rule;  ///< rule id; empty for the judgement's own `speaks`
  std::string text;
  bool open = false;           ///< its rule is open
  std::optional<bool> toward;  ///< of a leaning: the answer that it leads to
};

struct OpenJudgement {
  std::string id;  ///< "ca_soe", of a party "hytera-project.ca_soe"
  std::string question, decides;
  std::vector<Point> points_for, points_against;
  std::vector<Point> leanings;  ///< policy that shifts the presumption, with its dates
  std::optional<bool> presumed;
  std::size_t rank = 0;              ///< 1 is most telling, facts and judgements counted together
  bool tried = true;                 ///< else what its answers would do was not worked out in full
  std::vector<std::string> settles;  ///< determinations that some answer would settle
  std::vector<std::string> effects;  ///< words: "filing none or notification"
  std::int64_t risk_removed = 0;     ///< in its worst answer
  std::vector<std::pair<std::int64_t, std::int64_t>> risk_answers;  ///< the score that each answer leaves
};

/// A judgement on which the facts, its bright lines and what was decided do not agree.
struct Contradiction {
  std::string id;  ///< "ca_soe", of a party "hytera-project.ca_soe"
  std::string question;
  bool counts = false;          ///< what the rules go on with: what a bright line says
  bool both_lines = false;      ///< the line for yes and the one for no hold
  std::optional<bool> decided;  ///< what the case records against the line; none: nothing, or the same
};

struct OpenFact {
  std::string fact;  ///< "hytera-project.state_ties"
  std::string question;
  std::string state;  ///< "unknown", or what is known: "68 million USD..70 million USD"
  std::vector<std::string> reasons;
  std::vector<QuotedFact> alleged;  ///< allegations that alone do not make it known
  std::size_t rank = 0;
  bool tried = true;  ///< else what its answers would do was not worked out in full
  std::vector<std::string> settles;
  std::vector<std::string> effects;
  std::int64_t risk_removed = 0;
  std::optional<std::pair<std::int64_t, std::int64_t>> risk_by;     ///< risk span over its answers
  std::vector<std::pair<std::int64_t, std::int64_t>> risk_answers;  ///< the score that each answer leaves
};

/// One stage of a clock.
struct ClockStage {
  std::string name, title;
  base::Truth exists = base::Truth::unknown;       ///< there is such a stage in this case
  base::Truth begun = base::Truth::unknown;        ///< it exists, and its start is not after the assessment
  base::Truth current = base::Truth::unknown;      ///< the day of the assessment lies in it
  base::Truth run_out = base::Truth::unknown;      ///< it ended with nothing after it
  DateWords since, until;                          ///< its start, and its last day
  base::Truth stopped = base::Truth::false_value;  ///< the day of the assessment does not count
  std::optional<base::Date> stopped_since;         ///< first day of the stop, where it is certain
  Silence silence = Silence::nothing;              ///< what silence does at its end
};

/// The statutory periods of a procedure as they stand on the day of the assessment.
struct ClockAnswer {
  std::string name, title;
  base::Truth in_force = base::Truth::unknown;  ///< its law date lies in its dates
  DateWords law_date;                           ///< the date that decides that, and what it is
  std::optional<DateRange> law;                 ///< its dates; none: whenever that date falls
  base::Truth over = base::Truth::false_value;  ///< the procedure has ended
  std::optional<std::size_t> stage;             ///< the stage that certainly runs
  std::vector<std::size_t> possible;            ///< else those that may run
  std::optional<std::size_t> ran_out;           ///< else the stage that certainly ended in silence
  std::vector<ClockStage> stages;
  std::vector<Citation> cite;
  std::string note;
};

/// What one regime makes of the case.
struct RegimeAssessment {
  std::string id, title, country, country_name;
  std::vector<Citation> cite;
  std::string note;
  bool law = true;  ///< false: not yet (or no longer) law on the day
  Level position;
  std::vector<DeterminationAnswer> determinations;
  std::vector<DutyAnswer> duties;
  std::vector<ClockAnswer> clocks;  ///< by name
  RiskAnswer risk;
  std::vector<Finding> findings;               ///< by id
  std::vector<Contradiction> contradictions;   ///< by id
  std::vector<OpenJudgement> open_judgements;  ///< by rank
  std::vector<OpenFact> open_facts;            ///< by rank
  std::vector<QuotedFact> assumptions;         ///< all assumed facts and judgements that findings rest on
};

struct ShownContext {
  ContextItem item;
  bool effective = false;  ///< in force on as-of
};

/// What the loaded law makes of one case.
struct Assessment {
  std::string case_id, title;
  base::FileId file;
  base::Date as_of, known_on;
  std::string digest, rules_digest;
  std::string closing_words;              ///< "when closing was still to come", "closing 20 July 2017"
  std::vector<RegimeAssessment> regimes;  ///< by id
  std::vector<ShownContext> context;
};

}  // namespace weir::model
