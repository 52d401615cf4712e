#include "suite/case_diff.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "analysis/causes.hpp"
#include "base/parallel.hpp"
#include "suite/side_answers.hpp"

namespace weir::suite {

using base::Truth;
using model::AnswerChange;

namespace {

/// Rows evaluated together: enough to share the work on the law, few enough for the cache.
constexpr std::size_t block_rows = 128;

/// A regime by its places on both sides; none where a side does not have it.
struct RegimePair {
  std::string id;
  std::optional<std::uint32_t> before, after;
};

std::vector<RegimePair> regimes_of(const plan::Plan& before, const plan::Plan& after,
                                   const std::vector<std::string>& wanted) {
  std::map<std::string, RegimePair> pairs;
  const auto add = [&](const plan::Plan& plan, std::optional<std::uint32_t> RegimePair::*side) {
    const auto& regimes = plan.rule_sets().regimes;
    for (std::uint32_t r = 0; r < regimes.size(); ++r) {
      const std::string& id = regimes[r].id;
      if (!wanted.empty() && std::ranges::find(wanted, id) == wanted.end()) continue;
      pairs[id].id = id;
      pairs[id].*side = r;
    }
  };
  add(before, &RegimePair::before);
  add(after, &RegimePair::after);
  std::vector<RegimePair> list;
  for (const auto& [id, pair] : pairs) list.push_back(pair);
  return list;
}

/// What one case comes to, with clauses as they are, before all cases' clauses are numbered together.
struct CaseResult {
  ChangedCase changed;
  std::vector<Responsible> clauses;
};

/// The place of a clause in a list, added where it is new.
std::size_t place_in(std::vector<Responsible>& clauses, const Responsible& clause) {
  const auto known = std::ranges::find(clauses, clause);
  if (known != clauses.end()) return static_cast<std::size_t>(known - clauses.begin());
  clauses.push_back(clause);
  return clauses.size() - 1;
}

using Day = ClauseFinder::Question::Day;

/// The rules that an answer rests on, with what of their effects gives it.
struct Asked {
  std::string rule;
  std::vector<std::string> effects;
  Day day = Day::none;
};

Day day_of(AnswerChange::Kind kind) {
  if (kind == AnswerChange::Kind::duty) return Day::due;
  return kind == AnswerChange::Kind::window ? Day::until : Day::none;
}

void add_asked(const plan::Plan& plan, const AnswerDiff& diff, std::vector<Asked>& asked) {
  for (const plan::CompiledRule& compiled : plan.rules) {
    const model::Rule& rule = *compiled.rule;
    if (plan.rule_sets().regimes[compiled.ref.regime].id != diff.regime) continue;
    Asked one{rule.id, {}, Day::none};
    const bool all = diff.answer.kind == AnswerChange::Kind::position;
    const Day day = diff.finding ? Day::none : day_of(diff.answer.kind);
    if (diff.finding) {
      if (diff.finding->rule != rule.id) continue;
    } else if (day != Day::none) {
      if (diff.answer.name != rule.id) continue;
      one.day = day;
    } else if (diff.answer.kind == AnswerChange::Kind::risk) {
      for (const auto& points : rule.risk) one.effects.push_back("points of " + points.factor);
      if (one.effects.empty()) continue;
    } else {
      for (const auto& outcome : rule.outcomes) {
        if (all || outcome.determination == diff.answer.name)
          one.effects.push_back("gives " + outcome.determination);
      }
      if (one.effects.empty()) continue;
    }
    const auto known = std::ranges::find(asked, one.rule, &Asked::rule);
    if (known == asked.end()) {
      asked.push_back(std::move(one));
    } else {
      known->effects.insert(known->effects.end(), one.effects.begin(), one.effects.end());
    }
  }
}

/// Two runs over the same cases and how their rows come to clauses.
class Comparison {
 public:
  Comparison(const plan::Plan& before, const plan::Plan& after, const RuleSetDiff* rules,
             const std::vector<CasePair>& cases, const CompareOptions& options)
      : plan_before_(before),
        plan_after_(after),
        rules_(rules),
        cases_(cases),
        options_(options),
        regimes_(regimes_of(before, after, options.regimes)) {}

