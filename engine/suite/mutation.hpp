#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "suite/mutant.hpp"
#include "suite/run_suite.hpp"

namespace weir::suite {

/// What the tests made of a mutant.
enum class Fate : std::uint8_t {
  killed,    ///< a test that passed fails
  survived,  ///< all tests still pass
  equal,     ///< the plan is what it was
  refused,   ///< no rule set that could be loaded
};

/// A mutant and what came of it.
struct Tried {
  Mutant mutant;
  Fate fate{};
  std::optional<std::size_t> killer;  ///< place of the trial that failed; others may fail as well
};

/// What came of all mutants of a run, or of a sample.
struct Mutation {
  std::vector<Tried> tried;            ///< killed and survived, in the order in which mutants were made
  std::size_t candidates = 0;          ///< all changes that there are
  std::size_t equal = 0, refused = 0;  ///< met on the way and left out

  std::size_t count(Fate fate) const;
  /// Whole percents of mutants that were killed, rounded down; 100 where there are none.
  std::size_t score() const;
};

struct MutationOptions {
  unsigned threads = 1;
  std::optional<std::size_t> sample{};  ///< so many mutants, chosen at random; none: all
  std::uint64_t seed = 1;               ///< of that choice
  /// Told how many of how many mutants are done, by one thread at a time; may be empty.
  std::function<void(std::size_t done, std::size_t total)> progress{};
};

/// Tries mutants of the rule sets of a plan on the trials that passed. Same input, same answer, whatever the
/// number of threads.
Mutation run_mutation(const plan::Plan& plan, const std::vector<Trial>& trials,
                      const std::vector<Verdict>& verdicts, const Wanted& wanted,
                      const MutationOptions& options);

/// The numbers below `count` in an order that depends on the seed alone.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed);

}  // namespace weir::suite
