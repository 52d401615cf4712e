#pragma once
#include <string>
#include <string_view>

#include "model/assessment.hpp"
#include "model/rule_set.hpp"

namespace weir::report {

/// "must file after closing", of an interval "may be called in to must file after closing".
std::string position_words(const model::Level& position);
/// A level's words as its regime declares them; of an interval "no filing to notification".
std::string level_words(const model::RuleSets& rule_sets, std::string_view regime,
                        std::string_view determination, const model::Level& level);
/// "19 August 2017", or "30 days after closing, not before 4 July 2017", or "…, between A and B".
std::string date_words(const model::DateWords& date);
/// When something is due: "by 19 August 2017", "within 30 days after closing"; empty if nothing is said.
std::string due_words(const model::DateWords& date);
/// What silence does at the end of a stage: "without a decision by then the deal is cleared".
std::string silence_words(model::Silence silence);
/// "54", or "54 – 82".
std::string span_words(std::int64_t low, std::int64_t high);
/// "filing: at least notification; target +20".
std::string effect_words(const model::Finding& finding, const model::RuleSets& rule_sets,
                         const model::RegimeAssessment& regime);
std::string citation_words(const std::vector<model::Citation>& citations);
}  // namespace weir::report
