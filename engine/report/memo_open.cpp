#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/memo_parts.hpp"
#include "report/open_questions.hpp"
#include "report/sentences.hpp"

namespace weir::report {
namespace {

using model::RegimeAssessment;

/// An effect of at most this width stands beside the state of the fact.
constexpr std::size_t brief_effect = 40;

std::string proviso_of(const std::string& decides) {
  const std::size_t end = decides.find_first_of(",;");
  return end == std::string::npos ? "" : std::string(base::trim(std::string_view(decides).substr(end + 1)));
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

/// The question of a judgement as the head of what is said of it.
Block& ask(const MemoContext& context, const std::string& question, const std::string& id) {
  return context.add(Block::Kind::item, said_of_party(context.words, question.empty() ? id : question, id));
}

void add_judgement(const MemoContext& context, const model::OpenJudgement& judgement) {
  ask(context, judgement.question, judgement.id).paint = Paint::emphasis;
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
    if (!leanings.empty())
      add_points(context, toward ? "policy, towards yes" : "policy, towards no", leanings);
  }
}

}  // namespace

void add_contradictions(const MemoContext& context, const model::RegimeAssessment& regime) {
  if (regime.contradictions.empty()) return;
  context.add(Block::Kind::section, "Contradictions");
  for (const model::Contradiction& one : regime.contradictions) {
    ask(context, one.question, one.id).paint = Paint::emphasis;
    const std::string_view line = one.counts ? "yes" : "no";
    const std::string lines = one.both_lines ? "the rules' lines for yes and for no both hold"
                                             : fmt::format("a line of the rules says {}", line);
    const std::string decided = one.decided ? fmt::format(", and the case records that it was decided {}",
                                                          *one.decided ? "yes" : "no")
                                            : std::string();
    context.add(Block::Kind::detail, fmt::format("{}{}; {} counts", lines, decided, line));
  }
}

void add_open(const MemoContext& context, const RegimeAssessment& regime) {
  const auto all = open_questions(context, regime);
  if (!all.empty()) context.add(Block::Kind::section, "To find out, most telling first");
  std::size_t listed = 0, more = 0, idle = 0, untried = 0;
  for (const OpenQuestion& question : all) {
    const bool everything = context.extent.questions == SIZE_MAX;
    if (!question.telling() && !everything) {
      ++(question.tried ? idle : untried);
      continue;
    }
    if (listed == context.extent.questions) {
      ++more;
      continue;
    }
    Block& item = context.add(Block::Kind::item, question.ask);
    item.number = ++listed;
    item.paint = Paint::open;
    const bool known = question.tried || question.telling();
    const std::string effect = known ? question.effect : "answers not tried";
    const bool brief = base::display_width(effect) <= brief_effect;
    context.add(Block::Kind::detail, question.state, brief ? effect : "");
    if (!brief) context.labelled(Block::Kind::note, "answers give", effect);
  }
  if (more > 0)
    context.add(Block::Kind::remark, fmt::format("and {} more that could change the answer (--all)", more));
  if (idle > 0) {
    context.add(Block::Kind::remark,
                base::counted(idle, "open question that alone would change nothing (--all)",
                              "open questions that alone would change nothing (--all)"));
  }
  if (untried > 0) {
    context.add(
        Block::Kind::remark,
        base::counted(untried, "open question whose answers were not tried: the case is too large (--all)",
                      "open questions whose answers were not tried: the case is too large (--all)"));
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
