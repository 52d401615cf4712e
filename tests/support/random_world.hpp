#pragma once
#include <memory>
#include <string>
#include <vector>

#include "check/checked.hpp"
#include "diagnostics/diagnostic.hpp"
#include "load/load.hpp"
#include "plan/compile.hpp"
#include "support/dice.hpp"

namespace weir::test {

/// Random rule sets over the vocabulary of the source tree, loaded, checked and compiled as any others are.
struct RandomWorld {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  check::Checked checked;
  plan::Plan plan;
  model::Case hytera;                ///< the case of Hytera and Norsat, read with this vocabulary
  std::string text;                  ///< of all regimes
  std::vector<std::string> regimes;  ///< their ids
  /// What the loader and the checker found wrong, one a line; empty if nothing.
  std::string mistakes() const;
};

std::unique_ptr<RandomWorld> random_world(std::size_t regimes, Dice& dice);

}  // namespace weir::test
