#include "suite/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "evaluate/findings.hpp"
#include "model/rule_pattern.hpp"
#include "suite/judge_judgement.hpp"

namespace weir::suite {

using model::Expectation;
using model::FindingKind;

namespace {

std::string interval_text(const std::string& low, const std::string& high) {
  return low == high ? low : low + ".." + high;
}

std::string score_text(std::int64_t low, std::int64_t high) {
  return low == high ? std::to_string(low) : fmt::format("{}..{}", low, high);
}

/// A day as an expectation writes it: a day, an interval, else the words.
std::string day_text(const model::DateWords& day) {
  if (day.at_least && day.at_most)
    return interval_text(base::to_iso(*day.at_least), base::to_iso(*day.at_most));
  return day.words;
}

/// An amount without the commas between its digits, as rules and cases write it.
std::string amount_text(std::string_view shown) {
  std::string text;
  std::ranges::copy_if(shown, std::back_inserter(text), [](char c) { return c != ','; });
  return text;
}

Rewrite replace_by(std::string text) {
  return {Rewrite::Kind::replace, std::move(text)};
}

constexpr Rewrite::Kind removed = Rewrite::Kind::remove;

bool is_no_law(FindingKind kind) {
  return kind == FindingKind::pending || kind == FindingKind::not_in_force;
}

/// A rule that is not law on the day says nothing, and so is silent as well.
bool meets(FindingKind actual, FindingKind demanded) {
  return actual == demanded || (demanded == FindingKind::silent && is_no_law(actual));
}

/// Holds one expectation against the assessment of its regime.
class Judge {
 public:
  Judge(const model::RegimeAssessment& assessment, const Expectation& expectation)
      : assessment_(assessment), expectation_(expectation) {}

  std::vector<Mismatch> run() {
    judge_law();
    if (!assessment_.law) {
      judge_no_law();
      return std::move(found_);
    }
    if (const auto& position = expectation_.position)
      judge_level("position", *position, assessment_.position, deciding_all());
    for (const auto& determined : expectation_.determinations) judge_determination(determined);
    for (const auto& determined : expectation_.presumed) judge_presumed(determined);
    judge_risk();
    for (const auto& demand : expectation_.findings) judge_finding(demand);
    judge_questions();
    for (const auto& due : expectation_.duties) judge_duty(due);
    for (const auto& stage : expectation_.stages) judge_stage(stage);
    for (const auto& judged : expectation_.judgements) judge_judgement(judged);
    return std::move(found_);
  }

 private:
  void add(std::string what, std::string expected, std::string actual, base::Span span,
           std::vector<std::string> rules, Rewrite rewrite) {
    found_.push_back({std::move(what), std::move(expected), std::move(actual), span, std::move(rules),
                      std::move(rewrite)});
  }

  void judge_law() {
    if (!expectation_.law || *expectation_.law == assessment_.law) return;
    add("law", *expectation_.law ? "law on the day" : "no law on the day",
        assessment_.law ? "law on the day" : "no law on the day", expectation_.law_span, {},
        replace_by(assessment_.law ? "true" : "false"));
  }

  /// Where no law held there are no answers; only the position can be asked.
  void judge_no_law() {
    static const std::string none = "no law on the day";
    if (const auto& position = expectation_.position)
      judge_level("position", *position, assessment_.position, {});
    for (const auto* levels : {&expectation_.determinations, &expectation_.presumed}) {
      for (const auto& determined : *levels) {
        add(determined.name, interval_text(determined.level.at_least, determined.level.at_most), none,
            determined.level.span, {}, {});
      }
    }
    if (const auto& risk = expectation_.risk)
      add("risk", score_text(risk->low, risk->high), none, risk->span, {}, {});
    if (const auto& band = expectation_.band)
      add("band", interval_text(band->at_least, band->at_most), none, band->span, {}, {});
    for (const auto& demand : expectation_.findings) {
      // What is not law is silent and not in force.
      if (demand.finding == FindingKind::silent || demand.finding == FindingKind::not_in_force) continue;
      add(demand.rules, std::string(to_text(demand.finding)), none, demand.span, {}, {removed, ""});
    }
    for (const auto& due : expectation_.duties)
      add(due.rules, "a duty", none, due.item_span, {}, {removed, ""});
    for (const auto& stage : expectation_.stages) {
      if (stage.exists && stage.exists->name == "false") continue;
      add(stage.clock, "the stage " + stage.stage, none, stage.item_span, {}, {removed, ""});
    }
    for (const auto& judged : expectation_.judgements)
      add(judged.name, "open", none, judged.item_span, {}, {removed, ""});
    for (const auto* list : {&expectation_.open_facts, &expectation_.open_judgements}) {
      for (const auto& open : *list) add(open.name, "open", none, open.span, {}, {removed, ""});
    }
    if (const auto& first = expectation_.asks_first)
      add("asks first", first->name, none, first->span, {}, {});
  }

