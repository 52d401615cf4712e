#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/rule_set.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// Keys that every definition and rule may have.
inline constexpr std::string_view provision_keys[] = {"title",   "by",   "in_force", "status", "doubt",
                                                      "reading", "cite", "note",     "waive"};

/// The common keys and `own` together.
std::vector<std::string_view> with_provision_keys(std::span<const std::string_view> own);

/// `a..b`, `a..`, `..b` or `always`.
std::optional<model::DateRange> read_range(const yaml::Reader& reader, yaml::NodeId node,
                                           std::string_view what);
/// One range or a list of ranges.
std::vector<model::DateRange> read_ranges(const yaml::Reader& reader, yaml::NodeId node,
                                          std::string_view what);
/// `{text, url}`, a list of them, or a plain text.
std::vector<model::Citation> read_citations(const yaml::Reader& reader, yaml::NodeId node);
std::vector<model::Citation> read_citations_at(const yaml::Reader& reader, yaml::NodeId map);
/// `{text, by, on, holds}` or a plain text.
std::optional<model::Reading> read_reading_at(const yaml::Reader& reader, yaml::NodeId map);
/// The date under `key`, if there is one.
std::optional<base::Date> read_date_at(const yaml::Reader& reader, yaml::NodeId map, std::string_view key);
/// The text under `key`; empty if there is none.
std::string read_text_at(const yaml::Reader& reader, yaml::NodeId map, std::string_view key);

/// Reads the common keys of `map` into `provision`.
void read_provision(const yaml::Reader& reader, yaml::NodeId map, model::Provision& provision);

}  // namespace weir::load
