#pragma once
#include <string>

#include "model/margin.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// Reads what stands in the margin of a rule file: waivers, and the places of readings and citations. The
/// file that holds the header of a regime has the waivers of the whole rule set.
void read_margin(const yaml::Reader& reader, yaml::NodeId root, const std::string& regime,
                 model::Margin& margin);

}  // namespace weir::load
