#pragma once
#include "evaluate/assess.hpp"
#include "evaluate/batch.hpp"
#include "model/case_change.hpp"
#include "model/change.hpp"

namespace weir::analysis {

/// The case beside itself with changes made: `changed` is `facts` with `changes`. Both are rows of one batch.
base::Result<model::WhatIf> what_if(const plan::Plan& plan, const model::Case& facts,
                                    const model::Case& changed, const std::vector<model::CaseChange>& changes,
                                    const evaluate::Options& options);

/// An answer that a search is to reach.
struct Goal {
  std::uint32_t regime = 0;
  std::size_t determination = 0, level = 0;
};

/// What a search may touch.
struct Freedom {
  std::vector<model::CaseChange> frozen, thawed;  ///< places; their values do not count
  enum class Judgements : std::uint8_t { left_alone, tried } judgements = Judgements::left_alone;
};

/// The fewest changed facts that settle a determination at a level: all single changes as one batch, then
/// pairs, then triples, within a limit on the rows tried that the result states.
base::Result<model::Reaching> reach(const plan::Plan& plan, const model::Case& facts, const Goal& goal,
                                    const Freedom& freedom, const evaluate::Options& options);

/// As-of and known-on of a run, as `evaluate` chooses them. Fails where there is no as-of, or on ids that do
/// not exist.
base::Result<evaluate::CaseRow> row_of(const plan::Plan& plan, const model::Case& facts,
                                       const evaluate::Options& options);

}  // namespace weir::analysis
