#pragma once
#include <optional>
#include <string>

#include "base/date.hpp"
#include "lsp/snapshot.hpp"

namespace weir::lsp {

/// What there is to know of a symbol, in Markdown: type, question, meaning, the value or members on a day,
/// source.
std::string describe(const Snapshot& snapshot, Symbol symbol, std::optional<base::Date> as_of);
/// Type and title on one line: "money", "one of party-kind: legal form".
std::string brief(const Snapshot& snapshot, Symbol symbol);

}  // namespace weir::lsp
