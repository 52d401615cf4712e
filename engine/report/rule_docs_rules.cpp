// The rules of a page, and what every provision has.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "model/rule_pattern.hpp"
#include "report/assessment_words.hpp"
#include "report/markdown.hpp"
#include "report/rule_docs_page.hpp"
#include "report/words.hpp"

namespace weir::report {
namespace {

std::string ended(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
  const bool done = text.ends_with('.') || text.ends_with('?') || text.ends_with('!');
  return done || text.empty() ? text : text + ".";
}

/// The visible length of a text with links.
std::size_t seen_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("](")) i = std::min(text.find(')', i), text.size());
    ++length;
  }
  return length;
}

/// A condition that is short enough to read in one line; empty if it is not, or has lists inside.
std::string in_line(const Outline& outline) {
  if (outline.parts.empty()) return outline.text;
  const bool all = outline.text == all_words, any = outline.text == any_words;
  if ((!all && !any) || outline.parts.size() > 4) return {};
  std::vector<std::string> texts;
  for (const Outline& part : outline.parts) {
    for (const std::string_view joint : {" and ", " or ", ": ", "; "}) {
      if (!part.parts.empty() || part.text.find(joint) != std::string::npos) return {};
    }
    texts.push_back(part.text);
  }
  const std::string line = base::join(texts, all ? " and " : " or ");
  return seen_length(line) <= 200 ? line : std::string();
}

bool is_outcome(const model::Rule& rule) {
  return !rule.outcomes.empty() || !rule.speaks_for.empty() || !rule.speaks_against.empty() ||
         !rule.leans.empty() || !rule.risk.empty();
}

}  // namespace

void RegimePage::parts(const std::vector<Outline>& parts, std::size_t depth) {
  for (const Outline& part : parts) {
    const std::string line = in_line(part);
    bullet(line.empty() ? part.text + ":" : line, depth);
    if (line.empty()) this->parts(part.parts, depth + 1);
  }
}

void RegimePage::condition(std::string_view label, const model::Condition& condition,
                           const std::string& source) {
  const Outline outline = outline_of(checked_, words_, condition);
  const std::string line = in_line(outline);
  bullet(fmt::format("**{}**{} {}", label, source.empty() ? "" : fmt::format(" ({}):", source),
                     line.empty() ? outline.text + ":" : ended(line)));
  if (line.empty()) parts(outline.parts, 1);
}

std::string RegimePage::sources(const std::vector<model::Citation>& citations) const {
  std::vector<std::string> links;
  for (const model::Citation& citation : citations) {
    links.push_back(citation.url.empty()
                        ? escaped(citation.text)
                        : fmt::format("[{}](<{}>)", escaped(citation.text), address(citation.url)));
  }
  return base::join(links, "; ");
}

std::string RegimePage::law_day(const model::Provision& provision) const {
  if (!provision.by) return {};
  const std::string words = words_.value(*provision.by);
  return words.starts_with("the day ") ? words : "the day of " + words;
}

void RegimePage::provision(const model::Provision& provision, const std::string& force) {
  if (!provision.doubt.empty()) {
    const auto& reading = provision.reading;
    const std::string held = !reading || !reading->holds
                                 ? "; this is not decided here, and what hangs on it stays open"
                             : *reading->holds ? "; the author reads it as holding"
                                               : "; the author reads it as not holding";
    bullet(fmt::format("**Doubtful**{}: {}", held, ended(names_.prose(provision.doubt))));
  }
  if (provision.reading && !provision.reading->text.empty()) {
    std::string by = provision.reading->by;
    if (provision.reading->on) by += (by.empty() ? "" : ", ") + base::to_long_text(*provision.reading->on);
    bullet(fmt::format("**Reading**{}: {}", by.empty() ? "" : fmt::format(" ({})", escaped(by)),
                       ended(names_.prose(provision.reading->text))));
  }
  if (!provision.note.empty()) bullet("**Note:** " + ended(names_.prose(provision.note)));
  const std::string cited = sources(provision.cite);
  std::string last = force;
  if (!cited.empty()) last += fmt::format("{}**Law:** {}", last.empty() ? "" : " ", cited);
  bullet(fmt::format("{}{}`{}`", last, last.empty() ? "Named " : " · ", provision.id));
}

std::string RegimePage::in_force(const model::Rule& rule) const {
  std::string text;
  if (rule.status.pending) {
    text = "**Not in force**" + waiting(rule.status);
  } else {
    const model::DateRange range = rule.in_force.value_or(layout_.regime->in_force);
    text = "**In force** " + range_words(range);
    if (rule.status.enacted) text += ", enacted on " + base::to_long_text(*rule.status.enacted);
    if (const std::string day = law_day(rule); !day.empty()) text += "; what counts is " + day;
  }
  return ended(text);
}

