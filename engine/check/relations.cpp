#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "check/expression_typer.hpp"

namespace weir::check {

using diagnostics::Code;
using diagnostics::Fix;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

Type ExpressionTyper::infer_relation(NodeId id) {
  switch (node(id).kind) {
    case NodeKind::equal:
    case NodeKind::not_equal:
      infer_comparison(child(id, 0), child(id, 1), false);
      break;
    case NodeKind::between:
      infer_comparison(child(id, 0), child(id, 1), true);
      infer_comparison(child(id, 1), child(id, 2), true);
      check_currencies(child(id, 0), child(id, 2));
      break;
    case NodeKind::reaches:
    case NodeKind::rises_above:
    case NodeKind::falls_below:
      infer_change(id);
      break;
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
      infer_comparison(child(id, 0), child(id, 1), true);
      break;
    default:
      infer_membership(id);
      break;
  }
  return {.kind = Kind::truth};
}

ExpressionTyper::Pair ExpressionTyper::infer_pair(NodeId left, NodeId right) {
  const auto hint_from = [](const Type& type) { return Hint(item_of(type)); };
  if (needs_hint(left) && !needs_hint(right)) {
    const Type b = infer(right, {});
    return {infer(left, hint_from(b)), b};
  }
  Type a = infer(left, {});
  const Type b = infer(right, hint_from(a));
  if (a.kind == Kind::code && !a.domain.valid() && b.kind == Kind::code && b.domain.valid())
    a = infer(left, hint_from(b));
  return {a, b};
}

void ExpressionTyper::infer_comparison(NodeId left, NodeId right, bool ordered) {
  const auto [a, b] = infer_pair(left, right);
  if (a.kind == Kind::error || b.kind == Kind::error) return;
  const bool one_with_set = a.shape == Shape::single && b.shape != Shape::single;
  const std::string_view help = one_with_set ? "write `in` to ask whether one item is in a set, or `not in`"
                                             : "write `contains`, `overlaps` or `within`";
  if (a.shape != Shape::single || b.shape != Shape::single) {
    const bool first = a.shape != Shape::single;
    auto& diagnostic = refuse_set(first ? left : right, first ? a : b, help);
    if (auto fix = membership_fix(left, a, right, b)) diagnostic.fix(std::move(*fix));
    return;
  }
  if (!require_value(left, a) || !require_value(right, b)) return;
  if (!require_fit(left, a, span_of(right), b, right)) return;
  if (ordered && !require_order(left, a)) return;
  check_currencies(left, right);
  check_measures(left, right);
}

/// `==` between one item and a set can only mean that the item is in it; between two sets it may mean several
/// things.
std::optional<Fix> ExpressionTyper::membership_fix(NodeId left, const Type& a, NodeId right,
                                                   const Type& b) const {
  const bool item_first = a.shape == Shape::single && b.shape == Shape::set;
  const bool set_first = a.shape == Shape::set && b.shape == Shape::single;
  if ((!item_first && !set_first) || !fits(item_of(a), item_of(b))) return std::nullopt;
  const base::TextRange between{node(left).range.end, node(right).range.begin};
  if (!expression_.text.exact || between.end <= between.begin) return std::nullopt;
  // Parentheses belong to no node, and would be lost.
  const std::string_view text = expression_.text.text;
  const std::string_view sign = base::trim(text.substr(between.begin, between.end - between.begin));
  if (sign != "==" && (sign != "!=" || set_first)) return std::nullopt;
  const std::string word = set_first ? "contains" : sign == "==" ? "in" : "not in";
  return Fix{
      "write `" + word + "`", Fix::Trust::suggested, {{expression_.text.to_file(between), " " + word + " "}}};
}

void ExpressionTyper::infer_membership(NodeId id) {
  const NodeId left = child(id, 0);
  const NodeId right = child(id, 1);
  const auto [a, b] = infer_pair(left, right);
  if (a.kind == Kind::error || b.kind == Kind::error) return;
  if (!require_value(left, a) || !require_value(right, b)) return;
  bool shaped = true;
  switch (node(id).kind) {
    case NodeKind::in:
    case NodeKind::not_in:
      shaped = require_single(left, a, "write `overlaps` or `within` between two sets") &&
               require_set(right, b, "write `==` between two single items");
      break;
    case NodeKind::contains:
      shaped = require_set(left, a, "write `==` between two single items") &&
               require_single(right, b, "write `overlaps`, or `contains at least`, between two sets");
      break;
    default:
      shaped = require_set(left, a, "write `in` for a single item") &&
               require_set(right, b, "write `contains` for one item");
      break;
  }
  if (shaped) require_fit(left, a, span_of(right), b, right);
}

void ExpressionTyper::infer_change(NodeId id) {
  const NodeId left = child(id, 0);
  const NodeId right = child(id, 1);
  const Type a = infer(left, {});
  const Type b = infer(right, a.kind == Kind::error ? Hint() : Hint(item_of(a)));
  if (a.kind == Kind::error) return;
  if (!a.change || a.kind != Kind::share || a.shape != Shape::single) {
    emit(Code::not_a_change, span_of(left), "`" + text_of(left) + "` has no figure before and after the deal",
         "this is of type " + describe(a))
        .with_help("only a fact declared as `percent, change` can reach, rise above or fall below");
    return;
  }
  if (b.kind == Kind::error) return;
  const bool shaped = node(id).any_of ? require_set(right, b, "list the thresholds in braces")
                                      : require_single(right, b, "write `any of {…}` for several thresholds");
  if (shaped) require_fit(left, a, span_of(right), b, right);
}

bool ExpressionTyper::require_fit(NodeId left, const Type& a, base::Span right, const Type& b,
                                  std::optional<NodeId> right_node) {
  if (fits(a, b)) return true;
  // A number where a share is meant: the commonest slip, `25` for `25%`.
  const bool left_number = a.kind == Kind::number && b.kind == Kind::share;
  const bool right_number = b.kind == Kind::number && a.kind == Kind::share;
  if (left_number || right_number) {
    const bool literal = left_number ? node(left).kind == NodeKind::number
                                     : right_node && node(*right_node).kind == NodeKind::number;
    const base::Span number = left_number ? span_of(left) : right;
    auto& diagnostic =
        emit(Code::number_for_share, number, "a percentage is compared with a plain number", "a number");
    diagnostic.label(left_number ? right : span_of(left), "a percentage");
    if (literal) {
      const std::string mended = text_of(left_number ? left : *right_node) + "%";
      diagnostic.with_help("write `" + mended + "`");
      diagnostic.fix({"write `" + mended + "`", Fix::Trust::suggested, {{number, mended}}});
    } else {
      diagnostic.with_help(
          "the number is no share of anything: leave the percent sign out, or compare a share");
    }
    return false;
  }
  const Type item_a = item_of(a);
  const Type item_b = item_of(b);
  auto& diagnostic = emit(Code::type_mismatch, span_of(left),
                          describe(item_a) + " cannot be compared with " + describe(item_b),
                          "this is of type " + describe(a))
                         .label(right, "this is of type " + describe(b));
  const bool bare = item_a.kind == Kind::number || item_b.kind == Kind::number;
  const Kind other = item_a.kind == Kind::number ? item_b.kind : item_a.kind;
  if (bare && other == Kind::money) {
    diagnostic.with_help("an amount has a currency behind it, with its three letters: `5 million CAD`");
  } else if (bare && other == Kind::quantity) {
    diagnostic.with_help(
        "a plain number has no unit and a quantity has one: write the unit of what is compared, or none");
  }
  return false;
}

bool ExpressionTyper::require_single(NodeId id, const Type& type, std::string_view help) {
  if (type.kind == Kind::error || type.shape == Shape::single) return true;
  refuse_set(id, type, help);
  return false;
}

diagnostics::Diagnostic& ExpressionTyper::refuse_set(NodeId id, const Type& type, std::string_view help) {
  return emit(Code::set_for_single, span_of(id), "`" + text_of(id) + "` is a set where one item is needed",
              "this is of type " + describe(type))
      .with_help(std::string(help));
}

bool ExpressionTyper::require_set(NodeId id, const Type& type, std::string_view help) {
  if (type.kind == Kind::error || type.shape == Shape::set) return true;
  emit(Code::single_for_set, span_of(id), "`" + text_of(id) + "` is no set, and one is needed",
       "this is of type " + describe(type))
      .with_help(std::string(help));
  return false;
}

bool ExpressionTyper::require_order(NodeId id, const Type& type) {
  switch (type.kind) {
    case Kind::error:
    case Kind::number:
    case Kind::share:
    case Kind::money:
    case Kind::quantity:
    case Kind::date:
      return true;
    case Kind::code:
      if (!type.domain.valid() || analysis_.vocabulary().domain(type.domain).ordered) return true;
      break;
    case Kind::truth:
    case Kind::period:
    case Kind::text:
    case Kind::party:
    case Kind::row:
      break;
  }
  auto& diagnostic =
      emit(Code::not_ordered, span_of(id), describe(type) + " has no order, so nothing is more or less of it",
           "this is of type " + describe(type));
  if (type.kind == Kind::code && type.domain.valid()) {
    diagnostic.label(analysis_.vocabulary().domain(type.domain).span, "not declared with `ordered: true`");
  }
  return false;
}

bool ExpressionTyper::require_value(NodeId id, const Type& type) {
  if (type.kind == Kind::row || type.shape == Shape::rows) {
    if (binding(id).kind == Binding::Kind::row) {
      emit(Code::no_value, span_of(id), "`" + text_of(id) + "` is a thing and not one of its facts")
          .with_help("name the fact: `" + text_of(id) + ".…`");
    } else {
      not_evaluated(id, "reading the rows of a list without a key");
    }
    return false;
  }
  if (type.kind == Kind::text || type.kind == Kind::period) {
    emit(Code::no_value, span_of(id),
         "`" + text_of(id) + "` is a " + describe(type) + ", which conditions cannot read");
    return false;
  }
  return true;
}

void ExpressionTyper::check_currencies(NodeId left, NodeId right) {
  const auto currency = [&](NodeId id) {
    while (node(id).kind == NodeKind::at_least || node(id).kind == NodeKind::at_most) id = child(id, 0);
    const bool money = node(id).kind == NodeKind::number && analysis_.vocabulary().is_currency(node(id).unit);
    return money ? node(id).unit : std::string();
  };
  const std::string a = currency(left);
  const std::string b = currency(right);
  if (a.empty() || b.empty() || a == b) return;
  emit(Code::currency_mismatch, span_of(left), "amounts in " + a + " and " + b + " are not compared",
       "in " + a)
      .label(span_of(right), "in " + b)
      .with_help("state both in one currency");
}

void ExpressionTyper::check_measures(NodeId left, NodeId right) {
  const auto measure = [&](NodeId id) {
    const auto& bound = binding(id);
    return bound.kind == Binding::Kind::fact ? analysis_.vocabulary().fact(bound.fact).measures
                                             : std::string();
  };
  const std::string a = measure(left);
  const std::string b = measure(right);
  if (a.empty() || b.empty() || a == b) return;
  emit(Code::measure_mismatch, span_of(left), "an amount of the " + a + " is compared with one of the " + b,
       "the " + a)
      .label(span_of(right), "the " + b);
}

}  // namespace weir::check
