#pragma once
#include <memory>
#include <vector>

#include "base/file_system.hpp"
#include "model/assessment.hpp"
#include "session/session.hpp"
#include "weir/rule_sets.hpp"

namespace weir {

/// What rule sets own. Later members refer to earlier ones, so nothing here is ever moved; after loading
/// nothing changes, and only what is const is called.
struct RuleSets::Held {
  base::DiskFileSystem disk;
  base::MemoryFileSystem memory;
  std::unique_ptr<session::Session> session;
  std::vector<Regime> regimes;
};

/// A case with the texts that it and its rules stand in.
struct Case::Held {
  std::shared_ptr<const RuleSets::Held> rules;
  diagnostics::SourceMap sources;
  model::Case facts;
};

/// What explanations are written from.
struct Assessment::Held {
  std::shared_ptr<const Case::Held> seen;
  model::Assessment assessment;
};

}  // namespace weir
