#pragma once
#include <cstdint>
#include <vector>

#include "yaml/document.hpp"

namespace weir::yaml {

/// The nodes of a part of a file that is a document in itself, the root first, with spans in the file; none
/// if there is any mistake in it.
std::vector<Node> parse_range(const diagnostics::SourceMap& sources, base::FileId file, std::uint32_t begin,
                              std::uint32_t end);

}  // namespace weir::yaml
