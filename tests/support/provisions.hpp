#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/truth.hpp"
#include "diagnostics/diagnostic.hpp"
#include "load/load.hpp"
#include "model/assessment.hpp"
#include "plan/plan.hpp"

namespace weir::provisions {

/// The parts of a case of a buyer and a firm, as YAML inside braces.
struct Facts {
  std::string as_of = "2024-06-01";
  std::string transaction{};
  std::string buyer = "kind: corporation";
  std::string firm = "kind: corporation";
  std::string stake{};                  ///< of the buyer's holding in the firm: "votes: 0% -> 30%"
  std::vector<std::string> others{};    ///< further parties: "fund: {kind: fund}"
  std::vector<std::string> holdings{};  ///< further holdings: "owner: fund, entity: buyer, votes: 60%"
  std::string rest{};                   ///< further keys of the case, whole lines
  std::string vendor{};                 ///< who sells
  std::string text() const;
};

/// One folder of tests/provisions/rules with the project's vocabulary, to be asked about cases.
class RuleSet {
 public:
  /// The rule set `ca-prov` and the like, loaded once a process. Throws if it has mistakes.
  static RuleSet& of(const std::string& regime);

  /// What is said of the rule set with one more file.
  static std::string said_of(const std::string& regime, const std::string& file);

  /// The truth of a condition, written as in a rule of this rule set, on a case: "t", "f" or "?".
  char truth(const std::string& condition, const std::string& case_text);
  /// What the rule says of the case.
  model::FindingKind finding(const std::string& rule, const std::string& case_text);
  /// A determination of the case, lowest and highest level: "none", or "none..approval".
  std::string level(const std::string& determination, const std::string& case_text);
  /// The presumed level, or "".
  std::string presumed(const std::string& determination, const std::string& case_text);
  /// When a duty of the rule is due, in words or as a day; "" if there is none.
  std::string due(const std::string& rule, const std::string& case_text);
  /// A clock of the case, as it stands.
  model::ClockAnswer clock(const std::string& name, const std::string& case_text);
  /// What was said about a case that is refused: names of the codes.
  std::string mistakes(const std::string& case_text);

 private:
  struct Compiled;
  explicit RuleSet(const std::string& regime);
  const Compiled& with_probe(const std::string& condition);
  model::Case load(const std::string& case_text);
  model::RegimeAssessment assess(const std::string& case_text);

  std::string prefix_, family_;
  diagnostics::SourceMap sources_;
  load::LoadedRules loaded_;
  std::map<std::string, std::shared_ptr<const Compiled>> compiled_;  ///< by condition
};

}  // namespace weir::provisions
