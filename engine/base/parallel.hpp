#pragma once
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace weir::base {

/// Calls `work(i)` once for each i below `count`, on at most `threads` threads, the calling one among them.
/// Returns when all are done. `work` must not throw, and calls must not touch what others write.
template <typename Work>
void for_each_index(std::size_t count, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;  // join when they go, before `next` does
  for (unsigned i = 1; i < threads && i < count; ++i) helpers.emplace_back(take);
  take();
}

}  // namespace weir::base
