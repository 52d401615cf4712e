#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "check/checked.hpp"
#include "model/rule_pattern.hpp"

namespace weir::check {

using diagnostics::Code;
using model::Expectation;

namespace {

/// Holds one expectation against the rule sets.
class ExpectationChecker {
 public:
  ExpectationChecker(const Checked& checked, const model::Case& facts, const Expectation& expectation,
                     diagnostics::Sink& sink)
      : checked_(checked), case_(facts), expectation_(expectation), sink_(sink) {}

  void run() {
    if (!expectation_.as_of && !case_.as_of) {
      sink_
          .emit(Code::expectation_without_day, expectation_.span,
                "neither this expectation nor the case names a day")
          .with_help("add `on:` with the day to look from, or `as_of:` to the case")
          .in(case_.id);
    }
    std::vector<std::string> known;
    for (const model::Regime& regime : checked_.rule_sets->regimes) {
      known.push_back(regime.id);
      if (regime.id == expectation_.regime) regime_ = &regime;
    }
    if (!regime_) {
      unknown(Code::unknown_expected_regime, expectation_.regime_span,
              "no regime `" + expectation_.regime + "` is loaded", expectation_.regime, known, "regime");
      return;
    }
    if (expectation_.position) {
      check_levels(*expectation_.position,
                   {std::begin(model::position_levels), std::end(model::position_levels)}, "position");
    }
    for (const auto* levels : {&expectation_.determinations, &expectation_.presumed}) {
      for (const auto& determined : *levels) check_determination(determined);
    }
    for (const auto& supposed : expectation_.suppose) check_supposed(supposed);
    if (expectation_.band) {
      std::vector<std::string> bands;
      for (const model::Band& band : regime_->bands) bands.push_back(band.name);
      check_levels(*expectation_.band, bands, "band");
    }
    for (const auto& factor : expectation_.factors) check_factor(factor);
    for (const auto& demand : expectation_.findings) check_rules(demand.rules, demand.span);
    for (const auto& due : expectation_.duties) check_duty(due);
    for (const auto& stage : expectation_.stages) check_stage(stage);
    check_contradictions();
    for (const auto& open : expectation_.open_facts) check_fact(open);
    for (const auto& open : expectation_.open_judgements) check_judgement(open.name, open.span);
    for (const auto& judged : expectation_.judgements) check_judged(judged);
  }

 private:
  void unknown(Code code, base::Span span, std::string message, std::string_view word,
               const std::vector<std::string>& known, std::string_view what) {
    auto& diagnostic = sink_.emit(code, span, std::move(message));
    constexpr std::size_t few = 8;
    if (known.size() <= few && !known.empty()) {
      std::vector<std::string> quoted;
      for (const std::string& name : known) quoted.push_back("`" + name + "`");
      diagnostic.with_help((quoted.size() == 1 ? "there is only " : "choose one of ") +
                           base::join(quoted, ", "));
    }
    diagnostics::suggest(diagnostic, base::closest(word, known), span, what);
    diagnostic.in(case_.id);
  }

  void check_levels(const Expectation::Interval& level, const std::vector<std::string>& known,
                    const std::string& what) {
    std::vector<std::size_t> places;
    for (const std::string& end : {level.at_least, level.at_most}) {
      const auto found = std::ranges::find(known, end);
      if (found == known.end()) {
        unknown(Code::unknown_expected_level, level.span, "`" + end + "` is no level of " + what, end, known,
                "level");
        return;
      }
      places.push_back(static_cast<std::size_t>(found - known.begin()));
    }
    if (places[0] > places[1]) {
      sink_
          .emit(Code::contradicting_expectations, level.span,
                "`" + level.at_least + "` stands above `" + level.at_most + "`")
          .with_help("write the lower end first: `" + level.at_most + ".." + level.at_least + "`")
          .in(case_.id);
    }
  }

  void check_determination(const Expectation::Determined& determined) {
    std::vector<std::string> known;
    for (const model::Determination& determination : regime_->determinations) {
      known.push_back(determination.name);
      if (determination.name == determined.name)
        return check_levels(determined.level, determination.levels, "`" + determined.name + "`");
    }
    unknown(Code::unknown_expected_level, determined.name_span,
            "`" + regime_->id + "` determines no `" + determined.name + "`", determined.name, known,
            "determination");
  }

