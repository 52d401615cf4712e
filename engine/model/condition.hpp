#pragma once
#include <cstdint>
#include <vector>

#include "base/span.hpp"
#include "language/ast.hpp"
#include "model/date_range.hpp"

namespace weir::model {

/// An expression as written and as parsed. `ast` is empty if the text has a syntax error (already reported).
struct Expression {
  base::MappedText text;
  language::Ast ast;
  bool present() const { return !ast.empty(); }
};

/// A condition: one expression, or `all`, `any`, `none`, `at_least` over conditions. Both give the same tree.
struct Condition {
  enum class Kind : std::uint8_t { expression, all, any, none, at_least };
  Kind kind = Kind::expression;
  Expression expression;         ///< of kind expression
  std::vector<Condition> parts;  ///< of the others
  std::int64_t count = 0;        ///< of at_least
  base::Span span;
};

}  // namespace weir::model
