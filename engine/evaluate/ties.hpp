#pragma once
#include <utility>
#include <vector>

#include "base/truth.hpp"

namespace weir::evaluate {

/// Who is tied to whom in one case, and who is reached from a party by ties, step by step.
class Ties {
 public:
  explicit Ties(std::size_t count)
      : open(count, true), eligible(count, base::Truth::true_value), tied_(count) {}

  std::vector<bool> open;             ///< those whose ties are not fully stated: any two of them may be tied
  std::vector<base::Truth> eligible;  ///< who can be added

  /// A tie between two parties, in both directions. Of several the strongest counts.
  void add(std::size_t a, std::size_t b, base::Truth truth);

  /// Whether nobody can be reached from a party.
  bool alone(std::size_t party) const { return !open[party] && tied_[party].empty(); }

  /// The strongest truth with which each party is reached.
  std::vector<base::Truth> reached_from(std::size_t from) const;

 private:
  std::vector<std::vector<std::pair<std::size_t, base::Truth>>> tied_;
};

}  // namespace weir::evaluate
