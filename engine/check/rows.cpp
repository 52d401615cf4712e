#include <algorithm>

#include "check/expression_typer.hpp"
#include "language/printer.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

Type ExpressionTyper::infer_rows(NodeId id) {
  const auto& syntax = node(id);
  const bool leading = syntax.kind == NodeKind::sum_of || syntax.kind == NodeKind::max_of ||
                       syntax.kind == NodeKind::min_of || syntax.kind == NodeKind::largest_joint_interest;
  const bool trailing =
      syntax.kind == NodeKind::some || syntax.kind == NodeKind::every || syntax.kind == NodeKind::no;
  const NodeId list = child(id, leading ? 1 : 0);
  const auto source = infer_list(list);
  if (!source) return {};

  const std::string name = syntax.names.empty() ? std::string() : syntax.names[0];
  if (is_root(name) || analysis_.find_definition(name)) {
    auto& diagnostic =
        emit(Code::variable_taken, name_span(id, 0), "`" + name + "` already has a meaning here");
    diagnostic.with_help("call the row by another name, as `x`");
    if (const auto found = analysis_.find_definition(name))
      diagnostic.label(analysis_.definition(*found).id_span, "declared here");
    return {};
  }
  if (variables_.size() >= 2) {
    emit(Code::rows_too_deep, span_of(id), "rows are read two levels deep, and this is a third")
        .with_help("make the innermost part an attribute of its row, and read that");
    return {};
  }
  const bool joint =
      syntax.kind == NodeKind::joint_interest || syntax.kind == NodeKind::largest_joint_interest;
  if (joint && (!source->held || source->kind == ListSource::Kind::downstream)) {
    emit(Code::not_a_list, span_of(list), "a joint interest is that of holders, and these rows are none")
        .with_help("write `joint interest of h in holders(…, method) where (…)`");
    return {};
  }
  const std::uint32_t slot = slots_++;
  variables_.push_back({name, source->entity, source->held, source->holding, slot});
  binding(id).place.slot = slot;
  binding(id).place.entity = source->entity;
  if (syntax.has_filter) require_truth(child(id, leading ? 2 : 1));
  if (trailing) require_truth(child(id, syntax.has_filter ? 2 : 1));
  Type result;
  switch (syntax.kind) {
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::no:
      result = {.kind = Kind::truth};
      break;
    case NodeKind::count_of:
      result = {.kind = Kind::number};
      break;
    case NodeKind::portion_of:
      result = {.kind = Kind::share};
      warn_of_portion(id, list);
      break;
    case NodeKind::joint_interest:
      result = {.kind = Kind::share, .change = true};
      break;
    case NodeKind::largest_joint_interest: {
      const Type key = infer(child(id, 0), {});
      if (key.kind != Kind::error && (key.kind != Kind::code || key.shape != Shape::single)) {
        emit(Code::type_mismatch, span_of(child(id, 0)), "holders are grouped by one item, such as a country",
             "this is of type " + describe(key));
      }
      result = {.kind = Kind::share, .change = true};
      break;
    }
    case NodeKind::rows:
      result = {.kind = Kind::row, .shape = Shape::rows, .entity = source->entity};
      break;
    default:
      result = infer_sum(id, infer(child(id, 0), {}));
      break;
  }
  variables_.pop_back();
  return result;
}

Type ExpressionTyper::infer_sum(NodeId id, Type term) {
  if (term.kind == Kind::error) return {};
  const NodeId what = child(id, 0);
  const bool sum = node(id).kind == NodeKind::sum_of;
  if (sum && reads_held(what)) {
    emit(Code::held_added_up, span_of(what), "adding up `.held` counts what stands behind one another twice")
        .with_help("write `joint interest of " + node(id).names[0] + " in …`, which counts each piece once");
    return {};
  }
  const bool number = term.kind == Kind::number || term.kind == Kind::share || term.kind == Kind::money ||
                      term.kind == Kind::quantity;
  if (term.shape != Shape::single || !(number || (!sum && term.kind == Kind::date))) {
    emit(Code::bad_arithmetic, span_of(what),
         "`" + text_of(what) + "` cannot be " + (sum ? "added up" : "ranked"),
         "this is of type " + describe(term));
    return {};
  }
  term.change = false;
  return term;
}

bool ExpressionTyper::reads_held(NodeId id) const {
  if (typed_.nodes[id.index()].binding.kind == Binding::Kind::held) return true;
  for (std::size_t i = 0; i < node(id).child_count; ++i) {
    if (reads_held(child(id, i))) return true;
  }
  return false;
}

void ExpressionTyper::warn_of_portion(NodeId id, NodeId list) {
  const std::string counted = language::print(expression_.ast, list);
  for (std::size_t i = 0; i < expression_.ast.nodes.size(); ++i) {
    const auto& other = expression_.ast.nodes[i];
    const bool count = other.kind == NodeKind::call && !other.names.empty() && other.names[0] == "count" &&
                       other.child_count == 1;
    if (count && language::print(expression_.ast, child(NodeId(i), 0)) == counted) return;
  }
  emit(Code::portion_of_nobody, span_of(id),
       "a portion of no rows does not apply, and nothing says what then holds")
      .with_help("write `count(" + counted + ") > 0 and …`, or `count(" + counted + ") == 0 or …`");
}

}  // namespace weir::check
