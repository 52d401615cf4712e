#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "language/ast.hpp"

namespace weir::language {

/// One row of operators.def.
struct OperatorRow {
  std::string_view symbol;
  std::string_view level;
  NodeKind kind;
  std::string_view doc;
};
std::span<const OperatorRow> operators();
/// The row of a symbol; null if there is none.
const OperatorRow* find_operator(std::string_view symbol);
/// The row that makes `kind`; null if there is none.
const OperatorRow* find_operator(NodeKind kind);

/// All reserved words, those that exist only to be refused included.
std::span<const std::string_view> reserved_words();
std::span<const std::string_view> function_names();

/// The comparison that a node kind `equal` … `greater_equal` stands for.
Comparison comparison_of(NodeKind kind);

}  // namespace weir::language
