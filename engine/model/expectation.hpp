#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/span.hpp"
#include "model/finding_kind.hpp"

namespace weir::model {

/// What a case's `expect:` demands of one regime on one day. What it does not name is not demanded. The spans
/// are those of the values, so that a value that differs can be rewritten in place.
struct Expectation {
  /// `notification` or `none..approval`: an answer's interval on an ordered scale, both ends named.
  struct Interval {
    std::string at_least, at_most;
    base::Span span;
  };
  struct Determined {
    std::string name;
    base::Span name_span;
    Interval level;
  };
  struct Score {
    std::int64_t low = 0, high = 0;
    base::Span span;
  };
  struct FactorScore {
    std::string factor;
    base::Span name_span;
    Score score;
  };
  /// A rule id, or a family `ca.notify.*`: of `silent` all of a family, of the others one of it at least.
  struct Demand {
    FindingKind finding{};
    std::string rules;
    base::Span span;
  };
  /// A fact ("hytera.state_ties") or judgement that must be among the open ones.
  struct Open {
    std::string name;
    base::Span span;
  };
  /// A day, an interval of days, or the words in which an assessment tells one.
  struct Day {
    std::string written;                          ///< as the case has it
    std::optional<base::Date> at_least, at_most;  ///< none: `written` are the words shown
    base::Span span;
  };
  struct Due {
    std::string rules;
    base::Span rules_span, item_span;  ///< `item_span`: of the whole entry
    std::optional<Day> day;            ///< none: any
    std::optional<Open> penalty;       ///< the amount as an assessment has it; none: any
  };
  /// A stage of a clock that there must be, with its first and last day where these are named.
  struct Stage {
    std::string clock, stage;
    base::Span clock_span, stage_span, item_span;
    std::optional<Day> since, until;
    std::optional<Open> exists;  ///< "true", "false" or "unknown"; none: not certainly false
  };
  /// A rule that must lead a judgement one way.
  struct Lean {
    std::string rule;
    bool toward = true;
    base::Span rule_span, toward_span, item_span;
  };
  /// A judgement that must be open, and what must be said of it.
  struct Judged {
    std::string name;
    base::Span name_span, item_span;
    std::optional<Open> presumed;  ///< "true", "false", or "none": nothing is presumed
    std::vector<Lean> leanings;
    std::vector<Open> points_for, points_against;  ///< rules by id, or `own_point`
  };
  /// How the points that a judgement's own `speaks` makes are named.
  static constexpr const char* own_point = "speaks";
  /// Waiting law that is taken to start on a day.
  struct Supposed {
    std::string rule;
    base::Date from;
    base::Span span;
  };

  std::string regime;
  base::Span regime_span;
  std::string name;  ///< a label for people; may be empty
  std::optional<base::Date> as_of, known_on;
  std::vector<Supposed> suppose;  ///< by rule
  std::optional<bool> law;        ///< whether the regime is law on the day
  base::Span law_span;
  std::optional<Interval> position;
  std::vector<Determined> determinations;
  std::vector<Determined> presumed;  ///< the answers if every presumption holds
  std::optional<Score> risk;
  std::optional<Interval> band;
  std::vector<FactorScore> factors;
  std::vector<Demand> findings;
  std::vector<Open> open_facts, open_judgements;
  std::optional<Open> asks_first;  ///< the fact or judgement that must be the most telling
  std::vector<Due> duties;
  std::vector<Stage> stages;
  std::vector<Judged> judgements;
  std::string todo;  ///< why this is known to fail; empty: it must hold
  base::Span todo_span;
  base::Span span;
};

}  // namespace weir::model
