#pragma once
#include <map>
#include <string>
#include <vector>

#include "evaluate/run.hpp"
#include "suite/trial.hpp"

namespace weir::suite {

/// Rows that are evaluated together because they suppose the same law, and the trials that ask something of
/// each.
struct Block {
  std::map<std::string, base::Date> suppose;
  std::vector<evaluate::CaseRow> rows;
  std::vector<std::vector<std::size_t>> trials;  ///< by row: places of trials, at least one
};

/// Lays out trials as rows; trials that look at one case on one day share a row.
std::vector<Block> blocks_of(const plan::Plan& plan, const std::vector<Trial>& trials);

/// What law a trial supposes: pending law is tested as if it had started long before the example's day.
std::map<std::string, base::Date> supposed_by(const plan::Plan& plan, const Trial& trial);

}  // namespace weir::suite
