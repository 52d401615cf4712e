#include "language/actions.hpp"

#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "language/literals.hpp"
#include "language/words.hpp"

namespace weir::language::actions {

void enter(Builder& b, base::TextRange token) {
  b.enter(token);
}

void open_set(Builder& b, base::TextRange token) {
  b.open(NodeKind::set, token);
  b.enter(token);
}

void leave_bracket(Builder& b, base::TextRange token) {
  b.leave();
  b.touch(token);
}

void leave_group(Builder& b, base::TextRange token) {
  b.leave_group(token);
}

void add_name(Builder& b, base::TextRange token) {
  b.name(token);
}

void open_operator(Builder& b, base::TextRange token) {
  b.open(find_operator(b.text(token))->kind, token, 1);
}

void open_test(Builder& b, base::TextRange token) {
  const NodeKind kind = find_operator(b.text(token))->kind;
  b.open(NodeKind::test_compare, token);
  b.top().first_operator = comparison_of(kind);
}

void second_comparison(Builder& b, base::TextRange token) {
  b.top().first_operator = comparison_of(b.top().kind);
  b.top().second_operator = comparison_of(find_operator(b.text(token))->kind);
  b.top().kind = NodeKind::between;
}

void refuse_mixed(Builder& b, base::TextRange token) {
  const bool second_is_or = b.text(token) == "or";
  throw Stop{{diagnostics::Code::mixed_and_or,
              token,
              "`and` and `or` stand side by side without parentheses",
              "put parentheses around the part that belongs together",
              b.opened_at(),
              second_is_or ? "`and` stands here" : "`or` stands here",
              {}}};
}

void open_rows(Builder& b, base::TextRange token) {
  const std::string_view head = b.text(token);
  NodeKind kind = NodeKind::largest_joint_interest;
  if (head == "some") kind = NodeKind::some;
  if (head == "every") kind = NodeKind::every;
  if (head == "no") kind = NodeKind::no;
  if (head.starts_with("count")) kind = NodeKind::count_of;
  if (head.starts_with("portion")) kind = NodeKind::portion_of;
  if (head.starts_with("joint")) kind = NodeKind::joint_interest;
  b.open(kind, token);
}

void mark_filter(Builder& b, base::TextRange) {
  b.top().has_filter = true;
}

void mark_any_of(Builder& b, base::TextRange) {
  b.top().any_of = true;
}

void open_number(Builder& b, base::TextRange token) {
  Node node = read_literal(b.text(token), token);
  b.open(node.kind, token);
  b.top() = std::move(node);
}

void take_scale(Builder& b, base::TextRange token) {
  apply_scale(b.top(), b.text(token), token);
  b.touch(token);
}

void take_unit(Builder& b, base::TextRange token) {
  b.top().unit = b.text(token);
  b.touch(token);
}

void take_offset(Builder& b, base::TextRange token) {
  const std::string_view direction = b.text(token);
  b.top().kind = direction == "after"    ? NodeKind::offset_after
                 : direction == "before" ? NodeKind::offset_before
                                         : NodeKind::offset_from;
  b.enter(token);
}

void open_not(Builder& b, base::TextRange token) {
  b.open(NodeKind::logical_not, token);
  b.enter(token);
}

void open_test_not(Builder& b, base::TextRange token) {
  b.open(NodeKind::test_not, token);
  b.enter(token);
}

void open_term(Builder& b, base::TextRange token) {
  const std::string_view head = b.text(token);
  b.open(head.starts_with("sum")   ? NodeKind::sum_of
         : head.starts_with("max") ? NodeKind::max_of
                                   : NodeKind::min_of,
         token);
  b.enter(token);
}

void open_bound(Builder& b, base::TextRange token) {
  b.open(b.text(token).ends_with("least") ? NodeKind::at_least : NodeKind::at_most, token);
  b.enter(token);
}

void open_path(Builder& b, base::TextRange token) {
  b.open(NodeKind::path, token);
  b.name(token);
}

void open_call(Builder& b, base::TextRange token) {
  b.open(NodeKind::call, token);
  b.name(token);
}

void take_count(Builder& b, base::TextRange token) {
  b.top().kind = NodeKind::contains_at_least;
  b.top().value = read_literal(b.text(token), token).value;
}

void refuse_rough(Builder&, base::TextRange token) {
  throw Stop{{diagnostics::Code::rough_value,
              token,
              "a rough figure has no exact meaning",
              "give the range it certainly lies in, such as `9%..11%`",
              {},
              {},
              {}}};
}

void refuse_sign(Builder&, base::TextRange token) {
  throw Stop{{diagnostics::Code::bad_number,
              token,
              "numbers have no sign",
              "leave it out; a fall is written as a change, such as `17.6% -> 0%`",
              {},
              {},
              {}}};
}

void take_text(Builder& b, base::TextRange token) {
  Node node;
  node.kind = NodeKind::value_text;
  const std::string_view text = base::trim(b.text(token));
  node.text = text;
  node.range = {token.begin, static_cast<std::uint32_t>(token.begin + text.size())};
  b.leaf(std::move(node));
}

void open_over(Builder& b, base::TextRange token) {
  b.open(b.text(token) == "over" ? NodeKind::value_over : NodeKind::value_under, token);
}

void open_list(Builder& b, base::TextRange token) {
  b.open(NodeKind::value_list, token);
  b.enter(token);
}

}  // namespace weir::language::actions
