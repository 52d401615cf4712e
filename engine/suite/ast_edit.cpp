#include "suite/ast_edit.hpp"

#include <vector>

namespace weir::suite {

using language::Ast;
using language::Node;
using language::NodeId;

namespace {

class Copier {
 public:
  Copier(const Ast& ast, const AstEdit& edit, NodeId clause) : ast_(ast), edit_(edit), clause_(clause) {}

  EditedAst run() {
    copy(ast_.root());
    return std::move(out_);
  }

 private:
  NodeId copy(NodeId id) {
    const bool here = id == edit_.at;
    const NodeId made = here && edit_.hoisted ? copy(ast_.child(id, *edit_.hoisted)) : copy_node(id, here);
    if (id == clause_) out_.clause = made;
    return made;
  }

  NodeId copy_node(NodeId id, bool here) {
    std::vector<NodeId> children;
    for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
      if (!(here && edit_.dropped == i)) children.push_back(copy(ast_.child(id, i)));
    }
    Node node = here && edit_.payload ? *edit_.payload : ast_.node(id);
    node.first_child = static_cast<std::uint32_t>(out_.ast.children.size());
    node.child_count = static_cast<std::uint32_t>(children.size());
    out_.ast.children.insert(out_.ast.children.end(), children.begin(), children.end());
    out_.ast.nodes.push_back(std::move(node));
    return out_.ast.root();
  }

  const Ast& ast_;
  const AstEdit& edit_;
  NodeId clause_;
  EditedAst out_;
};

}  // namespace

EditedAst edited(const Ast& ast, const AstEdit& edit, NodeId clause) {
  return Copier(ast, edit, clause).run();
}

}  // namespace weir::suite
