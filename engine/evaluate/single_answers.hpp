#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/open.hpp"

namespace weir::evaluate {

/// What each single answer to each of some open leaves would do, the others left open; within `now`, what is
/// possible at all. None for leaves whose answers were not tried: every answer takes an evaluation of the
/// whole case, and a case of very many parties has very many. Those of the deal and of the parties in its
/// roles come first.
std::vector<std::optional<std::vector<Summary>>> try_answers(
    const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves, const Summary& now,
    const std::map<std::string, base::Date>& suppose);

}  // namespace weir::evaluate
