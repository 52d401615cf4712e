#pragma once
#include <vector>

#include "evaluate/run.hpp"
#include "model/case_change.hpp"

namespace weir::analysis {

/// One fact or judgement of a case with a value of another cell.
struct Neighbour {
  model::CaseChange change;
  std::string name;          ///< "hytera-project in norsat.votes"
  std::size_t distance = 1;  ///< cells, or members of a set, between the values
};

/// What the rules of a question read, and the neighbouring cells of each fact.
struct Neighbourhood {
  std::vector<Neighbour> neighbours;     ///< by name, then distance
  std::vector<model::CaseChange> fixed;  ///< facts that the parties cannot change
  std::vector<model::CaseChange> judgements;
};

/// Looks from row 0 of a run at everything under `roots` (on row 0 too). Facts that the vocabulary calls
/// fixed are told apart; `thawed` ones are not.
Neighbourhood neighbourhood(const evaluate::Run& run, const std::vector<plan::NodeId>& roots,
                            const std::vector<model::CaseChange>& thawed);

}  // namespace weir::analysis
