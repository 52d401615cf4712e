#pragma once
#include <map>
#include <string>
#include <vector>

#include "evaluate/batch.hpp"
#include "suite/judge.hpp"
#include "suite/trial.hpp"

namespace weir::suite {

/// Law that is supposed to start: rule id to its day.
using Suppose = std::map<std::string, base::Date>;

/// Rows that share their supposed law, and the trials that ask something of each.
struct Block {
  Suppose suppose;
  std::vector<evaluate::CaseRow> rows;
  std::vector<std::vector<std::size_t>> trials;  ///< by row: places in the list of trials
};

/// Rows evaluated together unless said otherwise: enough to share the work on the law, few enough for the
/// cache.
inline constexpr std::size_t block_rows = 128;

/// Lays out trials as blocks of at most `most_rows` rows; those that look at one case on one day share a row.
std::vector<Block> blocks_of(const plan::Plan& plan, const std::vector<Trial>& trials,
                             std::size_t most_rows = block_rows);

/// What law a trial supposes: what its expectation names; of an example that its rule, if it waits, started
/// long before the example's day.
Suppose supposed_by(const plan::Plan& plan, const Trial& trial);

/// What the regime of a trial comes to on its day.
model::RegimeAssessment assess_trial(const plan::Plan& plan, const Trial& trial);

}  // namespace weir::suite
