#include <algorithm>

#include "base/text.hpp"
#include "check/expression_typer.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

namespace {

constexpr std::string_view calendar_units[] = {"day",   "days",   "week", "weeks",
                                               "month", "months", "year", "years"};

}  // namespace

bool is_dated(const model::Definition& definition) {
  return definition.in_force || std::holds_alternative<model::Values>(definition.body) ||
         std::holds_alternative<model::Versions>(definition.body) ||
         std::holds_alternative<model::Group>(definition.body);
}

Type ExpressionTyper::infer_offset(NodeId id) {
  const std::string& unit = node(id).unit;
  if (std::ranges::find(calendar_units, unit) == std::end(calendar_units)) {
    check_calendar_unit(id, unit);
  }
  require_date(child(id, 0), "an offset");
  return {.kind = Kind::date};
}

Type ExpressionTyper::infer_dated(NodeId id, const Hint& hint) {
  const NodeId what = child(id, 0);
  const bool outer = on_another_day_;
  on_another_day_ = true;
  const Type type = infer(what, hint);
  on_another_day_ = outer;
  const auto& bound = binding(what);
  const bool definition = bound.kind == Binding::Kind::definition || bound.kind == Binding::Kind::attribute;
  if (type.kind != Kind::error && !(definition && is_dated(analysis_.definition(bound.definition)))) {
    emit(Code::not_dated, span_of(what), "`" + text_of(what) + "` does not change with a date")
        .with_help("`at` reads dated law (values, versions, a group) on another day");
  }
  require_date(child(id, 1), "`at`");
  return type;
}

Type ExpressionTyper::infer_call(NodeId id) {
  const auto& syntax = node(id);
  const std::string function = syntax.names.empty() ? std::string() : syntax.names[0];
  const auto arguments = [&](std::size_t least, std::size_t most) {
    if (syntax.child_count >= least && syntax.child_count <= most) return true;
    emit(Code::wrong_arguments, span_of(id),
         "`" + function + "` takes " +
             (most == 1    ? "one argument"
              : most == 3  ? "three arguments: whose, in what, by which method"
              : least == 2 ? "two or more arguments"
                           : "one or more arguments") +
             ", not " + std::to_string(syntax.child_count));
    return false;
  };
  if (function == "count") {
    if (!arguments(1, 1)) return {};
    const NodeKind kind = node(child(id, 0)).kind;
    if (kind == NodeKind::call || kind == NodeKind::field) {
      infer_list(child(id, 0));
      return {.kind = Kind::number};
    }
    const Type type = infer(child(id, 0), {});
    if (typed_.lists.contains(child(id, 0))) return {.kind = Kind::number};
    if (type.shape == Shape::rows || (type.kind == Kind::row && type.shape != Shape::set)) {
      infer_list(child(id, 0));
    } else if (type.kind != Kind::error) {
      require_set(child(id, 0), type, "`count` counts the members of a set");
    }
    return {.kind = Kind::number};
  }
  if (function == "happened" || function == "year") {
    if (!arguments(1, 1)) return {};
    require_date(child(id, 0), "`" + function + "`");
    return {.kind = function == "year" ? Kind::number : Kind::truth};
  }
  if (function == "greatest" || function == "least") return arguments(2, 1000) ? infer_greatest(id) : Type{};
  if (function == "interest") {
    if (!arguments(3, 3)) return {};
    const bool parties = require_party(child(id, 0)) & require_party(child(id, 1));
    const auto method = require_declared(child(id, 2), "method");
    if (!parties || !method) return {};
    binding(id).definition = *method;
    return {.kind = Kind::share, .change = true};
  }
  if (function == "holders" || function == "upstream" || function == "downstream" || function == "circle") {
    emit(Code::set_for_single, span_of(id), "`" + function + "` is a list of parties, not a value")
        .with_help("ask about its rows: `some p in " + text_of(id) + " has (…)`");
    return {};
  }
  if (function == "earliest" || function == "latest") {
    if (!arguments(1, 1000)) return {};
    for (std::size_t i = 0; i < syntax.child_count; ++i) require_date(child(id, i), "`" + function + "`");
    return {.kind = Kind::date};
  }
  const std::vector<std::string> known = {"count",      "happened", "year",     "earliest",
                                          "latest",     "interest", "holders",  "upstream",
                                          "downstream", "circle",   "greatest", "least"};
  auto& diagnostic =
      emit(Code::no_such_function, name_span(id, 0), "there is no function `" + function + "`");
  diagnostics::suggest(diagnostic, base::closest(function, known), name_span(id, 0), "function");
  return {};
}

}  // namespace weir::check
