#include "report/assessment_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace weir::report {
namespace {

std::string_view position_word(std::string_view level) {
  if (level == "out-of-reach") return "out of reach";
  if (level == "may-be-called-in") return "may be called in";
  if (level == "must-file-after") return "must file after closing";
  if (level == "must-file-before") return "must file before closing";
  if (level == "not-available") return "not available";
  return level;
}

std::string level_word(const model::RuleSets& rule_sets, std::string_view regime,
                       std::string_view determination, const std::string& level) {
  for (const auto& candidate : rule_sets.regimes) {
    if (candidate.id != regime) continue;
    for (const auto& declared : candidate.determinations) {
      if (declared.name != determination) continue;
      const auto found = declared.words.find(level);
      if (found != declared.words.end()) return found->second;
    }
  }
  return level;
}

}  // namespace

std::string position_words(const model::Level& position) {
  const auto low = position_word(position.at_least), high = position_word(position.at_most);
  return low == high ? std::string(low) : fmt::format("{} to {}", low, high);
}

std::string level_words(const model::RuleSets& rule_sets, std::string_view regime,
                        std::string_view determination, const model::Level& level) {
  const std::string low = level_word(rule_sets, regime, determination, level.at_least);
  if (level.at_least == level.at_most) return low;
  return fmt::format("{} to {}", low, level_word(rule_sets, regime, determination, level.at_most));
}

std::string date_words(const model::DateWords& date) {
  if (date.at_least && date.at_least == date.at_most) {
    if (date.at_least->is_never()) return "for ever";
    return base::to_long_text(*date.at_least);
  }
  std::string words = date.words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  const bool low = date.at_least && !date.at_least->is_beginning();
  const bool high = date.at_most && !date.at_most->is_never();
  if (low && high) {
    add(fmt::format("between {} and {}", base::to_long_text(*date.at_least),
                    base::to_long_text(*date.at_most)));
  } else if (low) {
    add("not before " + base::to_long_text(*date.at_least));
  } else if (high) {
    add("not after " + base::to_long_text(*date.at_most));
  }
  return words.empty() ? "a day not known" : words;
}

std::string due_words(const model::DateWords& date) {
  if (!date.at_least && !date.at_most && date.words.empty()) return {};
  const std::string words = date_words(date);
  const bool exact = date.at_least && date.at_least == date.at_most;
  if (exact && date.at_least->is_never()) return "never";
  if (exact) return "by " + words;
  return (date.words.find(" before ") != std::string::npos ? "no later than " : "within ") + words;
}

std::string silence_words(model::Silence silence) {
  switch (silence) {
    case model::Silence::clears:
      return "without a decision by then the deal is cleared";
    case model::Silence::refuses:
      return "without a decision by then the deal is refused";
    case model::Silence::lapses:
      return "what is not done by then can no longer be done";
    case model::Silence::nothing:
      break;
  }
  return "silence decides nothing";
}

std::string span_words(std::int64_t low, std::int64_t high) {
  return low == high ? fmt::format("{}", low) : fmt::format("{} – {}", low, high);
}

namespace {

/// What a judgement asks, or its title.
std::string judgement_words(const model::RuleSets& rule_sets, const std::string& id) {
  for (const model::Definition& entry : rule_sets.definitions) {
    const auto* judgement = std::get_if<model::Judgement>(&entry.body);
    if (entry.id == id && judgement != nullptr) return entry.title.empty() ? judgement->ask : entry.title;
  }
  return id;
}

}  // namespace

std::string effect_words(const model::Finding& finding, const model::RuleSets& rule_sets,
                         const model::RegimeAssessment& regime) {
  std::vector<std::string> words;
  for (const auto& [name, level] : finding.determines) {
    std::string title = name;
    for (const auto& answer : regime.determinations) {
      if (answer.name == name && !answer.title.empty()) title = answer.title;
    }
    words.push_back(fmt::format("{}: at least {}", title, level_word(rule_sets, regime.id, name, level)));
  }
  for (const auto& [factor, points] : finding.points) words.push_back(fmt::format("{} {:+}", factor, points));
  // A judgement that is open lists what speaks for it; only of others it is said here.
  const auto speaks = [&](std::string_view how, const std::string& judgement) {
    if (judgement.empty()) return;
    const bool open = std::any_of(regime.open_judgements.begin(), regime.open_judgements.end(),
                                  [&](const auto& other) { return other.id == judgement; });
    if (!open) words.push_back(fmt::format("speaks {}: {}", how, judgement_words(rule_sets, judgement)));
  };
  speaks("for", finding.speaks_for);
  speaks("against", finding.speaks_against);
  if (!finding.flag.empty()) words.push_back(finding.flag);
  return base::join(words, "; ");
}

std::string citation_words(const std::vector<model::Citation>& citations) {
  std::vector<std::string> words;
  for (const auto& citation : citations) words.push_back(citation.text);
  return base::join(words, "; ");
}

}  // namespace weir::report
