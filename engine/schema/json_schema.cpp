#include "schema/json_schema.hpp"

#include <algorithm>
#include <set>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "schema/facts.hpp"
#include "schema/shapes.hpp"
#include "schema/values.hpp"

namespace weir::schema {

using json::Json;

namespace {

Json reference(Shape shape) {
  Json schema = Json::object();
  schema["$ref"] = "#/$defs/" + std::string(name_of(shape));
  return schema;
}

Json required(std::string_view key) {
  return {{"required", Json::array({std::string(key)})}};
}

/// Turns shapes into definitions, each once.
class SchemaBuilder {
 public:
  SchemaBuilder(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets)
      : vocabulary_(vocabulary), rule_sets_(rule_sets) {}

  Json make(Shape root, std::string_view id, std::string_view title, std::string_view description) {
    add_facts(vocabulary_, defs_);
    for (const Shape always : {Shape::day, Shape::quality_words, Shape::parties, Shape::holdings,
                               Shape::approvals, Shape::recorded_judgements}) {
      need(always);
    }
    need(root);
    Json schema = Json::object();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["$id"] = id;
    schema["title"] = title;
    schema["description"] = description;
    schema["$ref"] = "#/$defs/" + std::string(name_of(root));
    schema["$defs"] = std::move(defs_);
    return schema;
  }

 private:
  /// A reference to a shape, which is defined if it was not yet.
  Json need(Shape shape) {
    if (seen_.insert(shape).second) {
      defs_[std::string(name_of(shape))] = Json::object();  // keeps its place
      Json schema = schema_of(shape);
      defs_[std::string(name_of(shape))] = std::move(schema);
    }
    return reference(shape);
  }

  Json schema_of(Shape shape) {
    switch (form_of(shape)) {
      case Form::leaf:
        return leaf(shape);
      case Form::words: {
        Json words = Json::array();
        for (const auto word : base::split(what_is(shape), '|')) words.push_back(std::string(word));
        return {{"enum", std::move(words)}};
      }
      case Form::map:
        return map(shape);
      case Form::names:
        return names(shape);
      case Form::list:
        return list(shape);
      case Form::several:
        return {{"anyOf", {need(item_of(shape)), {{"type", "array"}, {"items", need(item_of(shape))}}}}};
      case Form::choice: {
        Json alternatives = Json::array();
        for (const Shape each : alternatives_of(shape)) alternatives.push_back(need(each));
        return {{"anyOf", std::move(alternatives)}};
      }
      case Form::facts:
        return facts(shape);
    }
    return Json::object();
  }

  Json list(Shape shape) {
    Json schema = {{"type", "array"}, {"items", need(item_of(shape))}};
    if (shape == Shape::conditions) schema["minItems"] = 1;
    return schema;
  }

  Json names(Shape shape) {
    Json schema = {{"type", "object"}, {"additionalProperties", need(item_of(shape))}};
    if (shape == Shape::values_by_day) schema["propertyNames"] = {{"pattern", "^" + day_pattern + "$"}};
    if (shape == Shape::versions_by_range)
      schema["propertyNames"] = {{"pattern", "^(?:pending|" + range_pattern() + ")$"}};
    if (shape == Shape::parties) {
      schema["additionalProperties"] = {{"anyOf", {need(Shape::party), {{"type", "null"}}}}};
    }
    if (shape == Shape::procedures) suggest_names(schema);
    return schema;
  }

  /// The rule sets that there are, as names that an editor may offer.
  void suggest_names(Json& schema) {
    for (const auto& regime : rule_sets_.regimes) {
      schema["properties"][regime.id] = need(Shape::procedure);
      schema["properties"][regime.id]["description"] = "The procedure under: " + regime.title + ".";
    }
  }

  static std::string range_pattern() {
    return "always|" + day_pattern + " *\\.\\. *(?:" + day_pattern + ")?|\\.\\. *" + day_pattern;
  }

  Json map(Shape shape) {
    Json schema = Json::object();
    schema["title"] = what_is(shape);
    schema["type"] = "object";
    schema["properties"] = Json::object();
    Json demanded = Json::array(), marks = Json::array(), ones = Json::array();
    for (const Key& key : keys_of(shape)) {
      Json value = need(key.value);
      value["description"] = key.description;
      suggest_values(shape, key, value);
      schema["properties"][std::string(key.name)] = std::move(value);
      if (key.need == Need::required) demanded.push_back(key.name);
      if (key.need == Need::mark) marks.push_back(required(key.name));
      if (key.need == Need::one) ones.push_back(required(key.name));
    }
    if (marks.size() == 1) demanded.push_back(marks.front()["required"].front());
    if (!demanded.empty()) schema["required"] = std::move(demanded);
    if (marks.size() > 1) schema["anyOf"] = std::move(marks);
    if (!ones.empty()) schema["oneOf"] = std::move(ones);
    if (shape == Shape::rule) schema["anyOf"] = {required("in_force"), required("status")};
    if (shape == Shape::stage) schema["oneOf"] = {required("runs"), required("ends")};
    if (shape == Shape::case_file) {
      schema["anyOf"] = {required("roles"), required("acquirer"), required("target"), required("vendor")};
    }
    const Others others = others_of(shape);
    schema["additionalProperties"] = others.allowed ? need(others.value) : Json(false);
    return schema;
  }

