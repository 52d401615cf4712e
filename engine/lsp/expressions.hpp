#pragma once
#include <functional>

#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::lsp {

/// What surrounds an expression of the rules.
struct ExpressionOwner {
  const model::Provision* provision = nullptr;  ///< null: the head of a rule set
  const model::Regime* regime = nullptr;        ///< null: the vocabulary
  std::string_view it;                          ///< the kind of thing that `it` is; empty where it is nothing
};

using ExpressionVisitor = std::function<void(const model::Expression&, const ExpressionOwner&)>;

/// Calls `visit` for every expression of the rule sets.
void for_each_expression(const model::RuleSets& rule_sets, const ExpressionVisitor& visit);

}  // namespace weir::lsp
