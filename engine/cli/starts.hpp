#pragma once
#include <string>
#include <utility>
#include <vector>

namespace weir::cli {

/// Words to put into a start: the name between `@` signs in it, and what stands in its place.
using Blanks = std::vector<std::pair<std::string, std::string>>;

/// The beginning of a rule set: its frame and one rule whose condition is a question that is still to be
/// written.
std::string regime_start(const Blanks& blanks);
/// The beginning of a file with one rule.
std::string rule_start(const Blanks& blanks);
/// The beginning of a case that states no fact yet.
std::string case_start(const Blanks& blanks);

/// `text` in double quotes if it would not be read as itself without them.
std::string in_quotes(const std::string& text);

}  // namespace weir::cli
