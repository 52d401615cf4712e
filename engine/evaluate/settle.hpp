#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "evaluate/open.hpp"

namespace weir::evaluate {

/// What a regime's answer comes to over every way in which its open facts and judgements may turn out.
struct Settlement {
  /// The answers that are possible, as bounds that are both reached.
  Summary answer;
  /// Of one leaf: whether any answer hangs on it, and what each of its cells leaves possible.
  struct Leaf {
    bool matters = false;
    std::vector<Summary> by_cell;
  };
  std::vector<Leaf> leaves;  ///< in the order of the leaves asked about
};

/// Most ways of completing the open facts that are run through.
inline constexpr std::size_t most_completions = std::size_t{1} << 20;

/// Runs through the cells of all open leaves at once. None where that cannot be exact: a leaf has no finite
/// cells (a list, a chain of holdings, a sum), or there are more than `most_completions` ways.
std::optional<Settlement> settle(const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves,
                                 const std::map<std::string, base::Date>& suppose);

}  // namespace weir::evaluate