std::string_view RegimePage::due_link(const model::Expression& due) const {
  using Binding = check::Binding;
  switch (due.ast.node(due.ast.root()).kind) {
    case language::NodeKind::offset_after:
    case language::NodeKind::offset_from:
      return ", within ";
    case language::NodeKind::offset_before:
      return ", no later than ";
    default:
      break;
  }
  const Binding::Kind kind = checked_.of(due).root().binding.kind;
  return kind == Binding::Kind::definition || kind == Binding::Kind::attribute ? ", by " : ", by the day of ";
}

std::string RegimePage::duty(const model::Duty& duty) const {
  std::string text =
      duty.who.empty() ? "**Duty:** " : fmt::format("**Duty** of the {}: ", names_.prose(duty.who));
  text += names_.prose(duty.what);
  if (duty.due) {
    text += due_link(*duty.due);
    text += words_.value(*duty.due);
  }
  text = ended(text);
  std::vector<std::string> otherwise;
  if (!duty.effect.empty()) otherwise.push_back(names_.prose(duty.effect));
  if (!duty.penalty_words.empty()) otherwise.push_back(names_.prose(duty.penalty_words));
  if (duty.penalty && duty.penalty_words.empty()) otherwise.push_back(words_.value(*duty.penalty));
  if (!otherwise.empty()) text += ended(" If not: " + base::join(otherwise, "; "));
  if (duty.penalty && !duty.penalty_words.empty())
    text += fmt::format(" The amount is {}.", words_.value(*duty.penalty));
  return text;
}

void RegimePage::consequences(const model::Rule& rule) {
  const model::Regime& regime = *layout_.regime;
  std::vector<std::string> effects;
  for (const model::Rule::Outcome& outcome : rule.outcomes) {
    std::string title = outcome.determination;
    for (const model::Determination& scale : regime.determinations) {
      if (scale.name == outcome.determination && !scale.title.empty()) title = scale.title;
    }
    const model::Level level{outcome.level, outcome.level};
    effects.push_back(
        fmt::format("{} is at least “{}”", escaped(title),
                    escaped(level_words(*checked_.rule_sets, regime.id, outcome.determination, level))));
  }
  const auto judgement = [&](std::string_view id) { return fmt::format("“{}”", named(id)); };
  if (!rule.speaks_for.empty()) effects.push_back("this speaks for " + judgement(rule.speaks_for));
  if (!rule.speaks_against.empty())
    effects.push_back("this speaks against " + judgement(rule.speaks_against));
  for (const model::Rule::Lean& lean : rule.leans) {
    effects.push_back(
        fmt::format("a policy leans towards {} on {}", lean.value ? "yes" : "no", judgement(lean.judgement)));
  }
  for (const model::Rule::Points& points : rule.risk) {
    std::string title = points.factor;
    for (const model::Factor& factor : regime.factors) {
      if (factor.name == points.factor && !factor.title.empty()) title = factor.title;
    }
    effects.push_back(fmt::format("{:+} points of risk under “{}”", points.points, escaped(title)));
  }
  if (is_outcome(rule)) bullet("**Then** " + ended(base::join(effects, "; ")));
  if (!rule.flag.empty()) bullet("**Remark:** " + ended(names_.prose(rule.flag)));
  if (rule.duty) bullet(duty(*rule.duty));
  if (rule.until) bullet(fmt::format("**Ends** with {}.", words_.value(*rule.until)));
}

void RegimePage::precedence(const model::Rule& rule) {
  if (rule.unless) condition("Unless", *rule.unless);
  std::vector<std::string> before, after;
  for (const model::Rule& other : layout_.regime->rules) {
    for (const model::Rule::Pattern& pattern : rule.defeats) {
      if (model::names_rule(pattern.text, other.id) && &other != &rule) {
        before.push_back(names_.link(other));
        break;
      }
    }
    for (const model::Rule::Pattern& pattern : other.defeats) {
      if (model::names_rule(pattern.text, rule.id) && &other != &rule) {
        after.push_back(names_.link(other));
        break;
      }
    }
  }
  if (!before.empty()) bullet(fmt::format("**Takes away:** {}.", base::join(before, "; ")));
  if (!after.empty()) bullet(fmt::format("**Gives way to:** {}.", base::join(after, "; ")));
}

void RegimePage::rule(const model::Rule& rule) {
  heading("####", heading_of(rule));
  condition("Where", rule.when);
  precedence(rule);
  consequences(rule);
  provision(rule, in_force(rule));
}

void RegimePage::rules() {
  heading("##", rules_heading);
  out_ +=
      "A rule applies where its condition holds. Where a fact that it needs is not known, it is neither "
      "applied nor left "
      "out, but open.\n";
  for (const RuleGroup& group : layout_.rule_groups) {
    heading("###", group.title);
    for (const model::Rule* entry : group.rules) rule(*entry);
  }
}

}  // namespace weir::report
