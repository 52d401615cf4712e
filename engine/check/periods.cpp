#include <algorithm>
#include <map>
#include <set>

#include "check/analysis.hpp"
#include "language/printer.hpp"

namespace weir::check {

using base::Date;
using diagnostics::Code;
using model::DateRange;

namespace {

/// Days for which a definition holds law; none if it holds at all times.
using Cover = std::optional<std::vector<DateRange>>;

bool is_none(const model::Expression& expression) {
  return expression.present() && expression.ast.nodes.back().kind == language::NodeKind::none;
}

Cover own_cover(const model::Definition& declared, std::size_t column) {
  if (const auto* values = std::get_if<model::Values>(&declared.body)) {
    if (values->versions.empty()) return std::nullopt;
    const auto& first = values->versions.front();
    if (column < first.cells.size() && is_none(first.cells[column])) return std::nullopt;
    return std::vector<DateRange>{{first.from, Date::never()}};
  }
  if (const auto* versions = std::get_if<model::Versions>(&declared.body)) {
    std::vector<DateRange> ranges;
    for (const auto& version : versions->versions) {
      if (!version.pending) ranges.push_back(version.range);
    }
    if (ranges.empty()) return std::nullopt;
    return ranges;
  }
  if (declared.in_force) return std::vector<DateRange>{*declared.in_force};
  return std::nullopt;
}

/// The first day of `wanted` that no range holds.
std::optional<Date> first_gap(DateRange wanted, std::vector<DateRange> ranges) {
  std::ranges::sort(ranges, {}, &DateRange::first);
  Date day = wanted.first;
  for (const auto& range : ranges) {
    if (range.first > day) break;
    if (range.last < day) continue;
    if (range.last.is_never()) return std::nullopt;
    day = base::add(range.last, 1, base::CalendarUnit::day);
  }
  return day <= wanted.last && !(day.is_never() && wanted.last.is_never()) ? std::optional(day)
                                                                           : std::nullopt;
}

/// Checks that what is read under one law date is law whenever its reader is.
class PeriodChecker {
 public:
  PeriodChecker(const model::RuleSets& rule_sets, const std::vector<Reads>& reads, diagnostics::Sink& sink)
      : rule_sets_(rule_sets), reads_(reads), sink_(sink) {
    for (const auto& regime : rule_sets.regimes) regimes_[regime.id] = &regime;
  }

  void reader(const model::Provision& provision, const model::Regime& regime, const Reads& reads) {
    if (!provision.in_force || provision.status.pending) return;
    provision_ = &provision;
    by_ = text_of(provision, regime);
    wanted_ = {std::max(provision.in_force->first, regime.in_force.first),
               std::min(provision.in_force->last, regime.in_force.last)};
    if (wanted_.first > wanted_.last) return;
    seen_.clear();
    visit(reads);
  }

 private:
  static std::string text_of(const model::Provision& provision, const model::Regime& regime) {
    const auto& by = provision.by ? provision.by : regime.by;
    return by && by->present() ? language::print(by->ast) : std::string();
  }

  void visit(const Reads& reads) {
    for (const auto& read : reads.definitions) {
      if (read.on_another_day || !seen_.insert({read.definition, read.column}).second) continue;
      const auto& declared = rule_sets_.definitions[read.definition.index()];
      const auto home = regimes_.find(declared.regime);
      if (home == regimes_.end()) continue;
      if (is_dated(declared) && text_of(declared, *home->second) != by_) continue;
      if (declared.status.pending) continue;
      const Cover cover = own_cover(declared, read.column);
      if (!cover) {
        visit(reads_[read.definition.index()]);
        continue;
      }
      if (const auto gap = first_gap(wanted_, *cover)) {
        const Date begins = std::ranges::min(*cover, {}, &DateRange::first).first;
        const std::string when =
            *gap < begins ? "before " + base::to_iso(begins) : "for " + base::to_iso(*gap);
        sink_
            .emit(Code::reads_outside_force, provision_->in_force_span,
                  "`" + provision_->id + "` reads `" + declared.id + "`, which holds nothing " + when,
                  "in force from " + base::to_iso(wanted_.first))
            .label(declared.id_span, "`" + declared.id + "` follows the same date")
            .with_help("shorten `in_force`, add a version, or begin with the value `none`")
            .in(provision_->id);
      }
    }
  }

  const model::RuleSets& rule_sets_;
  const std::vector<Reads>& reads_;
  diagnostics::Sink& sink_;
  std::map<std::string, const model::Regime*, std::less<>> regimes_;
  const model::Provision* provision_ = nullptr;
  std::string by_;
  DateRange wanted_;
  std::set<std::pair<DefinitionId, std::uint32_t>> seen_;
};

}  // namespace

void Analysis::check_periods() {
  PeriodChecker checker(rule_sets_, definition_reads_, sink_);
  for (std::size_t i = 0; i < rule_sets_.regimes.size(); ++i) {
    const auto& regime = rule_sets_.regimes[i];
    for (std::size_t j = 0; j < regime.rules.size(); ++j)
      checker.reader(regime.rules[j], regime, rule_reads_[i][j]);
    for (std::size_t j = 0; j < rule_sets_.definitions.size(); ++j) {
      const auto& declared = rule_sets_.definitions[j];
      if (declared.regime == regime.id) checker.reader(declared, regime, definition_reads_[j]);
    }
  }
}

}  // namespace weir::check
