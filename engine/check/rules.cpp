#include "base/text.hpp"
#include "check/analysis.hpp"

namespace weir::check {

using diagnostics::Code;
using model::Kind;

void Analysis::check_regime(std::size_t index) {
  const auto& regime = rule_sets_.regimes[index];
  rule_reads_.resize(rule_sets_.regimes.size());
  rule_reads_[index].resize(regime.rules.size());
  Scope scope;
  scope.regime = &regime;
  scope.owner = regime.id;
  Reads reads;
  scope.reads = &reads;
  if (regime.by) require_kind(*regime.by, scope, Kind::date, "`by`");
  check_law_date(regime, reads);
  for (std::size_t i = 0; i < regime.rules.size(); ++i)
    check_rule(regime.rules[i], regime, rule_reads_[index][i]);
}

void Analysis::check_law_date(const model::Regime& regime, const Reads& reads) {
  std::vector<bool> seen(rule_sets_.definitions.size(), false);
  std::vector<Reads::Definition> waiting = reads.definitions;
  while (!waiting.empty()) {
    const auto read = waiting.back();
    waiting.pop_back();
    if (seen[read.definition.index()]) continue;
    seen[read.definition.index()] = true;
    const auto& declared = definition(read.definition);
    if (is_dated(declared) && !declared.by && !read.on_another_day && declared.regime == regime.id) {
      sink_
          .emit(Code::definition_cycle, span_of(*regime.by),
                "the law date of `" + regime.id + "` reads `" + declared.id +
                    "`, which that date would have to pick",
                "the law date")
          .label(declared.id_span, "dated law without a `by` of its own")
          .with_help("give `" + declared.id + "` a `by` of its own")
          .in(regime.id);
    }
    const auto& further = definition_reads_[read.definition.index()].definitions;
    waiting.insert(waiting.end(), further.begin(), further.end());
  }
}

void Analysis::check_rule(const model::Rule& rule, const model::Regime& regime, Reads& reads) {
  Scope scope;
  scope.regime = &regime;
  scope.owner = rule.id;
  scope.reads = &reads;
  require_truth(rule.when, scope, "`when`");
  if (rule.unless) require_truth(*rule.unless, scope, "`unless`");
  if (rule.by) require_kind(*rule.by, scope, Kind::date, "`by`");
  if (rule.until) require_kind(*rule.until, scope, Kind::date, "`until`");
  if (rule.duty) {
    if (rule.duty->due) require_kind(*rule.duty->due, scope, Kind::date, "`due`");
    if (rule.duty->penalty) require_kind(*rule.duty->penalty, scope, Kind::money, "`penalty`");
  }
  if (!rule.speaks_for.empty()) require_judgement(rule.speaks_for, rule.speaks_span, rule.id);
  if (!rule.speaks_against.empty()) require_judgement(rule.speaks_against, rule.speaks_span, rule.id);
  for (const auto& lean : rule.leans) require_judgement(lean.judgement, lean.span, rule.id);
}

void Analysis::require_judgement(const std::string& name, base::Span span, const std::string& owner) {
  if (find_judgement(name)) return;
  auto& diagnostic =
      sink_.emit(Code::unknown_judgement, span, "there is no judgement `" + name + "`", "no such judgement");
  if (const auto found = find_definition(name)) {
    diagnostic.label(definition(*found).id_span, "`" + name + "` is no judgement: it has no `ask`");
  } else {
    diagnostics::suggest(diagnostic, base::closest(name, judgement_names()), span, "judgement");
  }
  diagnostic.in(owner);
}

}  // namespace weir::check
