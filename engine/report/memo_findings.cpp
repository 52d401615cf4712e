#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/memo_parts.hpp"

namespace weir::report {
namespace {

using model::Finding;
using model::FindingKind;
using model::RegimeAssessment;
using Findings = std::vector<const Finding*>;

/// A silent rule this many conditions short at most is a near miss.
constexpr int near_by = 2;

/// An effect of at most this width stands beside the title of its rule.
constexpr std::size_t widest_effect = 48;

const std::string& name_of(const Finding& finding) {
  return finding.title.empty() ? finding.id : finding.title;
}

class FindingsBuilder {
 public:
  FindingsBuilder(const MemoContext& context, const RegimeAssessment& regime)
      : context_(context), regime_(regime), steps_(context.words, context.citing, context.extent.parts) {}

  void build() {
    if (wants(Listed::fired)) {
      Findings fired = of(FindingKind::fired);
      // What determines something comes before what only scores.
      std::stable_partition(fired.begin(), fired.end(),
                            [](const Finding* finding) { return !finding->determines.empty(); });
      for (const Finding* finding : fired) with_proof(Mark::fired, *finding);
    }
    if (wants(Listed::open)) {
      Findings open = of(FindingKind::open);
      std::stable_partition(open.begin(), open.end(),
                            [](const Finding* finding) { return !finding->determines.empty(); });
      group(open.empty() ? "" : "Open: known facts neither meet nor exclude these");
      for (const Finding* finding : open) with_proof(Mark::open, *finding);
      if (brief_ > 0) {
        context_.add(Block::Kind::remark,
                     "citations and readings of open rules that only score: --findings open");
      }
    }
    near_misses();
    if (wants(Listed::defeated)) {
      const Findings defeated = of(FindingKind::defeated);
      group(defeated.empty() ? "" : "Defeated by an exception");
      for (const Finding* finding : defeated) defeat(*finding);
    }
    if (wants(Listed::pending)) pending();
    rest(FindingKind::silent, Listed::silent, Mark::silent, "Silent: their conditions are not met");
    rest(FindingKind::not_in_force, Listed::not_in_force, Mark::silent, "Not in force on the day");
    count_rest();
  }

 private:
  /// True unless particular kinds of findings were asked for.
  bool usual() const { return context_.extent.findings == Extent().findings; }
  bool wants(Listed kind) const { return context_.extent.findings.count(kind) > 0; }

  Findings of(FindingKind kind) const {
    Findings found;
    for (const Finding& finding : regime_.findings) {
      if (finding.finding == kind) found.push_back(&finding);
    }
    return found;
  }

  Findings near() const {
    Findings found;
    for (const Finding* finding : of(FindingKind::silent)) {
      const bool close = finding->short_by > 0 && finding->short_by <= near_by &&
                         finding->condition_count > finding->short_by;
      if (close) found.push_back(finding);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Finding* a, const Finding* b) { return a->short_by < b->short_by; });
    return found;
  }

  void heading() {
    if (!headed_) context_.add(Block::Kind::section, "Why");
    headed_ = true;
  }

  void group(const std::string& text) {
    if (text.empty()) return;
    heading();
    context_.add(Block::Kind::group, text);
  }

  Block& item(Mark mark, const std::string& text, std::string aside) {
    heading();
    Block& block = context_.add(Block::Kind::item, text, std::move(aside));
    block.mark = mark;
    block.paint = mark == Mark::fired ? Paint::emphasis : mark == Mark::open ? Paint::open : Paint::faint;
    return block;
  }

  void with_proof(Mark mark, const Finding& finding) {
    const std::string effect = effect_words(finding, context_.rule_sets, regime_);
    const bool beside = base::display_width(effect) <= widest_effect;
    item(mark, name_of(finding), beside ? effect : "");
    if (!beside) note("gives", effect);
    // Of open rules that only score the usual memo says what they turn on; the rest where they are asked for.
    const bool brief = mark == Mark::open && finding.determines.empty() && usual();
    if (!brief) context_.add(Block::Kind::detail, citation_words(finding.cite), finding.id);
    std::vector<Step> steps = steps_.of(finding.why);
    if (brief) {
      ++brief_;
      for (Step& step : steps) step.cite.clear();
      const bool placed = place_id(steps, finding.id);
      proof(finding, std::move(steps));
      if (!placed) context_.add(Block::Kind::detail, "", finding.id);
      if (!finding.doubt.empty()) note("in doubt", finding.doubt);
      return;
    }
    proof(finding, std::move(steps));
    if (finding.until) note("lasts until", date_words(*finding.until));
    if (!finding.doubt.empty()) note("in doubt", finding.doubt);
    if (finding.reading) {
      note(finding.reading->by.empty() ? "reading" : fmt::format("reading ({})", finding.reading->by),
           finding.reading->text);
    }
  }

