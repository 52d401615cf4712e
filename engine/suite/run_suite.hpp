#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "suite/judge.hpp"

namespace weir::suite {

/// What came of one trial.
struct Verdict {
  enum class Outcome : std::uint8_t {
    passed,
    failed,
    known_gap,   ///< fails, and its `todo` says so
    gap_closed,  ///< holds, though its `todo` says that it fails
    not_run,     ///< an earlier one failed and the run was to end there
  };
  Outcome outcome = Outcome::not_run;
  std::vector<Mismatch> mismatches;
  std::optional<model::RegimeAssessment> assessment;  ///< of what failed: the findings with their proofs
};

/// True if the run as a whole fails because of it.
bool fails(Verdict::Outcome outcome);

struct RunOptions {
  unsigned threads = 1;
  enum class AfterFailure : std::uint8_t { go_on, stop } after_failure = AfterFailure::go_on;
  /// Told how many of how many trials are done, by one thread at a time; may be empty.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Runs trials as batches of rows, several at a time; verdicts stand in the order of the trials. With `stop`
/// the trials behind the first failing one are not run, whatever the number of threads.
std::vector<Verdict> run_suite(const plan::Plan& plan, const std::vector<Trial>& trials,
                               const RunOptions& options);

}  // namespace weir::suite