  CaseDiff run() {
    std::vector<std::optional<CaseResult>> results(cases_.size());
    const std::size_t blocks = (cases_.size() + block_rows - 1) / block_rows;
    base::for_each_index(blocks, options_.threads, [&](std::size_t block) {
      const std::size_t first = block * block_rows, last = std::min(cases_.size(), first + block_rows);
      run_block(first, last, results);
    });
    CaseDiff diff;
    diff.compared = cases_.size();
    for (std::optional<CaseResult>& result : results) {
      if (!result) continue;
      const auto renumber = [&](std::vector<AnswerDiff>& answers) {
        for (AnswerDiff& answer : answers) {
          for (std::size_t& clause : answer.clauses) clause = place_in(diff.clauses, result->clauses[clause]);
        }
      };
      renumber(result->changed.answers), renumber(result->changed.findings);
      diff.cases.push_back(std::move(result->changed));
    }
    return diff;
  }

 private:
  static evaluate::CaseRow row_of(const model::Case& facts, base::Date as_of, base::Date known_on) {
    evaluate::CaseRow row;
    row.facts = &facts;
    row.as_of = as_of;
    row.known_on = known_on;
    return row;
  }

  void run_block(std::size_t first, std::size_t last, std::vector<std::optional<CaseResult>>& results) {
    std::vector<evaluate::CaseRow> was, is;
    for (std::size_t i = first; i < last; ++i) {
      const CasePair& pair = cases_[i];
      was.push_back(row_of(*pair.before, pair.as_of_before, pair.known_on_before));
      is.push_back(row_of(*pair.after, pair.as_of_after, pair.known_on_after));
    }
    if (rules_) {
      const evaluate::Run before = evaluate::run(plan_before_, std::move(was), options_.suppose_before);
      const evaluate::Run after = evaluate::run(plan_after_, std::move(is), options_.suppose_after);
      for (std::size_t i = first; i < last; ++i)
        results[i] = compare({&before, i - first}, {&after, i - first}, cases_[i]);
    } else {
      // One plan: both days of a case are rows of one run, so that causes can be read off it.
      const std::size_t many = was.size();
      was.insert(was.end(), is.begin(), is.end());
      const evaluate::Run run = evaluate::run(plan_before_, std::move(was), options_.suppose_before);
      for (std::size_t i = first; i < last; ++i)
        results[i] = compare({&run, i - first}, {&run, many + i - first}, cases_[i]);
    }
    if (!options_.progress) return;
    const std::scoped_lock lock(progress_);
    done_ += last - first;
    options_.progress(done_, cases_.size());
  }

  static SideAnswers answers_of(const SeenCase& seen, std::uint32_t regime) {
    SideAnswers side{&seen.run->plan(), regime, analysis::snapshot(*seen.run, regime, seen.row), nullptr};
    analysis::drop_passing_bounds(side.snapshot);
    return side;
  }

  static void settle(SideAnswers& side, const SeenCase& seen) {
    side.snapshot = analysis::settled(*side.plan, seen.run->batch.cases[seen.row], side.regime,
                                      std::move(side.snapshot), seen.run->batch.suppose);
  }

  /// True if the bounds may stand for the answers: nothing differs, and what is open is open alike.
  bool alike(const RegimePair& regime, const SideAnswers& a, const SideAnswers& b) const {
    ChangedCase unused;
    add_differences(&a, &b, unused);
    const bool same_law = !rules_ || (rules_->same_vocabulary && !rules_->touched.contains(regime.id));
    return unused.answers.empty() && unused.findings.empty() && same_law;
  }

  std::optional<CaseResult> compare(const SeenCase& before, const SeenCase& after,
                                    const CasePair& pair) const {
    CaseResult result;
    for (const RegimePair& regime : regimes_) {
      std::optional<SideAnswers> was, is;
      if (regime.before) was = answers_of(before, *regime.before);
      if (was && rules_) was->renamed = &rules_->renamed_rules;
      if (regime.after) is = answers_of(after, *regime.after);
      if (was && is && alike(regime, *was, *is)) continue;
      if (was) settle(*was, before);
      if (is) settle(*is, after);
      add_differences(was ? &*was : nullptr, is ? &*is : nullptr, result.changed);
    }
    ChangedCase& changed = result.changed;
    if (changed.answers.empty() && changed.findings.empty()) return std::nullopt;
    changed.id = pair.after->id;
    changed.title = pair.after->title;
    changed.file = pair.file;
    changed.as_of_before = pair.as_of_before, changed.as_of_after = pair.as_of_after;
    changed.known_on_before = pair.known_on_before, changed.known_on_after = pair.known_on_after;
    for (std::vector<AnswerDiff>* list : {&changed.answers, &changed.findings}) {
      for (AnswerDiff& answer : *list) add_clauses(answer, before, after, result);
    }
    return result;
  }

