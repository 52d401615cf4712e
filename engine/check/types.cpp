#include <algorithm>

#include "base/text.hpp"
#include "check/expression_typer.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

bool fits(const Type& a, const Type& b) {
  if (a.kind == Kind::error || b.kind == Kind::error) return true;
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::code:
      return !a.domain.valid() || !b.domain.valid() || a.domain == b.domain;
    case Kind::quantity:
      return a.dimension == b.dimension;
    case Kind::row:
      return a.entity == b.entity;
    case Kind::error:
    case Kind::truth:
    case Kind::number:
    case Kind::share:
    case Kind::money:
    case Kind::date:
    case Kind::period:
    case Kind::text:
    case Kind::party:
      return true;
  }
  return true;
}

namespace {

/// The three letters of a currency that is called by its name, or by its letters in another case; empty where
/// several countries have one of that name.
std::string currency_called(std::string_view word, const model::Vocabulary& vocabulary) {
  struct Row {
    std::string_view name, letters;
  };
  static constexpr Row rows[] = {{"euro", "EUR"}, {"euros", "EUR"},    {"sterling", "GBP"}, {"yen", "JPY"},
                                 {"yuan", "CNY"}, {"renminbi", "CNY"}, {"rmb", "CNY"}};
  std::string lower, upper;
  for (const char c : word) {
    const bool small = c >= 'a' && c <= 'z', large = c >= 'A' && c <= 'Z';
    lower += large ? static_cast<char>(c - 'A' + 'a') : c;
    upper += small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (vocabulary.is_currency(upper)) return upper;
  const auto* row = std::ranges::find(rows, lower, &Row::name);
  return row == std::end(rows) ? std::string() : std::string(row->letters);
}

}  // namespace

Type item_of(Type type) {
  type.shape = Shape::single;
  type.change = false;
  return type;
}

base::Span span_of(const model::Expression& expression) {
  const auto length = static_cast<std::uint32_t>(expression.text.text.size());
  return expression.text.to_file({0, length});
}

ExpressionTyper::ExpressionTyper(Analysis& analysis, const Scope& scope, const model::Expression& expression)
    : analysis_(analysis), scope_(scope), expression_(expression) {
  typed_.source = &expression;
  typed_.nodes.resize(expression.ast.nodes.size());
}

diagnostics::Diagnostic& ExpressionTyper::emit(Code code, base::Span span, std::string message,
                                               std::string label) {
  return analysis_.sink().emit(code, span, std::move(message), std::move(label)).in(scope_.owner);
}

Type ExpressionTyper::not_evaluated(NodeId id, const std::string& construct) {
  emit(Code::not_evaluated_yet, span_of(id), construct + " cannot be evaluated by this version",
       "not evaluated yet");
  return {};
}

Type ExpressionTyper::infer(NodeId id, const Hint& hint) {
  const Type type = infer_kind(id, hint);
  typed_.nodes[id.index()].type = type;
  return type;
}

Type ExpressionTyper::infer_kind(NodeId id, const Hint& hint) {
  const auto& syntax = node(id);
  switch (syntax.kind) {
    case NodeKind::number:
      return infer_number(id, hint);
    case NodeKind::percent:
    case NodeKind::fraction:
      return {.kind = Kind::share};
    case NodeKind::date:
    case NodeKind::never:
      return {.kind = Kind::date};
    case NodeKind::truth:
      return {.kind = Kind::truth};
    case NodeKind::none:
      return hint ? item_of(*hint) : Type{};
    case NodeKind::at_least:
    case NodeKind::at_most:
      return infer(child(id, 0), hint);
    case NodeKind::path:
      return infer_path(id, hint);
    case NodeKind::call:
      return infer_call(id);
    case NodeKind::set:
      return infer_set(id, hint);
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
      return infer_arithmetic(id);
    case NodeKind::dated:
      return infer_dated(id, hint);
    case NodeKind::offset_after:
    case NodeKind::offset_before:
    case NodeKind::offset_from:
      return infer_offset(id);
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
    case NodeKind::between:
    case NodeKind::in:
    case NodeKind::not_in:
    case NodeKind::overlaps:
    case NodeKind::within:
    case NodeKind::contains:
    case NodeKind::contains_at_least:
    case NodeKind::reaches:
    case NodeKind::rises_above:
    case NodeKind::falls_below:
      return infer_relation(id);
    case NodeKind::logical_not:
    case NodeKind::logical_and:
    case NodeKind::logical_or:
      for (std::size_t i = 0; i < syntax.child_count; ++i) require_truth(child(id, i));
      return {.kind = Kind::truth};
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::no:
    case NodeKind::count_of:
    case NodeKind::portion_of:
    case NodeKind::sum_of:
    case NodeKind::max_of:
    case NodeKind::min_of:
    case NodeKind::joint_interest:
    case NodeKind::largest_joint_interest:
    case NodeKind::rows:
      return infer_rows(id);
    case NodeKind::field: {
      std::size_t next = 0;
      if (node(child(id, 0)).kind == NodeKind::call && node(child(id, 0)).names[0] == "interest") {
        const Type share = infer(child(id, 0), {});
        if (share.kind == Kind::error) return {};
        if (node(id).names == std::vector<std::string>{"before"}) {
          binding(id).before = true;
          return {.kind = Kind::share};
        }
        emit(Code::unknown_fact, name_span(id, 0), "an interest has no part `" + node(id).names[0] + "`")
            .with_help("it has the figure after the deal, and `.before`");
        return {};
      }
      auto source = call_list(child(id, 0));
      if (!source) return {};
      flatten(id, *source, next);
      return values_of(id, std::move(*source), next);
    }
    case NodeKind::test_any:
    case NodeKind::test_compare:
    case NodeKind::test_not:
      return {.kind = Kind::truth};
    case NodeKind::value_unknown:
    case NodeKind::value_not_yet:
    case NodeKind::value_not_applicable:
    case NodeKind::value_one_of:
    case NodeKind::value_list:
    case NodeKind::value_range:
    case NodeKind::value_over:
    case NodeKind::value_under:
    case NodeKind::value_change:
    case NodeKind::value_equivalents:
    case NodeKind::value_text:
      return {};
  }
  return {};
}

Type ExpressionTyper::infer_number(NodeId id, const Hint& hint) {
  const auto& vocabulary = analysis_.vocabulary();
  const std::string& unit = node(id).unit;
  if (unit.empty()) {
    const bool code = hint && hint->kind == Kind::code && hint->domain.valid();  // `3342` of NAICS
    return code ? infer_code(id, text_of(id), hint) : Type{.kind = Kind::number};
  }
  if (vocabulary.is_currency(unit)) return {.kind = Kind::money};
  if (const auto found = vocabulary.find_unit(unit))
    return {.kind = Kind::quantity, .dimension = found->dimension};
  std::vector<std::string> candidates;
  for (const auto& dimension : vocabulary.dimensions) {
    for (const auto& known : dimension.units) candidates.push_back(known.first);
  }
  auto& diagnostic = emit(Code::unknown_unit, span_of(id), "`" + unit + "` is neither a unit nor a currency");
  const auto candidate = base::closest(unit, candidates);
  diagnostic.with_help(candidate ? "did you mean `" + *candidate + "`?"
                                 : "a currency is written with its three capital letters, as `CAD` or `EUR`");
  const std::string currency = currency_called(unit, vocabulary);
  // The unit is what the number ends with.
  const std::string whole = text_of(id);
  if (!currency.empty() && whole.ends_with(unit)) {
    const std::string mended = whole.substr(0, whole.size() - unit.size()) + currency;
    diagnostic.with_help("write `" + mended + "`");
    diagnostic.fix({"write `" + mended + "`", diagnostics::Fix::Trust::safe, {{span_of(id), mended}}});
  } else if (candidate && whole.ends_with(unit)) {
    const std::string mended = whole.substr(0, whole.size() - unit.size()) + *candidate;
    diagnostic.fix({"write `" + mended + "`", diagnostics::Fix::Trust::suggested, {{span_of(id), mended}}});
  }
  return {};
}

Type ExpressionTyper::infer_set(NodeId id, const Hint& hint) {
  Type members = hint ? item_of(*hint) : Type{};
  NodeId first;
  for (std::size_t i = 0; i < node(id).child_count; ++i) {
    const NodeId member = child(id, i);
    const Type type = infer(member, members.kind == Kind::error ? hint : Hint(members));
    if (type.kind == Kind::error) continue;
    if (!require_single(member, type, "a set holds single items; join sets by `or`")) continue;
    if (members.kind == Kind::error) {
      members = item_of(type);
      first = member;
    } else if (!hint && !fits(members, type)) {
      require_fit(member, type, span_of(first), members, first);
    }
  }
  if (hint && hint->kind == Kind::error) members = {};
  members.shape = Shape::set;
  return members;
}

void ExpressionTyper::require_truth(NodeId id) {
  const Type type = infer(id, {});
  if (type.kind == Kind::error || (type.kind == Kind::truth && type.shape == Shape::single)) return;
  emit(Code::not_a_truth, span_of(id), "`" + text_of(id) + "` is neither true nor false",
       "this is of type " + describe(type))
      .with_help("compare it with something");
}

void ExpressionTyper::require_date(NodeId id, std::string_view what) {
  const Type type = infer(id, {});
  if (type.kind == Kind::error || (type.kind == Kind::date && type.shape == Shape::single)) return;
  emit(Code::not_a_date, span_of(id),
       "`" + text_of(id) + "` is not a date, and " + std::string(what) + " needs one",
       "this is of type " + describe(type));
}

}  // namespace weir::check
