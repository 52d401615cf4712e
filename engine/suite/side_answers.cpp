#include "suite/side_answers.hpp"

#include <algorithm>
#include <set>

namespace weir::suite {

using model::AnswerChange;
using model::FindingKind;
using model::Level;

namespace {

/// An interval as numbers that grow with what is asked of a deal.
struct Bounds {
  std::int64_t low = 0, high = 0;
};

Turn turn_of(Bounds was, Bounds is) {
  if (is.low <= was.low && is.high <= was.high) return Turn::eased;
  if (is.low >= was.low && is.high >= was.high) return Turn::tightened;
  return is.low >= was.low ? Turn::settled : Turn::opened;
}

std::int64_t place(const std::vector<std::string>& levels, const std::string& level) {
  return std::ranges::find(levels, level) - levels.begin();
}

Turn turn_on(const std::vector<std::string>& scale, const Level& was, const Level& is) {
  return turn_of({place(scale, was.at_least), place(scale, was.at_most)},
                 {place(scale, is.at_least), place(scale, is.at_most)});
}

const std::vector<std::string>& position_scale() {
  static const std::vector<std::string> scale(std::begin(model::position_levels),
                                              std::end(model::position_levels));
  return scale;
}

using End = std::optional<model::EndDay>;

/// Which way an end went that is better for the buyer if it is `late`, as a day to file by is, or if it is
/// not, as the last day on which a deal can still be called in is not.
Turn turn_of_end(const End& was, const End& is, bool late) {
  if (!was) return Turn::tightened;
  if (!is) return Turn::eased;
  const auto &a = was->day.at_most, &b = is->day.at_most;
  if (!a || !b || a == b) return Turn::moved;
  return (*b < *a) == late ? Turn::tightened : Turn::eased;
}

bool is_quiet(FindingKind kind) {
  return kind == FindingKind::silent || kind == FindingKind::not_in_force || kind == FindingKind::pending;
}

/// What one rule says on a side; nothing where the side has no such rule.
struct RuleState {
  const model::Rule* rule = nullptr;
  FindingKind finding = FindingKind::not_in_force;
  End duty, window;
};

std::map<std::string, RuleState> rules_of(const SideAnswers* side) {
  std::map<std::string, RuleState> rules;
  if (!side) return rules;
  std::size_t at = 0;
  for (const plan::CompiledRule& rule : side->plan->rules) {
    if (rule.ref.regime != side->regime) continue;
    const bool renamed = side->renamed && side->renamed->contains(rule.rule->id);
    rules[renamed ? side->renamed->at(rule.rule->id) : rule.rule->id] = {
        rule.rule, side->snapshot.findings[at], side->snapshot.duties[at], side->snapshot.windows[at]};
    ++at;
  }
  return rules;
}

class Differences {
 public:
  Differences(const SideAnswers* before, const SideAnswers* after, ChangedCase& into)
      : before_(before), after_(after), into_(into), regime_((after ? after : before)->law().id) {}

  void add() {
    add_position();
    add_determinations();
    add_risk();
    add_rules();
  }

 private:
  AnswerChange* add_answer(AnswerChange::Kind kind, std::string name, std::string title, const Level& was,
                           const Level& is, Turn turn) {
    if (was == is) return nullptr;
    into_.answers.push_back(
        {regime_, {kind, std::move(name), std::move(title), was, is, "", "", {}, {}}, {}, turn, {}});
    return &into_.answers.back().answer;
  }

  void add_end(AnswerChange::Kind kind, const model::Rule& rule, const std::string& title, const End& was,
               const End& is) {
    if (analysis::same_end(was, is)) return;
    const Turn turn = turn_of_end(was, is, kind == AnswerChange::Kind::duty);
    into_.answers.push_back({regime_, {kind, rule.id, title, {}, {}, "", "", was, is}, {}, turn, {}});
  }

