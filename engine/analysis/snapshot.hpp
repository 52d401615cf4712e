#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluate/findings.hpp"
#include "evaluate/run.hpp"
#include "model/change.hpp"

namespace weir::analysis {

/// All answers of one regime on one row of a run.
struct Snapshot {
  bool law = true;
  evaluate::Summary summary;
  model::Level position;
  std::vector<model::FindingKind> findings;           ///< by the regime's rules in Plan::rules
  std::vector<std::optional<model::EndDay>> duties;   ///< the same; none: nothing is owed
  std::vector<std::optional<model::EndDay>> windows;  ///< the same: last days of what rules that fire say
  std::map<std::string, std::string> judgements;      ///< those that open rules wait for: id to question
};

Snapshot snapshot(const evaluate::Run& run, std::uint32_t regime, std::size_t row);

/// The same answers as `evaluate` gives them: where the open facts and judgements can be run through
/// together, what they leave possible, which is less than each condition does by itself. `bounds` is the
/// row's snapshot.
Snapshot settled(const plan::Plan& plan, const evaluate::CaseRow& row, std::uint32_t regime, Snapshot bounds,
                 const std::map<std::string, base::Date>& suppose);

/// Leaves out on which day at the earliest an effect ends of whose last day nothing else is known: while what
/// it counts from has not happened, that day goes along with as-of.
void drop_passing_bounds(Snapshot& snapshot);

/// Leaves of the days on which something ends only how the law counts them ("30 days after closing"), so that
/// rows of a deal that is moved can be held side by side: their calendars differ, and so do the days.
void count_only(Snapshot& snapshot);

/// How days on which something ends are held side by side.
enum class Ends : std::uint8_t {
  whole,
  upper,  ///< of a day that is not exactly known only its upper bound: the lower one may go along with as-of
};

/// True if both say the same end, or both say none.
bool same_end(const std::optional<model::EndDay>& a, const std::optional<model::EndDay>& b,
              Ends ends = Ends::whole);

/// What is another answer in `after`; the causes are left empty.
model::RegimeChange difference(const plan::Plan& plan, std::uint32_t regime, const Snapshot& before,
                               const Snapshot& after, Ends ends = Ends::whole);

model::RegimeState state_of(const plan::Plan& plan, std::uint32_t regime, const Snapshot& snapshot);

/// Places of the wanted regimes in RuleSets::regimes; all where none is named. Fails on an unknown id.
base::Result<std::vector<std::uint32_t>> wanted_regimes(const plan::Plan& plan,
                                                        const std::vector<std::string>& ids);

}  // namespace weir::analysis
