#pragma once
#include "evaluate/run.hpp"

namespace weir::evaluate {

/// The findings of one regime on row 0, by rule id, with their proofs.
std::vector<model::Finding> find_findings(const Run& run, std::uint32_t regime);

/// What one rule says of a row.
model::FindingKind finding_kind(const Run& run, const plan::CompiledRule& rule, std::size_t row);

/// A date node on a row (of the case table) in bounds, with the words that hold.
model::DateWords date_words(const Run& run, plan::NodeId node, std::string words, std::size_t row = 0);
/// The words among a date's choices that may hold on a row.
std::string words_of(const Run& run, const std::vector<plan::DateChoice>& choices, std::size_t row = 0);

/// The place of a level of a determination on the common scale (model::position_levels); the lowest where the
/// regime gives it none.
std::size_t position_rank(const model::Determination& determination, std::size_t level);
/// A regime's place on the common scale, of what its rules add up to.
model::Level position_of(const model::Regime& regime, const Summary& summary);
/// The name of the band that a score lies in.
std::string band_of(const model::Regime& regime, std::int64_t points);
/// The bands that a score reaches: "elevated", "elevated to high".
std::string band_words(const model::Regime& regime, const Summary& summary);

}  // namespace weir::evaluate
