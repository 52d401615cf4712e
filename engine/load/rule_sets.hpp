#pragma once
#include <string>

#include "load/documents.hpp"
#include "load/wanted.hpp"
#include "model/margin.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::load {

/// Reads every folder below `folder` that holds a regime.yaml into `rule_sets`, and what stands beside them
/// into `margin`.
void read_rule_sets(Workbench& bench, const std::string& folder, const model::Vocabulary& vocabulary,
                    Examples examples, model::RuleSets& rule_sets, model::Margin& margin);

/// The keys of a regime.yaml, but for `definitions` and `rules`.
model::Regime read_regime(const yaml::Reader& reader, yaml::NodeId root);

/// Reads every YAML file below `folder` into context items, by id.
void read_context(Workbench& bench, const std::string& folder, std::vector<model::ContextItem>& items);

/// "sha256:…" over what the vocabulary and the rule sets mean and the texts they show.
std::string digest_of(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets);

}  // namespace weir::load
