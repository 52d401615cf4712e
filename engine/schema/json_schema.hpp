#pragma once
#include "json/json.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::schema {

/// JSON Schema (2020-12) of the files below a rules folder. The facts that examples state are those of the
/// vocabulary; descriptions are what an editor shows.
json::Json rules_schema(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets);

/// The same of case files.
json::Json case_schema(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets);

}  // namespace weir::schema
