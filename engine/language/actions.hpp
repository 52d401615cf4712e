#pragma once
#include "language/builder.hpp"

/// What the grammar does at its tokens: each takes the builder and the place of the token.
namespace weir::language::actions {

/// One level deeper.
void enter(Builder& builder, base::TextRange token);
void open_set(Builder& builder, base::TextRange token);
/// Ends the bracket of a call, a set or a list.
void leave_bracket(Builder& builder, base::TextRange token);
/// Ends a bracket around an expression.
void leave_group(Builder& builder, base::TextRange token);
/// A dotted word of the node being built.
void add_name(Builder& builder, base::TextRange token);
/// An infix operator of operators.def; the operand read last is its first child.
void open_operator(Builder& builder, base::TextRange token);
/// A comparison at the head of a table test.
void open_test(Builder& builder, base::TextRange token);
/// The second half of `a < b <= c`.
void second_comparison(Builder& builder, base::TextRange token);
/// `or` after `and`, or the reverse.
void refuse_mixed(Builder& builder, base::TextRange token);
/// `some`, `every`, `no`, `count of` and the like.
void open_rows(Builder& builder, base::TextRange token);
void mark_filter(Builder& builder, base::TextRange token);
void mark_any_of(Builder& builder, base::TextRange token);
void open_number(Builder& builder, base::TextRange token);
void take_scale(Builder& builder, base::TextRange token);
void take_unit(Builder& builder, base::TextRange token);
void take_offset(Builder& builder, base::TextRange token);
void open_not(Builder& builder, base::TextRange token);
void open_test_not(Builder& builder, base::TextRange token);
void open_term(Builder& builder, base::TextRange token);
void open_bound(Builder& builder, base::TextRange token);
void open_path(Builder& builder, base::TextRange token);
void open_call(Builder& builder, base::TextRange token);
void take_count(Builder& builder, base::TextRange token);
void refuse_rough(Builder& builder, base::TextRange token);
void refuse_sign(Builder& builder, base::TextRange token);
void take_text(Builder& builder, base::TextRange token);
void open_over(Builder& builder, base::TextRange token);
void open_list(Builder& builder, base::TextRange token);

}  // namespace weir::language::actions
