#pragma once
#include <cstddef>
#include <string>

namespace weir::report {

/// What `weir check` has read when there was nothing to complain of.
struct CheckSummary {
  std::size_t regimes = 0, rules = 0, definitions = 0, facts = 0, cases = 0;
  std::size_t nodes_before_sharing = 0;  ///< of the plan, as if no expression were shared
  std::size_t nodes = 0;                 ///< of the plan
};

/// Two lines for people.
std::string render_check_text(const CheckSummary& summary);
/// One object on one line, told from diagnostics by its key `checked`.
std::string render_check_json(const CheckSummary& summary);

}  // namespace weir::report
