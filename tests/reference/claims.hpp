#pragma once
#include "model/case.hpp"

namespace weir::reference {

/// What a case says of a fact on a day. Claims learned later, those replaced and mere allegations do not
/// count. The others are read together as far as they agree: the value is one of the readings that as many
/// claims as possible share.
model::Value known_of(const model::FactEntry& entry, base::Date day);

/// The decision on a judgement that was the last one known on a day; null if there is none.
const model::RecordedJudgement* decision_on(const model::Case& facts, std::string_view judgement,
                                            std::string_view of, base::Date day);

}  // namespace weir::reference
