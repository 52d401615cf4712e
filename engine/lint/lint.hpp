#pragma once
#include <functional>
#include <optional>
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
  /// Asked again and again: true if nobody waits for the answer any more. May be empty.
  std::function<bool()> stale{};
  /// Told what the quick lints have found, before the slow ones are asked. May be empty.
  std::function<void(diagnostics::Sink)> first{};
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

/// The same; none, and nothing reported, as soon as the scope says that it is stale.
std::optional<Tally> run_unless_stale(const plan::Plan& plan, const model::Margin& margin, const Scope& scope,
                                      diagnostics::Sink& sink);

/// Names of all lints, in the order of their codes.
std::vector<std::string> names();

}  // namespace weir::lint
