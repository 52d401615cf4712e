#pragma once
#include <string>
#include <vector>

#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// The list under `examples:` of a rule. `judgements` are the names that may be given a recorded answer.
void read_examples(const yaml::Reader& reader, yaml::NodeId list, const model::Vocabulary& vocabulary,
                   const std::vector<std::string>& judgements, const std::string& regime, model::Rule& rule);

}  // namespace weir::load
