#pragma once
#include <span>
#include <string>

#include "model/assessment.hpp"

namespace weir::report {

/// The assessments of one run as one indented JSON object (docs/architecture.md: outside contract). `regimes`
/// keep their order; every finding carries its whole proof.
std::string render_assessments_json(std::span<const model::Assessment> assessments);

}  // namespace weir::report
