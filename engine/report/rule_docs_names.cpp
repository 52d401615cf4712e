#include "report/rule_docs_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "model/rule_pattern.hpp"
#include "report/markdown.hpp"

namespace weir::report {
namespace {

std::string title_of(const model::Provision& provision) {
  return provision.title.empty() ? provision.id : provision.title;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// The judgement that a rule bears on; empty if there is none.
std::string judgement_of(const model::Rule& rule) {
  if (!rule.speaks_for.empty()) return rule.speaks_for;
  if (!rule.speaks_against.empty()) return rule.speaks_against;
  return rule.leans.empty() ? std::string() : rule.leans.front().judgement;
}

/// Which group a rule belongs to: first what it answers, then what it is for.
std::string group_of(const model::RuleSets& rule_sets, const model::Regime& regime, const model::Rule& rule) {
  if (rule.status.pending) return "Enacted and not in force";
  if (!rule.outcomes.empty()) {
    for (const model::Determination& scale : regime.determinations) {
      if (scale.name == rule.outcomes.front().determination)
        return "Rules on " + (scale.title.empty() ? scale.name : scale.title);
    }
  }
  if (const std::string judgement = judgement_of(rule); !judgement.empty()) {
    for (const model::Definition& entry : rule_sets.definitions) {
      if (entry.id == judgement) return fmt::format("What bears on “{}”", title_of(entry));
    }
  }
  if (!rule.defeats.empty()) return "Exemptions and exceptions";
  if (!rule.risk.empty()) return "Points of risk only";
  if (rule.duty) return "Further duties";
  return "Remarks";
}

/// Groups in the order in which they are read.
int rank_of(std::string_view title) {
  if (title.starts_with("Rules on ")) return 0;
  if (title == "Exemptions and exceptions") return 1;
  if (title.starts_with("What bears on ")) return 2;
  if (title == "Points of risk only") return 3;
  if (title == "Further duties") return 4;
  return title == "Remarks" ? 5 : 6;
}

}  // namespace

std::string heading_of(const model::Provision& provision) {
  return capitalised(title_of(provision));
}

std::vector<const model::Definition*> RegimeLayout::all() const {
  std::vector<const model::Definition*> every;
  for (const auto* part : {&judgements, &procedures, &figures, &lists, &definitions})
    every.insert(every.end(), part->begin(), part->end());
  return every;
}

RegimeLayout layout_of(const model::RuleSets& rule_sets, const model::Regime& regime,
                       const std::set<std::string>& more) {
  RegimeLayout layout;
  layout.regime = &regime;
  for (const model::Determination& scale : regime.determinations)
    layout.rule_groups.push_back({"Rules on " + (scale.title.empty() ? scale.name : scale.title), {}});
  for (const model::Rule& rule : regime.rules) {
    const std::string title = group_of(rule_sets, regime, rule);
    auto group = std::ranges::find(layout.rule_groups, title, &RuleGroup::title);
    if (group == layout.rule_groups.end()) {
      layout.rule_groups.push_back({title, {}});
      group = layout.rule_groups.end() - 1;
    }
    group->rules.push_back(&rule);
  }
  std::erase_if(layout.rule_groups, [](const RuleGroup& group) { return group.rules.empty(); });
  std::ranges::stable_sort(layout.rule_groups, {},
                           [](const RuleGroup& group) { return rank_of(group.title); });
  for (const model::Definition& entry : rule_sets.definitions) {
    if (entry.regime != regime.id && !(entry.regime.empty() && more.contains(entry.id))) continue;
    const auto is = [&]<typename... Body>() { return (std::holds_alternative<Body>(entry.body) || ...); };
    using namespace model;
    auto& place = is.operator()<Judgement>()                            ? layout.judgements
                  : is.operator()<Clock, Calendar, Holidays, Periods>() ? layout.procedures
                  : is.operator()<Values>()                             ? layout.figures
                  : is.operator()<Group>()                              ? layout.lists
                                                                        : layout.definitions;
    place.push_back(&entry);
  }
  for (auto* part :
       {&layout.judgements, &layout.procedures, &layout.figures, &layout.lists, &layout.definitions})
    std::ranges::stable_sort(*part, {}, [](const auto* entry) { return heading_of(*entry); });
  return layout;
}

PageNames::PageNames(const RegimeLayout& layout) {
  claim(layout.regime->title.empty() ? layout.regime->id : layout.regime->title);
  claim("Contents");
  for (const std::string_view heading : {covers_heading, time_heading, rules_heading}) claim(heading);
  for (const RuleGroup& group : layout.rule_groups) {
    claim(group.title);
    for (const model::Rule* rule : group.rules) add(*rule);
  }
  const auto section = [&](std::string_view heading, const std::vector<const model::Definition*>& entries) {
    if (entries.empty()) return;
    claim(heading);
    for (const model::Definition* entry : entries) add(*entry);
  };
  section(judgements_heading, layout.judgements);
  section(procedures_heading, layout.procedures);
  section(figures_heading, layout.figures);
  section(lists_heading, layout.lists);
  claim(doubts_heading);
  section(definitions_heading, layout.definitions);
}

std::string PageNames::claim(std::string_view heading) {
  std::string anchor = anchor_of(heading);
  // A heading that comes again has a number behind its anchor.
  const int before = taken_[anchor]++;
  return before == 0 ? anchor : fmt::format("{}-{}", anchor, before);
}

void PageNames::add(const model::Provision& provision) {
  provisions_[provision.id] = &provision;
  anchors_[provision.id] = claim(heading_of(provision));
}

std::string PageNames::text(std::string_view words) const {
  return escaped(words);
}

std::string PageNames::link(const model::Provision& provision) const {
  const auto anchor = anchors_.find(provision.id);
  const std::string title = escaped(title_of(provision));
  return anchor == anchors_.end() ? title : fmt::format("[{}](#{})", title, anchor->second);
}

std::string PageNames::link(std::string_view heading) const {
  return fmt::format("[{}](#{})", escaped(heading), anchor_of(heading));
}

std::string PageNames::definition(const model::Definition& definition) const {
  if (!anchors_.contains(definition.id)) without_heading_.insert(definition.id);
  return link(definition);
}

std::string PageNames::prose(std::string_view text) const {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '*';
  };
  text = base::trim(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && in_name(text[end])) ++end;
    while (end > i && text[end - 1] == '.') --end;
    const std::string_view word = text.substr(i, end - i);
    if (const auto named = provisions_.find(word); named != provisions_.end()) {
      out += fmt::format("“{}”", link(*named->second));
    } else if (model::is_family(word)) {
      out += fmt::format("`{}`", word);
    } else {
      if (end == i) ++end;
      out += escaped(text.substr(i, end - i));
    }
    i = end;
  }
  return out;
}

}  // namespace weir::report
