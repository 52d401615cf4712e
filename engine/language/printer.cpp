#include "language/printer.hpp"

#include <string>

#include "base/text.hpp"
#include "language/words.hpp"

namespace weir::language {
namespace {

/// How tightly a construct binds; an operand that binds less than its place asks for is put in parentheses.
enum class Level : std::uint8_t { chain, unary, relation, sum, product, dated, atom };

Level level_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::logical_and:
    case NodeKind::logical_or:
      return Level::chain;
    case NodeKind::logical_not:
    case NodeKind::test_not:
      return Level::unary;
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
      return Level::relation;
    case NodeKind::add:
    case NodeKind::subtract:
      return Level::sum;
    case NodeKind::multiply:
    case NodeKind::divide:
      return Level::product;
    case NodeKind::dated:
      return Level::dated;
    default:
      return Level::atom;
  }
}

std::string number_text(const Node& node) {
  std::string text;
  const base::Rational& value = node.value;
  if (value.whole() && value.numerator() >= 1'000'000 && value.numerator() % 1'000'000 == 0) {
    text = std::to_string(value.numerator() / 1'000'000) + " million";
  } else {
    text = value.to_text();
  }
  return node.unit.empty() ? text : text + " " + node.unit;
}

std::string percent_text(const Node& node) {
  const auto hundredfold = base::Rational::multiply(node.value, base::Rational(100));
  return (hundredfold ? hundredfold->to_text() : node.value.to_text()) + "%";
}

class Printer {
 public:
  explicit Printer(const Ast& ast) : ast_(ast) {}

  std::string text(NodeId id, Level wanted = Level::chain) const {
    const std::string plain = bare(id);
    return level_of(ast_.node(id).kind) < wanted ? "(" + plain + ")" : plain;
  }

 private:
  std::string child(NodeId id, std::size_t index, Level wanted = Level::chain) const {
    return text(ast_.child(id, index), wanted);
  }

  std::string infix(NodeId id, std::string_view symbol, Level left, Level right) const {
    return child(id, 0, left) + " " + std::string(symbol) + " " + child(id, 1, right);
  }

