#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

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

/// A measured fact and the figure of the law that it was compared with.
struct Comparison {
  std::string fact, value;     ///< "gross assets", "under CAD 200 million (assumed)"
  std::string figure, amount;  ///< "net-benefit tier", "CAD 379 million (state)"
  friend bool operator==(const Comparison&, const Comparison&) = default;
};

struct Measured {
  std::vector<std::string> labels;
  std::string value;
};

/// What a leaf measured. A value computed from several facts is that of the facts that have it.
Measured measured_of(const Words& words, const model::ProofNode& leaf) {
  const auto written = [&](const model::QuotedFact& fact) {
    return words.value(words.declared(fact.fact), fact.written);
  };
  Measured measured;
  std::vector<const model::QuotedFact*> facts;
  if (leaf.values.size() < 2) {
    facts.push_back(&leaf.facts.back());
    measured.value = written(leaf.facts.back());
  } else {
    const std::string& first = leaf.values.front();
    const std::size_t equals = first.find(" = ");
    measured.value = words.value(first.substr(equals == std::string::npos ? 0 : equals + 3));
    measured.labels.push_back(sentence_of(words, first.substr(0, equals)).whole());
    for (const model::QuotedFact& fact : leaf.facts) {
      if (written(fact) == measured.value) facts.push_back(&fact);
    }
  }
  std::optional<model::Quality> worst;
  if (!facts.empty()) measured.labels.clear();
  for (const model::QuotedFact* fact : facts) {
    measured.labels.push_back(words.label(fact->fact));
    if (fact->quality) worst = worst ? std::max(*worst, *fact->quality) : *fact->quality;
  }
  if (facts.empty() && leaf.assumed) worst = model::Quality::assumed;
  if (worst && *worst != model::Quality::confirmed) {
    measured.value += fmt::format(" ({})", model::to_text(*worst));
  }
  return measured;
}

/// Leaves of a proof in which a fact was compared with a figure of the law.
void collect(const MemoContext& context, const model::ProofNode& proof, std::vector<Comparison>& found) {
  const Words& words = context.words;
  if (!proof.values.empty() && !proof.facts.empty() && proof.parts.empty() && proof.truth != Truth::unknown) {
    // The last value is the figure of the law. What stands before it was computed from the facts.
    const std::string& last = proof.values.back();
    const std::size_t equals = last.find(" = ");
    if (equals != std::string::npos) {
      const Measured measured = measured_of(words, proof);
      const std::string name = sentence_of(words, last.substr(0, equals)).whole();
      const std::size_t column = name.find(" (");
      const std::string amount =
          words.value(last.substr(equals + 3)) + (column == std::string::npos ? "" : name.substr(column));
      for (const std::string& label : measured.labels) {
        Comparison next{label, measured.value, name.substr(0, column), amount};
        if (std::find(found.begin(), found.end(), next) == found.end()) found.push_back(std::move(next));
      }
    }
  }
  for (const model::ProofNode& part : proof.parts) collect(context, part, found);
}

/// "a and b" of the different texts that `member` has among comparisons whose `key` is `wanted`.
std::string joined(const std::vector<Comparison>& all, std::string Comparison::*key,
                   const std::string& wanted, std::string Comparison::*member) {
  std::vector<std::string> texts;
  for (const Comparison& next : all) {
    const bool said = std::find(texts.begin(), texts.end(), next.*member) != texts.end();
    if (next.*key == wanted && !said) texts.push_back(next.*member);
  }
  return enumeration(texts, "and");
}

/// When the duties of the rules that give a determination fall due.
std::string due_of(const RegimeAssessment& regime, const DeterminationAnswer& answer) {
  for (const auto& duty : regime.duties) {
    const bool gives = std::find(answer.by.begin(), answer.by.end(), duty.rule) != answer.by.end();
    if (gives && duty.truth == Truth::true_value) return due_words(duty.due);
  }
  return {};
}

/// The periods that are over of rules that would still give the answer; empty where there are none. Other
/// rules may have gone on giving it for longer.
std::string ended_words(const RegimeAssessment& regime, const DeterminationAnswer& answer) {
  std::vector<std::string> ends;
  for (const model::Finding& finding : regime.findings) {
    const bool gave = std::any_of(finding.determines.begin(), finding.determines.end(),
                                  [&](const auto& level) { return level.first == answer.name; });
    const bool over = finding.finding == model::FindingKind::silent && finding.until &&
                      finding.why.truth == base::Truth::true_value;
    if (!gave || !over) continue;
    std::string text = date_words(*finding.until);
    if (std::find(ends.begin(), ends.end(), text) == ends.end()) ends.push_back(std::move(text));
  }
  return ends.empty() ? "" : "period over: " + base::join(ends, "; ");
}

/// Why an answer is what it is; what was said of an earlier one is left out.
std::string notes(const MemoContext& context, const RegimeAssessment& regime,
                  const DeterminationAnswer& answer, std::set<std::string>& said_before) {
  std::vector<std::string> words;
  const auto say = [&](std::string text) {
    const bool said = text.empty() || std::find(words.begin(), words.end(), text) != words.end();
    if (!said) words.push_back(std::move(text));
  };
  say(due_of(regime, answer));
  std::vector<std::string> ends;
  for (const auto& until : answer.until) {
    std::string text = date_words(until);
    if (std::find(ends.begin(), ends.end(), text) == ends.end()) ends.push_back(std::move(text));
  }
  if (ends.size() == 1) say("until " + ends[0]);
  if (ends.size() > 1) say("until the last of: " + base::join(ends, ", "));
  const std::string ended = answer.by.empty() ? ended_words(regime, answer) : std::string();
  say(ended);
  if (answer.by.empty() && ended.empty()) {
    std::string turning = turning_points(context, regime, answer);
    if (said_before.insert(turning).second) say(std::move(turning));
  }
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
    words.push_back(risk.band_low == risk.band_high ? risk.band_low
                                                    : risk.band_low + " to " + risk.band_high);
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
  // Facts of one value stand together, beside the figures they were compared with.
  std::vector<std::string> words;
  while (!found.empty()) {
    const std::string value = found.front().value;
    std::vector<Comparison> same;
    for (const Comparison& next : found) {
      if (next.value == value) same.push_back(next);
    }
    std::string text =
        fmt::format("{} {}", joined(same, &Comparison::value, value, &Comparison::fact), value);
    std::vector<std::string> figures;
    for (const Comparison& next : same) {
      const bool said = std::find(figures.begin(), figures.end(), next.figure) != figures.end();
      if (said) continue;
      figures.push_back(next.figure);
      text += fmt::format(", {} {}", next.figure,
                          joined(same, &Comparison::figure, next.figure, &Comparison::amount));
    }
    words.push_back(std::move(text));
    std::erase_if(found, [&](const Comparison& next) { return next.value == value; });
  }
  if (words.empty()) return {};
  std::string text = base::join(words, "; ");
  const auto& day = answer.law_date;
  if (day.at_least && day.at_least == day.at_most) text += " on " + base::to_long_text(*day.at_least);
  return text;
}

void add_summary(const MemoContext& context, const RegimeAssessment& regime) {
  std::set<std::string> said;
  for (const DeterminationAnswer& answer : regime.determinations) {
    const std::string why = notes(context, regime, answer, said);
    Block& block =
        context.labelled(Block::Kind::answer, answer.title.empty() ? answer.name : answer.title,
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
