#pragma once
#include <optional>
#include <string>
#include <utility>

#include "check/analysis.hpp"

namespace weir::check {

using Hint = std::optional<model::Type>;

/// Types one syntax tree. A mistake is reported once; its node then has the error type, which fits
/// everything.
class ExpressionTyper {
 public:
  ExpressionTyper(Analysis& analysis, const Scope& scope, const model::Expression& expression);
  /// The type of the tree under `id`. `hint` is the item type that the surroundings expect.
  model::Type infer(language::NodeId id, const Hint& hint);
  /// One cell of a table line against its input.
  void infer_test(language::NodeId id, const model::Type& input, base::Span input_span);
  TypedExpression take() { return std::move(typed_); }

 private:
  using NodeKind = language::NodeKind;
  using Pair = std::pair<model::Type, model::Type>;
  /// A name that stands for one row of a list.
  struct Variable {
    std::string name;
    model::EntityId entity;
    bool held = false, holding = false;
    std::uint32_t slot = 0;
  };

  const language::Node& node(language::NodeId id) const { return expression_.ast.node(id); }
  language::NodeId child(language::NodeId id, std::size_t index) const {
    return expression_.ast.child(id, index);
  }
  std::string text_of(language::NodeId id) const;
  base::Span span_of(language::NodeId id) const { return expression_.text.to_file(node(id).range); }
  base::Span name_span(language::NodeId id, std::size_t index) const;
  Binding& binding(language::NodeId id) { return typed_.nodes[id.index()].binding; }
  diagnostics::Diagnostic& emit(diagnostics::Code code, base::Span span, std::string message,
                                std::string label = {});
  std::string describe(const model::Type& type) const { return analysis_.vocabulary().describe(type); }
  model::Type not_evaluated(language::NodeId id, const std::string& construct);

  // types.cpp
  model::Type infer_kind(language::NodeId id, const Hint& hint);
  model::Type infer_number(language::NodeId id, const Hint& hint);
  model::Type infer_set(language::NodeId id, const Hint& hint);
  void require_truth(language::NodeId id);
  void require_date(language::NodeId id, std::string_view what);
  // names.cpp
  model::Type infer_path(language::NodeId id, const Hint& hint);
  model::Type follow(language::NodeId id, Place place);
  model::Type bind_fact(language::NodeId id, std::size_t at, const Place& place, model::FactId fact);
  model::Type bind_definition(language::NodeId id, std::size_t at, DefinitionId definition, const Hint& hint);
  model::Type bind_before(language::NodeId id, std::size_t at, model::Type type);
  model::Type infer_code(language::NodeId id, const std::string& code, const Hint& hint);
  void unknown_name(language::NodeId id);
  std::optional<Place> root_place(language::NodeId id);
  const Variable* find_variable(std::string_view name) const;
  /// True if the first word names a place to start from: a role, `it`, a row, a subject.
  bool is_root(std::string_view name) const;
  /// True if the tree is only codes, which need the other side's type to be read.
  bool needs_hint(language::NodeId id) const;
  // relations.cpp
  model::Type infer_relation(language::NodeId id);
  Pair infer_pair(language::NodeId left, language::NodeId right);
  bool require_fit(language::NodeId left, const model::Type& a, base::Span right, const model::Type& b,
                   std::optional<language::NodeId> right_node);
  diagnostics::Diagnostic& refuse_set(language::NodeId id, const model::Type& type, std::string_view help);
  std::optional<diagnostics::Fix> membership_fix(language::NodeId left, const model::Type& a,
                                                 language::NodeId right, const model::Type& b) const;
  bool require_single(language::NodeId id, const model::Type& type, std::string_view help);
  bool require_set(language::NodeId id, const model::Type& type, std::string_view help);
  bool require_order(language::NodeId id, const model::Type& type);
  bool require_value(language::NodeId id, const model::Type& type);
  void check_currencies(language::NodeId left, language::NodeId right);
  void check_measures(language::NodeId left, language::NodeId right);
  void infer_comparison(language::NodeId left, language::NodeId right, bool ordered);
  void infer_membership(language::NodeId id);
  void infer_change(language::NodeId id);
  // clocks.cpp
  /// The unit of an offset that is no unit of the calendar all share: a declared calendar.
  void check_calendar_unit(language::NodeId id, const std::string& unit);
  /// `notice.end` inside a clock, `ca.security.path.notice.end` elsewhere; none if the path is no such thing.
  /// True for a name, or the first of a path, that is a stage of the clock around it.
  bool names_own_stage(language::NodeId id) const;
  std::optional<model::Type> infer_stage(language::NodeId id);
  model::Type bind_stage(language::NodeId id, std::size_t at, DefinitionId clock);
  // dates.cpp
  model::Type infer_offset(language::NodeId id);
  model::Type infer_dated(language::NodeId id, const Hint& hint);
  model::Type infer_call(language::NodeId id);
  // lists.cpp
  /// The list that a node names; reports and gives none if it is no list.
  std::optional<ListSource> infer_list(language::NodeId id);
  std::optional<ListSource> path_list(language::NodeId id, std::size_t& next);
  std::optional<ListSource> call_list(language::NodeId id);
  /// Follows list facts of the rows: `circle(a, c).assets`. `next` stops at the first name that is no list.
  void flatten(language::NodeId id, ListSource& source, std::size_t& next);
  std::optional<ListSource> list_of_fact(const Place& place, model::FactId fact) const;
  /// The values of the field at `next` on the rows of a list, as a set.
  model::Type values_of(language::NodeId id, ListSource source, std::size_t next);
  std::optional<DefinitionId> require_declared(language::NodeId id, std::string_view what);
  bool require_party(language::NodeId id);
  // rows.cpp
  model::Type infer_rows(language::NodeId id);
  model::Type infer_sum(language::NodeId id, model::Type term);
  void warn_of_portion(language::NodeId id, language::NodeId list);
  // arithmetic.cpp
  model::Type infer_arithmetic(language::NodeId id);
  model::Type infer_greatest(language::NodeId id);
  bool reads_held(language::NodeId id) const;

  Analysis& analysis_;
  const Scope& scope_;
  const model::Expression& expression_;
  TypedExpression typed_;
  bool on_another_day_ = false;
  std::vector<Variable> variables_;
  std::uint32_t slots_ = 0;
};

}  // namespace weir::check
