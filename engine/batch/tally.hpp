#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "evaluate/run.hpp"

namespace weir::batch {

/// What many cases came to, counted.
struct Tally {
  std::uint64_t rows = 0;  ///< without those passed over
  std::uint64_t refused = 0;
  std::uint64_t straight = 0;  ///< laid out in columns without a case between
  std::map<std::string, std::uint64_t> refused_by_code;
  struct Span {
    std::size_t at_least = 0, at_most = 0;  ///< places on a scale
    auto operator<=>(const Span&) const = default;
  };
  struct Regime {
    std::uint64_t not_law = 0;                                  ///< no law of the regime on the day
    std::map<Span, std::uint64_t> positions;                    ///< places in model::position_levels
    std::vector<std::map<Span, std::uint64_t>> determinations;  ///< by Regime::determinations
    std::map<std::pair<std::string, std::string>, std::uint64_t>
        bands;                               ///< of the lowest and the highest score
    std::vector<std::uint64_t> fired, open;  ///< by Plan::rules
  };
  std::vector<Regime> regimes;  ///< by RuleSets::regimes; of those not asked for nothing is counted

  void add(const Tally& other);
};

}  // namespace weir::batch
