#pragma once
#include <span>
#include <string>

#include "diagnostics/source.hpp"
#include "json/json.hpp"
#include "model/assessment.hpp"
#include "report/proof_json.hpp"

namespace weir::report {

/// The assessments of one run as one indented JSON object (docs/architecture.md: outside contract). `regimes`
/// keep their order; every finding carries its whole proof.
std::string render_assessments_json(std::span<const model::Assessment> assessments,
                                    const diagnostics::SourceMap& sources);

/// One finding with its proof, as it stands in an assessment; `proofs` has read it.
json::Json finding_json(const model::Finding& finding, const diagnostics::SourceMap& sources,
                        ProofWriter& proofs);

}  // namespace weir::report
