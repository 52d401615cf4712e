#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/citing.hpp"
#include "report/steps.hpp"
#include "report/suite_report.hpp"

namespace weir::report {
namespace {

using Outcome = suite::Verdict::Outcome;

/// Of the rules that decided one mismatch so many are shown with their proofs; the others are counted.
constexpr std::size_t shown_rules = 3;

Mark mark_of(model::FindingKind kind) {
  switch (kind) {
    case model::FindingKind::fired:
      return Mark::fired;
    case model::FindingKind::open:
      return Mark::open;
    case model::FindingKind::defeated:
      return Mark::defeated;
    case model::FindingKind::pending:
      return Mark::pending;
    case model::FindingKind::silent:
    case model::FindingKind::not_in_force:
      return Mark::silent;
  }
  return Mark::none;
}

/// One failing trial.
class FailureBuilder {
 public:
  FailureBuilder(const SuiteReport& report, std::size_t index, Memo& memo)
      : report_(report),
        trial_(report.trials[index]),
        verdict_(report.verdicts[index]),
        words_(*trial_.facts, report.plan.vocabulary(), report.plan.rule_sets()),
        citing_(words_),
        steps_(words_, citing_, Steps::Parts::deciding),
        memo_(memo) {}

  void build() {
    add(Block::Kind::section, "FAILED " + suite::name_of(trial_, report_.plan));
    if (verdict_.outcome == Outcome::gap_closed) {
      Block& item = add(Block::Kind::item, gap_closed_words(),
                        place_of(report_.sources, trial_.expectation->todo_span));
      item.paint = Paint::bad;
      item.mark = Mark::failed;
      return;
    }
    for (const suite::Mismatch& mismatch : verdict_.mismatches) build(mismatch);
  }

 private:
  Block& add(Block::Kind kind, std::string text, std::string aside = {}) {
    Block& block = memo_.emplace_back();
    block.kind = kind;
    block.text = std::move(text);
    block.aside = std::move(aside);
    return block;
  }

  void build(const suite::Mismatch& mismatch) {
    Block& item = add(Block::Kind::item, mismatch_words(mismatch), place_of(report_.sources, mismatch.span));
    item.paint = Paint::bad;
    item.mark = Mark::failed;
    const std::size_t count = std::min(mismatch.rules.size(), shown_rules);
    for (std::size_t i = 0; i < count; ++i) show(mismatch.rules[i]);
    if (count < mismatch.rules.size()) {
      add(Block::Kind::remark, fmt::format("and {} more rules, from {} to {}", mismatch.rules.size() - count,
                                           mismatch.rules[count], mismatch.rules.back()));
    }
  }

  /// A rule with the proof of what it gave; of one shown before only its name.
  void show(const std::string& id) {
    const auto& findings = verdict_.assessment->findings;
    const auto finding = std::ranges::find(findings, id, &model::Finding::id);
    if (finding == findings.end()) return;
    const bool first = shown_.insert(id).second;
    Block& item = add(Block::Kind::item, first && !finding->title.empty() ? finding->title : id,
                      std::string(to_text(finding->finding)) + (first ? "" : ", as above"));
    item.mark = mark_of(finding->finding);
    item.paint = finding->finding == model::FindingKind::fired ? Paint::emphasis : Paint::faint;
    if (!first) return;
    add(Block::Kind::detail, id, place_of(report_.sources, finding->at));
    if (!finding->cite.empty()) add(Block::Kind::detail, citation_words(finding->cite));
    add(Block::Kind::steps, "").steps = steps_.of(finding->why);
    if (finding->finding == model::FindingKind::not_in_force && finding->in_force)
      note("in force", to_text(*finding->in_force));
    if (!finding->waits_for.empty()) note("waits for", finding->waits_for);
    if (!finding->defeated_by.empty()) note("defeated by", base::join(finding->defeated_by, ", "));
  }

  void note(std::string label, const std::string& text) {
    add(Block::Kind::note, text).label = std::move(label);
  }

  const SuiteReport& report_;
  const suite::Trial& trial_;
  const suite::Verdict& verdict_;
  const Words words_;
  Citing citing_;
  Steps steps_;
  Memo& memo_;
  std::set<std::string> shown_;
};

void add_known_gaps(const SuiteReport& report, Memo& memo) {
  bool headed = false;
  for (std::size_t i = 0; i < report.trials.size(); ++i) {
    if (report.verdicts[i].outcome != Outcome::known_gap) continue;
    if (!headed)
      memo.emplace_back() = {Block::Kind::section, "", "Known gaps (todo)", "", {}, 0, Paint::faint, {}};
    headed = true;
    Block& item = memo.emplace_back();
    item.kind = Block::Kind::item;
    item.mark = Mark::pending;
    item.text = suite::name_of(report.trials[i], report.plan);
    Block& why = memo.emplace_back();
    why.kind = Block::Kind::note;
    why.text = report.trials[i].todo();
  }
}

}  // namespace

Memo make_suite_memo(const SuiteReport& report) {
  Memo memo;
  for (std::size_t i = 0; i < report.trials.size(); ++i) {
    if (suite::fails(report.verdicts[i].outcome)) FailureBuilder(report, i, memo).build();
  }
  add_known_gaps(report, memo);
  return memo;
}

}  // namespace weir::report
