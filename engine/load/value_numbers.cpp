#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "load/value_tree.hpp"
#include "model/iso_codes.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using diagnostics::Fix;
using language::NodeId;
using language::NodeKind;
using model::Interval;
using model::Kind;

bool is_figure(NodeKind kind) {
  return kind == NodeKind::number || kind == NodeKind::percent || kind == NodeKind::fraction;
}

std::vector<std::string> currency_codes() {
  std::vector<std::string> codes;
  for (const auto& currency : model::iso_currencies()) codes.emplace_back(currency.id);
  return codes;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

}  // namespace

std::optional<ValueTree::Bounded> ValueTree::bounded(NodeId id) const {
  const auto& node = ast_.node(id);
  const auto child = [&](std::size_t i) { return literal(ast_.child(id, i)); };
  switch (node.kind) {
    case NodeKind::value_range: {
      auto low = child(0);
      auto high = child(1);
      if (!low || !high) return std::nullopt;
      if (low->currency != high->currency) {
        sink_.emit(Code::mixed_currencies, span(id), "the ends of `" + raw(id) + "` are in two currencies");
        return std::nullopt;
      }
      if (high->value < low->value) {
        upside_down(id);
        return std::nullopt;
      }
      return Bounded{Interval{low->value, high->value, false, false}, std::move(low->currency)};
    }
    case NodeKind::at_least:
    case NodeKind::value_over: {
      auto low = child(0);
      if (!low) return std::nullopt;
      return Bounded{Interval{low->value, std::nullopt, node.kind == NodeKind::value_over, false},
                     std::move(low->currency)};
    }
    case NodeKind::at_most:
    case NodeKind::value_under: {
      auto high = child(0);
      if (!high) return std::nullopt;
      return Bounded{Interval{std::nullopt, high->value, false, node.kind == NodeKind::value_under},
                     std::move(high->currency)};
    }
    default:
      break;
  }
  auto only = literal(id);
  if (!only) return std::nullopt;
  return Bounded{Interval::exactly(only->value), std::move(only->currency)};
}

std::optional<ValueTree::Literal> ValueTree::literal(NodeId id) const {
  if (!is_figure(ast_.node(id).kind)) {
    misfit(id);
    return std::nullopt;
  }
  switch (fact_.type.kind) {
    case Kind::share:
      return share(id);
    case Kind::number:
      return plain_number(id);
    case Kind::quantity:
      return quantity(id);
    case Kind::money:
      return amount(id);
    default:
      break;
  }
  misfit(id);
  return std::nullopt;
}

std::optional<ValueTree::Literal> ValueTree::share(NodeId id) const {
  const auto& node = ast_.node(id);
  if (node.kind != NodeKind::number) {
    if (node.value <= base::Rational(1)) return Literal{node.value, ""};
    sink_.emit(Code::share_above_whole, span(id), "`" + raw(id) + "` is more than the whole")
        .label(fact_.span, "declared here as " + vocabulary_.describe(fact_.type))
        .with_help("a share lies between 0% and 100%");
    return std::nullopt;
  }
  if (!node.unit.empty()) {
    misfit(id);
    return std::nullopt;
  }
  if (node.value == base::Rational(0)) return Literal{node.value, ""};
  auto& diagnostic =
      sink_.emit(Code::percent_sign_missing, span(id),
                 "`" + raw(id) + "` has no percent sign, and `" + fact_.name + "` is a percentage");
  diagnostic.with_help("write `" + raw(id) + "%`");
  // `0.25` may be meant as a quarter or as a quarter of one per cent; only the author knows.
  if (const auto share = base::Rational::multiply(node.value, 100); share && node.value < base::Rational(1)) {
    diagnostic.with_help("a part of one is written in per cent: `" + share->to_text() + "%`; `" + raw(id) +
                         "%` is less than one per cent");
    return std::nullopt;
  }
  if (text_.exact) {
    diagnostic.fix({"add the percent sign", Fix::Trust::safe, {{span(id), raw(id) + "%"}}});
  }
  return std::nullopt;
}

