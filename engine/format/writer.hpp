#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "format/tree.hpp"

namespace weir::format {

/// Whether quotes that are not needed are taken away. In a case they tell a text from a number, and its
/// digest knows them.
enum class Quotes : std::uint8_t { where_needed, as_written };

/// Columns that a line may have.
inline constexpr std::size_t line_width = 110;

/// The canonical text of a tree. `text` is the file that it was made of.
std::string write(std::string_view text, const yaml::Document& document, const Branch& tree, Quotes quotes);

}  // namespace weir::format
