#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/assessment.hpp"
#include "plan/plan.hpp"

namespace weir::evaluate {

/// What the caller may choose for a run.
struct Options {
  std::optional<base::Date> as_of, known_on;  ///< else the case's; known-on else as-of
  std::vector<std::string> regimes;           ///< ids; empty: all
  std::map<std::string, base::Date> suppose;  ///< pending law that starts: rule id to its day
};

/// What is wrong with the ids of `--suppose`: only rules whose status is pending can be supposed to start.
std::optional<base::Failure> unknown_supposition(const plan::Plan& plan,
                                                 const std::map<std::string, base::Date>& suppose);

/// Evaluates one case under a plan. Fails only when no as-of date is given or a regime or supposed id is
/// unknown; evaluation itself cannot fail. Same input, same output, byte for byte.
base::Result<model::Assessment> assess(const plan::Plan& plan, const model::Case& facts,
                                       const Options& options);

}  // namespace weir::evaluate