std::optional<ValueTree::Literal> ValueTree::plain_number(NodeId id) const {
  const auto& node = ast_.node(id);
  if (node.kind == NodeKind::percent) {
    sink_
        .emit(Code::percent_for_number, span(id),
              "`" + raw(id) + "` is a percentage, and `" + fact_.name + "` is a plain number")
        .label(fact_.span, "declared here")
        .with_help("write the number itself, without a percent sign");
    return std::nullopt;
  }
  if (!node.unit.empty()) {
    sink_
        .emit(Code::unit_refused, span(id),
              "`" + fact_.name + "` is a plain number and takes no unit `" + node.unit + "`")
        .label(fact_.span, "declared here");
    return std::nullopt;
  }
  return Literal{node.value, ""};
}

std::optional<ValueTree::Literal> ValueTree::quantity(NodeId id) const {
  const auto& node = ast_.node(id);
  const auto& dimension = vocabulary_.dimension(fact_.type.dimension);
  if (node.kind == NodeKind::percent) {
    misfit(id);
    return std::nullopt;
  }
  const std::string unit = node.unit.empty() ? fact_.unit : node.unit;
  if (unit.empty()) {
    sink_.emit(Code::unit_missing, span(id), "`" + raw(id) + "` has no unit")
        .label(fact_.span, "declared here")
        .with_help("write `" + raw(id) + " " + dimension.units.front().first + "`");
    return std::nullopt;
  }
  const auto known = vocabulary_.find_unit(unit);
  if (!known || known->dimension != fact_.type.dimension) {
    std::vector<std::string> units;
    for (const auto& [name, factor] : dimension.units) units.push_back(name);
    auto& diagnostic = sink_.emit(
        Code::case_unit, span(id),
        known ? "`" + unit + "` is no unit of " + dimension.name : "the unit `" + unit + "` is not declared");
    diagnostic.label(fact_.span, "declared here")
        .note("the units of " + dimension.name + " are " + base::join(units, ", "));
    if (const auto close = base::closest(unit, units)) diagnostic.with_help("did you mean `" + *close + "`?");
    return std::nullopt;
  }
  const auto value = base::Rational::multiply(node.value, known->factor);
  if (!value) {
    sink_.emit(Code::value_too_large, span(id), "`" + raw(id) + "` cannot be held exactly");
    return std::nullopt;
  }
  return Literal{*value, ""};
}

/// Of a figure with a unit behind it: the unit.
base::Span ValueTree::unit_span(NodeId id) const {
  const auto& node = ast_.node(id);
  base::TextRange range = node.range;
  if (raw(id).ends_with(node.unit)) range.begin = range.end - static_cast<std::uint32_t>(node.unit.size());
  return text_.to_file(range);
}

std::optional<ValueTree::Literal> ValueTree::amount(NodeId id) const {
  const auto& node = ast_.node(id);
  if (node.kind == NodeKind::percent) {
    misfit(id);
    return std::nullopt;
  }
  if (node.unit.empty()) {
    sink_.emit(Code::currency_missing, span(id), "`" + raw(id) + "` names no currency")
        .with_help("write it behind the amount, as `" + raw(id) + " CAD`");
    return std::nullopt;
  }
  if (!vocabulary_.is_currency(node.unit)) {
    auto& diagnostic =
        sink_.emit(Code::unknown_currency, unit_span(id), "`" + node.unit + "` is no currency of ISO 4217");
    diagnostic.with_help("write the three capital letters of the currency, as `CAD`");
    const std::string capitals = upper(node.unit);
    const auto close = vocabulary_.is_currency(capitals) ? std::optional(capitals)
                                                         : base::closest(node.unit, currency_codes());
    if (close) diagnostic.with_help("did you mean `" + *close + "`?");
    return std::nullopt;
  }
  return Literal{node.value, node.unit};
}

}  // namespace weir::load
