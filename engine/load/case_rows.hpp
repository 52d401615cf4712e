#pragma once
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/claims.hpp"
#include "load/value.hpp"
#include "model/case.hpp"
#include "model/vocabulary.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// Fills the rows of one case from the nodes of one document. Party ids are announced first, so that any
/// value may name any party.
class RowReader {
 public:
  RowReader(const yaml::Reader& reader, const model::Vocabulary& vocabulary, model::Case& into);

  void announce_party(std::string id) { parties_.insert(std::move(id)); }
  const PartyIds& parties() const { return parties_; }

  /// A new row; the transaction must be the first.
  model::RowId add_row(model::EntityId entity, std::string id, model::RowId parent, base::Span span);
  /// All keys of `map` as facts of the row, but for `skip`.
  void read_facts(model::RowId row, yaml::NodeId map, const Provenance& inherited,
                  std::set<std::string_view> skip = {});
  /// The value under one key as a fact of the row.
  void read_fact(model::RowId row, model::FactId fact, yaml::NodeId key, yaml::NodeId value,
                 const Provenance& inherited);
  /// The fact of an entity that a key names; not valid (reported) if there is none.
  model::FactId find_fact(model::EntityId entity, std::string_view field, base::Span span) const;

  void read_holdings(yaml::NodeId list);
  void read_procedures(yaml::NodeId map);
  /// `approvals:` at the top is the fact of the transaction.
  void read_approvals(yaml::NodeId key, yaml::NodeId list);

 private:
  void read_list(model::RowId row, model::FactId fact, yaml::NodeId key, yaml::NodeId list,
                 const Provenance& inherited);
  void read_list_item(model::RowId parent, model::FactId fact, yaml::NodeId item, const Provenance& inherited,
                      model::RowList& list);
  /// `source`, `quality`, `learned` on a row, and the keys they took.
  Provenance read_provenance(model::RowId row, yaml::NodeId map, const Provenance& inherited,
                             std::set<std::string_view>& taken);
  void check_holding(model::RowId row, yaml::NodeId map);
  /// Refuses certain shares in one entity that are more than the whole together.
  void check_totals();

  /// What tells one holding from another: owner, entity, `as`, `on_behalf_of` and `period`, as written.
  using HoldingKey = std::array<std::string, 5>;

  const yaml::Reader& reader_;
  const model::Vocabulary& vocabulary_;
  model::Case& case_;
  std::map<HoldingKey, base::Span> holdings_;
  PartyIds parties_;
  ValueReader values_;
  ProvenanceReader provenance_;
};

}  // namespace weir::load
