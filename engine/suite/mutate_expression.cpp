#include "suite/mutate_expression.hpp"

#include <optional>

#include "language/comparison.hpp"
#include "language/printer.hpp"
#include "suite/ast_edit.hpp"

namespace weir::suite {

using base::Rational;
using language::Comparison;
using language::Node;
using language::NodeId;
using language::NodeKind;

namespace {

/// `>` and `>=`, `<` and `<=`, `==` and `!=`: the border moves by one value.
NodeKind other_border(NodeKind kind) {
  switch (kind) {
    case NodeKind::less:
      return NodeKind::less_equal;
    case NodeKind::less_equal:
      return NodeKind::less;
    case NodeKind::greater:
      return NodeKind::greater_equal;
    case NodeKind::greater_equal:
      return NodeKind::greater;
    case NodeKind::equal:
      return NodeKind::not_equal;
    case NodeKind::not_equal:
      return NodeKind::equal;
    case NodeKind::in:
      return NodeKind::not_in;
    case NodeKind::not_in:
      return NodeKind::in;
    case NodeKind::overlaps:
      return NodeKind::within;
    case NodeKind::within:
      return NodeKind::overlaps;
    case NodeKind::reaches:
      return NodeKind::rises_above;
    case NodeKind::rises_above:
      return NodeKind::reaches;
    default:
      return kind;
  }
}

/// The same border, looked at from the other side.
NodeKind other_direction(NodeKind kind) {
  switch (kind) {
    case NodeKind::less:
      return NodeKind::greater;
    case NodeKind::less_equal:
      return NodeKind::greater_equal;
    case NodeKind::greater:
      return NodeKind::less;
    case NodeKind::greater_equal:
      return NodeKind::less_equal;
    case NodeKind::rises_above:
      return NodeKind::falls_below;
    case NodeKind::falls_below:
      return NodeKind::rises_above;
    default:
      return kind;
  }
}

Comparison other_border(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return Comparison::less_equal;
    case Comparison::less_equal:
      return Comparison::less;
    case Comparison::greater:
      return Comparison::greater_equal;
    case Comparison::greater_equal:
      return Comparison::greater;
    case Comparison::equal:
      return Comparison::not_equal;
    case Comparison::not_equal:
      return Comparison::equal;
  }
  return comparison;
}

NodeKind other_connective(NodeKind kind) {
  switch (kind) {
    case NodeKind::logical_and:
      return NodeKind::logical_or;
    case NodeKind::logical_or:
      return NodeKind::logical_and;
    case NodeKind::some:
      return NodeKind::every;
    case NodeKind::every:
    case NodeKind::no:
      return NodeKind::some;
    default:
      return kind;
  }
}

NodeKind other_arithmetic(NodeKind kind) {
  switch (kind) {
    case NodeKind::add:
      return NodeKind::subtract;
    case NodeKind::subtract:
      return NodeKind::add;
    case NodeKind::max_of:
      return NodeKind::min_of;
    case NodeKind::min_of:
      return NodeKind::max_of;
    case NodeKind::offset_after:
      return NodeKind::offset_before;
    case NodeKind::offset_before:
      return NodeKind::offset_after;
    default:
      return kind;
  }
}

std::string other_function(const std::string& name) {
  static const std::pair<std::string_view, std::string_view> pairs[] = {{"earliest", "latest"},
                                                                        {"greatest", "least"}};
  for (const auto& [one, other] : pairs) {
    if (name == one) return std::string(other);
    if (name == other) return std::string(one);
  }
  return name;
}

/// The smallest amount by which a written number is changed: a hundredth of a percent; one, or one of the
/// last decimal place that is written, of all else.
Rational step_of(const Node& node) {
  if (node.kind == NodeKind::percent || node.kind == NodeKind::fraction) return *Rational::make(1, 10'000);
  Rational step(1);
  for (int place = 0; place < 6; ++place) {
    if (Rational::divide(node.value, step).value_or(Rational(0)).whole()) return step;
    step = *Rational::divide(step, Rational(10));
  }
  return Rational(1);
}

/// What a change of a node is shown in: the comparison or the offset that it stands in.
bool is_clause(NodeKind kind) {
  switch (kind) {
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
    case NodeKind::test_compare:
    case NodeKind::logical_and:
    case NodeKind::logical_or:
    case NodeKind::logical_not:
      return true;
    default:
      return false;
  }
}

class Changer {
 public:
  explicit Changer(const model::Expression& expression)
      : expression_(expression), ast_(expression.ast), parents_(ast_.nodes.size()) {
    for (std::size_t i = 0; i < ast_.nodes.size(); ++i) {
      for (std::size_t c = 0; c < ast_.child_count(NodeId(i)); ++c)
        parents_[ast_.child(NodeId(i), c).index()] = NodeId(i);
    }
  }

  std::vector<ChangedExpression> run() {
    for (std::size_t i = 0; i < ast_.nodes.size(); ++i) change(NodeId(i));
    return std::move(found_);
  }

 private:
  void change(NodeId id) {
    const Node& node = ast_.node(id);
    replace_kind(id, MutantKind::comparison, other_border(node.kind));
    replace_kind(id, MutantKind::comparison, other_direction(node.kind));
    replace_kind(id, MutantKind::connective, other_connective(node.kind));
    replace_kind(id, MutantKind::answer, other_arithmetic(node.kind));
    if (node.kind == NodeKind::call) {
      replace(id, MutantKind::answer, [](Node& made) { made.names[0] = other_function(made.names[0]); });
    }
    change_operators(id);
    change_value(id);
    drop_parts(id);
  }

  void replace_kind(NodeId id, MutantKind kind, NodeKind other) {
    if (other != ast_.node(id).kind) replace(id, kind, [other](Node& made) { made.kind = other; });
  }

  void change_operators(NodeId id) {
    const Node& node = ast_.node(id);
    if (node.kind == NodeKind::between) {
      replace(id, MutantKind::comparison,
              [](Node& made) { made.first_operator = other_border(made.first_operator); });
      replace(id, MutantKind::comparison,
              [](Node& made) { made.second_operator = other_border(made.second_operator); });
    }
    if (node.kind != NodeKind::test_compare) return;
    replace(id, MutantKind::comparison,
            [](Node& made) { made.first_operator = other_border(made.first_operator); });
    if (language::mirrored(node.first_operator) != node.first_operator) {
      replace(id, MutantKind::comparison,
              [](Node& made) { made.first_operator = language::mirrored(made.first_operator); });
    }
  }

  void change_value(NodeId id) {
    const Node& node = ast_.node(id);
    switch (node.kind) {
      case NodeKind::number:
      case NodeKind::percent:
      case NodeKind::fraction:
      case NodeKind::contains_at_least:
        return step(id, step_of(node), MutantKind::number);
      case NodeKind::offset_after:
      case NodeKind::offset_before:
      case NodeKind::offset_from:
        return step(id, Rational(1), MutantKind::date);
      case NodeKind::date:
        for (const int days : {-1, 1})
          replace(id, MutantKind::date, [days](Node& made) { made.date.days += days; });
        return;
      case NodeKind::truth:
        return replace(id, MutantKind::answer, [](Node& made) { made.flag = !made.flag; });
      default:
        return;
    }
  }

  void step(NodeId id, const Rational& by, MutantKind kind) {
    const Node& node = ast_.node(id);
    const auto less = Rational::subtract(node.value, by);
    const auto more = Rational::add(node.value, by);
    const bool counts = node.kind == NodeKind::contains_at_least;
    for (const auto& value : {less, more}) {
      if (!value || *value < Rational(counts ? 1 : 0)) continue;
      replace(id, kind, [&](Node& made) { made.value = *value; });
    }
  }

  void drop_parts(NodeId id) {
    const Node& node = ast_.node(id);
    switch (node.kind) {
      case NodeKind::logical_and:
      case NodeKind::logical_or:
        for (std::size_t i = 0; i < node.child_count; ++i) drop_operand(id, i);
        return;
      case NodeKind::set:
        for (std::size_t i = 0; node.child_count > 1 && i < node.child_count; ++i)
          drop(id, ast_.child(id, i), {.at = id, .dropped = i}, MutantKind::member);
        return;
      case NodeKind::logical_not:
      case NodeKind::test_not:
        return add({.at = id, .hoisted = 0}, MutantKind::negation, id);
      default:
        break;
    }
    if (!language::is_row_construct(node.kind) || !node.has_filter) return;
    // The filter stands behind the list, which itself stands behind the term or the key.
    const bool term = node.kind == NodeKind::sum_of || node.kind == NodeKind::max_of ||
                      node.kind == NodeKind::min_of || node.kind == NodeKind::largest_joint_interest;
    const std::size_t filter = term ? 2 : 1;
    Node without = node;
    without.has_filter = false;
    drop(id, ast_.child(id, filter), {.at = id, .payload = without, .dropped = filter},
         MutantKind::condition);
  }

  void drop_operand(NodeId id, std::size_t operand) {
    const NodeId part = ast_.child(id, operand);
    if (ast_.child_count(id) > 2) {
      drop(id, part, {.at = id, .dropped = operand}, MutantKind::condition);
    } else {
      drop(id, part, {.at = id, .hoisted = 1 - operand}, MutantKind::condition);
    }
  }

  /// Something that is left out of what stands at `id`.
  void drop(NodeId id, NodeId part, const AstEdit& edit, MutantKind kind) {
    ChangedExpression& change = found_.emplace_back();
    change.kind = kind;
    change.ast = edited(ast_, edit, id).ast;
    change.span = span_of(part);
    change.before = language::print(ast_, part);
    const NodeId whole = kind == MutantKind::member ? clause_of(id) : id;
    change.of = language::print(ast_, whole);
  }

  template <typename Edit>
  void replace(NodeId id, MutantKind kind, const Edit& edit) {
    Node made = ast_.node(id);
    edit(made);
    if (printed(id, made) == language::print(ast_, id)) return;
    add({.at = id, .payload = std::move(made)}, kind, clause_of(id));
  }

  std::string printed(NodeId id, const Node& made) const {
    const EditedAst changed = edited(ast_, {.at = id, .payload = made}, id);
    return language::print(changed.ast, changed.clause);
  }

  void add(const AstEdit& edit, MutantKind kind, NodeId clause) {
    EditedAst changed = edited(ast_, edit, clause);
    ChangedExpression& change = found_.emplace_back();
    change.kind = kind;
    change.span = span_of(clause);
    change.before = language::print(ast_, clause);
    change.after = language::print(changed.ast, changed.clause);
    change.ast = std::move(changed.ast);
  }

  NodeId clause_of(NodeId id) const {
    NodeId clause = id;
    while (!is_clause(ast_.node(clause).kind) && parents_[clause.index()].valid()) {
      const NodeId above = parents_[clause.index()];
      const NodeKind kind = ast_.node(above).kind;
      if (kind == NodeKind::logical_and || kind == NodeKind::logical_or || kind == NodeKind::logical_not)
        break;
      clause = above;
    }
    return clause;
  }

  base::Span span_of(NodeId id) const { return expression_.text.to_file(ast_.node(id).range); }

  const model::Expression& expression_;
  const language::Ast& ast_;
  std::vector<NodeId> parents_;
  std::vector<ChangedExpression> found_;
};

}  // namespace

std::vector<ChangedExpression> changes_of(const model::Expression& expression) {
  if (!expression.present()) return {};
  return Changer(expression).run();
}

std::string quoted_scalar(const std::string& text) {
  std::string quoted = "'";
  for (const char character : text) {
    quoted += character;
    if (character == '\'') quoted += character;
  }
  return quoted + "'";
}

}  // namespace weir::suite
