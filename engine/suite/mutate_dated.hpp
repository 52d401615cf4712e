#pragma once
#include <string>
#include <vector>

#include "model/rule_set.hpp"

namespace weir::suite {

/// The range with one end a day earlier or later, in every way; open ends stay.
std::vector<model::DateRange> shifted_ends(const model::DateRange& range);

/// The body of a definition with a date or a bar of its own changed by the smallest step.
struct DateChange {
  base::Span span;
  std::string before, after;
  decltype(model::Definition::body) body;
  enum class Kept : std::uint8_t { in_nodes, nowhere } kept_in_nodes = Kept::in_nodes;
};
/// First days of versions and values, ranges of members and of periods, bars of ways to attribute interests.
std::vector<DateChange> dated_changes_of(const model::Definition& definition);

}  // namespace weir::suite
