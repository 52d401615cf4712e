#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/memo_parts.hpp"
#include "report/sentences.hpp"

namespace weir::report {
namespace {

using model::RegimeAssessment;
using Spans = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// An effect of at most this width stands beside the state of the fact.
constexpr std::size_t brief_effect = 40;

/// A fact or judgement to find out.
struct Question {
  std::size_t rank = 0;
  std::string ask, effect, state;
  bool telling = false;  ///< some answer would change something
};

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

/// "the investor in its filing" of "the investor in its filing, subject to …"; the rest stands with each
/// question.
std::string authority_of(const std::string& decides) {
  std::string who = decides.substr(0, decides.find_first_of(",;"));
  if (who.empty()) return "the authority";
  const bool acronym = std::none_of(who.begin(), who.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return acronym || who.starts_with("the ") ? who : "the " + who;
}

std::string proviso_of(const std::string& decides) {
  const std::size_t end = decides.find_first_of(",;");
  return end == std::string::npos ? "" : std::string(base::trim(std::string_view(decides).substr(end + 1)));
}

std::string with_party(const MemoContext& context, const std::string& question, const std::string& name) {
  const std::string party = context.words.party(name);
  return party.empty() ? question : fmt::format("{}: {}", party, question);
}

std::vector<Question> questions(const MemoContext& context, const RegimeAssessment& regime) {
  std::vector<Question> all;
  for (const auto& fact : regime.open_facts) {
    const model::Fact* declared = context.words.declared(fact.fact);
    std::string state = fmt::format("{}: {}", fact.fact, context.words.value(declared, fact.state));
    for (model::QuotedFact claim : fact.alleged) {
      claim.quality.reset();  // said before it
      state += "; alleged only: " + context.citing.quoted(claim);
    }
    all.push_back({fact.rank,
                   with_party(context, fact.question.empty() ? fact.fact : fact.question, fact.fact),
                   effects_of(context, regime, fact), state, false});
  }
  for (const auto& judgement : regime.open_judgements) {
    std::string state = fmt::format("{}: for {} to judge", judgement.id, authority_of(judgement.decides));
    if (judgement.presumed) state += *judgement.presumed ? ", presumed yes" : ", presumed no";
    all.push_back(
        {judgement.rank,
         with_party(context, judgement.question.empty() ? judgement.id : judgement.question, judgement.id),
         effects_of(context, regime, judgement), state, false});
  }
  for (Question& question : all) question.telling = !question.effect.empty();
  std::stable_sort(all.begin(), all.end(), [](const Question& a, const Question& b) {
    return (a.rank == 0 ? SIZE_MAX : a.rank) < (b.rank == 0 ? SIZE_MAX : b.rank);
  });
  return all;
}

void add_points(const MemoContext& context, std::string_view side, const std::vector<model::Point>& points) {
  std::vector<std::string> known, open;
  for (const auto& point : points) {
    std::string text = point.text;
    if (point.rule.empty()) {
      // Of what is open, the fact to look at is enough.
      const std::string fact = point.open ? compared(context.words, point.text) : std::string();
      text = fact.empty() ? sentence_of(context.words, point.text).whole() : fact;
    }
    (point.open ? open : known).push_back(text);
  }
  std::string text = base::join(known, "; ");
  const bool rules =
      std::all_of(points.begin(), points.end(), [](const auto& point) { return !point.rule.empty(); });
  // Open rules stand under Why with what they turn on.
  if (rules && open.size() > 3 && context.extent.findings.count(Listed::open) > 0) {
    text += fmt::format("{}{} more are open, see Why", text.empty() ? "" : "; ", open.size());
  } else if (!open.empty()) {
    text += (text.empty() ? "open: " : "; open: ") + base::join(open, "; ");
  }
  context.labelled(Block::Kind::note, std::string(side), text.empty() ? "nothing on file" : text);
}

void add_judgement(const MemoContext& context, const model::OpenJudgement& judgement) {
  const std::string question = judgement.question.empty() ? judgement.id : judgement.question;
  context.add(Block::Kind::item, with_party(context, question, judgement.id)).paint = Paint::emphasis;
  if (const std::string proviso = proviso_of(judgement.decides); !proviso.empty()) {
    context.add(Block::Kind::detail, proviso);
  }
  if (judgement.points_for.empty() && judgement.points_against.empty()) {
    context.labelled(Block::Kind::note, "either way", "nothing on file");
  } else {
    add_points(context, "towards yes", judgement.points_for);
    add_points(context, "towards no", judgement.points_against);
  }
  if (judgement.presumed) {
    context.labelled(Block::Kind::note, "presumed", *judgement.presumed ? "yes" : "no");
  }
  for (const bool toward : {true, false}) {
    std::vector<model::Point> leanings;
    std::ranges::copy_if(judgement.leanings, std::back_inserter(leanings),
                         [&](const model::Point& point) { return point.toward == toward; });
    if (!leanings.empty()) add_points(context, toward ? "policy: yes" : "policy: no", leanings);
  }
}

}  // namespace

void add_open(const MemoContext& context, const RegimeAssessment& regime) {
  const auto all = questions(context, regime);
  if (!all.empty()) context.add(Block::Kind::section, "To find out, most telling first");
  std::size_t listed = 0, more = 0, idle = 0;
  for (const Question& question : all) {
    const bool everything = context.extent.questions == SIZE_MAX;
    if (!question.telling && !everything) {
      ++idle;
      continue;
    }
    if (listed == context.extent.questions) {
      ++more;
      continue;
    }
    Block& item = context.add(Block::Kind::item, question.ask);
    item.number = ++listed;
    item.paint = Paint::open;
    const bool brief = base::display_width(question.effect) <= brief_effect;
    context.add(Block::Kind::detail, question.state, brief ? question.effect : "");
    if (!brief) context.labelled(Block::Kind::note, "answers give", question.effect);
  }
  if (more > 0)
    context.add(Block::Kind::remark, fmt::format("and {} more that could change the answer (--all)", more));
  if (idle > 0) {
    context.add(Block::Kind::remark,
                base::counted(idle, "open question that alone would change nothing (--all)",
                              "open questions that alone would change nothing (--all)"));
  }
  std::vector<std::string> authorities;
  for (const auto& judgement : regime.open_judgements) {
    const std::string who = authority_of(judgement.decides);
    if (std::find(authorities.begin(), authorities.end(), who) == authorities.end())
      authorities.push_back(who);
  }
  for (const std::string& who : authorities) {
    context.add(Block::Kind::section, fmt::format("For {} to judge", who));
    for (const auto& judgement : regime.open_judgements) {
      if (authority_of(judgement.decides) == who) add_judgement(context, judgement);
    }
  }
}

}  // namespace weir::report
