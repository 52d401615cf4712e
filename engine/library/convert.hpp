#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "evaluate/assess.hpp"
#include "model/assessment.hpp"
#include "weir/rule_sets.hpp"

namespace weir::library {

/// Everything in a sink, by file and place; of a file with too many mistakes a note says how many are left
/// out.
std::vector<Diagnostic> diagnostics_of(const diagnostics::Sink& sink, const diagnostics::SourceMap& sources);
/// What is wrong with what the program asked for.
Diagnostic wrong_request(std::string message, std::string help = {});
/// The same for a mistake that has a code.
Diagnostic wrong_request(diagnostics::Code code, std::string message, std::string help);
/// Fails as `wrong_request`; no value stands beside it.
template <class Value>
Outcome<Value> refused(Diagnostic mistake) {
  return {std::nullopt, {std::move(mistake)}};
}

/// The options of an evaluation under a plan, or what is wrong with them.
Outcome<evaluate::Options> options_of(const Options& options, const plan::Plan& plan);

/// An assessment as the library's users read it.
std::vector<RegimeAssessment> regimes_of(const model::Assessment& assessment);
Proof proof_of(const model::ProofNode& node);

}  // namespace weir::library
