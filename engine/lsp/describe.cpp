#include "lsp/describe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lsp/names.hpp"
#include "report/condition_outline.hpp"
#include "report/expression_words.hpp"
#include "report/markdown.hpp"

namespace weir::lsp {
namespace {

using Kind = Symbol::Kind;

constexpr std::size_t list_limit = 40;

std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : base::trim(text)) line += c == '\n' ? ' ' : c;
  return line;
}

/// Writes the paragraphs of one description.
class Description {
 public:
  Description(const Snapshot& snapshot, std::optional<base::Date> as_of)
      : snapshot_(snapshot), session_(snapshot.session()), names_(session_), as_of_(as_of) {}

  std::string of(Symbol symbol) {
    heading(symbol);
    switch (symbol.kind) {
      case Kind::fact:
        fact(snapshot_.vocabulary().facts[symbol.first]);
        break;
      case Kind::definition:
        definition(check::DefinitionId(symbol.first));
        break;
      case Kind::rule:
        rule(rule_sets().regimes[symbol.first].rules[symbol.second]);
        break;
      case Kind::code:
        code(snapshot_.vocabulary().domains[symbol.first], symbol.second);
        break;
      case Kind::domain:
        domain(snapshot_.vocabulary().domains[symbol.first]);
        break;
      case Kind::determination:
        determination(rule_sets().regimes[symbol.first].determinations[symbol.second]);
        break;
      case Kind::stage: {
        const auto& clock = std::get<model::Clock>(rule_sets().definitions[symbol.first].body);
        stage(rule_sets().definitions[symbol.first], clock.stages[symbol.second]);
        break;
      }
      case Kind::subject:
        paragraph("`" + rule_sets().regimes[symbol.first].subjects[symbol.second].rows.text.text + "`");
        break;
      case Kind::factor:
      case Kind::regime:
        break;
    }
    return std::move(text_);
  }

 private:
  const model::RuleSets& rule_sets() const { return session_.rule_sets(); }

  void paragraph(std::string_view words) {
    if (words.empty()) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += words;
  }
  void bullet(std::string_view words) { text_ += fmt::format("\n- {}", words); }

  void heading(Symbol symbol) {
    const std::string title = title_of(session_, symbol);
    paragraph(fmt::format("**`{}`**: {}{}", name_of(session_, symbol), word_for(session_, symbol),
                          title.empty() ? "" : ", " + report::escaped(title)));
  }

  std::string code_words(const model::Domain& domain, const model::Code& code) const {
    if (code.title.empty() || code.title == code.id) return fmt::format("`{}`", code.id);
    // Countries are known by their names, everything else by its code.
    return domain.name == "country" ? fmt::format("{} (`{}`)", report::escaped(code.title), code.id)
                                    : fmt::format("`{}`: {}", code.id, report::escaped(code.title));
  }

  void codes(const model::Domain& domain) {
    std::size_t shown = 0;
    for (const model::Code& code : domain.codes) {
      if (shown++ == list_limit) break;
      bullet(code_words(domain, code));
    }
    if (domain.codes.size() > list_limit)
      bullet(fmt::format("and {} more", domain.codes.size() - list_limit));
  }

  void type_line(const model::Type& type) {
    if (type.kind != model::Kind::error)
      paragraph(fmt::format("Type: `{}`", snapshot_.vocabulary().describe(type)));
  }

  void fact(const model::Fact& fact) {
    type_line(fact.type);
    if (!fact.unit.empty()) paragraph(fmt::format("A plain number is in `{}`.", fact.unit));
    if (!fact.question.empty()) paragraph("*" + report::escaped(fact.question) + "*");
    paragraph(report::escaped(fact.description));
    if (!fact.measures.empty()) paragraph("An amount of the " + report::escaped(fact.measures) + ".");
    if (fact.fixed) paragraph("The parties to the deal cannot change it.");
    if (fact.type.kind == model::Kind::code && fact.type.domain.valid()) {
      const model::Domain& domain = snapshot_.vocabulary().domain(fact.type.domain);
      if (domain.name != "country") {
        paragraph(fmt::format("Values (`{}`):\n", domain.name));
        codes(domain);
      }
    }
  }

  void code(const model::Domain& domain, std::size_t place) {
    const model::Code& code = domain.codes[place];
    paragraph(fmt::format("In the list `{}`{}.", domain.name,
                          domain.title.empty() ? "" : " (" + report::escaped(domain.title) + ")"));
    if (!code.parent.empty()) {
      const model::Code* parent = domain.find(code.parent);
      if (parent) paragraph("Part of " + code_words(domain, *parent) + ".");
    }
  }

  void domain(const model::Domain& domain) {
    paragraph(report::escaped(domain.description));
    if (domain.ordered) paragraph("Ordered, the lowest first.");
    if (domain.open) paragraph("Codes that are not listed are allowed.");
    paragraph(fmt::format("{}:\n", base::counted(domain.codes.size(), "code", "codes")));
    codes(domain);
  }

