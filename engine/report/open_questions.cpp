#include "report/open_questions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"

namespace weir::report {
namespace {

using model::RegimeAssessment;
using Spans = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// "risk 54 or 82", "risk 52 – 159 or 66 – 173", of more answers the lowest and the highest.
std::string risk_words(const Spans& answers) {
  if (answers.size() < 2) return {};
  const auto one = [](const auto& span) { return span_words(span.first, span.second); };
  if (answers.size() == 2) return fmt::format("risk {} or {}", one(answers[0]), one(answers[1]));
  Spans by_top = answers;
  std::stable_sort(by_top.begin(), by_top.end(),
                   [](const auto& a, const auto& b) { return a.second < b.second; });
  return fmt::format("risk between {} and {}", one(by_top.front()), one(by_top.back()));
}

/// "filing: no filing, or open as now": the effect "filing: none or none to approval" in the regime's words.
std::string effect_in_words(const MemoContext& context, const RegimeAssessment& regime,
                            const std::string& effect) {
  const std::size_t colon = effect.find(": ");
  if (colon == std::string::npos) return effect;
  const std::string title = effect.substr(0, colon);
  for (const auto& answer : regime.determinations) {
    if (answer.title != title) continue;
    std::vector<std::string> results;
    std::string rest = effect.substr(colon + 2);
    while (!rest.empty()) {
      const std::size_t next = rest.find(" or ");
      const std::string result = rest.substr(0, next);
      const std::size_t to = result.find(" to ");
      const model::Level level{result.substr(0, to),
                               to == std::string::npos ? result : result.substr(to + 4)};
      results.push_back(level == answer.level
                            ? "open as now"
                            : level_words(context.rule_sets, regime.id, answer.name, level));
      rest = next == std::string::npos ? "" : rest.substr(next + 4);
    }
    // What would stay as it is comes last.
    std::stable_partition(results.begin(), results.end(),
                          [](const std::string& result) { return result != "open as now"; });
    return fmt::format("{}: {}", title, base::join(results, ", or "));
  }
  return effect;
}

template <class Open>
std::string effects_of(const MemoContext& context, const RegimeAssessment& regime, const Open& open) {
  std::vector<std::string> words;
  for (const std::string& effect : open.effects) words.push_back(effect_in_words(context, regime, effect));
  const std::string risk = risk_words(open.risk_answers);
  if (!risk.empty()) words.push_back(risk);
  return base::join(words, "; ");
}

}  // namespace

std::string authority_of(const std::string& decides) {
  std::string who = decides.substr(0, decides.find_first_of(",;"));
  if (who.empty()) return "the authority";
  const bool acronym = std::none_of(who.begin(), who.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return acronym || who.starts_with("the ") ? who : "the " + who;
}

std::string said_of_party(const Words& words, const std::string& question, std::string_view name) {
  const std::string party = words.party(name);
  return party.empty() ? question : fmt::format("{}: {}", party, question);
}

std::vector<OpenQuestion> open_questions(const MemoContext& context, const RegimeAssessment& regime) {
  std::vector<OpenQuestion> all;
  for (const auto& fact : regime.open_facts) {
    const model::Fact* declared = context.words.declared(fact.fact);
    std::string state = fmt::format("{}: {}", fact.fact, context.words.value(declared, fact.state));
    for (model::QuotedFact claim : fact.alleged) {
      claim.quality.reset();  // said before it
      state += "; alleged only: " + context.citing.quoted(claim);
    }
    const std::string question = fact.question.empty() ? fact.fact : fact.question;
    all.push_back({fact.rank, fact.fact, false, said_of_party(context.words, question, fact.fact),
                   effects_of(context, regime, fact), fact.tried, std::move(state)});
  }
  for (const auto& judgement : regime.open_judgements) {
    std::string state = fmt::format("{}: for {} to judge", judgement.id, authority_of(judgement.decides));
    if (judgement.presumed) state += *judgement.presumed ? ", presumed yes" : ", presumed no";
    const std::string question = judgement.question.empty() ? judgement.id : judgement.question;
    all.push_back({judgement.rank, judgement.id, true, said_of_party(context.words, question, judgement.id),
                   effects_of(context, regime, judgement), judgement.tried, std::move(state)});
  }
  std::stable_sort(all.begin(), all.end(), [](const OpenQuestion& a, const OpenQuestion& b) {
    return (a.rank == 0 ? SIZE_MAX : a.rank) < (b.rank == 0 ? SIZE_MAX : b.rank);
  });
  return all;
}

std::vector<OpenQuestion> open_questions(const MemoSubject& subject, const RegimeAssessment& regime) {
  const Words words(subject.facts, subject.vocabulary, subject.rule_sets);
  Citing citing(words);
  const Extent extent;
  Memo unused;
  return open_questions({subject.assessment, subject.rule_sets, words, citing, extent, unused}, regime);
}

}  // namespace weir::report
