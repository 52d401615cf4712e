#include "batch/batch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.hpp"
#include "batch/block.hpp"

namespace weir::batch {

namespace {

/// Blocks of few rows stay in the processor's nearer caches; where there are many rules, what each costs once
/// a block counts more.
std::size_t suitable_rows(const plan::Plan& plan) {
  constexpr std::size_t many_nodes = 4000;
  return plan.nodes.size() < many_nodes ? 1024 : 4096;
}

}  // namespace

base::Result<Tally> run_batch(const session::Session& session, RowSource& rows, const Settings& chosen) {
  Settings settings = chosen;
  if (settings.block_rows == 0) settings.block_rows = suitable_rows(*session.plan());
  const auto writer = BlockWriter::make(session, settings);
  if (!writer) return writer.failure();
  RawRows passed_over;
  for (std::uint64_t passed = 0; passed < settings.skip; passed += passed_over.rows.size()) {
    const auto most =
        static_cast<std::size_t>(std::min<std::uint64_t>(settings.skip - passed, settings.block_rows));
    if (auto failure = rows.next(most, passed_over)) return *failure;
    if (passed_over.rows.empty()) return Tally{};
  }
  Tally total;
  const unsigned threads = std::max(settings.threads, 1u);
  // Some blocks a thread, so that one slow block does not hold up all others; written in order when all are
  // done. One thread reads and writes each block while it is at hand.
  const std::size_t blocks = threads == 1 ? 1 : std::size_t{threads} * 4;
  std::vector<RawRows> read(blocks);
  std::vector<BlockResult> results(blocks);
  std::optional<base::Failure> broken_off;
  for (bool ended = false; !ended;) {
    std::size_t count = 0;
    while (count < blocks && !ended) {
      broken_off = rows.next(settings.block_rows, read[count]);
      ended = broken_off || read[count].rows.empty();
      if (!ended) ++count;
    }
    base::for_each_index(count, threads,
                         [&](std::size_t i) { writer.value()->evaluate(read[i], results[i]); });
    for (std::size_t i = 0; i < count; ++i) {
      total.add(results[i].tally);
      if (settings.output != Settings::Output::lines) continue;
      if (auto failure = settings.write(results[i].lines.text())) return *failure;
    }
    if (settings.progress && count > 0) settings.progress(total.rows);
  }
  if (broken_off) return *broken_off;
  return total;
}

}  // namespace weir::batch
