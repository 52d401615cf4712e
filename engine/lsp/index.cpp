#include "lsp/index.hpp"

#include <algorithm>
#include <set>

namespace weir::lsp {

Index::Index(std::vector<Occurrence> occurrences) {
  std::set<base::Span> seen;
  for (Occurrence& occurrence : occurrences) {
    if (seen.insert(occurrence.span).second) occurrences_.push_back(occurrence);
  }
  std::ranges::sort(occurrences_, {}, &Occurrence::span);
  for (std::size_t i = 0; i < occurrences_.size(); ++i) by_symbol_.emplace(occurrences_[i].symbol, i);
}

const Occurrence* Index::at(base::FileId file, std::uint32_t offset) const {
  const Occurrence* found = nullptr;
  const auto first = std::ranges::lower_bound(occurrences_, base::Span{file, 0, 0}, {}, &Occurrence::span);
  for (auto at = first; at != occurrences_.end() && at->span.file == file && at->span.begin <= offset; ++at) {
    if (offset > at->span.end) continue;
    const auto width = [](const Occurrence& one) { return one.span.end - one.span.begin; };
    // A place between two names belongs to the one that begins there.
    if (!found || at->span.begin == offset || width(*at) < width(*found)) found = &*at;
  }
  return found;
}

std::vector<const Occurrence*> Index::of(Symbol symbol) const {
  std::vector<std::size_t> places;
  const auto [first, last] = by_symbol_.equal_range(symbol);
  for (auto at = first; at != last; ++at) places.push_back(at->second);
  std::ranges::sort(places);
  std::vector<const Occurrence*> found;
  for (const std::size_t place : places) found.push_back(&occurrences_[place]);
  return found;
}

const Occurrence* Index::declaration(Symbol symbol) const {
  const auto [first, last] = by_symbol_.equal_range(symbol);
  for (auto at = first; at != last; ++at) {
    if (occurrences_[at->second].role == Occurrence::Role::declaration) return &occurrences_[at->second];
  }
  return nullptr;
}

}  // namespace weir::lsp
