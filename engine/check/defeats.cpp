#include <algorithm>

#include "base/text.hpp"
#include "check/analysis.hpp"
#include "model/rule_pattern.hpp"

namespace weir::check {

using diagnostics::Code;

namespace {

struct Hit {
  std::uint32_t rule = 0;
  base::Span span;  ///< of the pattern
};

/// Finds circles of exceptions by walking the hits of one rule set.
class CircleFinder {
 public:
  CircleFinder(const model::Regime& regime, const std::vector<std::vector<Hit>>& hits,
               diagnostics::Sink& sink)
      : regime_(regime), hits_(hits), sink_(sink), states_(hits.size(), 0) {}
  void run() {
    for (std::uint32_t i = 0; i < hits_.size(); ++i) {
      if (states_[i] == 0) walk(i);
    }
  }

 private:
  struct Step {
    std::uint32_t rule = 0;
    std::size_t next = 0;  ///< hit to follow next
  };
  void walk(std::uint32_t start) {
    path_ = {{start, 0}};
    states_[start] = 1;
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == hits_[step.rule].size()) {
        states_[step.rule] = 2;
        path_.pop_back();
        continue;
      }
      const std::uint32_t hit = hits_[step.rule][step.next++].rule;
      if (states_[hit] == 1) {
        report(hit);
      } else if (states_[hit] == 0) {
        states_[hit] = 1;
        path_.push_back({hit, 0});
      }
    }
  }
  void report(std::uint32_t first) {
    auto at = std::ranges::find(path_, first, &Step::rule);
    diagnostics::Diagnostic* diagnostic = nullptr;
    for (; at != path_.end(); ++at) {
      const Hit& hit = hits_[at->rule][at->next - 1];
      const std::string& id = regime_.rules[at->rule].id;
      const std::string text = "`" + id + "` defeats `" + regime_.rules[hit.rule].id + "`";
      if (diagnostic) {
        diagnostic->label(hit.span, text);
      } else {
        diagnostic = &sink_.emit(Code::defeat_cycle, hit.span, "`" + id + "` defeats itself in the end", text)
                          .with_help("decide which of the rules gives way, and remove its `defeats:`")
                          .in(id);
      }
    }
  }

  const model::Regime& regime_;
  const std::vector<std::vector<Hit>>& hits_;
  diagnostics::Sink& sink_;
  std::vector<int> states_;  ///< 0 not seen, 1 on the path, 2 done
  std::vector<Step> path_;
};

}  // namespace

void Analysis::resolve_defeats(std::size_t index) {
  const auto& regime = rule_sets_.regimes[index];
  result_.defeated_by.resize(rule_sets_.regimes.size());
  auto& defeated_by = result_.defeated_by[index];
  defeated_by.resize(regime.rules.size());
  std::vector<std::vector<Hit>> hits(regime.rules.size());
  std::vector<std::string> ids;
  for (const auto& rule : regime.rules) ids.push_back(rule.id);
  for (std::size_t i = 0; i < regime.rules.size(); ++i) {
    for (const auto& pattern : regime.rules[i].defeats) {
      bool itself = false;
      bool any = false;
      for (std::size_t j = 0; j < regime.rules.size(); ++j) {
        if (!model::names_rule(pattern.text, regime.rules[j].id)) continue;
        itself = itself || i == j;
        if (i == j) continue;
        any = true;
        hits[i].push_back({static_cast<std::uint32_t>(j), pattern.span});
        const RuleRef by{static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(i)};
        if (std::ranges::find(defeated_by[j], by) == defeated_by[j].end()) defeated_by[j].push_back(by);
      }
      if (any) continue;
      auto& diagnostic = sink_.emit(Code::defeats_nothing, pattern.span,
                                    itself ? "`" + pattern.text + "` is only the rule itself"
                                           : "`" + pattern.text + "` is no rule of " + regime.id,
                                    itself ? "nothing else is defeated" : "nothing is defeated");
      if (!itself) diagnostics::suggest(diagnostic, base::closest(pattern.text, ids), pattern.span, "rule");
      diagnostic.in(regime.rules[i].id);
    }
  }
  for (auto& list : defeated_by) {
    std::ranges::sort(list, {}, [&](const RuleRef& by) { return regime.rules[by.rule].id; });
  }
  CircleFinder(regime, hits, sink_).run();
}

}  // namespace weir::check
