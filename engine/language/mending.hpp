#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "language/parser.hpp"

namespace weir::language {

/// A change to one part of a text.
struct TextEdit {
  base::TextRange range;
  std::string replacement;
};

/// A way to mend an expression that cannot be read.
struct Mending {
  std::string title;
  diagnostics::Fix::Trust trust = diagnostics::Fix::Trust::suggested;
  std::vector<TextEdit> edits;
};

/// The ways to mend `error` in `text`: alternatives where there are several, none where only the author
/// knows.
std::vector<Mending> mendings_of(std::string_view text, const SyntaxError& error);

}  // namespace weir::language
