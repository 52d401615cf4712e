#pragma once
#include <string>
#include <vector>

#include "model/assessment.hpp"
#include "model/expectation.hpp"
#include "suite/judge.hpp"

namespace weir::suite {

/// True if `name` means the judgement `id`: it may be named without the party that it is about.
bool is_called(const std::string& id, const std::string& name);

/// What is demanded of an open judgement and does not come out.
std::vector<Mismatch> mismatches_of(const model::OpenJudgement& judgement,
                                    const model::Expectation::Judged& expected);

}  // namespace weir::suite
