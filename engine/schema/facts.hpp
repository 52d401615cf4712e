#pragma once
#include <string>

#include "json/json.hpp"
#include "model/vocabulary.hpp"

namespace weir::schema {

/// Puts a definition for every list, every fact and every kind of thing of the vocabulary into `defs`: facts
/// under their names, things under `facts-of-THING`.
void add_facts(const model::Vocabulary& vocabulary, json::Json& defs);

/// What stands for a fact: `{"$ref": …}`.
json::Json fact_reference(const model::Fact& fact);
/// What stands for the facts of a kind of thing.
json::Json facts_reference(const model::Vocabulary& vocabulary, model::EntityId entity);
/// The facts that an example of a rule may state, by their paths.
json::Json example_facts(const model::Vocabulary& vocabulary);

}  // namespace weir::schema
