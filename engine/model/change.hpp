#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "model/assessment.hpp"

namespace weir::model {

/// A day on which something of a rule ends.
struct EndDay {
  DateWords day;
  base::Truth holds = base::Truth::true_value;  ///< unknown: the rule is open, so perhaps there is none
};

/// An answer of a regime that is another one than before.
struct AnswerChange {
  enum class Kind : std::uint8_t { position, determination, duty, window, risk, judgement };
  Kind kind{};
  std::string name;   ///< of a determination; of a duty or window its rule's id; of a judgement its id
  std::string title;  ///< of a determination; of a duty what is to be done; of a window the determination's;
                      ///< of a judgement the question
  /// Levels, bounds of the score ("54", "82"), "open", "true", "false". Both empty: there was no such answer.
  Level before, after;
  std::string band_before, band_after;  ///< risk: "elevated to high"
  /// Of a duty the day by which it falls due, of a window its last day; none: there was no such answer.
  std::optional<EndDay> day_before, day_after;
};

/// A rule that says something else of the case than before.
struct FindingChange {
  std::string rule, title;
  FindingKind before{}, after{};
  std::vector<Citation> cite;
};

/// What an answer changed because of.
struct Cause {
  enum class Kind : std::uint8_t {
    fact,        ///< another value of a fact: learned, or set
    judgement,   ///< a decision learned, or set
    definition,  ///< a threshold, group or dated wording has another version
    day,         ///< a day that a rule waits for has come, or has passed
    learned,     ///< not traced to the very fact: what was learned
  };
  Kind kind{};
  std::string name;           ///< "norsat.customers", "ca_net_benefit (wto)"
  std::string title;          ///< of a definition; may be empty
  std::string before, after;  ///< values; may be empty
  std::string source;         ///< title of the source of `after`; may be empty
  bool adds = false;          ///< of a list: `after` is said besides `before`, not instead
  friend bool operator==(const Cause&, const Cause&) = default;
};

/// What became of one regime's answers.
struct RegimeChange {
  std::string regime, title;
  std::vector<AnswerChange> answers;
  std::vector<FindingChange> findings;
  std::vector<Cause> causes;
  bool empty() const { return answers.empty() && findings.empty(); }
};

/// A regime's answers in brief.
struct RegimeState {
  std::string regime, title;
  bool law = true;
  Level position;
  struct Answer {
    std::string name, title;
    Level level;
  };
  std::vector<Answer> determinations;
  std::int64_t risk_low = 0, risk_high = 0;
  std::string band_low, band_high;
};

/// One case on each day on which an answer changes.
struct Timeline {
  enum class Mode : std::uint8_t { viewpoint, deal };
  struct Step {
    base::Date day;  ///< viewpoint: as-of and known-on; deal: the day it is moved to
    std::vector<RegimeChange> regimes;
    std::vector<std::string> context;  ///< "made public: …"
  };
  std::string case_id, title, digest, rules_digest;
  Mode mode = Mode::viewpoint;
  base::Date from, to;
  base::Date known_on;    ///< deal: the day up to which facts count
  std::string moved;      ///< deal: what the days are days of: "closing", "as of"
  std::int32_t view = 0;  ///< deal: the viewpoint, in days after that day
  std::vector<RegimeState> start;
  std::vector<Step> steps;
  std::vector<RegimeState> end;
  std::size_t days_tried = 0;
};

/// One fact or judgement with another value.
struct ChangedFact {
  std::string fact;           ///< "stake.votes"
  std::string before, after;  ///< as written
  bool judgement = false;
  std::string decides;  ///< of a judgement: who
  std::string note;     ///< why setting it does nothing; may be empty
};

/// One case beside itself with some facts changed.
struct WhatIf {
  std::string case_id, title, digest, rules_digest;
  base::Date as_of, known_on;
  std::vector<ChangedFact> changes;
  std::vector<RegimeChange> regimes;  ///< those in which something changes
  std::vector<RegimeState> before, after;
};

/// The smallest changes that reach an answer.
struct Reaching {
  struct Way {
    std::vector<ChangedFact> changes;
    RegimeChange effect;
    std::size_t distance = 0;  ///< cells between the values, added up
  };
  struct Round {
    std::size_t facts = 0;  ///< changed at a time
    std::size_t tried = 0, possible = 0;
  };
  std::string case_id, title, digest, rules_digest;
  base::Date as_of, known_on;
  std::string regime, determination, determination_title, level;
  Level now;
  bool there_already = false;
  std::vector<Way> ways;  ///< at most five, fewest facts, then nearest
  std::size_t more_ways = 0;
  std::vector<Round> rounds;
  std::vector<std::string> frozen;  ///< facts that rules read and that were not changed
  std::size_t judgements_left = 0;  ///< judgements that rules read and that were left alone
  bool with_judgements = false;
};

}  // namespace weir::model
