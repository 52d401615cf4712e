#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "check/analysis.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeKind;
using model::Kind;

namespace {

void collect_definitions(const std::vector<Reads>& all, const Reads& reads, std::set<DefinitionId>& into) {
  for (const Reads::Definition& read : reads.definitions) {
    if (into.insert(read.definition).second) collect_definitions(all, all[read.definition.index()], into);
  }
}

}  // namespace

void Analysis::check_period(const model::Expression& period, const Reads& reads, const Scope& scope) {
  const auto refuse = [&](const char* message, const char* label, const char* help) {
    sink_.emit(Code::bad_retest, span_of(period), message, label).with_help(help).in(scope.owner);
  };
  const NodeKind kind = period.ast.node(period.ast.root()).kind;
  if (kind != NodeKind::offset_after && kind != NodeKind::offset_from) {
    return refuse("a period needs a beginning and a length", "no period",
                  "write from when it runs and for how long: `3 years after …`, or `from …`");
  }
  // The law is read on its days for whoever the condition asks about: they must be the same for all.
  std::set<DefinitionId> read;
  collect_definitions(definition_reads_, reads, read);
  bool of_somebody = !reads.deal.empty();
  for (const DefinitionId id : read) of_somebody = of_somebody || !definition_reads_[id.index()].deal.empty();
  for (const TypedNode& node : result_.typed.at(&period).nodes) {
    of_somebody =
        of_somebody || (node.binding.kind != Binding::Kind::none && node.binding.place.root == Root::it);
  }
  if (of_somebody) {
    refuse("the period of a re-test runs from a day of the transaction or of its procedure",
           "a day of one of the parties", "name a day that is the same for all parties");
  }
}

void Analysis::type_retest(const model::Retest& body, const Scope& scope) {
  Reads period;
  Scope around = scope;
  around.reads = &period;
  require_kind(body.period, around, Kind::date, "`during`");
  if (body.period.present()) check_period(body.period, period, scope);
  scope.reads->definitions.insert(scope.reads->definitions.end(), period.definitions.begin(),
                                  period.definitions.end());
  // What is lost is read on the days of the period, not on the one that picks the law for the rest.
  Reads own;
  Scope inside = scope;
  inside.reads = &own;
  require_truth(body.lost, inside, "`lost`");
  std::set<DefinitionId> read;
  collect_definitions(definition_reads_, own, read);
  for (Reads::Definition& entry : own.definitions) entry.on_another_day = true;
  scope.reads->definitions.insert(scope.reads->definitions.end(), own.definitions.begin(),
                                  own.definitions.end());
  scope.reads->deal.insert(scope.reads->deal.end(), own.deal.begin(), own.deal.end());
  for (const model::Retest::Frozen& frozen : body.frozen) check_frozen(frozen, read, scope);
}

void Analysis::check_frozen(const model::Retest::Frozen& frozen, const std::set<DefinitionId>& read,
                            const Scope& scope) {
  const auto found = find_definition(frozen.name);
  if (!found) {
    auto& diagnostic = sink_.emit(Code::unknown_name, frozen.span,
                                  "there is no definition `" + frozen.name + "`", "no such law");
    diagnostics::suggest(diagnostic, base::closest(frozen.name, plain_names_), frozen.span, "definition");
    diagnostic.in(scope.owner);
    return;
  }
  if (!is_dated(definition(*found))) {
    sink_
        .emit(Code::bad_retest, frozen.span, "`" + frozen.name + "` does not change with a date",
              "nothing to freeze")
        .label(definition(*found).id_span, "declared here")
        .with_help("`frozen` names dated law: a group, values, versions, or what has its own `in_force`")
        .in(scope.owner);
    return;
  }
  if (read.contains(*found)) return;
  sink_
      .emit(Code::bad_retest, frozen.span, "what stands under `lost` does not read `" + frozen.name + "`",
            "freezes nothing")
      .with_help("name law that the condition reads, itself or through other definitions")
      .in(scope.owner);
}

}  // namespace weir::check
