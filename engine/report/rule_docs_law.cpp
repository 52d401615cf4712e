// Definitions of a page: figures, lists, judgements, wordings by day.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/markdown.hpp"
#include "report/rule_docs_page.hpp"
#include "report/words.hpp"

namespace weir::report {
namespace {

std::string day(base::Date date) {
  return base::to_long_text(date);
}

std::string cell(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

std::string RegimePage::named(std::string_view id) const {
  const auto& all = checked_.rule_sets->definitions;
  const auto entry = std::ranges::find(all, id, &model::Definition::id);
  return entry == all.end() ? names_.text(id) : names_.definition(*entry);
}

std::string RegimePage::member(const model::Definition& group, std::string_view code) const {
  const std::size_t place = static_cast<std::size_t>(&group - checked_.rule_sets->definitions.data());
  return names_.text(code_title(*checked_.vocabulary, checked_.definitions[place].type.domain, code));
}

void RegimePage::definitions(std::string_view title, const std::vector<const model::Definition*>& entries) {
  if (entries.empty()) return;
  heading("##", title);
  for (const model::Definition* entry : entries) {
    heading("###", heading_of(*entry));
    std::visit([&](const auto& of) { body(*entry, of); }, entry->body);
    if (entry->in_force) bullet(fmt::format("**In force** {}.", range_words(*entry->in_force)));
    const model::Status& status = entry->status;
    if (status.pending) {
      bullet("**Not in force**" + waiting(status) + ".");
    }
    const bool dated = std::holds_alternative<model::Versions>(entry->body) ||
                       std::holds_alternative<model::Values>(entry->body) ||
                       std::holds_alternative<model::Group>(entry->body) || entry->in_force.has_value();
    provision(*entry, entry->by && dated ? fmt::format("What counts is {}.", law_day(*entry)) : "");
  }
}

void RegimePage::body(const model::Definition& entry, const model::Condition& body) {
  const auto place = static_cast<std::size_t>(&entry - checked_.rule_sets->definitions.data());
  const bool truth = checked_.definitions[place].type.kind == model::Kind::truth;
  condition(truth ? "Where" : "Is", body);
}

void RegimePage::body(const model::Definition&, const model::Table& body) {
  bullet("The first of these lines that fits gives the answer:");
  std::size_t number = 0;
  for (const model::Table::Line& line : body.lines) {
    std::vector<std::string> tests;
    for (std::size_t i = 0; i < line.tests.size(); ++i) {
      if (std::string test = words_.test(body.inputs[i], line.tests[i]); !test.empty())
        tests.push_back(std::move(test));
    }
    const std::string where = tests.empty() ? "otherwise" : "where " + base::join(tests, " and ");
    const std::string answer = words_.value(line.answer);
    const bool short_one = answer.size() <= 30 && !answer.starts_with('[');
    out_ += fmt::format("  {}. {}: {}\n", ++number, where, short_one ? "**" + answer + "**" : answer);
  }
}

void RegimePage::body(const model::Definition&, const model::Values& body) {
  std::string head = "| from |", rule = "|---|";
  const std::vector<std::string> columns =
      body.columns.empty() ? std::vector<std::string>{"value"} : body.columns;
  for (std::string column : columns) {
    std::ranges::replace(column, '_', ' ');
    head += fmt::format(" {} |", names_.text(column)), rule += "---|";
  }
  out_ += fmt::format("{} source and remarks |\n{}---|\n", head, rule);
  for (const model::Values::Version& version : body.versions) {
    out_ += fmt::format("| {} |", day(version.from));
    for (const model::Expression& value : version.cells) out_ += fmt::format(" {} |", words_.value(value));
    std::vector<std::string> remarks;
    if (!version.cite.empty()) remarks.push_back(sources(version.cite));
    if (version.enacted) remarks.push_back("enacted on " + day(*version.enacted));
    if (!version.note.empty()) remarks.push_back(names_.prose(version.note));
    out_ += fmt::format(" {} |\n", cell(base::join(remarks, "; ")));
  }
  out_ += "\n";
}

void RegimePage::body(const model::Definition&, const model::Versions& body) {
  for (const model::Versions::Version& version : body.versions) {
    std::string label = version.pending ? "Not in force" : range_words(version.range);
    label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    if (version.enacted) label += ", enacted on " + day(*version.enacted);
    condition(version.cite.empty() ? label + ":" : label, version.body, sources(version.cite));
  }
}

void RegimePage::body(const model::Definition& entry, const model::Group& body) {
  if (body.unknown_members) {
    bullet("**Members:** not published yet.");
    return;
  }
  // Members of one span stand together, the earliest span first.
  struct Span {
    base::Date first = base::Date::beginning();
    std::string label;
    std::vector<std::string> members;
  };
  std::vector<Span> spans;
  for (const model::Group::Member& of : body.members) {
    std::vector<std::string> ranges;
    for (const model::DateRange& range : of.ranges) ranges.push_back(range_words(range));
    Span here;
    if (!of.ranges.empty()) here.first = of.ranges.front().first;
    if (!ranges.empty() && ranges.front() != range_words({})) here.label = enumeration(ranges, "and");
    if (of.uncertain) here.label = "uncertain" + (here.label.empty() ? std::string() : ", " + here.label);
    auto span = std::ranges::find(spans, here.label, &Span::label);
    if (span == spans.end()) span = spans.insert(spans.end(), here);
    span->members.push_back(member(entry, of.code));
  }
  std::ranges::stable_sort(spans, {}, &Span::first);
  std::vector<std::string> texts;
  for (Span& span : spans) {
    std::ranges::sort(span.members, {}, [](const std::string& title) { return anchor_of(title); });
    std::string& label = span.label;
    if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    texts.push_back(fmt::format("{}{}.", label.empty() ? "" : fmt::format("*{}:* ", label),
                                clear_enumeration(span.members, "and")));
  }
  bullet(fmt::format("**Members:** {}", texts.empty() ? "none." : base::join(texts, " ")));
}

void RegimePage::body(const model::Definition& entry, const model::Judgement& body) {
  std::string question;
  if (!body.ask.empty()) question = "**Question:** " + names_.prose(body.ask);
  if (!body.decides.empty()) {
    question +=
        fmt::format("{}**Who decides:** {}.", question.empty() ? "" : " ", names_.prose(body.decides));
  }
  if (!question.empty()) bullet(question);
  if (body.true_if) condition("Certainly yes where", *body.true_if);
  if (body.false_if) condition("Certainly no where", *body.false_if);
  if (body.presumed)
    bullet(fmt::format("**Presumed:** {}, until it is decided.", *body.presumed ? "yes" : "no"));
  if (body.presumed_if) condition("Presumed where", *body.presumed_if);
  if (body.speaks_for) condition("For it speaks", *body.speaks_for);
  if (body.speaks_against) condition("Against it speaks", *body.speaks_against);
  std::vector<std::string> towards, away, yes, no;
  for (const model::Rule& rule : layout_.regime->rules) {
    if (rule.speaks_for == entry.id) towards.push_back(names_.link(rule));
    if (rule.speaks_against == entry.id) away.push_back(names_.link(rule));
    for (const model::Rule::Lean& lean : rule.leans) {
      if (lean.judgement == entry.id) (lean.value ? yes : no).push_back(names_.link(rule));
    }
  }
  const auto list = [&](std::string_view label, const std::vector<std::string>& rules) {
    if (!rules.empty()) bullet(fmt::format("**{}** {}.", label, base::join(rules, "; ")));
  };
  list("Rules that speak for it:", towards);
  list("Rules that speak against it:", away);
  list("Policies that lean towards yes:", yes);
  list("Policies that lean towards no:", no);
}

void RegimePage::body(const model::Definition&, const model::Attribution& body) {
  const model::Method& method = body.method;
  const auto measures = [&](const std::vector<std::string>& fields) {
    std::vector<std::string> labels;
    for (const std::string& field : fields) {
      const auto fact = checked_.vocabulary->find_fact(checked_.vocabulary->holding, field);
      const bool titled = fact && !checked_.vocabulary->fact(*fact).label.empty();
      labels.push_back(names_.text(titled ? checked_.vocabulary->fact(*fact).label : field));
    }
    return enumeration(labels, "or");
  };
  const auto bar = [](const model::Bar& of) {
    return fmt::format("{} {}", of.reach == model::Bar::Reach::at_least ? "at least" : "more than",
                       percent_words(of.share));
  };
  std::string text = "**How interests are traced:** ";
  switch (method.path) {
    case model::Method::Path::direct:
      text += "only direct holdings count.";
      break;
    case model::Method::Path::product:
      text += "shares are multiplied along each chain, and the chains added up.";
      break;
    case model::Method::Path::whole:
      text += fmt::format("who has {} of an entity{} is credited with all that the entity has.",
                          method.link ? bar(*method.link) : "more than half",
                          method.dominant ? ", or dominant influence over it," : "");
      break;
    case model::Method::Path::look_through_only:
      text +=
          "what partnerships, trusts and joint ventures hold belongs in proportion to those behind them; "
          "every other entity is "
          "a holder itself.";
      break;
  }
  if (method.full_from) text += fmt::format(" A link of {} counts as all.", bar(*method.full_from));
  text += fmt::format(" What is counted: {}", measures(method.measures));
  if (method.measures.size() > 1) text += ", the largest of them";
  if (!method.partnership_measures.empty())
    text +=
        fmt::format("; in a partnership, trust or joint venture {}{}", measures(method.partnership_measures),
                    method.partnership_measures.size() > 1 ? ", the larger" : "");
  text += ".";
  if (method.partnership == model::Method::Partnership::gp_interest)
    text += " Where a general partner runs an entity, what the general partner's own holders have counts.";
  if (method.partnership == model::Method::Partnership::gp_parent)
    text += " A general partner counts as holding all that it runs.";
  if (!body.circle.empty())
    text += fmt::format(" Holdings of the {} are added together.", named(body.circle));
  bullet(text);
}

void RegimePage::body(const model::Definition&, const model::Circle& body) {
  std::vector<std::string> links;
  const auto kinds = checked_.vocabulary->find_domain("relation-kind");
  for (const std::string& link : body.links)
    links.push_back(names_.text(kinds ? code_title(*checked_.vocabulary, *kinds, link) : link));
  std::string text = "**Who counts together:** persons tied by " + enumeration(links, "or");
  if (!body.judged.empty())
    text += fmt::format("; also those of whom this is decided: {}", named(body.judged));
  if (body.only) text += "; only where " + words_.condition(*body.only);
  bullet(text + ".");
}

void RegimePage::body(const model::Definition&, const model::NamedList& body) {
  bullet(fmt::format("**List:** {}.", words_.value(body.rows)));
}

void RegimePage::body(const model::Definition&, const model::Retest& body) {
  condition(fmt::format("Where this is lost before the end of {}:", words_.value(body.period)), body.lost);
  std::vector<std::string> frozen;
  for (const model::Retest::Frozen& law : body.frozen) frozen.push_back(named(law.name));
  if (!frozen.empty())
    bullet(
        fmt::format("The law is read anew on the day of the assessment, but for {}, which stays as it was.",
                    enumeration(frozen, "and")));
}

void RegimePage::body(const model::Definition&, const model::Holidays& body) {
  std::vector<std::string> days;
  for (const model::Holidays::Day& one : body.days) {
    std::string text = day(one.date);
    if (one.announced) text += fmt::format(" (announced on {})", day(*one.announced));
    days.push_back(std::move(text));
  }
  bullet(fmt::format("**Holidays** {}: {}.", range_words(body.known), base::join(days, ", ")));
}

void RegimePage::body(const model::Definition&, const model::Calendar& body) {
  std::vector<std::string> lists;
  for (const std::string& id : body.without) lists.push_back(named(id));
  bullet(fmt::format("**Days that count:** {}{}{}.",
                     body.days == model::Calendar::Days::weekdays ? "Monday to Friday" : "every day",
                     lists.empty() ? "" : ", without ", enumeration(lists, "and")));
}

void RegimePage::body(const model::Definition&, const model::Periods& body) {
  std::vector<std::string> ranges;
  for (const model::DateRange& range : body.ranges) ranges.push_back(range_words(range));
  bullet(fmt::format("**Days that do not count:** {}{}.", enumeration(ranges, "and"),
                     body.known_to ? "; known up to " + day(*body.known_to) : std::string()));
}

void RegimePage::body(const model::Definition&, const model::Clock& body) {
  const auto stopped = [&](const std::vector<model::Stop>& stops) {
    std::vector<std::string> texts;
    for (const model::Stop& stop : stops) texts.push_back(words_.value(stop));
    return enumeration(texts, "and");
  };
  out_ += "| step | begins | lasts | silence |\n|---|---|---|---|\n";
  for (const model::Stage& stage : body.stages) {
    std::string lasts = stage.runs   ? words_.value(*stage.runs)
                        : stage.ends ? "until " + words_.value(*stage.ends)
                                     : "";
    if (stage.not_after) lasts += ", not after " + words_.value(*stage.not_after);
    if (!stage.stops.empty()) lasts += "; not counted: " + stopped(stage.stops);
    std::string begins = words_.value(stage.starts);
    if (stage.exists) {
      const Outline only = outline_of(checked_, words_, *stage.exists);
      std::vector<std::string> conditions;
      for (const Outline& part : only.parts) conditions.push_back(part.text);
      begins += ", only where " +
                (conditions.empty() ? only.text : only.text + ": " + base::join(conditions, "; "));
    }
    out_ +=
        fmt::format("| {} | {} | {} | {} |\n", names_.text(stage.title.empty() ? stage.name : stage.title),
                    cell(begins), cell(lasts), stage.silence ? silence_words(*stage.silence) : "");
  }
  out_ += "\n";
  bullet(body.counting == model::Clock::Counting::after ? "The day after the start is day 1."
                                                        : "The day of the start is day 1.");
  if (!body.stops.empty()) bullet(fmt::format("Not counted in any step: {}.", stopped(body.stops)));
  if (!body.roll.empty())
    bullet(fmt::format("An end on a day without work moves to the next day of the {}.", named(body.roll)));
  if (body.over) condition("All steps end where", *body.over);
}

}  // namespace weir::report
