#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::base {

/// Offset of the first byte that is not part of well-formed UTF-8; none if all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
/// Columns that `text` takes on a terminal (East Asian wide characters two, combining ones none; a tab as
/// one).
std::size_t display_width(std::string_view text);
/// Number of UTF-16 code units of well-formed UTF-8.
std::size_t utf16_length(std::string_view text);
/// Damerau–Levenshtein distance (optimal string alignment) in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The one candidate within ceil(length/3) edits of `word`, or none if there is none or it is not unique.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);
/// `text` broken at blanks into lines of at most `width` columns; words longer than that stand alone.
std::vector<std::string> wrap(std::string_view text, std::size_t width);
/// "1 rule", "3 rules".
std::string counted(std::size_t count, std::string_view singular, std::string_view plural);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);
std::string join(std::span<const std::string> parts, std::string_view separator);
/// "1,234,567" for whole numbers, used in text for people only.
std::string with_thousands(std::string_view digits);

}  // namespace weir::base
