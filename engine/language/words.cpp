#include "language/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "language/parser.hpp"
#include "language/printer.hpp"

namespace weir::language {
namespace {

constexpr OperatorRow operator_rows[] = {
#define WEIR_OPERATOR(symbol, level, kind, doc) {symbol, #level, NodeKind::kind, doc},
#include "language/operators.def"
#undef WEIR_OPERATOR
};

constexpr std::string_view reserved[] = {
#define WEIR_WORD(word) word,
#define WEIR_REFUSED(word) word,
#include "language/operators.def"
#undef WEIR_REFUSED
#undef WEIR_WORD
};

constexpr std::string_view functions[] = {
#define WEIR_FUNCTION(name) name,
#include "language/operators.def"
#undef WEIR_FUNCTION
};

}  // namespace

std::span<const OperatorRow> operators() {
  return operator_rows;
}

const OperatorRow* find_operator(std::string_view symbol) {
  const auto* row = std::ranges::find(operator_rows, symbol, &OperatorRow::symbol);
  return row == std::end(operator_rows) ? nullptr : row;
}

const OperatorRow* find_operator(NodeKind kind) {
  const auto* row = std::ranges::find(operator_rows, kind, &OperatorRow::kind);
  return row == std::end(operator_rows) ? nullptr : row;
}

std::span<const std::string_view> reserved_words() {
  return reserved;
}
std::span<const std::string_view> function_names() {
  return functions;
}

bool is_reserved(std::string_view word) {
  return std::ranges::find(reserved, word) != std::end(reserved);
}

bool is_row_construct(NodeKind kind) {
  return kind >= NodeKind::some && kind <= NodeKind::rows;
}

bool is_literal(NodeKind kind) {
  return kind <= NodeKind::at_most;
}

Comparison comparison_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::not_equal:
      return Comparison::not_equal;
    case NodeKind::less:
      return Comparison::less;
    case NodeKind::less_equal:
      return Comparison::less_equal;
    case NodeKind::greater:
      return Comparison::greater;
    case NodeKind::greater_equal:
      return Comparison::greater_equal;
    default:
      return Comparison::equal;
  }
}

std::string_view to_text(Comparison comparison) {
  static constexpr std::array<std::string_view, 6> texts = {"==", "!=", "<", "<=", ">", ">="};
  return texts[static_cast<std::size_t>(comparison)];
}

}  // namespace weir::language
