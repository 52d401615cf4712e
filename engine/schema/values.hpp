#pragma once
#include <string>
#include <vector>

#include "json/json.hpp"
#include "model/vocabulary.hpp"

namespace weir::schema {

/// A text that YAML may take for a number or a truth value.
json::Json any_scalar();
/// A text of the pattern, or a number if it may be one.
json::Json text_like(const std::string& pattern);
/// `YYYY-MM-DD`.
extern const std::string day_pattern;

/// What a case may write for a value of the type, partly known ones too. Codes of lists are referred to by
/// `#/$defs/LIST`.
json::Json value_of(const model::Vocabulary& vocabulary, const model::Fact& fact);
/// Values that show how one is written.
std::vector<std::string> examples_of(const model::Vocabulary& vocabulary, const model::Fact& fact);
/// The codes of a list with their titles.
json::Json codes_of(const model::Domain& domain);
/// The name of a list among `$defs`.
std::string list_name(const model::Domain& domain);

}  // namespace weir::schema
