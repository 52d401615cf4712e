#pragma once
#include <cstddef>
#include <set>
#include <string>

#include "model/assessment.hpp"
#include "report/citing.hpp"
#include "report/memo.hpp"
#include "report/steps.hpp"
#include "report/words.hpp"

namespace weir::report {

/// Kinds of findings that a memo can list.
enum class Listed : std::uint8_t { fired, open, near, defeated, pending, silent, not_in_force };

/// How much of an assessment a memo holds.
struct Extent {
  std::set<Listed> findings = {Listed::fired, Listed::open, Listed::near, Listed::defeated, Listed::pending};
  std::size_t near_misses = 5;  ///< at most
  std::size_t questions = 10;   ///< at most
  Steps::Parts parts = Steps::Parts::deciding;
};

/// What the builders of the parts of a memo share.
struct MemoContext {
  const model::Assessment& assessment;
  const model::RuleSets& rule_sets;
  const Words& words;
  Citing& citing;
  const Extent& extent;
  Memo& memo;

  Block& add(Block::Kind kind, std::string text, std::string aside = {}) const;
  Block& labelled(Block::Kind kind, std::string label, std::string text, std::string aside = {}) const;
};

/// The regime's head: position, determinations, risk, and the date of the law they stand on.
void add_summary(const MemoContext& context, const model::RegimeAssessment& regime);
void add_duties(const MemoContext& context, const model::RegimeAssessment& regime);
/// "Clock": the stage of the procedure, its last day, and what silence does then.
void add_clocks(const MemoContext& context, const model::RegimeAssessment& regime);
/// "Contradictions": judgements on which bright lines and what was decided do not agree.
void add_contradictions(const MemoContext& context, const model::RegimeAssessment& regime);
/// "To find out" and "For … to judge".
void add_open(const MemoContext& context, const model::RegimeAssessment& regime);
/// "Why": the findings with their proofs.
void add_findings(const MemoContext& context, const model::RegimeAssessment& regime);
/// Why determinations stand where no rule raises them, in words: "value under CAD 200 million (assumed), …".
std::string turning_points(const MemoContext& context, const model::RegimeAssessment& regime,
                           const model::DeterminationAnswer& answer);

}  // namespace weir::report