  void check_factor(const Expectation::FactorScore& factor) {
    std::vector<std::string> known;
    for (const model::Factor& declared : regime_->factors) known.push_back(declared.name);
    if (std::ranges::find(known, factor.factor) != known.end()) return;
    unknown(Code::unknown_expected_level, factor.name_span,
            "`" + regime_->id + "` has no factor `" + factor.factor + "`", factor.factor, known, "factor");
  }

  /// True if a rule of the regime has this id or belongs to this family.
  bool check_rules(const std::string& pattern, base::Span span) {
    std::vector<std::string> known;
    for (const model::Rule& rule : regime_->rules) {
      if (model::names_rule(pattern, rule.id)) return true;
      known.push_back(rule.id);
    }
    const bool family = model::is_family(pattern);
    unknown(Code::unknown_expected_rule, span,
            family ? "`" + regime_->id + "` has no rule of the family `" + pattern + "`"
                   : "`" + regime_->id + "` has no rule `" + pattern + "`",
            pattern, known, "rule");
    return false;
  }

  void check_supposed(const Expectation::Supposed& supposed) {
    const auto rule = std::ranges::find(regime_->rules, supposed.rule, &model::Rule::id);
    if (rule == regime_->rules.end()) {
      std::vector<std::string> waiting;
      for (const model::Rule& each : regime_->rules) {
        if (each.status.pending) waiting.push_back(each.id);
      }
      return unknown(Code::unknown_expected_rule, supposed.span,
                     "`" + regime_->id + "` has no rule `" + supposed.rule + "`", supposed.rule, waiting,
                     "rule");
    }
    if (rule->status.pending) return;
    sink_
        .emit(Code::unknown_expected_rule, supposed.span,
              "`" + supposed.rule + "` does not wait for anything")
        .with_help("name a rule whose status is pending; any other is law on its own days")
        .in(case_.id);
  }

  void check_duty(const Expectation::Due& due) {
    if (!check_rules(due.rules, due.rules_span)) return;
    const bool duty = std::ranges::any_of(regime_->rules, [&](const model::Rule& rule) {
      return rule.duty && model::names_rule(due.rules, rule.id);
    });
    if (duty) return;
    sink_.emit(Code::unknown_expected_rule, due.rules_span, "`" + due.rules + "` has no duty")
        .with_help("name a rule that has a `duty:`")
        .in(case_.id);
  }

  void check_stage(const Expectation::Stage& expected) {
    if (expected.exists && expected.exists->name == "false" && (expected.since || expected.until)) {
      sink_.emit(Code::contradicting_expectations, expected.exists->span, "what does not exist has no days")
          .label((expected.since ? expected.since : expected.until)->span, "a day is demanded here")
          .with_help("leave out `since` and `until`, or `exists: false`")
          .in(case_.id);
    }
    std::vector<std::string> clocks;
    for (const model::Definition& definition : checked_.rule_sets->definitions) {
      const auto* clock = std::get_if<model::Clock>(&definition.body);
      if (!clock || definition.regime != regime_->id) continue;
      clocks.push_back(definition.id);
      if (definition.id != expected.clock) continue;
      std::vector<std::string> stages;
      for (const model::Stage& stage : clock->stages) stages.push_back(stage.name);
      if (std::ranges::find(stages, expected.stage) != stages.end()) return;
      return unknown(Code::unknown_expected_level, expected.stage_span,
                     "`" + expected.clock + "` has no stage `" + expected.stage + "`", expected.stage, stages,
                     "stage");
    }
    unknown(Code::unknown_expected_level, expected.clock_span,
            "`" + regime_->id + "` has no clock `" + expected.clock + "`", expected.clock, clocks, "clock");
  }

  void check_contradictions() {
    std::map<std::string, const Expectation::Demand*> first;
    for (const auto& demand : expectation_.findings) {
      const auto [place, added] = first.emplace(demand.rules, &demand);
      if (added || model::is_family(demand.rules) || place->second->finding == demand.finding) continue;
      sink_
          .emit(Code::contradicting_expectations, demand.span,
                "`" + demand.rules + "` cannot be both " + std::string(to_text(place->second->finding)) +
                    " and " + std::string(to_text(demand.finding)))
          .label(place->second->span, "first demanded here")
          .with_help("a rule gives one finding: leave one of the two out")
          .in(case_.id);
    }
  }

