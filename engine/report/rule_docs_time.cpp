// On which days the law of a page changes.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "report/rule_docs_page.hpp"
#include "report/words.hpp"

namespace weir::report {
namespace {

/// What happens on one day; every text is a link or names.
struct Day {
  std::vector<std::string> begins, ends, wordings, figures;
};

base::Date next(base::Date date) {
  return base::add(date, 1, base::CalendarUnit::day);
}

std::string sentence(std::string_view label, const std::vector<std::string>& items) {
  return items.empty() ? std::string() : fmt::format(" {}: {}.", label, base::join(items, "; "));
}

}  // namespace

void RegimePage::time() {
  std::map<base::Date, Day> days;
  std::vector<std::string> moving;
  const auto spans = [&](const model::DateRange& range, const std::string& what) {
    if (!range.first.is_beginning()) days[range.first].begins.push_back(what);
    if (!range.last.is_never()) days[next(range.last)].ends.push_back(what);
  };
  for (const RuleGroup& group : layout_.rule_groups) {
    for (const model::Rule* rule : group.rules) {
      if (rule->in_force && !rule->status.pending) spans(*rule->in_force, names_.link(*rule));
    }
  }
  for (const model::Definition* entry : layout_.all()) {
    const std::string link = names_.link(*entry);
    if (entry->in_force) spans(*entry->in_force, link);
    if (const auto* versions = std::get_if<model::Versions>(&entry->body)) {
      for (const auto& version : versions->versions) {
        if (!version.pending && !version.range.first.is_beginning())
          days[version.range.first].wordings.push_back(link);
      }
    }
    if (const auto* values = std::get_if<model::Values>(&entry->body)) {
      for (const auto& version : values->versions) days[version.from].figures.push_back(link);
    }
    const auto* group = std::get_if<model::Group>(&entry->body);
    if (group == nullptr || entry->status.pending) continue;
    const bool moves = std::ranges::any_of(group->members, [](const model::Group::Member& of) {
      return std::ranges::any_of(of.ranges, [](const model::DateRange& range) {
        return !range.first.is_beginning() || !range.last.is_never();
      });
    });
    if (moves) moving.push_back(link);
  }
  heading("##", time_heading);
  out_ +=
      "The days on which something that the rules read begins, ends or reads otherwise. Which day of a deal "
      "is held against "
      "them stands with each rule and definition.\n\n";
  for (const auto& [date, day] : days) {
    std::string text = fmt::format("**{}.**", base::to_long_text(date));
    text += sentence("Begins", day.begins) + sentence("No longer", day.ends);
    text += sentence("New wording", day.wordings) + sentence("New figures", day.figures);
    bullet(text);
  }
  if (!moving.empty()) {
    paragraph("Members come and go on days of their own, which stand with the list: " +
              base::join(moving, "; ") + ".");
  }
  pending_law();
}

std::string RegimePage::waiting(const model::Status& status) const {
  std::string text;
  if (status.enacted) text += ", enacted on " + base::to_long_text(*status.enacted);
  if (!status.waits_for.empty()) text += "; waits for " + names_.prose(status.waits_for);
  if (status.at_latest) text += "; at the latest on " + base::to_long_text(*status.at_latest);
  return text;
}

void RegimePage::pending_law() {
  std::vector<std::string> lines;
  for (const model::Provision* entry : provisions()) {
    if (entry->status.pending) lines.push_back(names_.link(*entry) + waiting(entry->status) + ".");
  }
  for (const model::Definition* entry : layout_.all()) {
    const auto* versions = std::get_if<model::Versions>(&entry->body);
    if (versions == nullptr) continue;
    for (const auto& version : versions->versions) {
      if (!version.pending) continue;
      std::string text = names_.link(*entry) + ": another wording";
      if (version.enacted) text += ", enacted on " + base::to_long_text(*version.enacted);
      lines.push_back(text + ".");
    }
  }
  if (lines.empty()) return;
  paragraph("**Enacted and not in force:**\n");
  for (const std::string& line : lines) bullet(line);
}

}  // namespace weir::report
