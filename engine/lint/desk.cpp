#include "lint/desk.hpp"

#include <fmt/format.h>

#include <array>

#include "lint/reasoner.hpp"

namespace weir::lint {

using diagnostics::Code;
using diagnostics::Diagnostic;

Desk::Desk(const plan::Plan& plan, const model::Margin& margin, const Scope& scope, diagnostics::Sink& sink)
    : plan_(plan), margin_(margin), scope_(scope), sink_(&sink), reads_(*plan.checked) {
  for (const model::Regime& regime : rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) {
      regimes_.emplace(rule.id, &regime);
      by_id_.emplace(rule.id, &rule);
    }
    for (const model::Definition& definition : rule_sets().definitions) {
      if (definition.regime == regime.id) regimes_.emplace(definition.id, &regime);
    }
  }
  for (const model::Definition& definition : rule_sets().definitions)
    by_id_.emplace(definition.id, &definition), definitions_.emplace(definition.id, &definition);
}

Desk::~Desk() = default;

const suite::CoverageMap& Desk::map() {
  if (!map_) map_ = suite::coverage_map(plan_);
  return *map_;
}

Reasoner& Desk::reasoner() {
  if (!reasoner_) reasoner_ = std::make_unique<Reasoner>(plan_, tally, scope_.stale);
  return *reasoner_;
}

bool Desk::waived(Code lint, const std::string& id) {
  const auto waivers = margin_.waivers.find(id);
  bool found = false;
  if (waivers == margin_.waivers.end()) return found;
  for (const model::Waiver& waiver : waivers->second) {
    if (waiver.lint != diagnostics::info(lint).name) continue;
    used_.insert(&waiver);
    found = true;
  }
  return found;
}

Diagnostic& Desk::report(Code lint, const model::Provision& about, base::Span span, std::string message,
                         std::string label) {
  const model::Regime* regime = regime_of(about);
  // Whichever silences it first counts, so that a needless one beside it shows.
  if (waived(lint, about.id) || (regime && waived(lint, regime->id))) {
    ++tally.waived;
    return discarded_ = {};
  }
  return sink_->emit(lint, span, std::move(message), std::move(label)).in(about.id);
}

Diagnostic& Desk::report(Code lint, const model::Regime& about, base::Span span, std::string message,
                         std::string label) {
  if (waived(lint, about.id)) {
    ++tally.waived;
    return discarded_ = {};
  }
  return sink_->emit(lint, span, std::move(message), std::move(label)).in(about.id);
}

void Desk::report_needless_waivers(const std::set<std::string_view>& lints) {
  for (const auto& [id, waivers] : margin_.waivers) {
    for (const model::Waiver& waiver : waivers) {
      if (used_.contains(&waiver) || !lints.contains(waiver.lint)) continue;
      sink_
          ->emit(Code::needless_waiver, waiver.span,
                 fmt::format("there is no `{}` to waive in `{}`", waiver.lint, id), "silences nothing")
          .with_help("remove the waiver")
          .in(id);
    }
  }
}

const model::Regime* Desk::regime_of(const model::Provision& provision) const {
  const auto found = regimes_.find(provision.id);
  return found == regimes_.end() ? nullptr : found->second;
}

const model::Provision* Desk::provision(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const model::Definition* Desk::definition(std::string_view id) const {
  const auto found = definitions_.find(id);
  return found == definitions_.end() ? nullptr : found->second;
}

std::string names_text(const std::vector<std::string>& names) {
  constexpr std::size_t most = 4;
  std::string text;
  const std::size_t shown = names.size() > most ? most - 1 : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "`" + names[i] + "`";
  }
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

namespace {

enum class Cost : std::uint8_t { quick, slow };

struct Row {
  Code code;
  void (*find)(Desk&);
  Cost cost;
};

constexpr Row rows[] = {
#define WEIR_LINT(name, function, cost) {Code::name, function, Cost::cost},
#include "lint/lints.def"
#undef WEIR_LINT
};

/// What each lint has found, in a sink of its own.
using Found = std::array<diagnostics::Sink, std::size(rows)>;

/// All that was found, in the order of the lints, whatever the order in which they were asked.
diagnostics::Sink joined(const Found& found) {
  diagnostics::Sink all;
  for (const diagnostics::Sink& one : found) all.absorb(one);
  return all;
}

}  // namespace

std::optional<Tally> run_unless_stale(const plan::Plan& plan, const model::Margin& margin, const Scope& scope,
                                      diagnostics::Sink& sink) {
  const std::string_view needless = diagnostics::info(Code::needless_waiver).name;
  const auto wanted = [&](std::string_view name) {
    return scope.only.empty() || std::ranges::find(scope.only, name) != scope.only.end();
  };
  // Whether a waiver is needless shows only when all lints have been asked.
  diagnostics::Sink heard;
  Desk desk(plan, margin, scope, heard);
  std::set<std::string_view> looked_at;
  Found found;
  try {
    for (const Cost cost : {Cost::quick, Cost::slow}) {
      if (cost == Cost::slow && scope.first) scope.first(joined(found));
      for (std::size_t i = 0; i < std::size(rows); ++i) {
        const Row& row = rows[i];
        const std::string_view name = diagnostics::info(row.code).name;
        if (row.cost != cost || (!wanted(name) && !wanted(needless))) continue;
        if (scope.stale && scope.stale()) return std::nullopt;
        desk.report_to(found[i]);
        row.find(desk);
        if (row.code != Code::clock_without_dates || scope.which == Scope::Cases::all) looked_at.insert(name);
      }
    }
  } catch (const Stale&) {
    return std::nullopt;
  }
  heard = joined(found);
  desk.report_to(heard);
  if (wanted(needless)) desk.report_needless_waivers(looked_at);
  if (scope.only.empty()) {
    sink.absorb(std::move(heard));
    return desk.tally;
  }
  for (const Diagnostic& one : heard.sorted()) {
    if (!wanted(diagnostics::info(one.code).name)) continue;
    Diagnostic& kept = sink.emit(one.code, one.primary->span, one.message, one.primary->text);
    kept.labels = one.labels, kept.notes = one.notes, kept.help = one.help;
    kept.fixes = one.fixes, kept.context = one.context;
  }
  return desk.tally;
}

Tally run(const plan::Plan& plan, const model::Margin& margin, const Scope& scope, diagnostics::Sink& sink) {
  return run_unless_stale(plan, margin, scope, sink).value_or(Tally());
}

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const auto& info : diagnostics::all_codes()) {
    if (diagnostics::is_lint(info.code)) names.emplace_back(info.name);
  }
  return names;
}

}  // namespace weir::lint
