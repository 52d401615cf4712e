#pragma once
#include <vector>

#include "model/expectation.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// `expect:` of a case: a list of demands, one a regime and day. Whether the regimes, rules and levels exist
/// is not asked here, since a case may be read under rule sets that lack them.
void read_expectations(const yaml::Reader& reader, yaml::NodeId list, std::vector<model::Expectation>& into);

}  // namespace weir::load
