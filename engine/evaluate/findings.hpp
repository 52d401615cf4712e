#pragma once
#include "evaluate/run.hpp"

namespace weir::evaluate {

/// The findings of one regime on row 0, by rule id, with their proofs.
std::vector<model::Finding> find_findings(const Run& run, std::uint32_t regime);

/// A date node on row 0 in bounds, with the words that hold.
model::DateWords date_words(const Run& run, plan::NodeId node, std::string words);
/// The words among a date's choices that may hold on row 0.
std::string words_of(const Run& run, const std::vector<plan::DateChoice>& choices);

}  // namespace weir::evaluate
