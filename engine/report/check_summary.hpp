#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lint/lint.hpp"

namespace weir::report {

/// What `weir check` has read when there was nothing to complain of.
struct CheckSummary {
  std::size_t regimes = 0, rules = 0, definitions = 0, facts = 0, cases = 0;
  std::size_t nodes_before_sharing = 0;  ///< of the plan, as if no expression were shared
  std::size_t nodes = 0;                 ///< of the plan
  std::optional<lint::Tally> lints;      ///< none: they were not asked
};

/// A fix that was made in a file.
struct FixNote {
  std::string file;
  std::uint32_t line = 0;
  std::string code;  ///< "WR2005"
  std::string title;
};

/// Two lines for people, and one on lints where these left something out.
std::string render_check_text(const CheckSummary& summary);
/// One object on one line, told from diagnostics by its key `checked`.
std::string render_check_json(const CheckSummary& summary);

/// How lines are written: for people, or one object each.
enum class Layout : std::uint8_t { text, line };
/// What `weir check --fix` has done: a line for each fix, each file that was given up, and the count of fixes
/// that others stand in the way of.
std::string render_fixes(const std::vector<FixNote>& made, const std::vector<std::string>& given_up,
                         std::size_t overlapping, Layout layout);

}  // namespace weir::report
