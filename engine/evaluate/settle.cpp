#include "evaluate/settle.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "evaluate/settle_sweep.hpp"

namespace weir::evaluate {

using base::Truth;

namespace {

/// A determination, or the risk.
struct Question {
  std::optional<std::size_t> determination;  ///< none: the risk
};

/// Rules of one question that share open leaves, directly or through others.
struct Component {
  std::vector<std::size_t> rules;   ///< places among the open rules
  std::vector<std::size_t> leaves;  ///< places among the leaves asked about, ascending
  std::optional<Swept> swept;       ///< none: counts with its bounds
  Summary bounds;
};

/// A floor above all levels.
constexpr Summary::Span out_of_question{~std::size_t{0} >> 1, ~std::size_t{0} >> 1};

/// A rule that may apply, and the leaves it rests on.
struct OpenRule {
  const plan::CompiledRule* rule = nullptr;
  std::vector<std::size_t> leaves;
};

class Settler {
 public:
  Settler(const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves,
          const std::map<std::string, base::Date>& suppose)
      : base_(base),
        unknowns_(base),
        law_(base.plan().rule_sets().regimes[regime]),
        leaves_(leaves),
        suppose_(suppose) {
    bounds_ = summarize(base, regime, 0);
    for (const plan::CompiledRule& rule : base.plan().rules) {
      if (rule.ref.regime != regime) continue;
      const Truth applies = base.truth(rule.applies, 0);
      if (applies == Truth::true_value) certain_.push_back(&rule);
      if (applies == Truth::unknown) add_open(rule);
    }
  }

  Settlement run() {
    result_.answer = bounds_;
    result_.exact_levels.assign(law_.determinations.size(), true);
    for (std::size_t i = 0; i < leaves_.size(); ++i) {
      Settlement::Leaf& leaf = result_.leaves.emplace_back();
      leaf.levels_known.assign(law_.determinations.size(), true);
      leaf.levels.resize(law_.determinations.size());
    }
    for (std::size_t d = 0; d < law_.determinations.size(); ++d) settle_level(d);
    settle_risk();
    return std::move(result_);
  }

 private:
  void add_open(const plan::CompiledRule& rule) {
    std::set<OpenLeaf> under;
    unknowns_.add(rule.applies, 0, under);
    OpenRule open{&rule, {}};
    for (const OpenLeaf& leaf : under) {
      const auto place = std::lower_bound(leaves_.begin(), leaves_.end(), leaf);
      if (place != leaves_.end() && *place == leaf)
        open.leaves.push_back(static_cast<std::size_t>(place - leaves_.begin()));
    }
    open_.push_back(std::move(open));
  }

  static bool speaks_to(const model::Rule& rule, const model::Regime& law, const Question& question) {
    if (!question.determination) return !rule.risk.empty();
    const std::string& name = law.determinations[*question.determination].name;
    return std::any_of(rule.outcomes.begin(), rule.outcomes.end(),
                       [&](const model::Rule::Outcome& outcome) { return outcome.determination == name; });
  }

