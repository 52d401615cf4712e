#pragma once
#include <string>
#include <vector>

#include "model/condition.hpp"
#include "suite/mutant.hpp"

namespace weir::suite {

/// An expression with one small change.
struct ChangedExpression {
  MutantKind kind{};
  language::Ast ast;
  base::Span span;                ///< of the clause
  std::string before, after, of;  ///< as of Mutant
};

/// Every small change of an expression.
std::vector<ChangedExpression> changes_of(const model::Expression& expression);

/// A text as a scalar of YAML, quoted so that it stands anywhere.
std::string quoted_scalar(const std::string& text);

}  // namespace weir::suite