  void add_position() {
    const auto of = [](const SideAnswers* side) {
      const std::string out(model::position_levels[0]);
      return side ? side->snapshot.position : Level{out, out};
    };
    const Level was = of(before_), is = of(after_);
    add_answer(AnswerChange::Kind::position, "position", "", was, is, turn_on(position_scale(), was, is));
  }

  static const model::Determination* scale_of(const SideAnswers* side, const std::string& name) {
    if (!side) return nullptr;
    const auto& scales = side->law().determinations;
    const auto found = std::ranges::find(scales, name, &model::Determination::name);
    return found == scales.end() ? nullptr : &*found;
  }

  static Level level_of(const SideAnswers* side, const model::Determination* scale) {
    if (!scale) return {};
    const auto at = static_cast<std::size_t>(scale - side->law().determinations.data());
    const evaluate::Summary::Span& span = side->snapshot.summary.levels[at];
    return {scale->levels[span.at_least], scale->levels[span.at_most]};
  }

  void add_determinations() {
    std::vector<std::string> names;
    for (const SideAnswers* side : {before_, after_}) {
      if (!side) continue;
      for (const model::Determination& scale : side->law().determinations) {
        if (std::ranges::find(names, scale.name) == names.end()) names.push_back(scale.name);
      }
    }
    for (const std::string& name : names) {
      const model::Determination* a = scale_of(before_, name);
      const model::Determination* b = scale_of(after_, name);
      const Level was = level_of(before_, a), is = level_of(after_, b);
      const Turn turn = a && b && a->levels == b->levels ? turn_on(a->levels, was, is) : Turn::moved;
      add_answer(AnswerChange::Kind::determination, name, (b ? b : a)->title, was, is, turn);
    }
  }

  void add_risk() {
    const auto bounds = [](const SideAnswers* side) {
      return side ? Bounds{side->snapshot.summary.risk_low, side->snapshot.summary.risk_high} : Bounds{};
    };
    const auto level = [](Bounds of) { return Level{std::to_string(of.low), std::to_string(of.high)}; };
    const Bounds was = bounds(before_), is = bounds(after_);
    AnswerChange* answer =
        add_answer(AnswerChange::Kind::risk, "risk", "", level(was), level(is), turn_of(was, is));
    if (!answer) return;
    if (before_) answer->band_before = evaluate::band_words(before_->law(), before_->snapshot.summary);
    if (after_) answer->band_after = evaluate::band_words(after_->law(), after_->snapshot.summary);
  }

  void add_rules() {
    const std::map<std::string, RuleState> was = rules_of(before_), is = rules_of(after_);
    std::set<std::string> ids;
    for (const auto& [id, state] : was) ids.insert(id);
    for (const auto& [id, state] : is) ids.insert(id);
    for (const std::string& id : ids) {
      const RuleState a = was.contains(id) ? was.at(id) : RuleState{};
      const RuleState b = is.contains(id) ? is.at(id) : RuleState{};
      const model::Rule& rule = *(b.rule ? b.rule : a.rule);
      add_end(AnswerChange::Kind::duty, rule, rule.duty ? rule.duty->what : "", a.duty, b.duty);
      // That what it ends comes or goes altogether, other answers say.
      if (a.window && b.window) add_end(AnswerChange::Kind::window, rule, rule.title, a.window, b.window);
      // A rule that is silent, one that is no law and one that is not there say the same: nothing.
      if (a.finding == b.finding || (is_quiet(a.finding) && is_quiet(b.finding))) continue;
      model::FindingChange finding{id, rule.title, a.finding, b.finding, rule.cite};
      into_.findings.push_back({regime_, {}, std::move(finding), Turn::moved, {}});
    }
  }

  const SideAnswers* before_;
  const SideAnswers* after_;
  ChangedCase& into_;
  std::string regime_;
};

}  // namespace

void add_differences(const SideAnswers* before, const SideAnswers* after, ChangedCase& into) {
  Differences(before, after, into).add();
}

}  // namespace weir::suite
