#pragma once
#include <optional>
#include <string>

#include "base/span.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"

namespace weir::format {

/// The canonical layout of a rule or case file (docs/format.md). None, and the sink says why, if the file has
/// mistakes in its YAML. What the file means is never changed: the result is read again and compared, and a
/// layout that would be read otherwise is an internal error and no result.
std::optional<std::string> formatted(const diagnostics::SourceMap& sources, base::FileId file,
                                     diagnostics::Sink& sink);

}  // namespace weir::format
