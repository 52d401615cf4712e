#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/span.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"

namespace weir::yaml {

/// Whether a text may be given to the parser at all; the sink says why not.
enum class TextState : std::uint8_t { usable, refused };

/// Refuses what is not UTF-8, characters that cannot be seen, files that are too large, and YAML directives.
TextState check_text(const diagnostics::Source& source, base::FileId file, diagnostics::Sink& sink);

/// Offsets of the tabs in front of lines that hold something; none of a text that is JSON.
std::vector<std::uint32_t> indenting_tabs(const diagnostics::Source& source);

/// JSON may be indented by tabs, which the parser does not take: a text that begins with a brace has as many
/// blanks for them. Any other text stays as it is.
void indent_json_by_blanks(std::string& text);

}  // namespace weir::yaml
