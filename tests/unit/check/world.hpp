#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "check/checked.hpp"
#include "language/parser.hpp"

namespace weir::check::testing {

/// A small vocabulary and one regime `xx`, filled by hand, with texts parsed as the loader parses them.
class World {
 public:
  World() {
    code_domain("country", {"CA", "US", "CN", "GB"});
    code_domain("party-kind", {"individual", "corporation", "fund", "government"});
    vocabulary.domains.back().codes[2].parent = "corporation";
    code_domain("tier", {"small", "middle", "large"});
    vocabulary.domains.back().ordered = true;
    code_domain("sector", {"33", "3342"});
    vocabulary.domains.back().open = true;
    vocabulary.domains.back().levels = model::Domain::Levels::digits;
    code_domain("activity-kind", {"mining", "satellites", "any-threat"});
    vocabulary.country = model::DomainId(std::size_t{0});
    vocabulary.dimensions.push_back({"power", {{"W", 1}, {"MW", 1000000}}});
    vocabulary.dimensions.push_back({"days", {{"days", 1}}});
    vocabulary.transaction = entity("transaction");
    vocabulary.party = entity("party");
    vocabulary.holding = entity("holding");
    vocabulary.procedure = entity("procedure");
    const auto activity = entity("activity");
    const auto office = entity("office-holder");
    using model::Kind;
    using model::Shape;
    fact(activity, "kind", {.kind = Kind::code, .domain = domain("activity-kind")});
    vocabulary.entities[activity.index()].key = *vocabulary.find_fact("activity.kind");
    fact(vocabulary.transaction, "closing", {.kind = Kind::date});
    fact(vocabulary.transaction, "signing", {.kind = Kind::date});
    fact(vocabulary.transaction, "price", {.kind = Kind::money});
    vocabulary.facts.back().measures = "stake";
    fact(vocabulary.party, "kind", {.kind = Kind::code, .domain = domain("party-kind")});
    fact(vocabulary.party, "tier", {.kind = Kind::code, .domain = domain("tier")});
    fact(vocabulary.party, "formed_in", {.kind = Kind::code, .domain = domain("country")});
    fact(vocabulary.party, "state_ties",
         {.kind = Kind::code, .shape = Shape::set, .domain = domain("country")});
    fact(vocabulary.party, "sectors", {.kind = Kind::code, .shape = Shape::set, .domain = domain("sector")});
    fact(vocabulary.party, "activities", {.kind = Kind::row, .shape = Shape::rows, .entity = activity});
    fact(vocabulary.party, "directors", {.kind = Kind::row, .shape = Shape::rows, .entity = office});
    fact(vocabulary.party, "gp", {.kind = Kind::party, .entity = vocabulary.party});
    fact(vocabulary.party, "assets", {.kind = Kind::money});
    vocabulary.facts.back().measures = "whole business";
    fact(vocabulary.party, "power",
         {.kind = Kind::quantity, .dimension = model::DimensionId(std::size_t{0})});
    fact(vocabulary.party, "employees", {.kind = Kind::number});
    fact(vocabulary.party, "listed", {.kind = Kind::truth});
    fact(vocabulary.party, "name", {.kind = Kind::text});
    fact(vocabulary.holding, "votes", {.kind = Kind::share, .change = true});
    fact(vocabulary.holding, "capital", {.kind = Kind::share});
    fact(vocabulary.procedure, "certified", {.kind = Kind::date});
    model::Regime regime;
    regime.id = "xx";
    regime.id_span = next_span();
    regime.by = expression("transaction.closing");
    rule_sets.regimes.push_back(std::move(regime));
  }

  model::DomainId domain(std::string_view name) const { return *vocabulary.find_domain(name); }
  model::Regime& regime() { return rule_sets.regimes.front(); }

  model::Expression expression(std::string_view text) {
    return parsed(text, language::parse_expression(text));
  }
  model::Expression test(std::string_view text) { return parsed(text, language::parse_test(text)); }
  model::Condition condition(std::string_view text) {
    model::Condition result;
    result.expression = expression(text);
    return result;
  }

  template <class Body>
  model::Definition& define(const std::string& id, Body body) {
    model::Definition definition;
    definition.id = id;
    const auto dot = id.find('.');
    definition.name = dot == std::string::npos ? id : id.substr(dot + 1);
    if (dot != std::string::npos) definition.attribute_of = id.substr(0, dot);
    definition.id_span = next_span();
    definition.regime = "xx";
    definition.body = std::move(body);
    rule_sets.definitions.push_back(std::move(definition));
    return rule_sets.definitions.back();
  }
  model::Definition& define(const std::string& id, const char* text) { return define(id, condition(text)); }

