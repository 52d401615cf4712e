#pragma once
#include <string>

#include "json/json.hpp"
#include "model/change.hpp"

namespace weir::report {

json::Json answer_change_json(const model::AnswerChange& answer);
json::Json finding_change_json(const model::FindingChange& finding);

/// Each as one JSON object with a line break at the end.
std::string render_timelines_json(const std::vector<model::Timeline>& timelines);
std::string render_whatif_json(const model::WhatIf& what_if);
std::string render_reaching_json(const model::Reaching& reaching);

}  // namespace weir::report
