#include "report/whatif_memo.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/change_blocks.hpp"

namespace weir::report {
namespace {

using model::Reaching;

/// The most frozen facts that are named one by one.
constexpr std::size_t most_named = 12;

std::string dates(base::Date as_of, base::Date known_on) {
  if (as_of == known_on) return "law and facts as of " + base::to_long_text(as_of);
  return fmt::format("law as of {}, facts known on {}", base::to_long_text(as_of),
                     base::to_long_text(known_on));
}

bool changed(const model::WhatIf& what_if, const std::string& regime) {
  return std::any_of(what_if.regimes.begin(), what_if.regimes.end(),
                     [&](const auto& change) { return change.regime == regime; });
}

std::string tried_words(const Reaching::Round& round) {
  const std::string what = round.facts == 1 ? base::counted(round.possible, "single change", "single changes")
                           : round.facts == 2 ? base::counted(round.possible, "pair", "pairs")
                                              : base::counted(round.possible, "triple", "triples");
  if (round.tried == round.possible) return what;
  return fmt::format("{} of {}, nearest first", round.tried, what);
}

void add_way(const ChangeContext& context, const Reaching& reaching, std::size_t number,
             const Reaching::Way& way) {
  std::vector<std::string> changes;
  for (const model::ChangedFact& change : way.changes) {
    std::string text = changed_words(context, change);
    if (change.judgement)
      text = fmt::format("if {} decided {}", change.decides.empty() ? "it were" : change.decides, text);
    changes.push_back(std::move(text));
  }
  context.add(Block::Kind::section, fmt::format("{}. {}", number, base::join(changes, "; and ")));
  model::RegimeChange effect = way.effect;
  // The goal itself stands in the heading.
  std::erase_if(effect.answers, [&](const model::AnswerChange& answer) {
    return answer.name == reaching.determination || answer.kind == model::AnswerChange::Kind::judgement;
  });
  add_change(context, effect, Because::left_out);
}

}  // namespace

Memo make_whatif_memo(const model::WhatIf& what_if, const Words& words, const model::RuleSets& rule_sets) {
  Memo memo;
  const ChangeContext context{rule_sets, words, memo};
  context.add(Block::Kind::title, what_if.title, what_if.case_id);
  context.add(Block::Kind::line, dates(what_if.as_of, what_if.known_on));
  context.add(Block::Kind::section, "What if");
  for (const model::ChangedFact& change : what_if.changes) {
    context.add(Block::Kind::item, changed_words(context, change));
    if (!change.note.empty()) context.add(Block::Kind::detail, change.note);
  }
  for (const model::RegimeChange& change : what_if.regimes) {
    context.add(Block::Kind::section, change.title);
    add_change(context, change, Because::left_out);
  }
  for (const model::RegimeState& state : what_if.before) {
    if (changed(what_if, state.regime)) continue;
    context.add(Block::Kind::section, state.title);
    context.add(Block::Kind::remark, "nothing changes");
  }
  return memo;
}

Memo make_reaching_memo(const Reaching& reaching, const Words& words, const model::RuleSets& rule_sets) {
  Memo memo;
  const ChangeContext context{rule_sets, words, memo};
  const auto level = [&](const model::Level& of) {
    return level_words(rule_sets, reaching.regime, reaching.determination, of);
  };
  const std::string question =
      reaching.determination_title.empty() ? reaching.determination : reaching.determination_title;
  context.add(Block::Kind::title, reaching.title, reaching.case_id);
  context.add(Block::Kind::line, dates(reaching.as_of, reaching.known_on));
  context.add(Block::Kind::section, fmt::format("{}: from {} to {}", question, level(reaching.now),
                                                level({reaching.level, reaching.level})));
  if (reaching.there_already) {
    context.add(Block::Kind::remark, "that is the answer already; nothing needs to change");
    return memo;
  }
  if (!reaching.ways.empty()) {
    const std::size_t facts = reaching.ways.front().changes.size();
    const std::size_t ways = reaching.ways.size() + reaching.more_ways;
    context.add(
        Block::Kind::remark,
        fmt::format("the fewest facts that reach it: {}; {}{}", facts, base::counted(ways, "way", "ways"),
                    reaching.more_ways == 0 ? std::string()
                                            : fmt::format(", the nearest {} shown", reaching.ways.size())));
  } else {
    context.add(Block::Kind::remark, "no way was found among what was tried");
  }
  std::size_t number = 0;
  for (const Reaching::Way& way : reaching.ways) add_way(context, reaching, ++number, way);
  context.add(Block::Kind::section, "Tried");
  for (const Reaching::Round& round : reaching.rounds)
    context.entry(base::counted(round.facts, "fact", "facts"), tried_words(round));
  if (!reaching.frozen.empty()) {
    std::vector<std::string> named = reaching.frozen;
    std::string more;
    if (named.size() > most_named) {
      more = fmt::format(" and {} more", named.size() - most_named);
      named.resize(most_named);
    }
    context.entry("left as they are", base::join(named, ", ") + more + "; --thaw FACT tries one");
  }
  if (reaching.judgements_left > 0)
    context.entry("left to decide",
                  fmt::format("{}; --judgements tries them",
                              base::counted(reaching.judgements_left, "judgement", "judgements")));
  return memo;
}

}  // namespace weir::report
