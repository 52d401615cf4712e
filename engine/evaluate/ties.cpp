#include "evaluate/ties.hpp"

namespace weir::evaluate {

using base::Truth;

void Ties::add(std::size_t a, std::size_t b, Truth truth) {
  if (truth == Truth::false_value) return;
  tied_[a].emplace_back(b, truth);
  tied_[b].emplace_back(a, truth);
}

std::vector<Truth> Ties::reached_from(std::size_t from) const {
  std::vector<Truth> reached(tied_.size(), Truth::false_value);
  reached[from] = Truth::true_value;
  std::vector<std::size_t> waiting = {from}, all = {from};
  while (!waiting.empty()) {
    const std::size_t a = waiting.back();
    waiting.pop_back();
    for (const auto& [b, truth] : tied_[a]) {
      const bool certain = base::truth_and(truth, eligible[b]) == Truth::true_value;
      if (!certain || reached[b] == Truth::true_value) continue;
      reached[b] = Truth::true_value;
      waiting.push_back(b);
      all.push_back(b);
    }
  }
  const auto may_reach = [&](std::size_t b) {
    if (reached[b] != Truth::false_value || eligible[b] == Truth::false_value) return;
    reached[b] = Truth::unknown;
    all.push_back(b);
  };
  // From one whose ties are not fully stated all others like it may be reached: they are gone through once.
  bool among_open = false;
  while (!all.empty()) {
    const std::size_t a = all.back();
    all.pop_back();
    for (const auto& tie : tied_[a]) may_reach(tie.first);
    if (!open[a] || among_open) continue;
    among_open = true;
    for (std::size_t b = 0; b < open.size(); ++b) {
      if (open[b]) may_reach(b);
    }
  }
  return reached;
}

}  // namespace weir::evaluate
