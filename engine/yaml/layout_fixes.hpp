#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"

namespace weir::yaml {

/// Blanks for the tabs that indent the line of `tab` and those beside it, as many as the lines around them
/// suggest.
diagnostics::Fix blanks_for_tabs(const diagnostics::Source& source, base::FileId file, std::uint32_t tab);

/// The line of `mark` moved to the column of the line above, where it is one blank off; none otherwise.
std::optional<diagnostics::Fix> one_blank_off(const diagnostics::Source& source, base::FileId file,
                                              std::uint32_t mark);

/// The unquoted text on the line of `mark` that follows the first colon in quotes; none if it is more than a
/// text on one line.
std::optional<diagnostics::Fix> text_in_quotes(const diagnostics::Source& source, base::FileId file,
                                               std::uint32_t mark);

/// The closing quote at the end of the line on which `quote` opens a text in the file's `text`; none if the
/// line has another.
std::optional<diagnostics::Fix> quote_at_line_end(std::string_view text, base::FileId file,
                                                  std::uint32_t quote);

}  // namespace weir::yaml
