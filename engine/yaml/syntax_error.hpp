#pragma once
#include <cstdint>
#include <string_view>

#include "base/span.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "yaml/builder.hpp"

namespace weir::yaml {

/// Reports that the parser gave up at `mark`, in our own words: `reason` is the parser's message, which
/// differs from version to version and is only used to tell the cases apart.
void report_syntax_error(const diagnostics::Source& source, base::FileId file, std::uint32_t mark,
                         std::string_view reason, const DocumentBuilder& builder, diagnostics::Sink& sink);

}  // namespace weir::yaml
