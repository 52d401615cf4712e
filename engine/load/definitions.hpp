#pragma once
#include <string>
#include <vector>

#include "model/rule_set.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// One entry under `definitions:` or `groups:`; none if its kind cannot be told (already reported).
std::optional<model::Definition> read_definition(const yaml::Reader& reader, const yaml::Entry& entry,
                                                 const std::string& regime);

/// All entries of the map under `definitions:`.
void read_definitions(const yaml::Reader& reader, yaml::NodeId map, const model::Regime& regime,
                      std::vector<model::Definition>& out);

/// A dated set of codes, from the entry's map.
model::Group read_group_body(const yaml::Reader& reader, yaml::NodeId map);
/// Dated values and rows of values.
model::Values read_values_body(const yaml::Reader& reader, yaml::NodeId map);
/// Dated wordings.
model::Versions read_versions_body(const yaml::Reader& reader, yaml::NodeId map);
/// A condition tested again while a period runs.
model::Retest read_retest_body(const yaml::Reader& reader, yaml::NodeId map);

/// A method of attribution (attribution.cpp).
model::Attribution read_attribution_body(const yaml::Reader& reader, yaml::NodeId map);
/// Who counts together (attribution.cpp).
model::Circle read_circle_body(const yaml::Reader& reader, yaml::NodeId map);

/// Statutory periods, calendars of business days, holidays, days that do not count (clocks.cpp).
model::Clock read_clock_body(const yaml::Reader& reader, yaml::NodeId map);
model::Calendar read_calendar_body(const yaml::Reader& reader, yaml::NodeId map);
model::Holidays read_holidays_body(const yaml::Reader& reader, yaml::NodeId map);
model::Periods read_periods_body(const yaml::Reader& reader, yaml::NodeId map);

/// `subjects:` of a regime (`family` empty) or of a family of its rules (attribution.cpp).
void read_subjects(const yaml::Reader& reader, yaml::NodeId map, const std::string& family,
                   std::vector<model::Subject>& into);

}  // namespace weir::load
