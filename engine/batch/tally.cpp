#include "batch/tally.hpp"

namespace weir::batch {

namespace {

template <class Key>
void add_counts(std::map<Key, std::uint64_t>& into, const std::map<Key, std::uint64_t>& from) {
  for (const auto& [key, count] : from) into[key] += count;
}

void add_counts(std::vector<std::uint64_t>& into, const std::vector<std::uint64_t>& from) {
  if (into.size() < from.size()) into.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) into[i] += from[i];
}

}  // namespace

void Tally::add(const Tally& other) {
  rows += other.rows;
  refused += other.refused;
  straight += other.straight;
  add_counts(refused_by_code, other.refused_by_code);
  if (regimes.size() < other.regimes.size()) regimes.resize(other.regimes.size());
  for (std::size_t r = 0; r < other.regimes.size(); ++r) {
    Regime& into = regimes[r];
    const Regime& from = other.regimes[r];
    into.not_law += from.not_law;
    add_counts(into.positions, from.positions);
    add_counts(into.bands, from.bands);
    add_counts(into.fired, from.fired);
    add_counts(into.open, from.open);
    if (into.determinations.size() < from.determinations.size())
      into.determinations.resize(from.determinations.size());
    for (std::size_t d = 0; d < from.determinations.size(); ++d)
      add_counts(into.determinations[d], from.determinations[d]);
  }
}

}  // namespace weir::batch
