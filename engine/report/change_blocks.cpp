#include "report/change_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"

namespace weir::report {
namespace {

using model::AnswerChange;
using model::Cause;
using model::FindingKind;

std::string level_text(const model::RuleSets& rule_sets, std::string_view regime, std::string_view name,
                       const model::Level& level) {
  if (level.at_most.empty()) return "not asked";
  std::string text = level_words(rule_sets, regime, name, level);
  return level.at_least == level.at_most ? text : text + " (open)";
}

std::string risk_text(std::int64_t low, std::int64_t high, const std::string& band) {
  const std::string text = span_words(low, high);
  return band.empty() ? text : fmt::format("{} ({})", text, band);
}

std::string day_words(const std::string& iso) {
  const auto day = base::Date::parse(iso);
  return day ? base::to_long_text(*day) : iso;
}

// The words in which an assessment tells the same day.
std::string end_text(const std::optional<model::EndDay>& end, std::string (*words)(const model::DateWords&)) {
  if (!end) return "none";
  std::string text = words(end->day);
  if (text.empty()) text = "owed";
  return end->holds == base::Truth::true_value ? text : text + " (open)";
}

std::string until_words(const model::DateWords& day) {
  return "until " + date_words(day);
}

std::int64_t number(const std::string& text) {
  return text.empty() ? 0 : std::stoll(text);
}

void add_answer(const ChangeContext& context, const std::string& regime, const AnswerChange& answer) {
  context.entry(answer_label(answer), answer_words(context.rule_sets, context.rule_sets, regime, answer));
}

// A rule that fires, or no longer does, has a line of its own; others are told together.
void add_findings(const ChangeContext& context, const std::vector<model::FindingChange>& findings) {
  std::vector<std::pair<std::pair<FindingKind, FindingKind>, std::vector<std::string>>> others;
  for (const model::FindingChange& finding : findings) {
    if (finding.before != FindingKind::fired && finding.after != FindingKind::fired) {
      const auto kinds = std::pair(finding.before, finding.after);
      auto same =
          std::find_if(others.begin(), others.end(), [&](const auto& other) { return other.first == kinds; });
      if (same == others.end()) same = others.insert(others.end(), {kinds, {}});
      same->second.push_back(finding.rule);
      continue;
    }
    std::string text = fmt::format(
        "{}, was {}: {}", finding_kind_words(finding.after),
        finding.before == FindingKind::fired ? std::string("firing") : finding_kind_words(finding.before),
        finding.title);
    const std::string cite = citation_words(finding.cite);
    if (!cite.empty()) text += fmt::format(" [{}]", cite);
    context.entry("rule", fmt::format("{} ({})", text, finding.rule));
  }
  for (const auto& [kinds, rules] : others) {
    context.entry(
        rules.size() == 1 ? "rule" : "rules",
        fmt::format("{}, {} {}: {}", finding_kind_words(kinds.second), rules.size() == 1 ? "was" : "were",
                    finding_kind_words(kinds.first), base::join(rules, ", ")));
  }
}

std::string cause_words(const ChangeContext& context, const Cause& cause) {
  const auto value = [&](const std::string& written) {
    return context.words.value(context.words.declared(cause.name), written);
  };
  const std::string source = cause.source.empty() ? "" : fmt::format(" [{}]", cause.source);
  switch (cause.kind) {
    case Cause::Kind::fact:
      if (cause.adds) return fmt::format("{}: also {}{}", cause.name, value(cause.after), source);
      if (value(cause.before) == value(cause.after))
        return fmt::format("{}: {}, by another source{}", cause.name, value(cause.after), source);
      return fmt::format("{}: {}{}", cause.name, turned_words(value(cause.before), value(cause.after)),
                         source);
    case Cause::Kind::judgement:
      return fmt::format("{}: {}{}", cause.name, turned_words(cause.before, cause.after), source);
    case Cause::Kind::definition: {
      std::string name = cause.title.empty() ? cause.name : fmt::format("{} ({})", cause.title, cause.name);
      if (cause.before.empty() || cause.after.empty())
        return fmt::format("{}: {}{}", name, value(cause.before), value(cause.after));
      return fmt::format("{}: {}", name, turned_words(value(cause.before), value(cause.after)));
    }
    case Cause::Kind::day: {
      std::string name = cause.title.empty() ? cause.name : fmt::format("{} ({})", cause.title, cause.name);
      if (name.empty()) name = "a day";
      std::string days = cause.after;
      if (const auto day = base::Date::parse(days)) days = base::to_long_text(*day);
      if (const std::size_t dots = days.find(".."); dots != std::string::npos)
        days = fmt::format("between {} and {}", day_words(days.substr(0, dots)),
                           day_words(days.substr(dots + 2)));
      return fmt::format("{}: {}", name, days);
    }
    case Cause::Kind::learned:
      return fmt::format("learned: {}{}{}", cause.name, cause.after.empty() ? "" : " " + value(cause.after),
                         source);
  }
  return "";
}

}  // namespace

std::string turned_words(std::string_view before, std::string_view after) {
  // A figure before and after the deal has an arrow of its own.
  const bool arrow = before.find("→") != std::string_view::npos || after.find("→") != std::string_view::npos;
  if (arrow) return fmt::format("{}, instead of {}", after, before);
  return fmt::format("{} → {}", before, after);
}

std::string finding_kind_words(FindingKind kind) {
  if (kind == FindingKind::fired) return "fires";
  std::string words(model::to_text(kind));
  std::ranges::replace(words, '-', ' ');
  return words;
}

std::string answer_label(const AnswerChange& answer) {
  switch (answer.kind) {
    case AnswerChange::Kind::determination:
      return answer.title.empty() ? answer.name : answer.title;
    case AnswerChange::Kind::position:
      return "position";
    case AnswerChange::Kind::risk:
      return "risk";
    case AnswerChange::Kind::duty:
      return "duty";
    case AnswerChange::Kind::window:
      return "lasts";
    case AnswerChange::Kind::judgement:
      return "to judge";
  }
  return "";
}

std::string answer_words(const model::RuleSets& before, const model::RuleSets& after,
                         const std::string& regime, const AnswerChange& answer) {
  switch (answer.kind) {
    case AnswerChange::Kind::position:
      return turned_words(position_words(answer.before), position_words(answer.after));
    case AnswerChange::Kind::determination:
      return turned_words(level_text(before, regime, answer.name, answer.before),
                          level_text(after, regime, answer.name, answer.after));
    case AnswerChange::Kind::risk:
      return turned_words(
          risk_text(number(answer.before.at_least), number(answer.before.at_most), answer.band_before),
          risk_text(number(answer.after.at_least), number(answer.after.at_most), answer.band_after));
    case AnswerChange::Kind::duty:
      return fmt::format(
          "{}: {}", answer.title,
          turned_words(end_text(answer.day_before, due_words), end_text(answer.day_after, due_words)));
    case AnswerChange::Kind::window: {
      const std::string until = end_text(answer.day_after, until_words);
      return fmt::format(
          "{}: {}", answer.title,
          answer.day_before ? turned_words(end_text(answer.day_before, until_words), until) : until);
    }
    case AnswerChange::Kind::judgement:
      return fmt::format("{}: {} ({})", answer.after.at_most.empty() ? "no longer open" : "now open",
                         answer.title, answer.name);
  }
  return "";
}

Block& ChangeContext::add(Block::Kind kind, std::string text, std::string aside) const {
  Block block;
  block.kind = kind;
  block.text = std::move(text);
  block.aside = std::move(aside);
  memo.push_back(std::move(block));
  return memo.back();
}

void ChangeContext::entry(std::string label, std::string text) const {
  add(Block::Kind::entry, std::move(text)).label = std::move(label);
}

void add_state(const ChangeContext& context, const model::RegimeState& state) {
  if (!state.law) return context.entry("not yet law", state.title);
  context.entry("position", position_words(state.position));
  for (const auto& answer : state.determinations) {
    context.entry(answer.title.empty() ? answer.name : answer.title,
                  level_text(context.rule_sets, state.regime, answer.name, answer.level));
  }
  const std::string band =
      state.band_low == state.band_high ? state.band_low : state.band_low + " to " + state.band_high;
  context.entry("risk", risk_text(state.risk_low, state.risk_high, band));
}

void add_change(const ChangeContext& context, const model::RegimeChange& change, Because because) {
  for (const AnswerChange& answer : change.answers) add_answer(context, change.regime, answer);
  add_findings(context, change.findings);
  if (because == Because::left_out) return;
  for (const Cause& cause : change.causes) context.entry("because", cause_words(context, cause));
}

std::string changed_words(const ChangeContext& context, const model::ChangedFact& change) {
  const auto value = [&](const std::string& written) {
    return context.words.value(context.words.declared(change.fact), written);
  };
  if (change.judgement) return fmt::format("{}: {}", change.fact, turned_words(change.before, change.after));
  return fmt::format("{}: {}", change.fact, turned_words(value(change.before), value(change.after)));
}

}  // namespace weir::report
