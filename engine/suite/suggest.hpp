#pragma once
#include <string>
#include <vector>

#include "suite/coverage.hpp"

namespace weir::suite {

/// A condition that no trial has shown to decide alone with one of its truths.
struct Target {
  std::uint32_t entry = 0, decision = 0, clause = 0;  ///< places in the map
  base::Truth wanted = base::Truth::unknown;          ///< true or false
};

/// A case that would show it.
struct Suggestion {
  Target target;
  std::vector<Target> also;                                  ///< what it shows besides that no trial shows
  std::size_t trial = 0;                                     ///< the trial whose case was changed
  std::vector<std::pair<std::string, std::string>> changes;  ///< fact or judgement, and its new value
  std::uint32_t regime = 0;
  model::Case facts;
  base::Date as_of, known_on;
};

/// How far a search goes.
struct SuggestLimits {
  std::size_t facts = 6;    ///< changed at most
  std::size_t ways = 4;     ///< of the nearest cases found so far that are changed further
  std::size_t rows = 8000;  ///< tried for one condition at most
};

struct Suggestions {
  std::vector<Suggestion> found;
  std::vector<Target> missing;  ///< for which nothing was found within the limits
  std::size_t tried = 0;        ///< rows evaluated
};

/// For each condition of the entries (ids) that is not covered, the case of some trial with the fewest facts
/// changed that would cover it. Facts are tried cell by cell: values that no comparison tells apart are one.
Suggestions suggest(const plan::Plan& plan, const std::vector<Trial>& trials, const Coverage& coverage,
                    const std::vector<const CoverageEntry*>& entries, const SuggestLimits& limits,
                    unsigned threads);

/// The text of a case file with `head` as comments before it: the facts as they are, and as expectation what
/// the rules say today of the determinations, which rules fire, and what the rules that are named do.
std::string case_text(const plan::Plan& plan, const Suggestion& suggestion, const std::string& id,
                      const std::string& head, const std::vector<std::string>& rules);

}  // namespace weir::suite
