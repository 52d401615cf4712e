#pragma once
#include <string>
#include <vector>

#include "load/documents.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::load {

/// Reads every YAML file below `folder` into one vocabulary; the order of files and entries does not matter.
/// Groups go to `groups`.
model::Vocabulary read_vocabulary(Workbench& bench, const std::string& folder,
                                  std::vector<model::Definition>& groups);

/// The type that the words of `type:` name; none (reported) if they name none. Sets the key of a row entity.
std::optional<model::Type> read_type(const yaml::Reader& reader, yaml::NodeId node,
                                     model::Vocabulary& vocabulary);
/// Whether these words say of a list of that type that it always has a member.
bool is_never_empty(const yaml::Reader& reader, yaml::NodeId node, const model::Type& type);

}  // namespace weir::load
