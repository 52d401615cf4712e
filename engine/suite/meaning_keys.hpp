#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/plan.hpp"

namespace weir::suite {

/// Numbers for what nodes of plans mean: nodes of any two plans with one key come to the same on every case.
/// Keys see through names of definitions, the order and grouping of `and` and `or`, and `not` in front of
/// them. Two keys may differ though the meaning is the same; never the other way round. The vocabulary is
/// taken for the same on both sides.
class MeaningKeys {
 public:
  using Key = std::uint32_t;

  /// The keys of all nodes of a plan, by NodeId.
  std::vector<Key> of(const plan::Plan& plan);
  /// The key of a text: parts of a meaning that are no nodes.
  Key text(const std::string& text) { return intern(text, {}); }

 private:
  enum class Join : std::uint8_t { none, all, any, negation, truth };
  struct Term {
    Join join = Join::none;
    std::vector<Key> parts;                    ///< of all and any ascending, each once; of a negation one
    base::Truth truth = base::Truth::unknown;  ///< of truth
  };

  Key intern(const std::string& text, Term term);
  Key constant(base::Truth truth);
  Key joined(Join join, const std::vector<Key>& parts);
  Key negated(Key key);

  std::unordered_map<std::string, Key> known_;
  std::vector<Term> terms_;  ///< by key
};

}  // namespace weir::suite
