#include "model/case.hpp"

#include <algorithm>

namespace weir::model {

namespace {
constexpr std::string_view quality_words[] = {"confirmed", "reported", "alleged", "assumed"};
}

std::string_view to_text(Quality quality) {
  return quality_words[static_cast<std::size_t>(quality)];
}

std::optional<Quality> quality_from_text(std::string_view text) {
  const auto found = std::ranges::find(quality_words, text);
  if (found == std::end(quality_words)) return std::nullopt;
  return static_cast<Quality>(found - std::begin(quality_words));
}

const FactEntry* Row::find(FactId fact) const {
  const auto found = std::ranges::find(facts, fact, &FactEntry::fact);
  return found == facts.end() ? nullptr : &*found;
}

const RowList* Row::find_list(FactId fact) const {
  const auto found = std::ranges::find(lists, fact, &RowList::fact);
  return found == lists.end() ? nullptr : &*found;
}

std::optional<RowId> Case::find_row(EntityId entity, std::string_view row_id) const {
  const auto found =
      std::ranges::find_if(rows, [&](const Row& row) { return row.entity == entity && row.id == row_id; });
  if (found == rows.end()) return std::nullopt;
  return RowId(static_cast<std::size_t>(found - rows.begin()));
}

const CaseSource* Case::find_source(std::string_view source_id) const {
  const auto found = std::ranges::find(sources, source_id, &CaseSource::id);
  return found == sources.end() ? nullptr : &*found;
}

std::string_view Case::party_in_role(std::string_view role) const {
  const auto found = std::ranges::find(roles, role, &CaseRole::role);
  return found == roles.end() ? std::string_view{} : std::string_view{found->party};
}

}  // namespace weir::model
