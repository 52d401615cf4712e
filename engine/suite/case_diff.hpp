#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/change.hpp"
#include "suite/clause_finder.hpp"

namespace weir::suite {

/// Which way an answer went: what a deal has to do, or the bounds within which that is known.
enum class Turn : std::uint8_t {
  eased,      ///< less is asked, or scored
  tightened,  ///< more is
  settled,    ///< the bounds lie within what they were
  opened,     ///< the bounds reach further both ways
  moved,      ///< neither: another scale, a day still open
};
std::string_view to_text(Turn turn);

/// An answer of one case that comes out otherwise, or a rule that says something else of it.
struct AnswerDiff {
  std::string regime;
  model::AnswerChange answer;                   ///< of kind `judgement` never
  std::optional<model::FindingChange> finding;  ///< a rule's finding, with no answer
  Turn turn = Turn::moved;
  std::vector<std::size_t> clauses;  ///< places in CaseDiff::clauses
};

/// One case that comes out otherwise.
struct ChangedCase {
  std::string id, title, file;
  base::Date as_of_before, as_of_after, known_on_before, known_on_after;
  std::vector<AnswerDiff> answers;   ///< by regime, then as an assessment lists them
  std::vector<AnswerDiff> findings;  ///< rules, by regime and id
};

/// A case that only one side can read.
struct OneSidedCase {
  std::string file;
  enum class Loads : std::uint8_t { before, after } loads{};
  std::string why;  ///< the first mistake on the other side
};

/// What comes of a comparison for a set of cases.
struct CaseDiff {
  std::vector<Responsible> clauses;
  std::vector<ChangedCase> cases;
  std::vector<OneSidedCase> one_sided;
  std::size_t compared = 0;
};

/// One change of an answer that a clause is responsible for, and the cases it happens to.
struct Outcome {
  AnswerDiff change;               ///< the first of them; `clauses` and titles of duties as there
  std::vector<std::size_t> cases;  ///< places in CaseDiff::cases
};
/// Everything that one clause is responsible for. `clause` is none of what could not be traced.
struct ClauseOutcomes {
  std::optional<std::size_t> clause;
  std::vector<Outcome> outcomes;   ///< answers first
  std::vector<std::size_t> cases;  ///< all of them
};
/// True if an answer comes out otherwise, not only what a rule says.
bool turns_answers(const ClauseOutcomes& group);
/// By clause: those that turn answers first, then those with the most cases.
std::vector<ClauseOutcomes> by_clause(const CaseDiff& diff);

/// A pair of rows to hold side by side: one case under two rule sets, or on two days.
struct CasePair {
  const model::Case* before = nullptr;
  const model::Case* after = nullptr;
  std::string file;
  base::Date as_of_before, as_of_after, known_on_before, known_on_after;
};

struct CompareOptions {
  std::vector<std::string> regimes;  ///< ids; empty: all
  std::map<std::string, base::Date> suppose_before, suppose_after;
  unsigned threads = 1;
  /// Told how many of how many cases are done, by one thread at a time; may be empty.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Holds cases side by side under two rule sets.
CaseDiff compare_cases(const RuleSetDiff& rules, const std::vector<CasePair>& cases,
                       const CompareOptions& options);
/// The same under one rule set, on two days.
CaseDiff compare_days(const plan::Plan& plan, const std::vector<CasePair>& cases,
                      const CompareOptions& options);

}  // namespace weir::suite
