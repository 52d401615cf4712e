#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "lint/lint.hpp"
#include "lint/reads.hpp"
#include "suite/coverage_map.hpp"

namespace weir::lint {

class Reasoner;

/// A clause, or a definition as a whole, that comes out the same whatever the facts are.
struct Constant {
  const suite::CoverageEntry* entry = nullptr;
  const suite::Clause* clause = nullptr;  ///< null: all that the entry says
  bool always = false;                    ///< else never
};

/// What one run of lints shares: the rule sets, what they read, waivers, and the sink.
class Desk {
 public:
  Desk(const plan::Plan& plan, const model::Margin& margin, const Scope& scope, diagnostics::Sink& sink);
  ~Desk();

  const plan::Plan& plan() const { return plan_; }
  const model::RuleSets& rule_sets() const { return plan_.rule_sets(); }
  const model::Vocabulary& vocabulary() const { return plan_.vocabulary(); }
  const check::Checked& checked() const { return *plan_.checked; }
  const model::Margin& margin() const { return margin_; }
  const Scope& scope() const { return scope_; }
  const Reads& reads() const { return reads_; }
  /// Clauses, thresholds and lines of all rules and definitions.
  const suite::CoverageMap& map();
  Reasoner& reasoner();
  /// The constant clauses of all rules and definitions, in the order of the map.
  const std::vector<Constant>& constants();
  /// True of a rule with a constant clause of its own: what follows from it is not told again.
  bool has_constant(const model::Rule& rule);

  /// Reports a lint about a provision, unless that or its rule set waives it; what is returned can be written
  /// to in both cases.
  diagnostics::Diagnostic& report(diagnostics::Code lint, const model::Provision& about, base::Span span,
                                  std::string message, std::string label = {});
  /// The same of a rule set as a whole.
  diagnostics::Diagnostic& report(diagnostics::Code lint, const model::Regime& about, base::Span span,
                                  std::string message, std::string label = {});
  /// Reports the waivers of `lints` that have silenced nothing.
  void report_needless_waivers(const std::set<std::string_view>& lints);
  /// From now on what is reported goes to `sink`.
  void report_to(diagnostics::Sink& sink) { sink_ = &sink; }
  Tally tally;

  /// The regime of a rule or definition; null of the vocabulary's groups.
  const model::Regime* regime_of(const model::Provision& provision) const;
  /// The definition or rule with this id; null if there is none.
  const model::Provision* provision(std::string_view id) const;
  const model::Definition* definition(std::string_view id) const;

 private:
  bool waived(diagnostics::Code lint, const std::string& id);

  const plan::Plan& plan_;
  const model::Margin& margin_;
  const Scope& scope_;
  diagnostics::Sink* sink_;
  Reads reads_;
  std::optional<suite::CoverageMap> map_;
  std::unique_ptr<Reasoner> reasoner_;
  std::optional<std::vector<Constant>> constants_;
  std::map<std::string_view, const model::Regime*> regimes_;  ///< by id of rule or definition
  std::map<std::string_view, const model::Provision*> by_id_;
  std::map<std::string_view, const model::Definition*> definitions_;
  std::set<const model::Waiver*> used_;
  diagnostics::Diagnostic discarded_;
};

/// "`a`", "`a` and `b`", "`a`, `b` and 3 more": at most four names.
std::string names_text(const std::vector<std::string>& names);

// The lints.
#define WEIR_LINT(name, function, cost) void function(Desk& desk);
#include "lint/lints.def"
#undef WEIR_LINT

}  // namespace weir::lint