  void judge_level(std::string what, const Expectation::Interval& expected, const model::Level& actual,
                   std::vector<std::string> rules) {
    if (expected.at_least == actual.at_least && expected.at_most == actual.at_most) return;
    const std::string text = interval_text(actual.at_least, actual.at_most);
    add(std::move(what), interval_text(expected.at_least, expected.at_most), text, expected.span,
        std::move(rules), replace_by(text));
  }

  void judge_determination(const Expectation::Determined& determined) {
    const auto answer =
        std::ranges::find(assessment_.determinations, determined.name, &model::DeterminationAnswer::name);
    if (answer == assessment_.determinations.end()) return;
    judge_level(determined.name, determined.level, answer->level, deciding(*answer, determined.level));
  }

  void judge_presumed(const Expectation::Determined& determined) {
    const auto answer =
        std::ranges::find(assessment_.determinations, determined.name, &model::DeterminationAnswer::name);
    if (answer == assessment_.determinations.end()) return;
    judge_level(determined.name + ", presumed", determined.level, answer->presumed.value_or(answer->level),
                deciding(*answer, determined.level));
  }

  static void add_once(std::vector<std::string>& rules, const std::string& id) {
    if (std::ranges::find(rules, id) == rules.end()) rules.push_back(id);
  }

  /// Those that could have given a level that was expected but do not, those that gave the actual one, and
  /// last those that would give the expected one if they were law on the day.
  std::vector<std::string> deciding(const model::DeterminationAnswer& answer,
                                    const Expectation::Interval& expected) const {
    std::vector<std::string> rules;
    const auto gives = [&](const model::Finding& finding, const std::string& level) {
      return std::ranges::find(finding.determines, std::pair(answer.name, level)) != finding.determines.end();
    };
    const auto add_missed = [&](auto&& counts) {
      for (const model::Finding& finding : assessment_.findings) {
        if (!counts(is_no_law(finding.finding))) continue;
        for (const std::string& level : {expected.at_least, expected.at_most}) {
          const bool missed = level != answer.level.at_least && level != answer.level.at_most;
          if (missed && gives(finding, level)) add_once(rules, finding.id);
        }
      }
    };
    add_missed([](bool no_law) { return !no_law; });
    for (const std::string& id : answer.by) add_once(rules, id);
    for (const std::string& id : answer.open_by) add_once(rules, id);
    add_missed([](bool no_law) { return no_law; });
    if (!rules.empty()) return rules;
    // Nothing gave a level and nothing could: those that give the expected one are shown with why they do
    // not.
    for (const model::Finding& finding : assessment_.findings) {
      if (gives(finding, expected.at_least) || gives(finding, expected.at_most)) add_once(rules, finding.id);
    }
    return rules;
  }

  std::vector<std::string> deciding_all() const {
    std::vector<std::string> rules;
    for (const model::DeterminationAnswer& answer : assessment_.determinations) {
      for (const std::string& id : answer.by) add_once(rules, id);
      for (const std::string& id : answer.open_by) add_once(rules, id);
    }
    return rules;
  }

