#pragma once
#include <string>

#include "base/truth.hpp"

namespace weir::test {

/// What a rule with this condition says of a deal whose target has these facts, written as in a case.
/// `definitions` are those of the rule set, in braces or below each other with two spaces before them;
/// `holdings` a list in brackets.
base::Truth truth_of(const std::string& condition, const std::string& target,
                     const std::string& definitions = "{}", const std::string& holdings = "[]");

}  // namespace weir::test