  /// The steps, without citations that the rule itself has.
  void proof(const Finding& finding, std::vector<Step> steps) {
    if (steps.empty()) return;
    for (Step& step : steps) {
      for (const model::Citation& citation : finding.cite) {
        if (step.cite == citation.text) step.cite.clear();
      }
    }
    context_.add(Block::Kind::steps, "").steps = std::move(steps);
  }

  /// In short forms the rule's id stands beside the last condition, if nothing else stands there.
  static bool place_id(std::vector<Step>& steps, const std::string& id) {
    if (steps.empty() || !steps.back().parts.empty() || !steps.back().cite.empty()) return false;
    steps.back().cite = id;
    return true;
  }

  void note(std::string label, const std::string& text) {
    context_.labelled(Block::Kind::note, std::move(label), text);
  }

  void near_misses() {
    if (!wants(Listed::near)) return;
    const Findings found = near();
    if (found.empty()) return;
    group("Not, though close: a condition or two short");
    const std::size_t count = std::min(found.size(), context_.extent.near_misses);
    for (std::size_t i = 0; i < count; ++i) {
      const Finding& finding = *found[i];
      item(Mark::near, name_of(finding),
           fmt::format("{} of {} short", finding.short_by, finding.condition_count));
      if (!usual()) context_.add(Block::Kind::detail, citation_words(finding.cite), finding.id);
      std::vector<Step> missing;
      for (Step& step : steps_.heads(finding.why)) {
        step.cite.clear();
        missing.push_back(std::move(step));
      }
      proof(finding, std::move(missing));
    }
    if (count < found.size()) {
      context_.add(Block::Kind::remark,
                   fmt::format("and {} more near misses (--findings near)", found.size() - count));
    }
  }

  void defeat(const Finding& finding) {
    std::vector<std::string> by;
    for (const std::string& id : finding.defeated_by) {
      const model::Rule* rule = context_.words.rule(id);
      by.push_back(rule == nullptr || rule->title.empty() ? id : fmt::format("{} ({})", rule->title, id));
    }
    item(Mark::defeated, name_of(finding), "");
    context_.add(Block::Kind::detail, citation_words(finding.cite), finding.id);
    if (!by.empty()) note("by", base::join(by, "; "));
  }

  /// Rules that wait for the same thing stand together.
  void pending() {
    const Findings found = of(FindingKind::pending);
    if (found.empty()) return;
    group("Pending, not yet law");
    std::vector<std::string> waits;
    for (const Finding* finding : found) {
      if (std::find(waits.begin(), waits.end(), finding->waits_for) == waits.end()) {
        waits.push_back(finding->waits_for);
      }
    }
    for (const std::string& wait : waits) {
      std::string cited;
      for (const Finding* finding : found) {
        if (finding->waits_for != wait) continue;
        item(Mark::pending, name_of(*finding), finding->id);
        const std::string cite = citation_words(finding->cite);
        if (cite != cited) context_.add(Block::Kind::detail, cite);
        cited = cite;
      }
      if (!wait.empty()) note("waits for", wait);
    }
  }

  void rest(FindingKind kind, Listed listed, Mark mark, const std::string& text) {
    if (!wants(listed)) return;
    const Findings found = of(kind);
    group(found.empty() ? "" : text);
    for (const Finding* finding : found) {
      item(mark, name_of(*finding), finding->id);
      if (listed == Listed::silent) proof(*finding, steps_.heads(finding->why));
    }
  }

  void count_rest() {
    std::vector<std::string> left;
    const auto leave = [&](std::size_t count, Listed listed, std::string_view words) {
      if (count > 0 && !wants(listed)) left.push_back(fmt::format("{} {}", count, words));
    };
    leave(of(FindingKind::fired).size(), Listed::fired, "fired");
    leave(of(FindingKind::open).size(), Listed::open, "open");
    leave(of(FindingKind::defeated).size(), Listed::defeated, "defeated");
    leave(of(FindingKind::pending).size(), Listed::pending, "pending");
    const std::size_t shown_near = wants(Listed::near) ? near().size() : 0;
    leave(of(FindingKind::silent).size() - shown_near, Listed::silent,
          shown_near > 0 ? "silent and not close" : "silent");
    leave(of(FindingKind::not_in_force).size(), Listed::not_in_force, "not in force on the day");
    if (left.empty()) return;
    heading();
    context_.add(Block::Kind::remark,
                 fmt::format("not listed: {} (--findings all)", enumeration(left, "and")));
  }

  const MemoContext& context_;
  const RegimeAssessment& regime_;
  Steps steps_;
  bool headed_ = false;
  std::size_t brief_ = 0;  ///< open rules without citation and reading
};

}  // namespace

void add_findings(const MemoContext& context, const RegimeAssessment& regime) {
  FindingsBuilder(context, regime).build();
}

}  // namespace weir::report
