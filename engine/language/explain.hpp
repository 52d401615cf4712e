#pragma once
#include <string>
#include <string_view>

#include "language/builder.hpp"

namespace weir::language {

/// Says what is wrong at `offset`, where `expected` (a phrase such as "a value" or "`of`") should stand.
SyntaxError explain(const Builder& builder, std::size_t offset, const std::string& expected);

}  // namespace weir::language
