#include "check/expression_typer.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

namespace {

bool is_amount(const Type& type) {
  return type.shape == Shape::single && (type.kind == Kind::number || type.kind == Kind::share ||
                                         type.kind == Kind::money || type.kind == Kind::quantity);
}

}  // namespace

Type ExpressionTyper::infer_arithmetic(NodeId id) {
  const NodeId left = child(id, 0);
  const NodeId right = child(id, 1);
  Type a = infer(left, {});
  Type b = infer(right, {});
  if (a.kind == Kind::error || b.kind == Kind::error) return {};
  a.change = b.change = false;
  const NodeKind kind = node(id).kind;
  const auto refuse = [&](const std::string& message) -> Type {
    emit(Code::bad_arithmetic, span_of(left), message, "this is of type " + describe(a))
        .label(span_of(right), "this is of type " + describe(b));
    return {};
  };
  if (kind == NodeKind::subtract && a.kind == Kind::date && b.kind == Kind::date) {
    const auto days = analysis_.vocabulary().find_unit("days");
    return days ? Type{.kind = Kind::quantity, .dimension = days->dimension} : Type{.kind = Kind::number};
  }
  if (a.kind == Kind::date || b.kind == Kind::date) {
    emit(Code::bad_arithmetic, span_of(id), "days are moved by periods, not by arithmetic")
        .with_help("write `30 days after …` or `1 year before …`");
    return {};
  }
  if (!is_amount(a) || !is_amount(b)) return refuse("only amounts can be calculated with");
  switch (kind) {
    case NodeKind::add:
    case NodeKind::subtract:
      if (!fits(a, b)) return refuse(describe(a) + " and " + describe(b) + " cannot be added or taken away");
      check_currencies(left, right);
      check_measures(left, right);
      return a;
    case NodeKind::multiply:
      if (a.kind == Kind::number || a.kind == Kind::share) {
        // A share of a share is a share, a share of a number is a number, and so on: the other side decides.
        return b.kind == Kind::number && a.kind == Kind::share ? Type{.kind = Kind::number} : b;
      }
      if (b.kind == Kind::number || b.kind == Kind::share) return a;
      return refuse(describe(a) + " and " + describe(b) + " cannot be multiplied");
    default:
      if (b.kind == Kind::number) return a;
      if (b.kind == Kind::share && a.kind != Kind::share) return a;
      if (!fits(a, b)) return refuse(describe(a) + " cannot be divided by " + describe(b));
      check_currencies(left, right);
      return {.kind = Kind::share};
  }
}

Type ExpressionTyper::infer_greatest(NodeId id) {
  Type common;
  NodeId first;
  for (std::size_t i = 0; i < node(id).child_count; ++i) {
    const NodeId argument = child(id, i);
    Type type = infer(argument, common.kind == Kind::error ? Hint() : Hint(common));
    if (type.kind == Kind::error) continue;
    const bool change = type.change;
    type.change = false;
    if (!is_amount(type)) {
      auto& diagnostic =
          emit(Code::bad_arithmetic, span_of(argument), "`" + text_of(argument) + "` is no amount",
               "this is of type " + describe(type));
      if (type.kind == Kind::date) diagnostic.with_help("of days write `latest` or `earliest`");
      return {};
    }
    type.change = change;
    if (common.kind == Kind::error) {
      common = type;
      first = argument;
    } else if (!fits(common, type)) {
      require_fit(first, common, span_of(argument), type, argument);
      return {};
    } else {
      common.change = common.change && type.change;
      check_currencies(first, argument);
    }
  }
  return common;
}

}  // namespace weir::check
