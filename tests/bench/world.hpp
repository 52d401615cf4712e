#pragma once
#include <memory>
#include <string>

#include "check/checked.hpp"
#include "diagnostics/diagnostic.hpp"
#include "load/load.hpp"
#include "plan/plan.hpp"

namespace weir::bench {

/// A generated regime with the vocabulary of tests/bench/vocabulary; owns what its plan refers to.
struct World {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  check::Checked checked;
  plan::Plan plan;

  const model::Vocabulary& vocabulary() const { return rules.vocabulary; }
  /// The errors in the texts, a line each; empty if there is a plan.
  std::string mistakes() const;
};

/// Loads, checks and compiles the text of a regime. `more` is a further file of the vocabulary; may be empty.
std::unique_ptr<World> load_world(const std::string& regime, const std::string& more);

}  // namespace weir::bench
