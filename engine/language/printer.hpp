#pragma once
#include <string>

#include "language/ast.hpp"

namespace weir::language {

/// The canonical text of a tree: `parse(print(ast))` gives the same tree. One line, single blanks, the fewest
/// parentheses that the grammar needs.
std::string print(const Ast& ast);
/// The canonical text of the tree under `node`.
std::string print(const Ast& ast, NodeId node);
/// "==", "<=", …
std::string_view to_text(Comparison comparison);

}  // namespace weir::language