  std::string joined(NodeId id, std::string_view separator, Level wanted) const {
    std::string all;
    for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
      if (i > 0) all += separator;
      all += child(id, i, wanted);
    }
    return all;
  }

  /// `x in list where (…)`, the list being child `index`.
  std::string rows(NodeId id, std::size_t index) const {
    const Node& node = ast_.node(id);
    std::string all = node.names[0] + " in " + child(id, index);
    if (node.has_filter) all += " where (" + child(id, index + 1) + ")";
    return all;
  }

  std::string quantified(NodeId id, std::string_view head) const {
    return std::string(head) + " " + rows(id, 0) + " has (" + child(id, ast_.child_count(id) - 1) + ")";
  }

  std::string aggregate(NodeId id, std::string_view head) const {
    return std::string(head) + " of " + child(id, 0, Level::sum) + " for " + rows(id, 1);
  }

  std::string offset(NodeId id, std::string_view word) const {
    return number_text(ast_.node(id)) + " " + std::string(word) + " " + child(id, 0, Level::atom);
  }

  std::string threshold(NodeId id, std::string_view symbol) const {
    return infix(id, std::string(symbol) + (ast_.node(id).any_of ? " any of" : ""), Level::sum, Level::sum);
  }

  std::string bare(NodeId id) const {
    const Node& node = ast_.node(id);
    switch (node.kind) {
      case NodeKind::number:
        return number_text(node);
      case NodeKind::percent:
        return percent_text(node);
      case NodeKind::fraction:
        return std::to_string(node.value.numerator()) + "/" + std::to_string(node.value.denominator());
      case NodeKind::date:
        return base::to_iso(node.date);
      case NodeKind::truth:
        return node.flag ? "true" : "false";
      case NodeKind::never:
        return "never";
      case NodeKind::none:
        return "none";
      case NodeKind::at_least:
        return "at least " + child(id, 0);
      case NodeKind::at_most:
        return "at most " + child(id, 0);
      case NodeKind::path:
        return base::join(node.names, ".");
      case NodeKind::call:
        return node.names[0] + "(" + joined(id, ", ", Level::chain) + ")";
      case NodeKind::field:
        return child(id, 0) + "." + base::join(node.names, ".");
      case NodeKind::set:
        return "{" + joined(id, ", ", Level::atom) + "}";
      case NodeKind::add:
      case NodeKind::subtract:
        return infix(id, find_operator(node.kind)->symbol, Level::sum, Level::product);
      case NodeKind::multiply:
      case NodeKind::divide:
        return infix(id, find_operator(node.kind)->symbol, Level::product, Level::dated);
      case NodeKind::dated:
        return infix(id, "at", Level::atom, Level::atom);
      case NodeKind::offset_after:
        return offset(id, "after");
      case NodeKind::offset_before:
        return offset(id, "before");
      case NodeKind::offset_from:
        return offset(id, "from");
      case NodeKind::between:
        return infix(id, to_text(node.first_operator), Level::sum, Level::sum) + " " +
               std::string(to_text(node.second_operator)) + " " + child(id, 2, Level::sum);
      case NodeKind::not_in:
        return infix(id, "not in", Level::sum, Level::sum);
      case NodeKind::contains_at_least:
        return infix(id, "contains at least " + node.value.to_text() + " of", Level::sum, Level::sum);
      case NodeKind::reaches:
      case NodeKind::rises_above:
      case NodeKind::falls_below:
        return threshold(id, find_operator(node.kind)->symbol);
      case NodeKind::logical_not:
        return "not " + child(id, 0, Level::unary);
      case NodeKind::logical_and:
        return joined(id, " and ", Level::unary);
      case NodeKind::logical_or:
        return joined(id, " or ", Level::unary);
      case NodeKind::some:
        return quantified(id, "some");
      case NodeKind::every:
        return quantified(id, "every");
      case NodeKind::no:
        return quantified(id, "no");
      case NodeKind::count_of:
        return "count of " + rows(id, 0);
      case NodeKind::portion_of:
        return "portion of " + rows(id, 0);
      case NodeKind::sum_of:
        return aggregate(id, "sum");
      case NodeKind::max_of:
        return aggregate(id, "max");
      case NodeKind::min_of:
        return aggregate(id, "min");
      case NodeKind::joint_interest:
        return "joint interest of " + rows(id, 0);
      case NodeKind::largest_joint_interest:
        return "largest joint interest by " + child(id, 0) + " of " + rows(id, 1);
      case NodeKind::rows:
        return rows(id, 0);
      case NodeKind::test_any:
        return "any";
      case NodeKind::test_compare:
        return std::string(to_text(node.first_operator)) + " " + child(id, 0, Level::sum);
      case NodeKind::test_not:
        return "not " + child(id, 0, Level::atom);
      case NodeKind::value_unknown:
        return "unknown";
      case NodeKind::value_not_yet:
        return "not yet";
      case NodeKind::value_not_applicable:
        return "not applicable";
      case NodeKind::value_one_of:
        return "one of [" + joined(id, ", ", Level::chain) + "]";
      case NodeKind::value_list:
        return "[" + joined(id, ", ", Level::chain) + "]";
      case NodeKind::value_range:
        return child(id, 0) + ".." + child(id, 1);
      case NodeKind::value_over:
        return "over " + child(id, 0);
      case NodeKind::value_under:
        return "under " + child(id, 0);
      case NodeKind::value_change:
        return child(id, 0) + " -> " + child(id, 1);
      case NodeKind::value_equivalents:
        return joined(id, " = ", Level::chain);
      case NodeKind::value_text:
        return node.text;
      default:
        return infix(id, find_operator(node.kind)->symbol, Level::sum, Level::sum);
    }
  }

  const Ast& ast_;
};

}  // namespace

std::string print(const Ast& ast) {
  return ast.empty() ? std::string() : print(ast, ast.root());
}

std::string print(const Ast& ast, NodeId node) {
  return Printer(ast).text(node);
}

}  // namespace weir::language
