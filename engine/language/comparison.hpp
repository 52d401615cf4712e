#pragma once
#include "language/ast.hpp"

namespace weir::language {

/// The comparison as it reads from the other side: `a < b` is said of b as `b > a`.
constexpr Comparison mirrored(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return Comparison::greater;
    case Comparison::less_equal:
      return Comparison::greater_equal;
    case Comparison::greater:
      return Comparison::less;
    case Comparison::greater_equal:
      return Comparison::less_equal;
    case Comparison::equal:
    case Comparison::not_equal:
      break;
  }
  return comparison;
}

}  // namespace weir::language
