#pragma once
#include <string>
#include <string_view>

#include "lsp/completion_list.hpp"
#include "lsp/names.hpp"
#include "lsp/snapshot.hpp"

namespace weir::lsp {

/// The part of an expression's text, cut at the cursor, that is the word being written: after the last blank,
/// bracket or dot.
std::string_view word_at_end(std::string_view text);

/// Adds what can follow `text`, an expression as far as it is written, the word at its end included. `regime`
/// is the rule set that it stands in (may be empty): its own names come first.
void complete_expression(const Snapshot& snapshot, std::string_view text, const NameScope& scope,
                         std::string_view regime, CompletionList& list);

/// Adds the codes of a list, countries by name too.
void add_codes(const model::Domain& domain, CompletionList& list);

}  // namespace weir::lsp
