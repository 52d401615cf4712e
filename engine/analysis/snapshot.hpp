#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluate/findings.hpp"
#include "evaluate/run.hpp"
#include "model/change.hpp"

namespace weir::analysis {

/// A duty as it stands on a row.
struct DutyState {
  base::Truth truth = base::Truth::false_value;
  model::DateWords due;
};

/// All answers of one regime on one row of a run.
struct Snapshot {
  bool law = true;
  evaluate::Summary summary;
  model::Level position;
  std::vector<model::FindingKind> findings;       ///< by the regime's rules in Plan::rules
  std::vector<DutyState> duties;                  ///< the same; of rules without a duty empty
  std::map<std::string, std::string> judgements;  ///< those that open rules wait for: id to question
};

Snapshot snapshot(const evaluate::Run& run, std::uint32_t regime, std::size_t row);

/// The same answers as `evaluate` gives them: where the open facts and judgements can be run through
/// together, what they leave possible, which is less than each condition does by itself. `bounds` is the
/// row's snapshot.
Snapshot settled(const plan::Plan& plan, const evaluate::CaseRow& row, std::uint32_t regime, Snapshot bounds,
                 const std::map<std::string, base::Date>& suppose);

/// Moves the days on which duties fall due, so that rows of a deal that is moved can be held side by side.
void carry_duties(Snapshot& snapshot, std::int32_t days);

/// What is another answer in `after`; the causes are left empty.
model::RegimeChange difference(const plan::Plan& plan, std::uint32_t regime, const Snapshot& before,
                               const Snapshot& after);

model::RegimeState state_of(const plan::Plan& plan, std::uint32_t regime, const Snapshot& snapshot);

/// Places of the wanted regimes in RuleSets::regimes; all where none is named. Fails on an unknown id.
base::Result<std::vector<std::uint32_t>> wanted_regimes(const plan::Plan& plan,
                                                        const std::vector<std::string>& ids);

}  // namespace weir::analysis
