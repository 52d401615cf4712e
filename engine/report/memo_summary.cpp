#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/memo_parts.hpp"
#include "report/sentences.hpp"

namespace weir::report {
namespace {

using base::Truth;
using model::DeterminationAnswer;
using model::Finding;
using model::FindingKind;
using model::RegimeAssessment;

/// A measured fact and the figures of the law that it was compared with.
struct Comparison {
  std::string fact, law;
};

/// "net-benefit tier CAD 800 million (wto)".
std::string law_figure(const std::string& name, const std::string& figure) {
  const std::size_t column = name.find(" (");
  return column == std::string::npos
             ? fmt::format("{} {}", name, figure)
             : fmt::format("{} {}{}", name.substr(0, column), figure, name.substr(column));
}

/// Leaves of a proof in which a fact was compared with a figure of the law.
void collect(const MemoContext& context, const model::ProofNode& proof, std::vector<Comparison>& found) {
  const Words& words = context.words;
  if (!proof.values.empty() && !proof.facts.empty() && proof.parts.empty() && proof.truth != Truth::unknown) {
    // The last value is the figure of the law. What stands before it was computed from the facts.
    const std::string& last = proof.values.back();
    const std::size_t equals = last.find(" = ");
    const model::QuotedFact& measured = proof.facts.back();
    const model::Fact* declared = words.declared(measured.fact);
    if (equals != std::string::npos && declared != nullptr) {
      const bool assumed = measured.quality == model::Quality::assumed;
      Comparison next{fmt::format("{} {}{}", words.label(measured.fact), words.value(declared, measured.written),
                                  assumed ? " (assumed)" : ""),
                      law_figure(sentence_of(words, last.substr(0, equals)).whole(),
                                 words.value(last.substr(equals + 3)))};
      const bool known = std::any_of(found.begin(), found.end(), [&](const Comparison& other) {
        return other.fact == next.fact && other.law == next.law;
      });
      if (!known) found.push_back(std::move(next));
    }
  }
  for (const model::ProofNode& part : proof.parts) collect(context, part, found);
}

/// When the duties of the rules that give a determination fall due.
std::string due_of(const RegimeAssessment& regime, const DeterminationAnswer& answer) {
  for (const auto& duty : regime.duties) {
    const bool gives = std::find(answer.by.begin(), answer.by.end(), duty.rule) != answer.by.end();
    if (gives && duty.truth == Truth::true_value) return due_words(duty.due);
  }
  return {};
}

std::string notes(const MemoContext& context, const RegimeAssessment& regime, const DeterminationAnswer& answer) {
  std::vector<std::string> words;
  const auto say = [&](std::string text) {
    const bool said = text.empty() || std::find(words.begin(), words.end(), text) != words.end();
    if (!said) words.push_back(std::move(text));
  };
  say(due_of(regime, answer));
  for (const auto& until : answer.until) say("until " + date_words(until));
  if (answer.by.empty()) say(turning_points(context, regime, answer));
  if (answer.presumed) {
    say("presumed " + level_words(context.rule_sets, regime.id, answer.name, *answer.presumed));
  }
  if (!answer.settled && !answer.open_by.empty()) {
    say(base::counted(answer.open_by.size(), "rule is open", "rules are open"));
  }
  if (!answer.exact && !answer.settled) say("bounds, not exact");
  return base::join(words, "; ");
}

std::string risk_notes(const model::RiskAnswer& risk) {
  std::vector<std::string> words;
  if (!risk.band_low.empty()) {
    words.push_back(risk.band_low == risk.band_high ? risk.band_low : risk.band_low + " to " + risk.band_high);
  }
  for (const auto& part : risk.factors) {
    if (part.low == 0 && part.high == 0) continue;
    words.push_back(
        fmt::format("{} {}", part.title.empty() ? part.name : part.title, span_words(part.low, part.high)));
  }
  return base::join(words, "; ");
}

}  // namespace

std::string turning_points(const MemoContext& context, const RegimeAssessment& regime,
                           const DeterminationAnswer& answer) {
  std::vector<Comparison> found;
  for (const Finding& finding : regime.findings) {
    const bool touches = std::any_of(finding.determines.begin(), finding.determines.end(),
                                     [&](const auto& outcome) { return outcome.first == answer.name; });
    const bool in_force =
        finding.finding != FindingKind::not_in_force && finding.finding != FindingKind::pending;
    if (touches && in_force) collect(context, finding.why, found);
  }
  // One fact beside all the figures it was compared with.
  std::vector<std::string> words;
  while (!found.empty()) {
    const std::string fact = found.front().fact;
    std::vector<std::string> law;
    for (const Comparison& next : found) {
      if (next.fact == fact) law.push_back(next.law);
    }
    words.push_back(fact + ", " + base::join(law, ", "));
    std::erase_if(found, [&](const Comparison& next) { return next.fact == fact; });
  }
  if (words.empty()) return {};
  std::string text = base::join(words, "; ");
  const auto& day = answer.law_date;
  if (day.at_least && day.at_least == day.at_most) text += " on " + base::to_long_text(*day.at_least);
  return text;
}

void add_summary(const MemoContext& context, const RegimeAssessment& regime) {
  std::vector<std::string> said;
  for (const DeterminationAnswer& answer : regime.determinations) {
    std::string why = notes(context, regime, answer);
    // What was said of one question is not said again of the next.
    const bool again = !why.empty() && std::find(said.begin(), said.end(), why) != said.end();
    if (again) why.clear();
    if (!why.empty()) said.push_back(why);
    Block& block = context.labelled(Block::Kind::answer, answer.title.empty() ? answer.name : answer.title,
                                    level_words(context.rule_sets, regime.id, answer.name, answer.level), why);
    block.paint = answer.settled ? Paint::emphasis : Paint::open;
  }
  const auto& risk = regime.risk;
  context.labelled(Block::Kind::answer, "risk", span_words(risk.low, risk.high), risk_notes(risk)).paint =
      risk.low == risk.high ? Paint::emphasis : Paint::open;
  std::vector<std::string> assumed;
  for (const DeterminationAnswer& answer : regime.determinations) {
    if (answer.settled && !answer.assumptions.empty()) {
      assumed.push_back(answer.title.empty() ? answer.name : answer.title);
    }
  }
  if (!assumed.empty()) {
    context.add(Block::Kind::remark,
                fmt::format("{} {} on assumptions, listed below", enumeration(assumed, "and"),
                            assumed.size() == 1 ? "rests" : "rest"));
  }
  for (const DeterminationAnswer& answer : regime.determinations) {
    if (!answer.provisional) continue;
    context.add(Block::Kind::remark,
                fmt::format("provisional: read under the law of {}, as {} is still to come",
                            date_words(answer.law_date),
                            answer.law_date.words.empty() ? "its date" : answer.law_date.words));
    break;
  }
}

void add_duties(const MemoContext& context, const RegimeAssessment& regime) {
  if (regime.duties.empty()) return;
  context.add(Block::Kind::section, "Duties");
  for (const auto& duty : regime.duties) {
    std::string text = duty.who.empty() ? duty.what : fmt::format("{}: {}", duty.who, duty.what);
    const bool open = duty.truth != Truth::true_value;
    if (open) text += " (open)";
    context.add(Block::Kind::item, std::move(text), due_words(duty.due)).paint =
        open ? Paint::open : Paint::emphasis;
    context.add(Block::Kind::detail, duty.if_not.empty() ? "" : "if not: " + duty.if_not, duty.rule);
  }
}

}  // namespace weir::report
