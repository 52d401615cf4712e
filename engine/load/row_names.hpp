#pragma once
#include <optional>
#include <string_view>

#include "model/case.hpp"
#include "model/vocabulary.hpp"

namespace weir::load {

/// The row that facts are said of when they are written `OWNER.fact`: `transaction`, a party by its id or its
/// role, `a in b` and `stake` for a holding, a regime or `procedure` for a procedure where there is one only,
/// `norsat.radio` for a row of a list that its key names. None if the case has no such row.
std::optional<model::RowId> find_row_named(const model::Case& facts, const model::Vocabulary& vocabulary,
                                           std::string_view owner);

}  // namespace weir::load
