#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// Which grammar of docs/language.md an expression is read with. A cell of a table is a test or an answer.
enum class Grammar : std::uint8_t { expression, cell, rows };

/// An expression with single blanks between its words, on one line. Numbers, names and parentheses stay as
/// the author wrote them. None if the text has a mistake: it is then left as it is.
std::optional<std::string> one_line(std::string_view text, Grammar grammar);

/// The same over several lines of at most `width` columns, broken before `and` and `or`, inside parentheses
/// and after commas; a part that cannot be broken is longer. One line if nothing can be broken.
std::vector<std::string> broken(std::string_view text, std::size_t width);

}  // namespace weir::format
