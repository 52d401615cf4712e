#pragma once
#include <vector>

#include "model/rule_set.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// The examples of a rule are cases, which can be read only once all definitions are there.
struct PendingExamples {
  std::size_t document = 0;  ///< index of the document that holds them
  std::size_t rule = 0;      ///< index into the regime's rules
  yaml::NodeId list;
};

/// All entries of the map under `rules:`; clocks among them go to `definitions`.
void read_rules(const yaml::Reader& reader, yaml::NodeId map, std::size_t document, model::Regime& regime,
                std::vector<PendingExamples>& examples, std::vector<model::Definition>& definitions);

}  // namespace weir::load
