#pragma once
#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "bench/workload.hpp"

namespace weir::bench {

/// A mistake of the program or of what it measures: no figure is worth printing.
[[noreturn]] void stop(const std::string& why);

/// Registers work to be timed by the wall and by what all its threads spend. `work` takes a
/// `benchmark::State&`.
template <class Work>
benchmark::internal::Benchmark* add_measure(const std::string& name, Work work) {
  return benchmark::RegisterBenchmark(name.c_str(), std::move(work))
      ->UseRealTime()
      ->MeasureProcessCPUTime()
      ->Unit(benchmark::kMillisecond);
}

/// How a batch is run.
struct BatchWays {
  std::vector<unsigned> threads = {1};
  std::size_t block_rows = 0;  ///< rows evaluated together; 0: as the program does
};

// Each prepares what it measures, holds the answers against what is expected, and registers its measures.

/// Generated rules over generated cases: the reference, the hand-written program where there is one for so
/// many rules, and `weir batch`.
void measure_workload(const Size& size, const BatchWays& ways);

/// The project's own rules over random deals that state all but `gaps` percent of what there is to state of
/// parties, holdings, procedures and lists; decided judgements, too. Beside the reference.
void measure_deals(std::size_t count, std::size_t gaps, const BatchWays& ways);
/// Writes these deals, with those that are refused, for `weir batch` and profilers.
void write_deals(std::size_t count, std::size_t gaps, const std::string& path);

/// Assessments of one case with 5, 10, 15 and 20 unknown yes/no facts that rules read together.
void measure_questions();

/// Mutants of the project's own rules, tried on its own suite: so many that can be told from the rules as
/// they are.
void measure_mutants(std::size_t sample, const std::vector<unsigned>& threads);

}  // namespace weir::bench