  void determination(const model::Determination& scale) {
    paragraph("Levels, the lowest first:\n");
    for (const std::string& level : scale.levels) {
      const auto words = scale.words.find(level);
      bullet(fmt::format("`{}`{}", level,
                         words == scale.words.end() ? "" : ": " + report::escaped(words->second)));
    }
  }

  std::string in_words(const model::Expression& expression) const {
    if (session_.rules_are_whole()) {
      return report::escaped(report::ExpressionWords(session_.checked(), naming_).value(expression));
    }
    return "`" + on_one_line(expression.text.text) + "`";
  }

  void outline(const report::Outline& outline, int depth) {
    text_ += fmt::format("\n{:{}}- {}{}", "", depth * 2, report::escaped(outline.text),
                         outline.parts.empty() ? "" : ":");
    for (const report::Outline& part : outline.parts) this->outline(part, depth + 1);
  }

  void source_of(const model::Condition& condition) {
    if (!condition.span.file.valid()) return;
    std::string_view source = session_.sources().text(condition.span);
    constexpr std::size_t limit = 600;
    paragraph(fmt::format("```\n{}{}\n```", source.substr(0, limit), source.size() > limit ? " …" : ""));
  }

  /// In words where the rules have no errors, else as it is written.
  void condition(std::string_view lead, const model::Condition& condition) {
    if (!session_.rules_are_whole()) return source_of(condition);
    paragraph(lead);
    text_ += '\n';
    const report::ExpressionWords words(session_.checked(), naming_);
    outline(report::outline_of(session_.checked(), words, condition), 0);
  }

  void definition(check::DefinitionId id) {
    const model::Definition& declared = rule_sets().definitions[id.index()];
    if (!declared.attribute_of.empty())
      paragraph(fmt::format("An attribute of every {}.", declared.attribute_of));
    if (const auto type = names_.type_of(id)) type_line(*type);
    if (const auto* body = std::get_if<model::Condition>(&declared.body)) {
      const auto type = names_.type_of(id);
      const bool truth = type && type->kind == model::Kind::truth;
      if (truth || !session_.rules_are_whole() || body->kind != model::Condition::Kind::expression) {
        condition("Where:", *body);
      } else {
        paragraph("Is " + in_words(body->expression) + ".");
      }
    } else if (const auto* values = std::get_if<model::Values>(&declared.body)) {
      this->values(*values);
    } else if (const auto* group = std::get_if<model::Group>(&declared.body)) {
      this->group(*group, id);
    } else if (const auto* judgement = std::get_if<model::Judgement>(&declared.body)) {
      paragraph("*" + report::escaped(judgement->ask) + "*");
      if (!judgement->decides.empty()) paragraph("Decided by " + report::escaped(judgement->decides) + ".");
      if (judgement->true_if) condition("True if:", *judgement->true_if);
      if (judgement->false_if) condition("False if:", *judgement->false_if);
    } else if (const auto* versions = std::get_if<model::Versions>(&declared.body)) {
      this->versions(*versions);
    } else if (const auto* clock = std::get_if<model::Clock>(&declared.body)) {
      for (const model::Stage& stage : clock->stages)
        bullet(fmt::format("`{}`{}", stage.name,
                           stage.title.empty() ? "" : ": " + report::escaped(stage.title)));
    } else if (const auto* list = std::get_if<model::NamedList>(&declared.body)) {
      paragraph("`" + on_one_line(list->rows.text.text) + "`");
    }
    provision(declared);
  }

  /// The day on which dated law is shown; the last day where none is set.
  base::Date day() const { return as_of_.value_or(base::Date::never()); }
  std::string on_day() const { return as_of_ ? "on " + base::to_iso(*as_of_) : "at the end of the list"; }

  void values(const model::Values& values) {
    const model::Values::Version* now = nullptr;
    for (const auto& version : values.versions) {
      if (version.from <= day()) now = &version;
    }
    const auto cells = [&](const model::Values::Version& version) {
      std::vector<std::string> words;
      for (std::size_t i = 0; i < version.cells.size(); ++i) {
        const std::string column = i < values.columns.size() ? values.columns[i] + " " : "";
        words.push_back(column + in_words(version.cells[i]));
      }
      return base::join(words, ", ");
    };
    if (now) {
      paragraph(fmt::format("**{}** {}, since {}.", cells(*now), on_day(), base::to_iso(now->from)));
      citations(now->cite);
    } else {
      paragraph(fmt::format("No value {}.", on_day()));
    }
    if (values.versions.size() < 2) return;
    paragraph("All values:\n");
    // The last ones are those that are looked for.
    const std::size_t from = values.versions.size() > 12 ? values.versions.size() - 12 : 0;
    if (from > 0) bullet(fmt::format("{} earlier", from));
    for (std::size_t i = from; i < values.versions.size(); ++i)
      bullet(fmt::format("from {}: {}", base::to_iso(values.versions[i].from), cells(values.versions[i])));
  }

