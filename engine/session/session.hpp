#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.hpp"
#include "check/checked.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "evaluate/assess.hpp"
#include "model/case.hpp"
#include "plan/plan.hpp"

namespace weir::session {

/// The façade: files in, checked and compiled rule sets out. Owns everything that they refer to.
class Session {
 public:
  explicit Session(const base::FileSystem& files);
  ~Session();

  /// Loads the vocabulary, the context and every rule set below `folder`, checks and compiles them.
  void load_rules(const std::string& folder);
  /// Loads and checks a case file; null if it has errors.
  const model::Case* load_case(const std::string& path);
  /// Null unless rules were loaded without an error.
  const plan::Plan* plan() const;

  const diagnostics::SourceMap& sources() const;
  diagnostics::Sink& sink();
  const model::Vocabulary& vocabulary() const;
  const model::RuleSets& rule_sets() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::session
