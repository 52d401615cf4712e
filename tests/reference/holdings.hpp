#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/rule_set.hpp"
#include "ownership/attribution.hpp"
#include "reference/interpreter.hpp"

namespace weir::reference {

/// The holdings of a case by one method, as the brute force of ownership_reference.hpp can work them out: a
/// holder without a name is one more party.
struct Holdings {
  ownership::Graph graph;
  std::vector<model::RowId> parties;  ///< the first of the graph; those behind them have no name
  /// By party: the holders without a name that stand for one further holder, and for all of them.
  std::vector<std::optional<ownership::HolderId>> one_other, all_others;

  /// What was asked before: it takes long to work out.
  mutable std::map<std::vector<std::uint32_t>, ownership::Shares> known;

  bool is_named(ownership::HolderId holder) const { return holder.index() < parties.size(); }
  ownership::HolderId find(model::RowId party) const;
};

/// What a party and its circle have in another.
ownership::Shares interest(const Holdings& holdings, const model::Method& method, ownership::HolderId holder,
                           ownership::HolderId entity);
/// What the selected have together; a holder that stands for one further holder then stands for all.
ownership::Shares joint_interest(const Holdings& holdings, const model::Method& method,
                                 ownership::HolderId entity, ownership::Selection selection);

}  // namespace weir::reference
