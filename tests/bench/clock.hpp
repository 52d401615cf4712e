#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>

namespace weir::bench {

/// Seconds by the clock on the wall and of the processor.
struct Seconds {
  double wall = 1e300, processor = 1e300;
};

/// The least of each over all rounds.
inline void keep_best(Seconds& best, const Seconds& round) {
  best.wall = std::min(best.wall, round.wall);
  best.processor = std::min(best.processor, round.processor);
}

inline double processor_now() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
inline double wall_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// How long `work` takes.
template <class Work>
Seconds time_of(const Work& work) {
  const double wall = wall_now(), processor = processor_now();
  work();
  return {wall_now() - wall, processor_now() - processor};
}

/// Calls `round` until the seconds are over, three times at least; says how often.
template <class Round>
std::size_t repeat(double seconds, const Round& round) {
  const double end = wall_now() + seconds;
  std::size_t count = 0;
  do {
    round();
    ++count;
  } while (count < 3 || wall_now() < end);
  return count;
}

}  // namespace weir::bench
