#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/rational.hpp"
#include "base/span.hpp"

namespace weir::language {

struct NodeTag;
using NodeId = base::Id<NodeTag>;

/// Node kinds of expressions, table tests and case values (grammar: docs/language.md). What the children and
/// the payload of each are stands beside it.
enum class NodeKind : std::uint8_t {
  // literals
  number,    ///< value; unit (may be empty: a plain number). Scale is multiplied in: `800 million CAD` is
             ///< 800000000, CAD
  percent,   ///< value as a fraction of one: `25%` is 1/4
  fraction,  ///< `1/3`: value
  date,      ///< date
  truth,     ///< `true`, `false`: flag
  never,     ///< `never`: the end of time
  none,      ///< `none`: not applicable
  at_least,  ///< `at least L`: [literal]
  at_most,   ///< `at most L`: [literal]
  // names
  path,   ///< names: the dotted words, one or more (`transaction.closing`, `CA`, `any-threat`)
  call,   ///< names[0] is the function; children are the arguments
  field,  ///< names after a call's `)`: `circle(a, c).breaches`; [call]
  set,    ///< `{a, b}`: [members]
  // sums
  add,
  subtract,
  multiply,
  divide,  ///< [left, right]
  dated,   ///< `X at D`: [X, D]
  offset_after,
  offset_before,
  offset_from,  ///< `30 days after D`: value, unit; [D]
  // relations
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,  ///< [left, right]
  between,        ///< `a < b <= c`: [a, b, c]; first_operator, second_operator
  in,
  not_in,
  overlaps,
  within,
  contains,           ///< [left, right]
  contains_at_least,  ///< `contains at least 3 of {…}`: value; [left, set]
  reaches,
  rises_above,
  falls_below,  ///< [left, threshold]; with `any of` the threshold is a set
  // logic
  logical_not,  ///< [operand]
  logical_and,
  logical_or,  ///< [operands, two or more]
  // rows
  some,
  every,
  no,  ///< names[0] is the variable; [list, condition] or [list, filter, condition] (has_filter)
  count_of,
  portion_of,  ///< names[0]; [list] or [list, filter]
  sum_of,
  max_of,
  min_of,                  ///< names[0]; [term, list] or [term, list, filter]
  joint_interest,          ///< names[0]; [list] or [list, filter]
  largest_joint_interest,  ///< names[0]; [key path, list] or [key path, list, filter]
  rows,                    ///< value of `list:` and `subjects:`: names[0]; [list] or [list, filter]
  // table tests (first token decides): a plain expression as test stands as itself
  test_any,      ///< `any`
  test_compare,  ///< `> 50%`: first_operator; [right]
  test_not,      ///< `not US`: [operand]
  // case values (parse_value)
  value_unknown,
  value_not_yet,
  value_not_applicable,  ///< no children
  value_one_of,          ///< `one of [a, b]`: [alternatives]; a list alternative is a value_list
  value_list,            ///< `[a, unknown]` inside one of: [members]
  value_range,           ///< `10%..25%`: [low, high]
  value_over,
  value_under,        ///< `over 50%`, `under 5%`: [literal]
  value_change,       ///< `17.6% -> 0%`: [before, after]
  value_equivalents,  ///< `1 USD = 2 CAD`: [amounts]
  value_text,         ///< a bare text that is none of the above: text
};

enum class Comparison : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

struct Node {
  NodeKind kind{};
  base::TextRange range;          ///< in the expression's text
  std::uint32_t first_child = 0;  ///< into Ast::children
  std::uint32_t child_count = 0;
  Comparison first_operator{};   ///< between, test_compare
  Comparison second_operator{};  ///< between
  bool flag = false;             ///< truth: its value
  bool has_filter = false;       ///< row constructs
  bool any_of = false;           ///< reaches, rises_above, falls_below: `any of {…}`
  base::Rational value;          ///< number, percent, fraction, offset_*, contains_at_least
  base::Date date;               ///< date
  std::string unit;  ///< number, offset_*: as written ("CAD", "days", "uk_working_days"); may be empty
  std::string text;  ///< value_text
  std::vector<std::string> names;            ///< path, call, field, row constructs
  std::vector<base::TextRange> name_ranges;  ///< where each of `names` stands
};

/// A syntax tree as post-order vectors: every child comes before its parent, the root is the last node.
class Ast {
 public:
  std::vector<Node> nodes;
  std::vector<NodeId> children;

  bool empty() const { return nodes.empty(); }
  NodeId root() const { return NodeId(nodes.size() - 1); }
  const Node& node(NodeId id) const { return nodes[id.index()]; }
  NodeId child(NodeId id, std::size_t index) const { return children[node(id).first_child + index]; }
  std::size_t child_count(NodeId id) const { return node(id).child_count; }
};

/// True for `number` to `at_most`.
bool is_literal(NodeKind kind);
/// True for `some` to `rows`: what runs over the rows of a list.
bool is_row_construct(NodeKind kind);

}  // namespace weir::language
