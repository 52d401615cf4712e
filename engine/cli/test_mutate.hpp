#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "cli/command.hpp"
#include "report/suite_report.hpp"
#include "suite/mutation.hpp"

namespace weir::cli {

/// The flags of `weir test --mutate`.
struct MutateChoices {
  bool mutate = false;
  std::optional<std::size_t> sample, min_score;
  std::optional<std::uint64_t> seed;
};

void describe_mutation(Command& command, MutateChoices& choices);
/// What is wrong with how the flags go together; empty if nothing is.
std::string contradiction(const MutateChoices& choices, const std::string& format);

/// Changes the rules that are wanted and holds the trials against each change. The trials have passed.
int mutate(const report::SuiteReport& suite, const suite::Wanted& wanted, unsigned threads,
           const MutateChoices& choices, const CommonOptions& common, Environment& env);

}  // namespace weir::cli