  /// Ids that the loaded rules know, beside any other.
  void suggest_values(Shape shape, const Key& key, Json& value) {
    Json known = Json::array();
    if (shape == Shape::expectation && key.name == "regime") {
      for (const auto& regime : rule_sets_.regimes)
        known.push_back({{"const", regime.id}, {"title", regime.title}});
    } else if (shape == Shape::recorded_judgement && key.name == "id") {
      for (const auto& definition : rule_sets_.definitions) {
        if (!std::holds_alternative<model::Judgement>(definition.body)) continue;
        known.push_back({{"const", definition.name}, {"title", definition.title}});
      }
    }
    if (known.empty()) return;
    known.push_back(any_scalar());
    value.erase("$ref");
    value["anyOf"] = std::move(known);
  }

  Json facts(Shape shape) {
    switch (shape) {
      case Shape::transaction:
        return facts_reference(vocabulary_, vocabulary_.transaction);
      case Shape::party:
        return facts_reference(vocabulary_, vocabulary_.party);
      case Shape::holding:
        return facts_reference(vocabulary_, vocabulary_.holding);
      case Shape::procedure:
        return facts_reference(vocabulary_, vocabulary_.procedure);
      case Shape::approvals: {
        const auto fact = vocabulary_.find_fact(vocabulary_.transaction, "approvals");
        return fact ? fact_reference(vocabulary_.fact(*fact)) : Json(false);
      }
      default:
        return example_facts(vocabulary_);
    }
  }

  Json leaf(Shape shape) const {
    Json schema = any_scalar();
    switch (shape) {
      case Shape::expression:
        schema["title"] = "an expression";
        schema["examples"] = {"stake.votes >= 25%", "target.active_in contains CA",
                              "acquirer.formed_in not in eea and target.turnover > 5 million CAD"};
        break;
      case Shape::cell:
        schema["title"] = "a test of a table, or its answer";
        schema["examples"] = {"any", "> 50%", "{corporation}", "true"};
        break;
      case Shape::row_list:
        schema["title"] = "the rows of a list";
        schema["examples"] = {"p in upstream(acquirer, m) where (p.kind == fund)"};
        break;
      case Shape::address:
        return {{"type", "string"}, {"pattern", "^https?://"}, {"examples", {"https://example.org/act"}}};
      case Shape::day:
        return {{"type", "string"}, {"pattern", "^" + day_pattern + "$"}, {"examples", {"2017-07-20"}}};
      case Shape::day_range:
        return {{"type", "string"},
                {"pattern", "^(?:" + range_pattern() + ")$"},
                {"examples", {"2017-09-21..", "2017-09-21..2020-12-31", "always"}}};
      case Shape::partial_day:
        return {{"anyOf",
                 {{{"type", "string"}, {"pattern", "^[0-9]{4}(?:-[0-9]{2}){0,2}$"}},
                  {{"type", "integer"}, {"minimum", 1000}, {"maximum", 9999}}}},
                {"examples", {"2017-07-20", "2017-07"}}};
      case Shape::truth:
        return {{"type", "boolean"}};
      case Shape::whole:
        return {{"type", "integer"}, {"minimum", 0}};
      case Shape::score:
        return {{"anyOf",
                 {{{"type", "integer"}, {"minimum", 0}},
                  {{"type", "string"}, {"pattern", "^[0-9]+(?: *\\.\\. *[0-9]+)?$"}}}}};
      case Shape::nothing:
        return {{"type", "null"}};
      case Shape::country:
        return {{"anyOf",
                 {{{"$ref", "#/$defs/" + list_name(vocabulary_.domain(vocabulary_.country))}},
                  {{"const", "EU"}, {"title", "European Union"}}}}};
      case Shape::anything:
        return Json::object();
      default:
        break;
    }
    return schema;
  }

  const model::Vocabulary& vocabulary_;
  const model::RuleSets& rule_sets_;
  Json defs_ = Json::object();
  std::set<Shape> seen_;
};

}  // namespace

Json rules_schema(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets) {
  return SchemaBuilder(vocabulary, rule_sets)
      .make(Shape::rules_folder_file, "urn:weir:schema:rules", "A file of a rules folder",
            "A regime, a file of definitions and rules, a vocabulary file or a context file.");
}

Json case_schema(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets) {
  return SchemaBuilder(vocabulary, rule_sets)
      .make(Shape::case_file, "urn:weir:schema:case", "A case",
            "A deal: who is who, what is known from which source, and what must come out.");
}

}  // namespace weir::schema
