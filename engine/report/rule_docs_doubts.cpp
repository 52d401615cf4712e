// What is uncertain in a page, gathered from where it stands.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/rule_docs_page.hpp"
#include "report/words.hpp"

namespace weir::report {
namespace {

/// Words by which authors mark in a note that something is not verified.
constexpr std::string_view marks[] = {"from memory",   "unverified", "not verified", "weak",
                                      "tertiary",      "not found",  "was found",    "were found",
                                      "not certain",   "uncertain",  "not known",    "unresolved",
                                      "open question", "undefined",  "reckoned",     "general knowledge"};

/// The sentences of a note that carry such a mark.
std::vector<std::string> marked(std::string_view note) {
  std::string text(base::trim(note));
  std::ranges::replace(text, '\n', ' ');
  std::vector<std::string> found;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    // A sentence ends at a full stop before a capital; "s. 28" and "c. 4" do not end one.
    while ((end = text.find(". ", end)) != std::string::npos) {
      const char after = end + 2 < text.size() ? text[end + 2] : 'A';
      if (after >= 'A' && after <= 'Z' && end >= begin + 12) break;
      end += 2;
    }
    const std::size_t stop = end == std::string::npos ? text.size() : end + 1;
    const std::string sentence(base::trim(std::string_view(text).substr(begin, stop - begin)));
    std::string lower = sentence;
    std::ranges::transform(lower, lower.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const bool carries = std::ranges::any_of(
        marks, [&](std::string_view mark) { return lower.find(mark) != std::string::npos; });
    if (carries) found.push_back(sentence);
    begin = stop;
  }
  return found;
}

}  // namespace

std::vector<const model::Provision*> RegimePage::provisions() const {
  std::vector<const model::Provision*> all;
  for (const RuleGroup& group : layout_.rule_groups)
    all.insert(all.end(), group.rules.begin(), group.rules.end());
  const auto definitions = layout_.all();
  all.insert(all.end(), definitions.begin(), definitions.end());
  return all;
}

void RegimePage::open_questions() {
  std::vector<std::string> lines;
  for (const model::Provision* entry : provisions()) {
    if (!entry->doubt.empty())
      lines.push_back(fmt::format("{}: {}", names_.link(*entry), names_.prose(entry->doubt)));
  }
  if (lines.empty()) return;
  paragraph(
      "**Whether it is law at all.** Answers that hang on one of these stay open, unless a reading decides "
      "it:\n");
  for (const std::string& line : lines) bullet(line);
}

void RegimePage::uncertain_figures() {
  std::vector<std::string> lines;
  for (const model::Definition* entry : layout_.all()) {
    if (const auto* values = std::get_if<model::Values>(&entry->body)) {
      for (const auto& version : values->versions) {
        for (std::size_t i = 0; i < version.cells.size(); ++i) {
          const language::Ast& ast = version.cells[i].ast;
          const auto kind = ast.node(ast.root()).kind;
          if (kind != language::NodeKind::at_least && kind != language::NodeKind::at_most) continue;
          const std::string column =
              values->columns.empty() ? "" : fmt::format(" ({})", names_.text(values->columns[i]));
          lines.push_back(fmt::format("{}{}, from {}: {}, no more is known.", names_.link(*entry), column,
                                      base::to_long_text(version.from), words_.value(version.cells[i])));
        }
      }
    }
    const auto* group = std::get_if<model::Group>(&entry->body);
    if (group == nullptr) continue;
    if (group->unknown_members) lines.push_back(names_.link(*entry) + ": the members are not published.");
    for (const model::Group::Member& of : group->members) {
      if (!of.uncertain) continue;
      std::vector<std::string> ranges;
      for (const model::DateRange& range : of.ranges) ranges.push_back(range_words(range));
      lines.push_back(fmt::format("{}: {}{} is uncertain.", names_.link(*entry), member(*entry, of.code),
                                  ranges.empty() ? "" : ", " + enumeration(ranges, "and") + ","));
    }
  }
  if (lines.empty()) return;
  paragraph("**Figures and members that are not known exactly:**\n");
  for (const std::string& line : lines) bullet(line);
}

void RegimePage::unverified() {
  std::vector<std::string> lines;
  for (const model::Provision* entry : provisions()) {
    for (const std::string& sentence : marked(entry->note))
      lines.push_back(fmt::format("{}: {}", names_.link(*entry), names_.prose(sentence)));
  }
  for (const model::Definition* entry : layout_.figures) {
    for (const auto& version : std::get<model::Values>(entry->body).versions) {
      for (const std::string& sentence : marked(version.note)) {
        lines.push_back(fmt::format("{}, figures from {}: {}", names_.link(*entry),
                                    base::to_long_text(version.from), names_.prose(sentence)));
      }
    }
  }
  if (lines.empty()) return;
  paragraph("**What the notes call unverified, weakly sourced or open**, in their own sentences:\n");
  for (const std::string& line : lines) bullet(line);
}

void RegimePage::readings() {
  std::vector<std::string> links;
  for (const model::Provision* entry : provisions()) {
    if (entry->reading && !entry->reading->text.empty()) links.push_back(names_.link(*entry));
  }
  if (links.empty()) return;
  paragraph(fmt::format(
      "**Readings.** The text leaves room and the author has read it one way, which stands with each of "
      "these {}: {}.",
      links.size(), base::join(links, "; ")));
}

void RegimePage::doubts() {
  heading("##", doubts_heading);
  out_ += "What is uncertain stands here once more; it is said with each entry too.\n";
  open_questions();
  uncertain_figures();
  unverified();
  readings();
}

}  // namespace weir::report
