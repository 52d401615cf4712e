#pragma once
#include <string>

#include "report/memo.hpp"
#include "report/suite_report.hpp"
#include "suite/mutation.hpp"

namespace weir::report {

/// A run of mutants as its writers read it.
struct MutationReport {
  SuiteReport suite;
  const suite::Mutation& mutation;
};

/// "`stake.votes > 50%` to `stake.votes >= 50%`", "`CA` left out of `ca_home`".
std::string mutant_words(const suite::Mutant& mutant);
/// "120 mutants, 100 killed, 20 survived (score 83 %)" and how many changes were none.
std::string mutation_words(const suite::Mutation& mutation);

/// For people: the survivors by rule and definition. Members of one list that can all be left out unseen are
/// one item.
Memo make_mutation_memo(const MutationReport& report);
/// One JSON object: the count, and all mutants with their fates.
std::string render_mutation_json(const MutationReport& report);

}  // namespace weir::report
