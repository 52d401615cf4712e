#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/checked.hpp"

namespace weir::check {

/// Values of the inputs for which no line fits, in words, one an input (empty: any value); none if every
/// value is covered. A test that is no constant counts as never fitting.
std::optional<std::vector<std::string>> uncovered(
    const model::Vocabulary& vocabulary, const model::Table& table, const std::vector<model::Type>& inputs,
    const std::unordered_map<const model::Expression*, TypedExpression>& typed);

}  // namespace weir::check
