#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir {

enum class Truth : std::uint8_t { false_value, true_value, unknown };
enum class FindingKind : std::uint8_t { fired, silent, open, defeated, pending, not_in_force };

/// An answer between two places of an ordered scale, both included; equal where it is settled.
struct Level {
  std::string at_least, at_most;
  friend bool operator==(const Level&, const Level&) = default;
};

/// A day between two bounds as YYYY-MM-DD or "never"; an empty bound is not known. `words` say how the law
/// counts it: "30 days after closing".
struct Day {
  std::string at_least, at_most, words;
};

/// The regime's answer to one legal question.
struct Determination {
  std::string name, title;
  Level level;
  std::optional<Level> presumed;  ///< with every presumption as truth, where that differs
  bool settled = false;
  bool exact = false;  ///< each bound is reached by some way of answering what is open
  Day law_date;        ///< the date that picked the version of the law
  bool provisional = false;
  std::vector<std::string> by;       ///< ids of fired rules that give the lower bound
  std::vector<std::string> open_by;  ///< ids of open rules that could raise it
};

struct Duty {
  std::string rule, who, what;
  Day due;
  std::string if_not;   ///< what follows, in words; may be empty
  bool certain = true;  ///< false: its rule is open
};

/// Points of risk between two bounds. A score is no duty, and a duty no score.
struct Risk {
  std::int64_t low = 0, high = 0;
  std::string band_low, band_high;
  struct Factor {
    std::string name, title;
    std::int64_t low = 0, high = 0;
  };
  std::vector<Factor> factors;
};

struct Citation {
  std::string text, url;
};

/// What one rule says of the case.
struct Finding {
  std::string rule, title;
  FindingKind kind = FindingKind::silent;
  std::vector<std::pair<std::string, std::int64_t>> points;     ///< by factor
  std::vector<std::pair<std::string, std::string>> determines;  ///< determination, level
  std::vector<std::string> defeated_by;                         ///< rule ids
  std::vector<Citation> cite;
  std::size_t short_by = 0;  ///< silent rules: conditions that are missing; 0: it is no near miss
};

/// A fact as a proof quotes it.
struct QuotedFact {
  std::string fact;     ///< "target.customers"
  std::string written;  ///< what the case says: "0% -> 100%", "unknown"
  std::string source;   ///< title; empty if none
  std::string learned;  ///< day; empty if none
};

/// One step of a proof: an expression, its truth, what it read, and its parts.
struct Proof {
  std::string expression, title;
  Truth truth = Truth::unknown;
  std::vector<QuotedFact> facts;
  std::vector<std::string> reasons;  ///< why unknown: "missing", "range", "dispute", "judgement", …
  std::vector<Citation> cite;
  std::vector<Proof> parts;
};

/// A fact that is not known, or not well enough, and would narrow the answer.
struct OpenFact {
  std::string fact, question;
  std::string state;  ///< "unknown", or what is known: "10%..25%"
  std::vector<std::string> reasons;
  std::size_t rank = 0;              ///< 1 is most telling, facts and judgements counted together
  std::vector<std::string> settles;  ///< determinations that some answer would settle
  std::vector<std::string> effects;  ///< in words: "filing none or notification"
  bool tried = true;  ///< else what its answers would do was not worked out in full: the case is too large
};

/// A judgement that somebody has still to make.
struct OpenJudgement {
  std::string id, question;
  std::string decides;  ///< who: "Minister"
  std::vector<std::string> points_for, points_against;
  std::optional<bool> presumed;
  std::size_t rank = 0;
  std::vector<std::string> settles, effects;
  bool tried = true;
};

/// A judgement on which the facts, its bright lines and what was decided do not agree; `counts` is what the
/// answer rests on.
struct Contradiction {
  std::string id, question;
  bool counts = false;
  bool both_lines = false;      ///< the line for yes and the one for no hold
  std::optional<bool> decided;  ///< what the case records against the line that counts
};

/// What one regime makes of the case.
struct RegimeAssessment {
  std::string regime, title, country;
  bool law = true;  ///< false: not yet, or no longer, law on the day
  Level position;   ///< on the scale that all regimes share
  std::vector<Determination> determinations;
  std::vector<Duty> duties;
  Risk risk;
  std::vector<Finding> findings;  ///< of every rule, by id
  std::vector<Contradiction> contradictions;
  std::vector<OpenFact> open_facts;
  std::vector<OpenJudgement> open_judgements;

  /// By name; null if the regime has none of that name.
  const Determination* determination(const std::string& name) const;
  /// By rule id; null if there is none.
  const Finding* finding(const std::string& rule) const;
};

/// How an explanation is written.
struct TextOptions {
  std::size_t width = 80;
  enum class Characters : std::uint8_t { unicode, ascii } characters = Characters::unicode;
  /// `everything`: all questions, findings and parts of proofs; else what is left out is counted.
  enum class Extent : std::uint8_t { abridged, everything } extent = Extent::abridged;
};

/// What the law makes of one case. Copies share what stands behind the explanation and are cheap to hold;
/// several threads may read one.
class Assessment {
 public:
  std::string case_name, title;
  std::string as_of, known_on;
  std::string digest, rules_digest;       ///< "sha256:…" of the case, of the rules
  std::vector<RegimeAssessment> regimes;  ///< by id

  /// By id; null if the regime was not asked for.
  const RegimeAssessment* regime(const std::string& id) const;
  /// Why a rule says what it says; none if there is no such rule.
  std::optional<Proof> proof(const std::string& rule) const;

  /// What `weir evaluate` prints.
  std::string text(const TextOptions& options = {}) const;
  /// What `weir evaluate --format markdown` prints.
  std::string markdown(const TextOptions& options = {}) const;
  /// What `weir evaluate --format json` prints: every finding with its whole proof.
  std::string json() const;

  struct Held;

 private:
  friend class RuleSets;
  std::shared_ptr<const Held> held_;
};

}  // namespace weir
