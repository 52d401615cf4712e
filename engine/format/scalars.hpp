#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// Where a scalar is written: on a line of its own, or inside braces and brackets.
enum class Context : std::uint8_t { block, flow };

/// True if a text without quotes is read as the same text.
bool plain_is_safe(std::string_view text, Context context);
/// True if programs other than this one take the text without quotes for a number, a date or a truth value.
bool looks_typed(std::string_view text);
/// The text in double quotes, or in single ones if it holds double quotes or backslashes only.
std::string quoted(std::string_view text);

/// A scalar that is written on one line (plain or in quotes) over lines of at most `width` columns, broken at
/// single blanks only, so that it is read as the same text.
std::vector<std::string> folded(std::string_view written, std::size_t width);

}  // namespace weir::format