  model::Table table(const std::vector<std::string>& inputs,
                     const std::vector<std::vector<std::string>>& lines) {
    model::Table result;
    for (const auto& input : inputs) result.inputs.push_back(expression(input));
    for (const auto& cells : lines) {
      model::Table::Line line;
      for (std::size_t i = 0; i + 1 < cells.size(); ++i) line.tests.push_back(test(cells[i]));
      line.answer = expression(cells.back());
      line.span = next_span();
      result.lines.push_back(std::move(line));
    }
    return result;
  }
  model::Values values(const std::vector<std::string>& columns,
                       const std::vector<std::pair<std::string, std::vector<std::string>>>& versions) {
    model::Values result;
    result.columns = columns;
    for (const auto& [from, cells] : versions) {
      model::Values::Version version;
      version.from = *base::Date::parse(from);
      for (const auto& cell : cells) version.cells.push_back(expression(cell));
      result.versions.push_back(std::move(version));
    }
    return result;
  }
  model::Group group(const std::vector<std::string>& codes, const std::string& of = "") {
    model::Group result;
    result.of = of;
    for (const auto& code : codes) result.members.push_back({code, {model::DateRange{}}, false, next_span()});
    return result;
  }
  model::Judgement judgement() {
    model::Judgement result;
    result.ask = "Is it so?";
    result.decides = "Minister";
    return result;
  }
  model::DateRange range(std::string_view first, std::string_view last = "") {
    model::DateRange result;
    if (!first.empty()) result.first = *base::Date::parse(first);
    if (!last.empty()) result.last = *base::Date::parse(last);
    return result;
  }
  model::Rule& rule(const std::string& id, const char* when) {
    model::Rule made;
    made.id = id;
    made.id_span = next_span();
    made.in_force_span = next_span();
    made.in_force = model::DateRange{};
    made.when = condition(when);
    regime().rules.push_back(std::move(made));
    return regime().rules.back();
  }
  void defeat(const std::string& id, const std::string& pattern) {
    for (auto& known : regime().rules) {
      if (known.id == id) known.defeats.push_back({pattern, next_span()});
    }
  }
  /// A fresh place in the imagined file.
  base::Span next_span() {
    offset_ += 10;
    return {base::FileId(std::size_t{0}), offset_, offset_ + 5};
  }

  Checked check() {
    sink = diagnostics::Sink();
    return check::check(vocabulary, rule_sets, sink);
  }
  /// Names of the codes raised, with the message: "unknown_fact: …".
  std::vector<std::string> mistakes() {
    check();
    std::vector<std::string> result;
    for (const auto& diagnostic : sink.sorted()) {
      result.push_back(std::string(diagnostics::info(diagnostic.code).name) + ": " + diagnostic.message);
    }
    return result;
  }
  std::string mistake() {
    const auto all = mistakes();
    return all.empty() ? "" : all.size() == 1 ? all.front() : all.front() + " (and more: " + all[1] + ")";
  }
  /// The mistakes of one rule with this condition.
  static std::string mistake_of(const char* when) {
    World world;
    world.rule("xx.rule", when);
    return world.mistake();
  }

  model::Vocabulary vocabulary;
  model::RuleSets rule_sets;
  diagnostics::Sink sink;

 private:
  model::Expression parsed(std::string_view text, language::Parsed tree) {
    if (tree.error) throw std::runtime_error("syntax: " + std::string(text) + ": " + tree.error->message);
    model::Expression result;
    result.ast = std::move(tree.ast);
    // Each text stands somewhere else in the imagined file.
    offset_ += 10;
    const auto length = static_cast<std::uint32_t>(text.size());
    result.text.text = std::string(text);
    result.text.exact = true;
    result.text.runs = {{0, offset_, length, length}};
    result.text.whole = {base::FileId(std::size_t{0}), offset_, offset_ + length};
    offset_ += length;
    return result;
  }
  model::EntityId entity(const std::string& name) {
    vocabulary.entities.push_back({name, {}, {}});
    return model::EntityId(vocabulary.entities.size() - 1);
  }
  void fact(model::EntityId owner, const std::string& field, model::Type type) {
    model::Fact made;
    made.entity = owner;
    made.field = field;
    made.name = vocabulary.entity(owner).name + "." + field;
    made.type = type;
    vocabulary.facts.push_back(std::move(made));
    vocabulary.entities[owner.index()].facts.push_back(model::FactId(vocabulary.facts.size() - 1));
  }
  void code_domain(const std::string& name, const std::vector<std::string>& codes) {
    model::Domain made;
    made.name = name;
    for (const auto& code : codes) {
      made.index.emplace(code, made.codes.size());
      made.codes.push_back({code, code, "", {}});
    }
    vocabulary.domains.push_back(std::move(made));
  }

  std::uint32_t offset_ = 0;
};

}  // namespace weir::check::testing
