#include "check/table_checker.hpp"

#include <algorithm>

#include "check/expression_typer.hpp"
#include "check/table_cells.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

model::Type TableChecker::run() {
  for (const auto& input : table_.inputs) inputs_.push_back(analysis_.type(input, scope_));
  type_tests();
  std::vector<const model::Expression*> answers;
  for (const auto& line : table_.lines) answers.push_back(&line.answer);
  const Type type = analysis_.type_answers(answers, scope_);
  check_coverage();
  return type;
}

void TableChecker::type_tests() {
  for (const auto& line : table_.lines) {
    for (std::size_t i = 0; i < line.tests.size(); ++i) {
      const auto& test = line.tests[i];
      if (!test.present()) continue;
      const bool known = i < inputs_.size();
      ExpressionTyper typer(analysis_, scope_, test);
      typer.infer_test(test.ast.root(), known ? inputs_[i] : Type{},
                       known ? span_of(table_.inputs[i]) : line.span);
      analysis_.result_.typed.insert_or_assign(&test, typer.take());
    }
  }
}

void ExpressionTyper::infer_test(NodeId id, const Type& input, base::Span input_span) {
  const auto& syntax = node(id);
  const auto result = [&](const Type& type) { typed_.nodes[id.index()].type = type; };
  const Hint hint = input.kind == Kind::error ? Hint(Type{}) : Hint(item_of(input));
  switch (syntax.kind) {
    case NodeKind::test_any:
      result({.kind = Kind::truth});
      return;
    case NodeKind::test_not:
      infer_test(child(id, 0), input, input_span);
      result({.kind = Kind::truth});
      return;
    case NodeKind::test_compare: {
      const NodeId right = child(id, 0);
      const Type type = infer(right, hint);
      result({.kind = Kind::truth});
      if (input.kind == Kind::error || type.kind == Kind::error) return;
      const bool ordered = syntax.first_operator != language::Comparison::equal &&
                           syntax.first_operator != language::Comparison::not_equal;
      if (!require_single(right, type, "write the set without an operator") || !require_value(right, type))
        return;
      if (!require_fit(right, type, input_span, input, std::nullopt)) return;
      if (input.shape != Shape::single) {
        emit(Code::set_for_single, input_span, "the input is a set, which is not compared",
             "this is of type " + describe(input))
            .label(span_of(right), "compared here");
        return;
      }
      if (ordered) require_order(right, type);
      return;
    }
    default:
      break;
  }
  const Type type = infer(id, hint);
  if (input.kind == Kind::error || type.kind == Kind::error) return;
  if (!require_value(id, type) || !require_fit(id, type, input_span, input, std::nullopt)) return;
  if (input.shape == Shape::set && type.shape == Shape::single && syntax.kind != NodeKind::none) {
    emit(Code::single_for_set, span_of(id), "the input is a set, and `" + text_of(id) + "` is one item",
         "this is of type " + describe(type))
        .label(input_span, "this is of type " + describe(input))
        .with_help("write `{" + text_of(id) + "}`: the line then fits when they overlap");
  }
}

void TableChecker::check_coverage() {
  const auto is_any = [](const model::Expression& test) {
    return !test.present() || test.ast.nodes.back().kind == language::NodeKind::test_any;
  };
  if (!table_.lines.empty() && std::ranges::all_of(table_.lines.back().tests, is_any)) return;
  for (const auto& type : inputs_) {
    if (type.kind == Kind::error) return;  // a mistake that is already reported
  }
  const auto witness = uncovered(analysis_.vocabulary(), table_, inputs_, analysis_.result_.typed);
  if (!witness) return;
  std::string where;
  for (std::size_t i = 0; i < witness->size(); ++i) {
    if ((*witness)[i].empty()) continue;
    where += (where.empty() ? "`" : ", `") + table_.inputs[i].text.text + "` " + (*witness)[i];
  }
  auto& diagnostic = analysis_.sink().emit(
      Code::table_gap, span_, "no line of the table answers when " + (where.empty() ? "it is read" : where),
      "does not cover its inputs");
  if (!table_.lines.empty()) diagnostic.label(table_.lines.back().span, "the last line");
  diagnostic.with_help("add a line for it, or end with a line of `any`").in(scope_.owner);
}

}  // namespace weir::check
