#pragma once
#include <string>

#include "model/case.hpp"

namespace weir::model {

/// One fact or judgement of a case that is to have another value.
struct CaseChange {
  RowId row;              ///< of a fact
  FactId fact;            ///< of a fact; not valid of a judgement
  Value value;            ///< of a fact
  std::string judgement;  ///< of a judgement: its name without the entity
  std::string of;         ///< of a judgement: party id, or empty
  bool decision = false;  ///< of a judgement
  std::string written;    ///< the value as it was written
  bool same_place(const CaseChange& other) const {
    return row == other.row && fact == other.fact && judgement == other.judgement && of == other.of;
  }
};

}  // namespace weir::model