  void add_clauses(AnswerDiff& answer, const SeenCase& before, const SeenCase& after,
                   CaseResult& result) const {
    const std::vector<Responsible> found =
        rules_ ? by_rules(answer, before, after) : by_days(answer, before, after);
    for (const Responsible& clause : found) {
      const std::size_t place = place_in(result.clauses, clause);
      if (std::ranges::find(answer.clauses, place) == answer.clauses.end()) answer.clauses.push_back(place);
    }
  }

  std::vector<Responsible> by_rules(const AnswerDiff& answer, const SeenCase& before,
                                    const SeenCase& after) const {
    std::vector<Asked> asked;
    add_asked(plan_before_, answer, asked);
    add_asked(plan_after_, answer, asked);
    using Follow = ClauseFinder::Question::Follow;
    for (const Follow follow : {Follow::values, Follow::meanings}) {
      ClauseFinder finder(*rules_, before, after);
      for (const Asked& one : asked) {
        if (follow == Follow::values && !says_other(one, before, after)) continue;
        if (follow == Follow::meanings && !open_otherwise(one.rule, before, after)) continue;
        finder.add_rule(one.rule, {one.effects, one.day, follow});
      }
      std::vector<Responsible> found = finder.take();
      if (!found.empty()) return found;
    }
    // What no rule says is said by the scales and bands of the regime.
    const ClauseChange* regime = rules_->find(ClauseKind::regime, answer.regime);
    if (!regime || !alters_meaning(regime->status)) return {};
    const bool whole = regime->status != ClauseChange::Status::changed;
    return {
        {ClauseKind::regime, regime->id, regime->title, whole ? std::vector<PartChange>{} : regime->parts}};
  }

  static Truth applies(const ComparedPlan& side, const SeenCase& seen, const std::string& id) {
    const auto place = side.rules.find(id);
    if (place == side.rules.end()) return Truth::false_value;
    return seen.run->truth(side.plan->rules[place->second].applies, seen.row);
  }

  /// True if the rule's own answer differs, or it applies and its effects or its day may.
  bool says_other(const Asked& asked, const SeenCase& before, const SeenCase& after) const {
    const Truth was = applies(rules_->before, before, asked.rule);
    const Truth is = applies(rules_->after, after, asked.rule);
    return was != is || was != Truth::false_value;
  }

  /// True if the rule is open on a side and means something else on the other.
  bool open_otherwise(const std::string& id, const SeenCase& before, const SeenCase& after) const {
    const ClauseChange* change = rules_->find(ClauseKind::rule, id);
    const bool open = applies(rules_->before, before, id) == Truth::unknown ||
                      applies(rules_->after, after, id) == Truth::unknown;
    return open && change && alters_meaning(change->status);
  }

  std::vector<Responsible> by_days(const AnswerDiff& answer, const SeenCase& before,
                                   const SeenCase& after) const {
    std::vector<Asked> asked;
    add_asked(plan_before_, answer, asked);
    std::vector<Responsible> found;
    const auto add = [&](Responsible clause) {
      if (std::ranges::find(found, clause) == found.end()) found.push_back(std::move(clause));
    };
    const evaluate::Run& run = *before.run;
    for (const plan::CompiledRule& rule : plan_before_.rules) {
      if (std::ranges::find(asked, rule.rule->id, &Asked::rule) == asked.end()) continue;
      const Truth was = run.truth(rule.applies, before.row), is = run.truth(rule.applies, after.row);
      const bool end = !answer.finding && day_of(answer.answer.kind) != Day::none;
      if (was == is && !end) continue;
      if (run.truth(rule.in_force, before.row) != run.truth(rule.in_force, after.row)) {
        add({ClauseKind::rule, rule.rule->id, rule.rule->title, {days_in_force(rule)}});
        continue;
      }
      analysis::Causes causes(run, before.row, after.row, analysis::Causes::Moved::nothing);
      causes.add_rule(rule);
      for (const model::Cause& cause : causes.take()) add(clause_of(cause));
    }
    return found;
  }

  PartChange days_in_force(const plan::CompiledRule& rule) const {
    for (const ClausePart& part : parts_of(*rule.rule)) {
      if (part.label == "in force") return {part.label, part.role, part.text, part.text, {}, {}};
    }
    const auto& regime = plan_before_.rule_sets().regimes[rule.ref.regime];
    for (const ClausePart& part : parts_of(regime)) {
      if (part.label == "in force") return {part.label, part.role, part.text, part.text, {}, {}};
    }
    return {};
  }