  std::vector<std::string> scoring(std::string_view factor) const {
    std::vector<std::string> rules;
    for (const model::Finding& finding : assessment_.findings) {
      const bool counts = finding.finding == FindingKind::fired || finding.finding == FindingKind::open;
      const bool scores = std::ranges::any_of(finding.points, [&](const auto& points) {
        return points.second > 0 && (factor.empty() || points.first == factor);
      });
      if (counts && scores) rules.push_back(finding.id);
    }
    return rules;
  }

  void judge_score(std::string what, const Expectation::Score& expected, std::int64_t low, std::int64_t high,
                   std::string_view factor) {
    if (expected.low == low && expected.high == high) return;
    const std::string text = score_text(low, high);
    add(std::move(what), score_text(expected.low, expected.high), text, expected.span, scoring(factor),
        replace_by(text));
  }

  void judge_risk() {
    const model::RiskAnswer& risk = assessment_.risk;
    if (expectation_.risk) judge_score("risk", *expectation_.risk, risk.low, risk.high, "");
    if (expectation_.band)
      judge_level("band", *expectation_.band, {risk.band_low, risk.band_high}, scoring(""));
    for (const auto& factor : expectation_.factors) {
      const auto part = std::ranges::find(risk.factors, factor.factor, &model::RiskAnswer::Part::name);
      if (part != risk.factors.end())
        judge_score("risk, " + factor.factor, factor.score, part->low, part->high, factor.factor);
    }
  }

  void judge_finding(const Expectation::Demand& demand) {
    std::vector<const model::Finding*> named;
    for (const model::Finding& finding : assessment_.findings) {
      if (model::names_rule(demand.rules, finding.id)) named.push_back(&finding);
    }
    const auto is_met = [&](const model::Finding* finding) {
      return meets(finding->finding, demand.finding);
    };
    const bool all = demand.finding == FindingKind::silent;
    const bool met = all ? std::ranges::all_of(named, is_met) : std::ranges::any_of(named, is_met);
    if (met || named.empty()) return;
    std::vector<std::string> actual, rules;
    for (const model::Finding* finding : named) {
      if (is_met(finding)) continue;
      rules.push_back(finding->id);
      const std::string word(to_text(finding->finding));
      if (named.size() == 1) {
        actual.push_back(word);
      } else if (all) {
        actual.push_back(finding->id + " " + word);
      }
    }
    if (actual.empty()) actual.push_back(fmt::format("none of {} rules", named.size()));
    constexpr std::size_t listed = 3;
    if (actual.size() > listed) {
      const std::size_t more = actual.size() - listed;
      actual.resize(listed);
      actual.push_back(fmt::format("{} more", more));
    }
    add(demand.rules, std::string(to_text(demand.finding)), base::join(actual, ", "), demand.span,
        std::move(rules), {removed, ""});
  }

  void judge_questions() {
    for (const auto& open : expectation_.open_facts) {
      const bool found = std::ranges::find(assessment_.open_facts, open.name, &model::OpenFact::fact) !=
                         assessment_.open_facts.end();
      if (!found) add(open.name, "open", "not open", open.span, {}, {removed, ""});
    }
    for (const auto& open : expectation_.open_judgements) {
      const bool found = std::ranges::any_of(assessment_.open_judgements, [&](const auto& judgement) {
        return is_called(judgement.id, open.name);
      });
      if (!found) add(open.name, "open", "not open", open.span, {}, {removed, ""});
    }
    if (!expectation_.asks_first) return;
    std::string first;
    for (const auto& open : assessment_.open_facts) {
      if (open.rank == 1) first = open.fact;
    }
    for (const auto& open : assessment_.open_judgements) {
      if (open.rank == 1) first = open.id;
    }
    if (is_called(first, expectation_.asks_first->name)) return;
    add("asks first", expectation_.asks_first->name, first.empty() ? "nothing" : first,
        expectation_.asks_first->span, {}, first.empty() ? Rewrite{} : replace_by(first));
  }

