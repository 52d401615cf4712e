#include "suite/clause_parts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "language/printer.hpp"
#include "suite/part_writer.hpp"

namespace weir::suite {

using Role = ClausePart::Role;

namespace {

void add_body(PartWriter& to, const model::Condition& body) {
  to.condition("is", body);
}

void add_body(PartWriter& to, const model::Table& body) {
  std::vector<std::string> inputs, order;
  for (const model::Expression& input : body.inputs) inputs.push_back(expression_text(input));
  to.list("inputs", "in order", inputs);
  for (const model::Table::Line& line : body.lines) {
    std::vector<std::string> tests;
    for (std::size_t i = 0; i < line.tests.size(); ++i) {
      const language::Ast& ast = line.tests[i].ast;
      if (!ast.empty() && ast.node(ast.root()).kind == language::NodeKind::test_any) continue;
      tests.push_back((i < inputs.size() ? inputs[i] : "") + " " + expression_text(line.tests[i]));
    }
    order.push_back(tests.empty() ? "otherwise" : base::join(tests, ", "));
    to.text("line " + order.back(), expression_text(line.answer));
  }
  to.text("order of lines", base::join(order, "; "));
}

void add_body(PartWriter& to, const model::Values& body) {
  for (const model::Values::Version& version : body.versions) {
    const std::string day = base::to_iso(version.from);
    for (std::size_t i = 0; i < version.cells.size(); ++i) {
      const std::string column = body.columns.empty() ? "" : " " + body.columns[i];
      to.text(day + column, expression_text(version.cells[i]));
    }
    if (version.enacted) to.text(day + " enacted", base::to_iso(*version.enacted), Role::dates);
    to.citations(day + " cite", version.cite);
    to.text(day + " note", version.note, Role::words);
  }
}

void add_body(PartWriter& to, const model::Versions& body) {
  for (const model::Versions::Version& version : body.versions) {
    const std::string days = version.pending ? "pending" : to_text(version.range);
    to.condition(days, version.body);
    if (version.enacted) to.text(days + " enacted", base::to_iso(*version.enacted), Role::dates);
    to.citations(days + " cite", version.cite);
  }
}

void add_body(PartWriter& to, const model::Group& body) {
  to.text("of", body.of);
  if (body.unknown_members) to.text("members", "unknown");
  for (const model::Group::Member& member : body.members) {
    std::vector<std::string> ranges;
    for (const model::DateRange& range : member.ranges) ranges.push_back(to_text(range));
    const std::string days = ranges.empty() ? "always" : base::join(ranges, ", ");
    to.text(member.code, days + (member.uncertain ? " (uncertain)" : ""));
  }
}

void add_body(PartWriter& to, const model::Judgement& body) {
  to.condition("true if", body.true_if);
  to.condition("false if", body.false_if);
  if (body.presumed) to.text("presumed", *body.presumed ? "true" : "false");
  to.condition("presumed if", body.presumed_if);
  to.condition("speaks for", body.speaks_for);
  to.condition("speaks against", body.speaks_against);
  to.text("ask", body.ask, Role::words);
  to.text("decides", body.decides, Role::words);
}

void add_bar(PartWriter& to, const std::string& label, const std::optional<model::Bar>& bar) {
  if (!bar) return;
  const bool least = bar->reach == model::Bar::Reach::at_least;
  to.text(label, (least ? "at least " : "more than ") + bar->share.to_text());
}

void add_body(PartWriter& to, const model::Attribution& body) {
  const model::Method& method = body.method;
  static constexpr std::string_view paths[] = {"direct", "product", "whole", "look-through only"};
  static constexpr std::string_view partnerships[] = {"measure", "interest of the general partner",
                                                      "parent of the general partner"};
  to.text("path", std::string(paths[static_cast<std::size_t>(method.path)]));
  to.list("measures", "of", method.measures);
  to.list("measures of partnerships", "of", method.partnership_measures);
  add_bar(to, "link", method.link);
  add_bar(to, "full from", method.full_from);
  if (method.dominant) to.text("dominant influence", "carries on");
  to.text("partnership", std::string(partnerships[static_cast<std::size_t>(method.partnership)]));
  to.text("circle", body.circle);
}

void add_body(PartWriter& to, const model::Circle& body) {
  to.list("links", "of", body.links);
  to.text("judged", body.judged);
  if (body.only) to.text("only", expression_text(*body.only));
}

void add_body(PartWriter& to, const model::NamedList& body) {
  to.text("list", expression_text(body.rows));
}

void add_body(PartWriter& to, const model::Retest& body) {
  to.text("during", expression_text(body.period));
  to.condition("lost", body.lost);
  std::vector<std::string> frozen;
  for (const model::Retest::Frozen& law : body.frozen) frozen.push_back(law.name);
  std::ranges::sort(frozen);
  to.list("frozen", "of", frozen);
}

void add_body(PartWriter& to, const model::Holidays& body) {
  to.text("known", to_text(body.known), Role::dates);
  for (const auto& day : body.days) {
    const std::string announced = day.announced ? " (announced " + base::to_iso(*day.announced) + ")" : "";
    to.text(base::to_iso(day.date), "a holiday" + announced);
  }
}

void add_body(PartWriter& to, const model::Calendar& body) {
  to.text("days", body.days == model::Calendar::Days::weekdays ? "weekdays" : "every day");
  to.list("without", "of", body.without);
}

void add_body(PartWriter& to, const model::Periods& body) {
  for (const model::DateRange& range : body.ranges) to.text(to_text(range), "does not count");
  if (body.known_to) to.text("known to", base::to_iso(*body.known_to), Role::dates);
}

void add_body(PartWriter& to, const model::Clock& body) {
  const auto stops = [](const std::vector<model::Stop>& of) {
    std::vector<std::string> texts;
    for (const model::Stop& stop : of) texts.push_back(expression_text(stop));
    return texts;
  };
  to.text("counting", body.counting == model::Clock::Counting::after ? "after" : "from");
  to.text("roll", body.roll);
  to.list("stops", "of", stops(body.stops));
  to.condition("over", body.over);
  for (const model::Stage& stage : body.stages) {
    const std::string of = stage.name + " ";
    to.text(of + "starts", expression_text(stage.starts));
    to.text(of + "runs", expression_text(stage.runs));
    to.text(of + "ends", expression_text(stage.ends));
    to.condition(of + "if", stage.exists);
    to.text(of + "not after", expression_text(stage.not_after));
    to.list(of + "stops", "of", stops(stage.stops));
    if (stage.silence) to.text(of + "silence", std::string(to_text(*stage.silence)));
    to.text(of + "title", stage.title, Role::words);
  }
}

}  // namespace

std::vector<ClausePart> parts_of(const model::Rule& rule) {
  PartWriter to;
  to.provision_head(rule);
  to.condition("when", rule.when);
  to.condition("unless", rule.unless);
  for (const auto& outcome : rule.outcomes) to.text("gives " + outcome.determination, outcome.level);
  for (const auto& points : rule.risk) to.text("points of " + points.factor, std::to_string(points.points));
  to.text("speaks for", rule.speaks_for);
  to.text("speaks against", rule.speaks_against);
  for (const auto& lean : rule.leans) to.text("leans " + lean.judgement, lean.value ? "true" : "false");
  to.text("flag", rule.flag);
  to.text("until", expression_text(rule.until));
  if (const auto& duty = rule.duty) {
    to.text("duty of", duty->who);
    to.text("due", expression_text(duty->due));
    to.text("penalty", expression_text(duty->penalty));
    to.text("duty", duty->what, Role::words);
    to.text("effect", duty->effect, Role::words);
    to.text("penalty in words", duty->penalty_words, Role::words);
  }
  std::vector<std::string> defeats;
  for (const auto& pattern : rule.defeats) defeats.push_back(pattern.text);
  std::ranges::sort(defeats);
  to.list("defeats", "of", defeats);
  to.provision_words(rule);
  return to.take();
}

std::vector<ClausePart> parts_of(const model::Definition& definition) {
  PartWriter to;
  to.provision_head(definition);
  std::visit([&](const auto& body) { add_body(to, body); }, definition.body);
  to.provision_words(definition);
  return to.take();
}

std::vector<ClausePart> parts_of(const model::Regime& regime) {
  PartWriter to;
  to.text("law date", expression_text(regime.by));
  to.text("in force", to_text(regime.in_force), Role::dates);
  std::vector<std::string> factors, bands;
  for (const auto& scale : regime.determinations) {
    to.list("levels of " + scale.name, "in order", scale.levels);
    for (const auto& [level, position] : scale.positions)
      to.text("position of " + scale.name + " " + level, position);
    for (const auto& [level, words] : scale.words) to.text(scale.name + " " + level, words, Role::words);
    to.text(scale.name, scale.title, Role::words);
  }
  for (const auto& factor : regime.factors) factors.push_back(factor.name);
  for (const auto& band : regime.bands) bands.push_back(band.name + " from " + std::to_string(band.from));
  to.list("risk factors", "of", factors);
  to.list("risk bands", "in order", bands);
  for (const auto& subject : regime.subjects)
    to.text("subject " + subject.name, subject.family + " " + expression_text(subject.rows));
  to.text("title", regime.title, Role::words);
  to.text("country", regime.country, Role::words);
  to.text("decides", regime.decides, Role::words);
  to.citations("cite", regime.cite);
  to.text("note", regime.note, Role::words);
  return to.take();
}

std::vector<ClausePart> parts_of(const model::Fact& fact, const model::Vocabulary& vocabulary) {
  PartWriter to;
  to.text("type", vocabulary.describe(fact.type));
  to.text("measures", fact.measures);
  to.text("unit", fact.unit);
  to.text("question", fact.question, Role::words);
  to.text("description", fact.description, Role::words);
  to.text("label", fact.label, Role::words);
  to.text("fixed", fact.fixed ? "true" : "", Role::words);
  return to.take();
}

std::vector<ClausePart> parts_of(const model::Domain& domain) {
  PartWriter to;
  to.text("ordered", domain.ordered ? "true" : "");
  to.text("open", domain.open ? "true" : "");
  std::vector<std::string> order;
  for (const model::Code& code : domain.codes) {
    to.text(code.id, code.parent.empty() ? "declared" : "part of " + code.parent);
    to.text(code.id + " title", code.title, Role::words);
    order.push_back(code.id);
  }
  if (domain.ordered) to.text("order", base::join(order, " < "));
  to.text("title", domain.title, Role::words);
  return to.take();
}

std::vector<PartChange> part_changes(const std::vector<ClausePart>& before,
                                     const std::vector<ClausePart>& after) {
  const auto find = [](const std::vector<ClausePart>& in, const std::string& label) {
    return std::ranges::find(in, label, &ClausePart::label);
  };
  std::vector<PartChange> changes;
  for (const ClausePart& was : before) {
    const auto is = find(after, was.label);
    if (is == after.end()) {
      changes.push_back({was.label, was.role, was.text, "", {}, {}});
    } else if (is->text != was.text) {
      PartChange change{was.label, was.role, was.text, is->text, {}, {}};
      if (!was.joined_by.empty() && was.joined_by == is->joined_by) {
        std::vector<std::string> a = was.items, b = is->items;
        std::ranges::sort(a), std::ranges::sort(b);
        std::ranges::set_difference(a, b, std::back_inserter(change.dropped));
        std::ranges::set_difference(b, a, std::back_inserter(change.added));
      }
      changes.push_back(std::move(change));
    }
  }
  for (const ClausePart& is : after) {
    if (find(before, is.label) == before.end()) changes.push_back({is.label, is.role, "", is.text, {}, {}});
  }
  // A line that comes or goes moves the others along; only what stands in another order is a change of order.
  const bool more = std::ranges::any_of(changes, [](const PartChange& change) {
    return change.role == Role::meaning && change.label != "order of lines";
  });
  if (more) std::erase_if(changes, [](const PartChange& change) { return change.label == "order of lines"; });
  return changes;
}

}  // namespace weir::suite
