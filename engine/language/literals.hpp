#pragma once
#include <string_view>

#include "language/ast.hpp"

namespace weir::language {

/// The number, percentage, fraction or date that `word` writes; throws Stop if it is none of them. `range` is
/// where it stands.
Node read_literal(std::string_view word, base::TextRange range);
/// Multiplies thousand, million or billion into the number `node`; throws Stop on overflow.
void apply_scale(Node& node, std::string_view scale, base::TextRange range);

}  // namespace weir::language
