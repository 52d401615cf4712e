#include "load/row_names.hpp"

#include <string>

#include "base/text.hpp"

namespace weir::load {

namespace {

/// True if the last claim on a fact of the row names just this party or code.
bool names(const model::Row& row, model::FactId fact, std::string_view what) {
  const model::FactEntry* entry = row.find(fact);
  if (!entry || entry->claims.empty() || entry->claims.back().value.candidates.size() != 1) return false;
  const auto* item = std::get_if<model::Item>(&entry->claims.back().value.candidates[0]);
  return item && item->id == what;
}

class RowFinder {
 public:
  RowFinder(const model::Case& facts, const model::Vocabulary& vocabulary)
      : facts_(facts), vocabulary_(vocabulary) {}

  std::optional<model::RowId> find(std::string_view owner) const {
    if (owner == "transaction") return model::RowId(std::size_t{0});
    if (const auto party = facts_.find_row(vocabulary_.party, owner)) return party;
    if (const std::string_view in_role = facts_.party_in_role(owner); !in_role.empty())
      return facts_.find_row(vocabulary_.party, in_role);
    if (owner == "stake") return holding(facts_.party_in_role("acquirer"), facts_.party_in_role("target"));
    if (const std::size_t in = owner.find(" in "); in != std::string_view::npos)
      return holding(party_of(owner.substr(0, in)), party_of(owner.substr(in + 4)));
    if (const auto procedure = facts_.find_row(vocabulary_.procedure, owner)) return procedure;
    if (owner == "procedure") return only_procedure();
    const std::size_t dot = owner.find('.');
    return dot == std::string_view::npos ? std::nullopt : listed(owner.substr(0, dot), owner.substr(dot + 1));
  }

 private:
  std::string_view party_of(std::string_view name) const {
    const std::string_view in_role = facts_.party_in_role(base::trim(name));
    return in_role.empty() ? base::trim(name) : in_role;
  }

  std::optional<model::RowId> holding(std::string_view owner, std::string_view entity) const {
    const auto owner_fact = vocabulary_.find_fact(vocabulary_.holding, "owner");
    const auto entity_fact = vocabulary_.find_fact(vocabulary_.holding, "entity");
    if (!owner_fact || !entity_fact) return std::nullopt;
    for (std::size_t i = 0; i < facts_.rows.size(); ++i) {
      const model::Row& row = facts_.rows[i];
      if (row.entity == vocabulary_.holding && names(row, *owner_fact, owner) &&
          names(row, *entity_fact, entity))
        return model::RowId(i);
    }
    return std::nullopt;
  }

  std::optional<model::RowId> only_procedure() const {
    std::optional<model::RowId> only;
    for (std::size_t i = 0; i < facts_.rows.size(); ++i) {
      if (facts_.rows[i].entity != vocabulary_.procedure) continue;
      if (only) return std::nullopt;
      only = model::RowId(i);
    }
    return only;
  }

  std::optional<model::RowId> listed(std::string_view above, std::string_view key_text) const {
    const auto parent = find(above);
    if (!parent) return std::nullopt;
    for (std::size_t i = 0; i < facts_.rows.size(); ++i) {
      const model::Row& row = facts_.rows[i];
      if (row.parent != *parent) continue;
      const model::FactId key = vocabulary_.entity(row.entity).key;
      if (key.valid() && names(row, key, key_text)) return model::RowId(i);
    }
    return std::nullopt;
  }

  const model::Case& facts_;
  const model::Vocabulary& vocabulary_;
};

}  // namespace

std::optional<model::RowId> find_row_named(const model::Case& facts, const model::Vocabulary& vocabulary,
                                           std::string_view owner) {
  return RowFinder(facts, vocabulary).find(owner);
}

}  // namespace weir::load
