#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/codes.hpp"
#include "language/ast.hpp"

namespace weir::language {

/// The one mistake at which reading a text stopped.
struct SyntaxError {
  diagnostics::Code code{};               ///< a 2xxx code
  base::TextRange range;                  ///< what is underlined; never longer than the offending word
  std::string message;                    ///< lower case, no full stop
  std::string help;                       ///< what to do; may be empty
  std::optional<base::TextRange> second;  ///< a second place (the `(` that is not closed, the first `and`)
  std::string second_text;
  std::optional<std::string> replacement;  ///< if set, replacing `range` by this would mend it
};

struct Parsed {
  Ast ast;  ///< empty when there is an error
  std::optional<SyntaxError> error;
};

/// Deepest nesting of parentheses, `not` and sets that is read.
inline constexpr std::size_t depth_limit = 64;

/// An expression of rules: grammar `expr` of docs/language.md. Never throws; linear in the length of the
/// text.
Parsed parse_expression(std::string_view text);
/// One cell of a table line: grammar `test`.
Parsed parse_test(std::string_view text);
/// The value of `list:` and `subjects:`: grammar `rows`.
Parsed parse_rows(std::string_view text);
/// A value in a case: `unknown`, `one of […]`, ranges, changes, amounts; a text that is none of these is one
/// value_text.
Parsed parse_value(std::string_view text);

/// Words that cannot be names (except after a dot).
bool is_reserved(std::string_view word);

}  // namespace weir::language
