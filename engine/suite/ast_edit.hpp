#pragma once
#include <optional>

#include "language/ast.hpp"

namespace weir::suite {

/// One change of a syntax tree at one node.
struct AstEdit {
  language::NodeId at;
  std::optional<language::Node> payload{};  ///< what the node becomes; its children stay
  std::optional<std::size_t> dropped{};     ///< this child goes
  std::optional<std::size_t> hoisted{};     ///< this child takes the place of the node
};

/// A tree after an edit, and where a node of the tree before stands in it.
struct EditedAst {
  language::Ast ast;
  language::NodeId clause;
};
/// `clause` is the edited node or one above it.
EditedAst edited(const language::Ast& ast, const AstEdit& edit, language::NodeId clause);

}  // namespace weir::suite
