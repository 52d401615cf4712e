#pragma once
#include <optional>
#include <string>
#include <vector>

#include "load/load.hpp"
#include "model/case_change.hpp"

namespace weir::load {

/// Reads `FACT=VALUE`: a fact as outputs print it (or by role), a value as cases write it. `flag` names where
/// the text stands ("--set"). Mistakes are reported at the very word of the text.
std::optional<model::CaseChange> read_change(const std::string& flag, const std::string& text,
                                             const model::Case& facts, const LoadedRules& rules,
                                             diagnostics::SourceMap& sources, diagnostics::Sink& sink);

/// Reads the fact or judgement alone; its value is left empty.
std::optional<model::CaseChange> read_place(const std::string& flag, const std::string& text,
                                            const model::Case& facts, const LoadedRules& rules,
                                            diagnostics::SourceMap& sources, diagnostics::Sink& sink);

/// The case with a change made: one claim that replaces all others on the fact, of quality assumed.
void apply(const model::CaseChange& change, model::Case& facts);

}  // namespace weir::load
