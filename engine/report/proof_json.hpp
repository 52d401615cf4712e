#pragma once
#include <cstdint>
#include <map>
#include <unordered_map>

#include "json/json.hpp"
#include "model/assessment.hpp"

namespace weir::report {

/// Writes the proofs of one regime as JSON. What several of them share (a definition with parts, the same on
/// the same rows) is written once, where it first stands, with a number under `step`; after that `same_as`
/// names the number, and the parts are left out. Proofs must outlive the writer.
class ProofWriter {
 public:
  /// Counts what the proof shares with others; to be called for all before the first is written.
  void read(const model::ProofNode& proof);
  json::Json write(const model::ProofNode& proof);

 private:
  using Print = std::pair<std::uint64_t, std::uint64_t>;  ///< of all that a step says, parts included
  Print print_of(const model::ProofNode& node);

  std::unordered_map<const model::ProofNode*, Print> prints_;
  std::map<Print, std::size_t> counts_;
  std::map<Print, std::size_t> numbers_;  ///< of those written
};

/// A fact as a proof or a list of assumptions quotes it.
json::Json quoted_json(const model::QuotedFact& fact);
json::Json citation_json(const model::Citation& citation);

}  // namespace weir::report