  void judge_duty(const Expectation::Due& expected) {
    const auto due_as_expected = [&](const model::DutyAnswer& duty) {
      return !expected.day || is_day(duty.due, *expected.day);
    };
    const auto costs_as_expected = [&](const model::DutyAnswer& duty) {
      return !expected.penalty || amount_text(duty.penalty) == amount_text(expected.penalty->name);
    };
    const model::DutyAnswer* nearest = nullptr;
    for (const model::DutyAnswer& duty : assessment_.duties) {
      if (!model::names_rule(expected.rules, duty.rule)) continue;
      if (due_as_expected(duty) && costs_as_expected(duty)) return;
      if (!nearest || (due_as_expected(duty) && !due_as_expected(*nearest))) nearest = &duty;
    }
    if (!nearest) {
      std::vector<std::string> rules;
      for (const model::Finding& finding : assessment_.findings) {
        if (model::names_rule(expected.rules, finding.id)) rules.push_back(finding.id);
      }
      add(expected.rules, expected.day ? "due " + expected.day->written : "a duty", "no duty",
          expected.item_span, std::move(rules), {removed, ""});
      return;
    }
    if (!due_as_expected(*nearest)) {
      const std::string actual = day_text(nearest->due);
      add(expected.rules, "due " + expected.day->written, actual.empty() ? "no day" : "due " + actual,
          expected.day->span, {nearest->rule}, actual.empty() ? Rewrite{} : replace_by(actual));
    }
    if (!costs_as_expected(*nearest)) {
      const std::string actual = amount_text(nearest->penalty);
      add(expected.rules, "penalty " + expected.penalty->name,
          actual.empty() ? "no penalty" : "penalty " + actual, expected.penalty->span, {nearest->rule},
          actual.empty() ? Rewrite{} : replace_by(actual));
    }
  }

  void judge_stage(const Expectation::Stage& expected) {
    const auto clock = std::ranges::find(assessment_.clocks, expected.clock, &model::ClockAnswer::name);
    const model::ClockStage* found = nullptr;
    if (clock != assessment_.clocks.end()) {
      for (const model::ClockStage& stage : clock->stages) {
        if (stage.name == expected.stage && stage.exists != base::Truth::false_value) found = &stage;
      }
    }
    const std::string what = expected.clock + ", " + expected.stage;
    if (expected.exists) {
      const std::string actual = !found                                     ? "false"
                                 : found->exists == base::Truth::true_value ? "true"
                                                                            : "unknown";
      if (actual != expected.exists->name)
        add(what, "exists: " + expected.exists->name, "exists: " + actual, expected.exists->span, {},
            replace_by(actual));
    }
    if (!found && expected.exists) return;
    if (!found) return add(what, "a stage", "no such stage", expected.item_span, {}, {removed, ""});
    const auto judge_day = [&](const std::string& word, const std::optional<Expectation::Day>& day,
                               const model::DateWords& actual) {
      if (!day || is_day(actual, *day)) return;
      const std::string text = day_text(actual);
      add(what, word + day->written, text.empty() ? "no day" : word + text, day->span, {},
          text.empty() ? Rewrite{} : replace_by(text));
    };
    judge_day("since ", expected.since, found->since);
    judge_day("until ", expected.until, found->until);
  }

  /// Of several parties that an unnamed one can mean, one has to do as demanded.
  void judge_judgement(const Expectation::Judged& expected) {
    std::vector<Mismatch> first;
    bool open = false;
    for (const model::OpenJudgement& judgement : assessment_.open_judgements) {
      if (!is_called(judgement.id, expected.name)) continue;
      std::vector<Mismatch> found = mismatches_of(judgement, expected);
      if (found.empty()) return;
      if (!open) first = std::move(found);
      open = true;
    }
    if (!open) return add(expected.name, "open", "not open", expected.item_span, {}, {removed, ""});
    std::ranges::move(first, std::back_inserter(found_));
  }

  static bool is_day(const model::DateWords& day, const Expectation::Day& expected) {
    if (expected.at_least) return day.at_least == expected.at_least && day.at_most == expected.at_most;
    return day.words == expected.written;
  }

