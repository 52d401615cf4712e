#include "report/condition_outline.hpp"

#include <fmt/format.h>

namespace weir::report {

using language::NodeId;
using language::NodeKind;

namespace {

Outline join(std::string_view text, std::vector<Outline> parts) {
  const bool flat = text == all_words || text == any_words;
  if (flat && parts.size() == 1) return std::move(parts.front());
  Outline whole{std::string(text), {}};
  for (Outline& part : parts) {
    if (flat && !part.parts.empty() && part.text == text) {
      for (Outline& inner : part.parts) whole.parts.push_back(std::move(inner));
    } else {
      whole.parts.push_back(std::move(part));
    }
  }
  return whole;
}

class Outliner {
 public:
  Outliner(const check::Checked& checked, const ExpressionWords& words) : checked_(checked), words_(words) {}

  Outline outline(const model::Condition& condition) const {
    using Kind = model::Condition::Kind;
    if (condition.kind == Kind::expression) {
      const check::TypedExpression& typed = checked_.of(condition.expression);
      return outline(typed, condition.expression.ast.root());
    }
    std::vector<Outline> parts;
    for (const model::Condition& part : condition.parts) parts.push_back(outline(part));
    switch (condition.kind) {
      case Kind::all:
        return join(all_words, std::move(parts));
      case Kind::any:
        return join(any_words, std::move(parts));
      case Kind::none:
        return join("none of these", std::move(parts));
      case Kind::at_least:
      case Kind::expression:
        return join(fmt::format("at least {} of these", condition.count), std::move(parts));
    }
    return {};
  }

 private:
  Outline outline(const check::TypedExpression& typed, NodeId id) const {
    const language::Ast& ast = typed.source->ast;
    const NodeKind kind = ast.node(id).kind;
    if (kind == NodeKind::logical_not) {
      const NodeId inside = ast.child(id, 0);
      const NodeKind denied = ast.node(inside).kind;
      if (denied == NodeKind::logical_or) return {"none of these", parts(typed, inside)};
      if (denied == NodeKind::logical_and) return {"not all of these", parts(typed, inside)};
    }
    if (kind == NodeKind::logical_and) return join(all_words, parts(typed, id));
    if (kind == NodeKind::logical_or) return join(any_words, parts(typed, id));
    return {words_.condition(typed, id), {}};
  }

  std::vector<Outline> parts(const check::TypedExpression& typed, NodeId id) const {
    std::vector<Outline> all;
    const language::Ast& ast = typed.source->ast;
    for (std::size_t i = 0; i < ast.child_count(id); ++i) all.push_back(outline(typed, ast.child(id, i)));
    return all;
  }

  const check::Checked& checked_;
  const ExpressionWords& words_;
};

}  // namespace

Outline outline_of(const check::Checked& checked, const ExpressionWords& words,
                   const model::Condition& condition) {
  return Outliner(checked, words).outline(condition);
}

}  // namespace weir::report
