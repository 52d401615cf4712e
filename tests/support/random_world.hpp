#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.hpp"
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

/// The files that random_world loads: its vocabulary, and as many regimes.
base::MemoryFileSystem random_files(std::size_t regimes, Dice& dice);

/// The vocabulary that random worlds speak of.
const model::Vocabulary& random_vocabulary();
/// A world of given rule sets: of each regime its id and its regime.yaml.
std::unique_ptr<RandomWorld> world_of(const std::vector<std::pair<std::string, std::string>>& regimes);
/// A case file read with the vocabulary of a world; none if it has mistakes.
std::optional<model::Case> case_in(RandomWorld& world, const std::string& text);

}  // namespace weir::test
