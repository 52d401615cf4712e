#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "model/margin.hpp"
#include "plan/plan.hpp"

namespace weir::lint {

/// What a run of lints looks at.
struct Scope {
  std::vector<const model::Case*> cases;  ///< their expectations count as tests
  /// Whether these are all cases that there are: what no test shows can be told of all only.
  enum class Cases : std::uint8_t { all, some } which = Cases::some;
  std::vector<std::string> only;  ///< names of lints; empty: all
  unsigned threads = 1;
};

/// What a run of lints has left out.
struct Tally {
  std::size_t waived = 0;     ///< places that a waiver silences
  std::size_t decided = 0;    ///< questions decided by running through cells
  std::size_t undecided = 0;  ///< questions beyond the limits, of which nothing is reported
};

/// Looks at rule sets that have no errors, and reports what is probably not meant and not waived. Waivers
/// that silence nothing are reported as well.
Tally run(const plan::Plan& plan, const model::Margin& margin, const Scope& scope, diagnostics::Sink& sink);

/// Names of all lints, in the order of their codes.
std::vector<std::string> names();

}  // namespace weir::lint