  Responsible clause_of(const model::Cause& cause) const {
    using Kind = model::Cause::Kind;
    Responsible clause{ClauseKind::fact, cause.name, cause.title, {}};
    if (cause.kind == Kind::definition) clause.kind = ClauseKind::definition;
    if (cause.kind == Kind::judgement) clause.kind = ClauseKind::judgement;
    if (cause.kind == Kind::day) clause.kind = ClauseKind::day;
    for (const model::Definition& definition : plan_before_.rule_sets().definitions) {
      const bool named = cause.name == definition.id || cause.name.starts_with(definition.id + ".");
      if (cause.kind == Kind::definition && named) clause.kind = kind_of(definition);
    }
    if (!cause.before.empty() || !cause.after.empty())
      clause.parts.push_back({"", ClausePart::Role::meaning, cause.before, cause.after, {}, {}});
    return clause;
  }

  const plan::Plan &plan_before_, &plan_after_;
  const RuleSetDiff* rules_;
  const std::vector<CasePair>& cases_;
  const CompareOptions& options_;
  std::vector<RegimePair> regimes_;
  std::mutex progress_;
  std::size_t done_ = 0;
};

bool same_outcome(const AnswerDiff& a, const AnswerDiff& b) {
  if (a.regime != b.regime || a.finding.has_value() != b.finding.has_value()) return false;
  if (a.finding) {
    return a.finding->rule == b.finding->rule && a.finding->before == b.finding->before &&
           a.finding->after == b.finding->after;
  }
  return a.answer.kind == b.answer.kind && a.answer.name == b.answer.name &&
         a.answer.before == b.answer.before && a.answer.after == b.answer.after &&
         analysis::same_end(a.answer.day_before, b.answer.day_before) &&
         analysis::same_end(a.answer.day_after, b.answer.day_after);
}

}  // namespace

bool turns_answers(const ClauseOutcomes& group) {
  return std::ranges::any_of(group.outcomes,
                             [](const Outcome& outcome) { return !outcome.change.finding.has_value(); });
}

std::string_view to_text(Turn turn) {
  static constexpr std::string_view texts[] = {"eased", "tightened", "settled", "opened", "moved"};
  return texts[static_cast<std::size_t>(turn)];
}

std::vector<ClauseOutcomes> by_clause(const CaseDiff& diff) {
  std::vector<ClauseOutcomes> groups;
  const auto add = [&](std::optional<std::size_t> clause, const AnswerDiff& answer, std::size_t number) {
    auto group = std::ranges::find(groups, clause, &ClauseOutcomes::clause);
    if (group == groups.end()) group = groups.insert(groups.end(), {clause, {}, {}});
    auto outcome = std::ranges::find_if(
        group->outcomes, [&](const Outcome& other) { return same_outcome(other.change, answer); });
    if (outcome == group->outcomes.end())
      outcome = group->outcomes.insert(group->outcomes.end(), {answer, {}});
    if (outcome->cases.empty() || outcome->cases.back() != number) outcome->cases.push_back(number);
    if (std::ranges::find(group->cases, number) == group->cases.end()) group->cases.push_back(number);
  };
  for (const auto list : {&ChangedCase::answers, &ChangedCase::findings}) {
    for (std::size_t i = 0; i < diff.cases.size(); ++i) {
      for (const AnswerDiff& answer : diff.cases[i].*list) {
        if (answer.clauses.empty()) add(std::nullopt, answer, i);
        for (const std::size_t clause : answer.clauses) add(clause, answer, i);
      }
    }
  }
  for (ClauseOutcomes& group : groups) std::ranges::sort(group.cases);
  std::ranges::stable_sort(groups, [&](const ClauseOutcomes& a, const ClauseOutcomes& b) {
    if (a.clause.has_value() != b.clause.has_value()) return a.clause.has_value();
    if (turns_answers(a) != turns_answers(b)) return turns_answers(a);
    if (a.cases.size() != b.cases.size()) return a.cases.size() > b.cases.size();
    return a.clause && diff.clauses[*a.clause].id < diff.clauses[*b.clause].id;
  });
  return groups;
}

CaseDiff compare_cases(const RuleSetDiff& rules, const std::vector<CasePair>& cases,
                       const CompareOptions& options) {
  return Comparison(*rules.before.plan, *rules.after.plan, &rules, cases, options).run();
}

CaseDiff compare_days(const plan::Plan& plan, const std::vector<CasePair>& cases,
                      const CompareOptions& options) {
  return Comparison(plan, plan, nullptr, cases, options).run();
}

}  // namespace weir::suite
