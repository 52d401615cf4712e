#pragma once
#include <optional>
#include <string>

#include "load/documents.hpp"
#include "load/value.hpp"
#include "model/case.hpp"

namespace weir::load {

/// Where a row or claim comes from: what a claim inherits unless it says otherwise.
struct Provenance {
  std::string source;
  model::Quality quality = model::Quality::confirmed;
  std::optional<base::Date> learned;
};

/// `source`, `quality` and `learned` of a map, each only if the map has the key and `takes` allows it; else
/// what is inherited. Without `learned`, the source's date counts.
class ProvenanceReader {
 public:
  ProvenanceReader(const yaml::Reader& reader, const model::Case& into) : reader_(reader), case_(into) {}

  Provenance read(yaml::NodeId map, const Provenance& inherited) const;
  std::string source_at(yaml::NodeId map, std::string_view key) const;
  /// The source's date, if it has one.
  std::optional<base::Date> date_of(std::string_view source) const;

 private:
  const yaml::Reader& reader_;
  const model::Case& case_;
};

/// The claims on one fact: a plain value, one `{value, source, …}`, or a list of them.
std::vector<model::Claim> read_claims(const yaml::Reader& reader, yaml::NodeId node, const model::Fact& fact,
                                      const ValueReader& values, const ProvenanceReader& provenance,
                                      const Provenance& inherited);

}  // namespace weir::load
