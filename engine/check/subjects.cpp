#include <algorithm>
#include <set>

#include "check/analysis.hpp"

namespace weir::check {

using diagnostics::Code;
using model::Kind;

/// The lists that a regime's rules run over.
void Analysis::check_subjects(std::size_t index) {
  const auto& regime = rule_sets_.regimes[index];
  for (const auto& subject : regime.subjects) {
    Scope scope;
    scope.regime = &regime;
    scope.owner = subject.name;
    scope.owner_span = subject.span;
    const model::Type rows = type(subject.rows, scope);
    if (rows.kind == Kind::error || rows.entity == vocabulary_.party) continue;
    sink_
        .emit(Code::not_a_party, span_of(subject.rows),
              "a subject is a party, and the rows of this list are none",
              "a row here is one of `" + vocabulary_.entity(rows.entity).name + "`")
        .in(subject.name);
  }
}

/// A subject means something only in the rules that run over it.
void Analysis::check_families() {
  for (const DefinitionId id : result_.order) {
    auto& info = result_.definitions[id.index()];
    for (const auto& deal : definition_reads_[id.index()].deal) {
      if (const auto which = find_subject(deal.root)) info.subject = which;
    }
    for (const auto& read : definition_reads_[id.index()].definitions) {
      const auto& other = result_.definitions[read.definition.index()].subject;
      if (other) info.subject = other;
    }
  }
  result_.rule_subjects.resize(rule_sets_.regimes.size());
  for (std::size_t r = 0; r < rule_sets_.regimes.size(); ++r) {
    const auto& regime = rule_sets_.regimes[r];
    result_.rule_subjects[r].resize(regime.rules.size());
    for (std::size_t i = 0; i < regime.rules.size(); ++i) {
      const auto& rule = regime.rules[i];
      const auto covers = [&](const model::Subject& subject) {
        return subject.family.empty() || rule.id == subject.family ||
               rule.id.starts_with(subject.family + ".");
      };
      for (const auto& candidate : regime.subjects) {
        if (covers(candidate)) result_.rule_subjects[r][i] = *find_subject(candidate.name);
      }
      std::set<DefinitionId> seen;
      std::vector<const Reads*> waiting = {&rule_reads_[r][i]};
      while (!waiting.empty()) {
        const Reads& reads = *waiting.back();
        waiting.pop_back();
        for (const auto& deal : reads.deal) {
          const auto which = find_subject(deal.root);
          if (!which) continue;
          const auto& named = result_.subjects[*which];
          if (named.regime == r && covers(subject(*which))) continue;
          sink_
              .emit(Code::bad_subject, rule.id_span,
                    "`" + rule.id + "` reads the subject `" + deal.root + "` and does not run over it")
              .label(deal.span, "read here")
              .label(subject(*which).span, "declared here")
              .in(rule.id);
        }
        for (const auto& read : reads.definitions) {
          if (seen.insert(read.definition).second)
            waiting.push_back(&definition_reads_[read.definition.index()]);
        }
      }
    }
  }
}

}  // namespace weir::check
