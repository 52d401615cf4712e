#pragma once
#include <compare>
#include <set>
#include <string>
#include <vector>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// An unknown that an open rule rests on: a fact of a row, or a judgement (about a party, or about the
/// transaction).
struct OpenLeaf {
  model::RowId row;               ///< of a fact; not valid where the case has no such row (a procedure)
  model::FactId fact;             ///< of a fact
  std::string regime;             ///< of a procedure fact without a row
  check::DefinitionId judgement;  ///< of a judgement
  std::string of;                 ///< of a judgement: party id, or empty
  friend auto operator<=>(const OpenLeaf&, const OpenLeaf&) = default;
};

/// The unknowns under a node that is unknown on a row of its table.
void collect_open(const Run& run, plan::NodeId node, std::size_t row, std::set<OpenLeaf>& leaves);

/// Where the comparisons of a plan cut each fact: the values on either side of which no rule tells cases
/// apart.
struct Cuts {
  std::set<std::pair<std::string, base::Rational>> numbers;  ///< currency (or empty), value
  std::set<base::Date> dates;
  std::set<std::string> items;
};
std::map<model::FactId, Cuts> find_cuts(const plan::Plan& plan);

/// One value for each cell of a fact that what is known of it still allows.
std::vector<model::Value> completions(const plan::Plan& plan, const CaseRow& row, const OpenLeaf& leaf,
                                      const Cuts& cuts);

}  // namespace weir::evaluate
