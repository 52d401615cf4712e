#pragma once
#include <string>

#include "report/memo.hpp"
#include "suite/case_diff.hpp"

namespace weir::report {

/// A comparison as its writers read it.
struct DiffReport {
  std::string before, after;        ///< how the sides were named: folders, revisions, days
  const suite::RuleSetDiff* rules;  ///< null: one rule set on two days
  const suite::CaseDiff& cases;
  const model::RuleSets &rule_sets_before, &rule_sets_after;
  std::size_t most_names = 6;  ///< of cases in which only a score or a rule's finding differs
};

/// How many cases come out how.
struct DiffTally {
  std::size_t changed = 0;               ///< some answer differs
  std::size_t eased = 0, tightened = 0;  ///< of these: all that goes one way goes that way
  std::size_t reasons = 0;               ///< only rules say something else
};
DiffTally tally_of(const suite::CaseDiff& cases);
/// "2 of 5 cases come out differently: 1 eased, 1 tightened".
std::string diff_tally_words(const suite::CaseDiff& cases);

/// "2017-01-01 state: 379 million CAD → 1000 million CAD", "when: without A; with B".
std::string part_words(const suite::PartChange& part);

/// For people: what became of the rules, then what comes of it for the cases, by clause.
Memo make_diff_memo(const DiffReport& report);
/// One JSON object: the clauses that differ, the cases that do, and both by clause.
std::string render_diff_json(const DiffReport& report);

}  // namespace weir::report