  const model::RegimeAssessment& assessment_;
  const Expectation& expectation_;
  std::vector<Mismatch> found_;
};

bool is_settled(const model::Level& level, const std::optional<Expectation::Interval>& expected) {
  return !expected || (level.at_least == level.at_most && level.at_least == expected->at_least &&
                       level.at_most == expected->at_most);
}

/// The findings demanded are those of the run: the answers to open facts do not change them.
bool findings_met(const evaluate::Run& run, std::size_t row, const Trial& trial) {
  return std::ranges::all_of(trial.expectation->findings, [&](const Expectation::Demand& demand) {
    bool any = false, every = true;
    for (const plan::CompiledRule& rule : run.plan().rules) {
      if (rule.ref.regime != trial.regime || !model::names_rule(demand.rules, rule.rule->id)) continue;
      const bool met = meets(evaluate::finding_kind(run, rule, row), demand.finding);
      any = any || met;
      every = every && met;
    }
    return demand.finding == FindingKind::silent ? every : any;
  });
}

}  // namespace

bool plainly_met(const evaluate::Run& run, std::size_t row, const Trial& trial) {
  const Expectation& expected = *trial.expectation;
  const model::Regime& regime = run.plan().rule_sets().regimes[trial.regime];
  if (!regime.in_force.contains(trial.as_of) || (expected.law && !*expected.law)) return false;
  if (!expected.open_facts.empty() || !expected.open_judgements.empty() || expected.asks_first ||
      !expected.duties.empty() || !expected.stages.empty() || !expected.judgements.empty() ||
      !expected.presumed.empty())
    return false;
  const evaluate::Summary summary = evaluate::summarize(run, trial.regime, row);
  for (const Expectation::Determined& determined : expected.determinations) {
    for (std::size_t d = 0; d < regime.determinations.size(); ++d) {
      const model::Determination& scale = regime.determinations[d];
      if (scale.name != determined.name) continue;
      const evaluate::Summary::Span& span = summary.levels[d];
      if (!is_settled({scale.levels[span.at_least], scale.levels[span.at_most]}, determined.level))
        return false;
    }
  }
  if (!is_settled(evaluate::position_of(regime, summary), expected.position)) return false;
  if (expected.risk || expected.band || !expected.factors.empty()) {
    if (summary.risk_low != summary.risk_high) return false;
    const std::int64_t risk = summary.risk_low;
    if (expected.risk && (expected.risk->low != risk || expected.risk->high != risk)) return false;
    const std::string band = evaluate::band_of(regime, risk);
    if (!is_settled({band, band}, expected.band)) return false;
    for (const Expectation::FactorScore& factor : expected.factors) {
      for (std::size_t f = 0; f < regime.factors.size(); ++f) {
        if (regime.factors[f].name == factor.factor &&
            summary.factors[f] != std::pair(factor.score.low, factor.score.high))
          return false;
      }
    }
  }
  return findings_met(run, row, trial);
}

std::vector<Mismatch> judge(const model::RegimeAssessment& assessment, const Expectation& expectation) {
  return Judge(assessment, expectation).run();
}

std::vector<Mismatch> judge_example(const evaluate::Run& run, std::size_t row, const Trial& trial) {
  using Demand = model::Example::Demand;
  const plan::CompiledRule& rule = run.plan().rules[trial.rule];
  const base::Truth actual = run.truth(rule.applies, row);
  const Demand demand = trial.example->demand;
  const base::Truth expected = demand == Demand::fires    ? base::Truth::true_value
                               : demand == Demand::silent ? base::Truth::false_value
                                                          : base::Truth::unknown;
  if (actual == expected) return {};
  const FindingKind kind = evaluate::finding_kind(run, rule, row);
  return {{rule.rule->id,
           demand == Demand::fires    ? "fired"
           : demand == Demand::silent ? "silent"
                                      : "open",
           std::string(to_text(kind)),
           trial.span(),
           {rule.rule->id},
           {}}};
}

}  // namespace weir::suite