  /// The open rules that speak to a question, parted where they share no leaf.
  std::vector<Component> components(const Question& question) {
    std::vector<std::size_t> group(leaves_.size() + open_.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    const auto root = [&](std::size_t at) {
      while (group[at] != at) at = group[at] = group[group[at]];
      return at;
    };
    std::vector<std::size_t> speaking;
    for (std::size_t r = 0; r < open_.size(); ++r) {
      if (!speaks_to(*open_[r].rule->rule, law_, question)) continue;
      speaking.push_back(r);
      for (const std::size_t leaf : open_[r].leaves) group[root(leaf)] = root(leaves_.size() + r);
    }
    std::map<std::size_t, Component> found;
    for (const std::size_t r : speaking) {
      Component& component = found[root(leaves_.size() + r)];
      component.rules.push_back(r);
      component.leaves.insert(component.leaves.end(), open_[r].leaves.begin(), open_[r].leaves.end());
    }
    std::vector<Component> all;
    for (auto& [at, component] : found) {
      std::sort(component.leaves.begin(), component.leaves.end());
      component.leaves.erase(std::unique(component.leaves.begin(), component.leaves.end()),
                             component.leaves.end());
      sweep_component(component);
      all.push_back(std::move(component));
    }
    return all;
  }

  /// What rules that may apply leave possible when nothing is run through.
  Summary bounds_of(const Component& component) const {
    Summary summary;
    summary.levels.resize(law_.determinations.size());
    summary.factors.resize(law_.factors.size());
    for (const std::size_t r : component.rules) add_effects(*open_[r].rule->rule, Truth::unknown, summary);
    return summary;
  }

  void add_effects(const model::Rule& rule, Truth applies, Summary& summary) const {
    for (const model::Rule::Outcome& outcome : rule.outcomes) {
      for (std::size_t d = 0; d < law_.determinations.size(); ++d) {
        if (law_.determinations[d].name != outcome.determination) continue;
        const auto& levels = law_.determinations[d].levels;
        const auto level =
            static_cast<std::size_t>(std::find(levels.begin(), levels.end(), outcome.level) - levels.begin());
        Summary::Span& span = summary.levels[d];
        span.at_most = std::max(span.at_most, level);
        if (applies == Truth::true_value) span.at_least = std::max(span.at_least, level);
      }
    }
    for (const model::Rule::Points& points : rule.risk) {
      for (std::size_t f = 0; f < law_.factors.size(); ++f) {
        if (law_.factors[f].name != points.factor) continue;
        summary.factors[f].second += points.points;
        summary.risk_high += points.points;
        if (applies != Truth::true_value) continue;
        summary.factors[f].first += points.points;
        summary.risk_low += points.points;
      }
    }
  }

  void sweep_component(Component& component) {
    component.bounds = bounds_of(component);
    std::map<OpenLeaf, LeafCuts> cuts;
    CutFinder finder(unknowns_, cuts);
    for (const std::size_t r : component.rules) finder.walk(open_[r].rule->applies, 0);
    std::vector<OpenLeaf> leaves;
    std::vector<Cells> cells;
    std::size_t total = 1;
    for (const std::size_t leaf : component.leaves) {
      leaves.push_back(leaves_[leaf]);
      cells.push_back(cells_of(base_, leaves.back(), cuts[leaves.back()]));
      total *= cells.back().values.size();
      if (!cells.back().exact || total == 0 || total > most_completions) return;
    }
    TermBuilder builder(unknowns_, leaves, cells);
    std::vector<RuleTerm> rules;
    for (const std::size_t r : component.rules) {
      const auto term = builder.build(open_[r].rule->applies, 0);
      if (!term) return;
      rules.emplace_back(open_[r].rule, *term);
    }
    builder.tabulate(suppose_);
    component.swept = sweep(law_, cells, builder.terms(), rules);
    component.bounds = component.swept->hull(law_);
  }

  /// What the answer to a determination comes to at least without one of the components, however their facts
  /// turn out: its lowest level, and its highest, which law that is open may keep up.
  Summary::Span floor_beside(const std::vector<Component>& components, std::size_t but, std::size_t d) const {
    Summary::Span floor{certain_level(d), certain_level(d)};
    for (std::size_t c = 0; c < components.size(); ++c) {
      if (c == but) continue;
      const std::size_t low = components[c].bounds.levels[d].at_least;
      floor.at_least = std::max(floor.at_least, low);
      floor.at_most =
          std::max(floor.at_most, components[c].swept ? components[c].swept->lowest_at_most(d) : low);
    }
    return floor;
  }

  std::size_t certain_level(std::size_t d) const {
    Summary summary;
    summary.levels.resize(law_.determinations.size());
    summary.factors.resize(law_.factors.size());
    for (const plan::CompiledRule* rule : certain_) add_effects(*rule->rule, Truth::true_value, summary);
    return summary.levels[d].at_least;
  }

  void settle_level(std::size_t d) {
    if (bounds_.levels[d].at_least == bounds_.levels[d].at_most) return;
    const std::vector<Component> all = components({d});
    Summary::Span& answer = result_.answer.levels[d];
    answer = {certain_level(d), certain_level(d)};
    for (const Component& component : all) {
      answer.at_least = std::max(answer.at_least, component.bounds.levels[d].at_least);
      answer.at_most = std::max(answer.at_most, component.bounds.levels[d].at_most);
    }
    for (std::size_t c = 0; c < all.size(); ++c) {
      const Summary::Span floor = floor_beside(all, c, d);
      // What stays below what others give anyway changes nothing, run through or not.
      if (all[c].bounds.levels[d].at_most <= floor.at_least) continue;
      Summary::Span others{floor.at_least, floor.at_least};
      for (std::size_t o = 0; o < all.size(); ++o) {
        if (o != c) others.at_most = std::max(others.at_most, all[o].bounds.levels[d].at_most);
      }
      if (!all[c].swept) {
        result_.exact_levels[d] = false;
        for (const std::size_t leaf : all[c].leaves) {
          result_.leaves[leaf].levels_known[d] = false;
          result_.leaves[leaf].matters = true;
        }
        continue;
      }
      std::vector<Summary::Span> floors(law_.determinations.size(), out_of_question);
      floors[d] = floor;
      for (std::size_t i = 0; i < all[c].leaves.size(); ++i) {
        const Swept::Leaf swept = all[c].swept->leaf(law_, i, floors);
        Settlement::Leaf& leaf = result_.leaves[all[c].leaves[i]];
        leaf.matters = leaf.matters || swept.matters;
        for (const Summary& cell : swept.by_cell) {
          const Summary::Span& span = cell.levels[d];
          leaf.levels[d].push_back(
              {std::max(span.at_least, others.at_least), std::max(span.at_most, others.at_most)});
        }
      }
    }
  }

  void settle_risk() {
    if (bounds_.risk_low == bounds_.risk_high) return;
    const std::vector<Component> all = components({});
    Summary total;
    total.levels.resize(law_.determinations.size());
    total.factors.resize(law_.factors.size());
    for (const plan::CompiledRule* rule : certain_) add_effects(*rule->rule, Truth::true_value, total);
    for (const Component& component : all) add_points(component.bounds, total);
    result_.answer.factors = total.factors;
    result_.answer.risk_low = total.risk_low;
    result_.answer.risk_high = total.risk_high;
    // Levels are not asked here: all are raised to the same.
    const std::vector<Summary::Span> floors(law_.determinations.size(), out_of_question);
    for (const Component& component : all) {
      if (!component.swept) {
        result_.exact_risk = false;
        for (const std::size_t leaf : component.leaves) {
          result_.leaves[leaf].risk_known = false;
          result_.leaves[leaf].matters = true;
        }
        continue;
      }
      for (std::size_t i = 0; i < component.leaves.size(); ++i) {
        const Swept::Leaf swept = component.swept->leaf(law_, i, floors);
        Settlement::Leaf& leaf = result_.leaves[component.leaves[i]];
        leaf.matters = leaf.matters || swept.matters;
        for (const Summary& cell : swept.by_cell) {
          leaf.risk.emplace_back(total.risk_low - component.bounds.risk_low + cell.risk_low,
                                 total.risk_high - component.bounds.risk_high + cell.risk_high);
        }
      }
    }
  }

  static void add_points(const Summary& part, Summary& total) {
    total.risk_low += part.risk_low;
    total.risk_high += part.risk_high;
    for (std::size_t f = 0; f < total.factors.size(); ++f) {
      total.factors[f].first += part.factors[f].first;
      total.factors[f].second += part.factors[f].second;
    }
  }

  const Run& base_;
  OpenLeaves unknowns_;
  const model::Regime& law_;
  const std::vector<OpenLeaf>& leaves_;
  const std::map<std::string, base::Date>& suppose_;
  Summary bounds_;
  std::vector<const plan::CompiledRule*> certain_;
  std::vector<OpenRule> open_;
  Settlement result_;
};

}  // namespace

bool Settlement::Leaf::known() const {
  return risk_known && std::find(levels_known.begin(), levels_known.end(), false) == levels_known.end();
}

Settlement settle(const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves,
                  const std::map<std::string, base::Date>& suppose) {
  return Settler(base, regime, leaves, suppose).run();
}

}  // namespace weir::evaluate