  void group(const model::Group& group, check::DefinitionId id) {
    if (group.unknown_members) return paragraph("Nobody has published its members yet.");
    const auto type = names_.type_of(id);
    const model::Domain* domain =
        type && type->domain.valid() ? &snapshot_.vocabulary().domain(type->domain) : nullptr;
    std::vector<std::string> members;
    for (const auto& member : group.members) {
      const bool holds = member.ranges.empty() || std::ranges::any_of(member.ranges, [&](const auto& range) {
                           return as_of_ ? range.contains(*as_of_) : range.last.is_never();
                         });
      if (!holds) continue;
      const model::Code* code = domain ? domain->find(member.code) : nullptr;
      std::string words = code ? code_words(*domain, *code) : "`" + member.code + "`";
      if (member.uncertain) words += " (uncertain)";
      members.push_back(std::move(words));
    }
    std::ranges::sort(members);
    const std::size_t count = members.size();
    if (count > list_limit) members.resize(list_limit);
    paragraph(fmt::format("{} {}:\n", base::counted(count, "member", "members"), on_day()));
    for (const std::string& member : members) bullet(member);
    if (count > list_limit) bullet(fmt::format("and {} more", count - list_limit));
  }

  void versions(const model::Versions& versions) {
    for (const auto& version : versions.versions) {
      const bool now = !version.pending && version.range.contains(day());
      if (!now) continue;
      condition(fmt::format("The wording {} ({}):", on_day(), model::to_text(version.range)), version.body);
      citations(version.cite);
      return;
    }
    paragraph(fmt::format("No wording {}.", on_day()));
  }

  void rule(const model::Rule& rule) {
    if (rule.in_force) paragraph(fmt::format("In force: `{}`", model::to_text(*rule.in_force)));
    condition("When:", rule.when);
    if (rule.unless) condition("Unless:", *rule.unless);
    std::vector<std::string> outcomes;
    for (const auto& outcome : rule.outcomes)
      outcomes.push_back(fmt::format("`{}: {}`", outcome.determination, outcome.level));
    for (const auto& points : rule.risk)
      outcomes.push_back(
          fmt::format("`{}` {}", points.factor,
                      base::counted(static_cast<std::size_t>(points.points), "point", "points")));
    if (!rule.speaks_for.empty()) outcomes.push_back(fmt::format("speaks for `{}`", rule.speaks_for));
    if (!rule.speaks_against.empty())
      outcomes.push_back(fmt::format("speaks against `{}`", rule.speaks_against));
    if (!outcomes.empty()) paragraph("Then: " + base::join(outcomes, ", "));
    if (rule.duty)
      paragraph("Duty of the " + report::escaped(rule.duty->who) + ": " + report::escaped(rule.duty->what));
    provision(rule);
  }

  void stage(const model::Definition& clock, const model::Stage& stage) {
    paragraph(fmt::format("Of the clock `{}`{}.", clock.id,
                          clock.title.empty() ? "" : " (" + report::escaped(clock.title) + ")"));
    paragraph(fmt::format("Starts: `{}`", on_one_line(stage.starts.text.text)));
    if (stage.runs) paragraph(fmt::format("Runs: `{}`", on_one_line(stage.runs->text.text)));
    if (stage.ends) paragraph(fmt::format("Ends: `{}`", on_one_line(stage.ends->text.text)));
  }

  void citations(const std::vector<model::Citation>& cite) {
    std::vector<std::string> words;
    for (const auto& citation : cite) {
      words.push_back(citation.url.empty() ? report::escaped(citation.text)
                                           : fmt::format("[{}]({})", report::escaped(citation.text),
                                                         report::address(citation.url)));
    }
    if (!words.empty()) paragraph("Source: " + base::join(words, "; "));
  }

  void provision(const model::Provision& provision) {
    if (provision.status.pending) paragraph("**Not in force yet.**");
    if (provision.by) paragraph(fmt::format("Law of the day: `{}`", on_one_line(provision.by->text.text)));
    if (!provision.doubt.empty()) paragraph("Doubt: " + report::escaped(provision.doubt));
    if (provision.reading) paragraph("Reading: " + report::escaped(provision.reading->text));
    paragraph(report::escaped(provision.note));
    citations(provision.cite);
  }

  const Snapshot& snapshot_;
  const session::Session& session_;
  const NameTable names_;
  std::optional<base::Date> as_of_;
  const report::Naming naming_;
  std::string text_;
};

}  // namespace

std::string describe(const Snapshot& snapshot, Symbol symbol, std::optional<base::Date> as_of) {
  return Description(snapshot, as_of).of(symbol);
}

std::string brief(const Snapshot& snapshot, Symbol symbol) {
  const session::Session& session = snapshot.session();
  std::string type;
  if (symbol.kind == Kind::fact) {
    type = snapshot.vocabulary().describe(snapshot.vocabulary().facts[symbol.first].type);
  } else if (symbol.kind == Kind::definition) {
    const auto& known = session.checked().definitions;
    type = word_for(session, symbol);
    if (symbol.first < known.size() && known[symbol.first].type.kind != model::Kind::error)
      type += ", " + snapshot.vocabulary().describe(known[symbol.first].type);
  } else {
    type = word_for(session, symbol);
  }
  const std::string title = title_of(session, symbol);
  return title.empty() ? type : type + ": " + title;
}

}  // namespace weir::lsp
