#include "schema/facts.hpp"

#include <algorithm>
#include <utility>

#include "schema/shapes.hpp"
#include "schema/values.hpp"

namespace weir::schema {

using json::Json;
using model::EntityId;
using model::Fact;
using model::FactId;
using model::Vocabulary;

namespace {

Json reference(const std::string& name) {
  Json schema = Json::object();
  schema["$ref"] = "#/$defs/" + name;
  return schema;
}

/// `source`, `quality` and `learned`.
void add_provenance(Json& properties) {
  Json source = any_scalar();
  source["description"] = "Where it comes from: the short name of a source.";
  Json quality = reference("quality_words");
  quality["description"] = "How good the source is on this point; confirmed if left out.";
  Json learned = reference("day");
  learned["description"] = "The day on which it became known, if not with the source.";
  properties["source"] = std::move(source);
  properties["quality"] = std::move(quality);
  properties["learned"] = std::move(learned);
}

/// A value with its source.
Json claim(const Json& value) {
  Json schema = Json::object();
  schema["type"] = "object";
  schema["title"] = "a claim: a value with its source";
  schema["properties"] = {{"value", value}};
  add_provenance(schema["properties"]);
  schema["properties"]["replaces"] = any_scalar();
  schema["properties"]["replaces"]["description"] = "The source whose claim this one corrects.";
  schema["required"] = {"value"};
  schema["additionalProperties"] = false;
  return schema;
}

/// The name of what may be written for a type, among `$defs`.
std::string type_name(const Vocabulary& vocabulary, const Fact& fact) {
  std::string name = vocabulary.describe(fact.type);
  if (!fact.unit.empty()) name += " in " + fact.unit;
  if (fact.never_empty) name += " never empty";
  std::erase(name, ',');
  for (char& c : name) {
    if (c == ' ' || c == '/') c = '-';
  }
  return name;
}

/// A list of rows of another kind of thing.
Json row_list(const Vocabulary& vocabulary, const Fact& fact) {
  const auto& entity = vocabulary.entity(fact.type.entity);
  Json rows = Json::array({{{"const", "unknown"}}, facts_reference(vocabulary, fact.type.entity)});
  if (entity.key.valid()) rows.push_back(value_of(vocabulary, vocabulary.fact(entity.key)));
  Json list = Json::object();
  list["type"] = "array";
  list["items"] = {{"anyOf", std::move(rows)}};
  return Json::array({list, {{"const", "unknown"}}});
}

std::string described(const Vocabulary& vocabulary, const Fact& fact) {
  std::string text = fact.question;
  const auto add = [&](const std::string& more) {
    if (more.empty()) return;
    if (!text.empty()) text += "\n\n";
    text += more;
  };
  add(fact.description);
  if (!fact.measures.empty()) add("An amount of: " + fact.measures + ".");
  if (!fact.unit.empty()) add("A plain number is in " + fact.unit + ".");
  if (fact.type.shape == model::Shape::set)
    add("A list in brackets, these and nothing else; with `unknown` in it there may be more.");
  if (fact.type.change)
    add("Before and after the deal, as `0% -> 25%`; one figure if the deal does not change it.");
  add("Type: " + vocabulary.describe(fact.type) + ".");
  return text;
}

/// What may be written for a fact; the values and claims of its type are added to `defs`.
Json fact_schema(const Vocabulary& vocabulary, const Fact& fact, Json& defs) {
  Json schema = Json::object();
  schema["title"] = fact.label.empty() ? fact.name : fact.label;
  schema["description"] = described(vocabulary, fact);
  const auto examples = examples_of(vocabulary, fact);
  if (!examples.empty()) schema["examples"] = examples;
  if (fact.type.shape == model::Shape::rows) {
    schema["anyOf"] = row_list(vocabulary, fact);
    return schema;
  }
  const std::string type = type_name(vocabulary, fact);
  const std::string value = "value-" + type, claimed = "claim-" + type;
  if (!defs.contains(value)) {
    defs[value] = value_of(vocabulary, fact);
    defs[claimed] = claim(reference(value));
  }
  Json several = Json::object();
  several["type"] = "array";
  several["title"] = "several claims";
  several["items"] = reference(claimed);
  several["minItems"] = 1;
  schema["anyOf"] = {reference(value), reference(claimed), several};
  return schema;
}

/// What an example states of one of the things in it, by paths and as a map.
void add_paths(const Vocabulary& vocabulary, const std::string& word, EntityId entity, Json& properties) {
  Json map = Json::object();
  map["type"] = "object";
  map["properties"] = Json::object();
  map["additionalProperties"] = {{"type", "boolean"}};  // judgements
  for (const FactId id : vocabulary.entity(entity).facts) {
    const Fact& fact = vocabulary.fact(id);
    properties[word + "." + fact.field] = fact_reference(fact);
    map["properties"][fact.field] = fact_reference(fact);
  }
  properties[word] = std::move(map);
}

}  // namespace

Json fact_reference(const Fact& fact) {
  return reference(fact.name);
}

Json facts_reference(const Vocabulary& vocabulary, EntityId entity) {
  return reference("facts-of-" + vocabulary.entity(entity).name);
}

void add_facts(const Vocabulary& vocabulary, Json& defs) {
  for (const auto& domain : vocabulary.domains) defs[list_name(domain)] = codes_of(domain);
  for (const auto& entity : vocabulary.entities) {
    Json schema = Json::object();
    schema["type"] = "object";
    schema["title"] = "what is known of: " + entity.name;
    schema["properties"] = Json::object();
    // The transaction, a party and a procedure have sources for each fact, rows for all together.
    const bool row = entity.name != "transaction" && entity.name != "party" && entity.name != "procedure";
    if (row) add_provenance(schema["properties"]);
    for (const FactId id : entity.facts) {
      const Fact& fact = vocabulary.fact(id);
      schema["properties"][fact.field] = fact_reference(fact);
      Json stated = fact_schema(vocabulary, fact, defs);
      defs[fact.name] = std::move(stated);
    }
    if (entity.name == "holding") schema["required"] = {"owner", "entity"};
    schema["additionalProperties"] = false;
    defs["facts-of-" + entity.name] = std::move(schema);
  }
}

Json example_facts(const Vocabulary& vocabulary) {
  Json properties = Json::object();
  for (const std::string day : {"as_of", "known_on"}) properties[day] = reference("day");
  properties["as_of"]["description"] =
      "The day from which the example is looked at; without it the second on which the rule is in force.";
  for (const std::string role : {"acquirer", "target", "vendor"})
    add_paths(vocabulary, role, vocabulary.party, properties);
  add_paths(vocabulary, "transaction", vocabulary.transaction, properties);
  add_paths(vocabulary, "stake", vocabulary.holding, properties);
  add_paths(vocabulary, "procedure", vocabulary.procedure, properties);
  properties["parties"] = reference("parties");
  properties["holdings"] = reference("holdings");
  properties["approvals"] = reference("approvals");
  properties["judgements"] = reference("recorded_judgements");
  Json schema = Json::object();
  schema["type"] = "object";
  schema["description"] =
      "Facts by their paths, as `target.formed_in: CA`; a judgement by its name with `true` or `false`. The "
      "parties are "
      "`acquirer`, `target` and `vendor`, the holding between the first two is `stake`.";
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = {{"type", "boolean"}};
  return schema;
}

}  // namespace weir::schema
