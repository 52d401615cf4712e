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
#include "model/case_change.hpp"
#include "model/margin.hpp"
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
  /// The same for several files, read side by side; null for those with errors.
  std::vector<const model::Case*> load_cases(const std::vector<std::string>& paths);
  /// The same for a text that stands in place of the file at `path`, with its mistakes in a sink of its own:
  /// for texts that are tried and perhaps given up.
  const model::Case* try_case(const std::string& path, std::string text, diagnostics::Sink& sink);
  /// Checks what a case expects against the rule sets; mistakes go to the sink.
  void check_expectations(const model::Case& facts);
  /// Reads changes of a case from the texts of a flag ("--set"), one `FACT=VALUE` each; mistakes go to the
  /// sink.
  std::vector<model::CaseChange> read_changes(const std::string& flag, const std::vector<std::string>& texts,
                                              const model::Case& facts);
  /// Reads the facts and judgements that the texts of a flag ("--freeze") name.
  std::vector<model::CaseChange> read_places(const std::string& flag, const std::vector<std::string>& texts,
                                             const model::Case& facts);
  /// A copy of the case with the changes made, held against the rule sets like any case; null if it has
  /// errors.
  const model::Case* change_case(const model::Case& facts, const std::vector<model::CaseChange>& changes);
  /// Keeps a text of the command line, so that mistakes in it can be shown.
  base::FileId add_text(const std::string& flag, const std::string& text);
  /// Null unless rules were loaded without an error.
  const plan::Plan* plan() const;

  const diagnostics::SourceMap& sources() const;
  diagnostics::Sink& sink();
  const model::Vocabulary& vocabulary() const;
  const model::RuleSets& rule_sets() const;
  /// What stands beside the law in the texts of the rule sets.
  const model::Margin& margin() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::session
