#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/span.hpp"
#include "model/rule_set.hpp"

namespace weir::suite {

/// What kind of small change a mutant is.
enum class MutantKind : std::uint8_t {
  comparison,   ///< another operator
  connective,   ///< `and` for `or`, `all` for `any`, `some` for `every`
  number,       ///< one step more or less
  member,       ///< a member of a group or set left out
  date,         ///< a day earlier or later
  condition,    ///< a part of a condition left out
  negation,     ///< `not` taken away
  exception,    ///< an `unless` or a `defeats` left out
  line,         ///< a line of a table left out, or two swapped
  answer,       ///< the answer of the next line, another truth, another function
  presumption,  ///< the other way round
  level,        ///< the level above or below
  points,       ///< a point more or less
};
/// "comparison", "number", …
std::string_view to_text(MutantKind kind);

/// One small change of the rule sets.
struct Mutant {
  MutantKind kind{};
  std::string owner;          ///< id of the rule or definition
  base::Span span;            ///< of the clause
  std::string before, after;  ///< the clause; `after` is empty where it is left out
  std::string of;             ///< of what is left out: what it is a part of; may be empty
  /// How the text of the rule file would have to read, where the clause stands as one piece there.
  struct Patch {
    base::Span span;
    std::string text;
  };
  std::optional<Patch> patch;
  std::string changed;  ///< id of the definition if no node of a plan shows the change
  /// Makes the change, and takes it back when called again. On copies of the rule sets it was made from
  /// alone.
  std::function<void(model::RuleSets&)> swap;
};

/// Which rules and definitions are to be changed.
using Wanted = std::function<bool(const model::Provision& provision, const std::string& regime)>;

/// All mutants of what is wanted, regime by regime, rules before definitions, in the order of the rule's
/// text.
std::vector<Mutant> mutants_of(const model::RuleSets& rule_sets, const Wanted& wanted);

}  // namespace weir::suite
