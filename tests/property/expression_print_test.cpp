// Random trees are printed and read back; the seed is fixed, so that a failure repeats.
#include <random>
#include <string>
#include <vector>

#include "language/builder.hpp"
#include "language/parser.hpp"
#include "language/printer.hpp"
#include "support/catch.hpp"

using namespace weir::language;

namespace {

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Ast tree() {
    ast_ = {};
    condition(5);
    return std::move(ast_);
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

  NodeId add(Node node, const std::vector<NodeId>& children = {}) {
    node.first_child = static_cast<std::uint32_t>(ast_.children.size());
    node.child_count = static_cast<std::uint32_t>(children.size());
    ast_.children.insert(ast_.children.end(), children.begin(), children.end());
    ast_.nodes.push_back(std::move(node));
    return ast_.root();
  }

  NodeId add(NodeKind kind, const std::vector<NodeId>& children = {}) {
    Node node;
    node.kind = kind;
    return add(std::move(node), children);
  }

  std::string word() {
    static const char* const words[] = {"a",          "acquirer", "US",      "NO", "industry",
                                        "any-threat", "x_1",      "nothing", "t"};
    return words[pick(9)];
  }

  NodeId path() {
    Node node;
    node.kind = NodeKind::path;
    for (int i = pick(3); i >= 0; --i)
      node.names.push_back(node.names.empty() ? word() : pick(2) == 0 ? "from" : word());
    return add(std::move(node));
  }

  NodeId literal() {
    static const char* const texts[] = {"25%",        "1/3",    "2/1",    "12.5",  "800 million CAD",
                                        "2017-06-02", "true",   "false",  "never", "none",
                                        "0",          "5 t/yr", "33.33%", "7 days"};
    const Parsed parsed = parse_expression(texts[pick(14)]);
    return add(parsed.ast.node(parsed.ast.root()));
  }

  NodeId call(int depth) {
    Node node;
    node.kind = NodeKind::call;
    node.names = {pick(2) == 0 ? "interest" : "count"};
    std::vector<NodeId> arguments;
    for (int i = pick(3); i >= 0; --i) arguments.push_back(condition(depth - 1));
    const NodeId id = add(std::move(node), arguments);
    if (pick(3) != 0) return id;
    Node field;
    field.kind = NodeKind::field;
    field.names = {"held", "before"};
    return add(std::move(field), {id});
  }

  NodeId set(int depth) {
    std::vector<NodeId> members;
    for (int i = pick(4); i > 0; --i) members.push_back(sum(depth - 1));
    return add(NodeKind::set, members);
  }

  NodeId rows(int depth) {
    static const NodeKind kinds[] = {NodeKind::some,
                                     NodeKind::every,
                                     NodeKind::no,
                                     NodeKind::count_of,
                                     NodeKind::portion_of,
                                     NodeKind::sum_of,
                                     NodeKind::max_of,
                                     NodeKind::min_of,
                                     NodeKind::joint_interest,
                                     NodeKind::largest_joint_interest};
    Node node;
    node.kind = kinds[pick(10)];
    node.names = {"h"};
    node.has_filter = pick(2) == 0;
    std::vector<NodeId> children;
    if (node.kind == NodeKind::sum_of || node.kind == NodeKind::max_of || node.kind == NodeKind::min_of) {
      children.push_back(sum(depth - 1));
    }
    if (node.kind == NodeKind::largest_joint_interest) children.push_back(path());
    children.push_back(pick(2) == 0 ? path() : call(depth - 1));
    if (node.has_filter) children.push_back(condition(depth - 1));
    if (node.kind == NodeKind::some || node.kind == NodeKind::every || node.kind == NodeKind::no) {
      children.push_back(condition(depth - 1));
    }
    return add(std::move(node), children);
  }

  NodeId offset(int depth) {
    Node node;
    node.kind = pick(2) == 0 ? NodeKind::offset_after : NodeKind::offset_before;
    node.value = weir::base::Rational(pick(90));
    node.unit = "days";
    return add(std::move(node), {sum(depth - 1)});
  }

  NodeId sum(int depth) {
    if (depth <= 0) return pick(2) == 0 ? path() : literal();
    switch (pick(10)) {
      case 0:
        return call(depth);
      case 1:
        return set(depth);
      case 2:
        return rows(depth);
      case 3:
        return offset(depth);
      case 4:
        return binary(NodeKind::dated, depth);
      case 5:
        return binary(pick(2) == 0 ? NodeKind::add : NodeKind::subtract, depth);
      case 6:
        return binary(pick(2) == 0 ? NodeKind::multiply : NodeKind::divide, depth);
      case 7:
        return add(NodeKind::at_least, {literal()});
      case 8:
        return condition(depth - 1);
      default:
        return path();
    }
  }

  NodeId binary(NodeKind kind, int depth) {
    const NodeId left = sum(depth - 1);
    return add(kind, {left, sum(depth - 1)});
  }

  NodeId threshold(int depth) {
    Node node;
    static const NodeKind kinds[] = {NodeKind::reaches, NodeKind::rises_above, NodeKind::falls_below};
    node.kind = kinds[pick(3)];
    node.any_of = pick(2) == 0;
    const NodeId left = sum(depth - 1);
    const NodeId right = node.any_of ? set(depth - 1) : sum(depth - 1);
    return add(std::move(node), {left, right});
  }

  NodeId between(int depth) {
    Node node;
    node.kind = NodeKind::between;
    node.first_operator = Comparison::less;
    node.second_operator = static_cast<Comparison>(pick(6));
    const NodeId low = sum(depth - 1);
    const NodeId middle = sum(depth - 1);
    return add(std::move(node), {low, middle, sum(depth - 1)});
  }

  NodeId condition(int depth) {
    if (depth <= 0) return path();
    static const NodeKind relations[] = {NodeKind::equal,      NodeKind::not_equal, NodeKind::less,
                                         NodeKind::less_equal, NodeKind::greater,   NodeKind::greater_equal,
                                         NodeKind::in,         NodeKind::not_in,    NodeKind::overlaps,
                                         NodeKind::within,     NodeKind::contains};
    switch (pick(7)) {
      case 0:
        return add(NodeKind::logical_not, {condition(depth - 1)});
      case 1: {
        std::vector<NodeId> operands;
        for (int i = pick(3) + 1; i >= 0; --i) operands.push_back(condition(depth - 1));
        return add(pick(2) == 0 ? NodeKind::logical_and : NodeKind::logical_or, operands);
      }
      case 2:
        return threshold(depth);
      case 3:
        return between(depth);
      case 4: {
        Node node;
        node.kind = NodeKind::contains_at_least;
        node.value = weir::base::Rational(3);
        const NodeId left = sum(depth - 1);
        return add(std::move(node), {left, set(depth - 1)});
      }
      case 5:
        return sum(depth);
      default:
        return binary(relations[pick(11)], depth);
    }
  }

  std::mt19937 random_;
  Ast ast_;
};

}  // namespace

TEST_CASE("a printed tree reads as itself") {
  Generator generator(20170602);
  for (int round = 0; round < 3000; ++round) {
    const Ast tree = generator.tree();
    const std::string text = print(tree);
    INFO(text);
    const Parsed parsed = parse_expression(text);
    if (parsed.error) FAIL(parsed.error->message << " at " << parsed.error->range.begin);
    REQUIRE(same_tree(tree, parsed.ast));
    REQUIRE(print(parsed.ast) == text);
  }
}