  void check_fact(const Expectation::Open& open) {
    const auto dot = open.name.rfind('.');
    const std::string field = dot == std::string::npos ? open.name : open.name.substr(dot + 1);
    const auto& facts = checked_.vocabulary->facts;
    const bool declared =
        std::ranges::any_of(facts, [&](const model::Fact& fact) { return fact.name.ends_with("." + field); });
    if (dot != std::string::npos && declared) return;
    sink_.emit(Code::unknown_expected_question, open.span, "`" + open.name + "` is no fact of a case")
        .with_help("name it as `weir evaluate` does under \"To find out\", as `norsat.customers`")
        .in(case_.id);
  }

  /// Null if there is none of this name.
  const model::Definition* check_judgement(const std::string& written, base::Span span) {
    const auto dot = written.rfind('.');
    const std::string name = dot == std::string::npos ? written : written.substr(dot + 1);
    std::vector<std::string> known;
    for (const model::Definition& definition : checked_.rule_sets->definitions) {
      if (!std::holds_alternative<model::Judgement>(definition.body)) continue;
      if (definition.name == name) return &definition;
      known.push_back(definition.name);
    }
    unknown(Code::unknown_expected_question, span, "there is no judgement `" + name + "`", name, known,
            "judgement");
    return nullptr;
  }

  void check_judged(const Expectation::Judged& judged) {
    const model::Definition* judgement = check_judgement(judged.name, judged.name_span);
    if (!judgement) return;
    const auto& body = std::get<model::Judgement>(judgement->body);
    for (const auto& lean : judged.leanings) {
      check_said(lean.rule, lean.rule_span, "leads", judged.name, [&](const model::Rule& rule) {
        return std::ranges::find(rule.leans, judgement->id, &model::Rule::Lean::judgement) !=
               rule.leans.end();
      });
    }
    const auto check_points = [&](const std::vector<Expectation::Open>& points, const char* word,
                                  const std::optional<model::Condition>& own,
                                  std::string model::Rule::*speaks) {
      for (const auto& point : points) {
        if (point.name == Expectation::own_point && own) continue;
        if (point.name == Expectation::own_point) {
          sink_
              .emit(Code::unknown_expected_rule, point.span,
                    "`" + judged.name + "` names nothing that speaks " + word + " it")
              .with_help("name rules by their ids")
              .in(case_.id);
          continue;
        }
        check_said(point.name, point.span, std::string("speaks ") + word, judged.name,
                   [&](const model::Rule& rule) { return rule.*speaks == judgement->id; });
      }
    };
    check_points(judged.points_for, "for", body.speaks_for, &model::Rule::speaks_for);
    check_points(judged.points_against, "against", body.speaks_against, &model::Rule::speaks_against);
  }

  /// A rule that is there, but never says this of the judgement.
  template <typename Says>
  void check_said(const std::string& pattern, base::Span span, const std::string& verb,
                  const std::string& judgement, const Says& says) {
    if (!check_rules(pattern, span)) return;
    const bool said = std::ranges::any_of(regime_->rules, [&](const model::Rule& rule) {
      return model::names_rule(pattern, rule.id) && says(rule);
    });
    if (said) return;
    sink_.emit(Code::unknown_expected_rule, span, "`" + pattern + "` never " + verb + " `" + judgement + "`")
        .with_help("`weir evaluate --format json` lists what is said of each judgement, with its rules")
        .in(case_.id);
  }

  const Checked& checked_;
  const model::Case& case_;
  const Expectation& expectation_;
  diagnostics::Sink& sink_;
  const model::Regime* regime_ = nullptr;
};

}  // namespace

void check_expectations(const Checked& checked, const model::Case& facts, diagnostics::Sink& sink) {
  for (const Expectation& expectation : facts.expectations)
    ExpectationChecker(checked, facts, expectation, sink).run();
}

}  // namespace weir::check
