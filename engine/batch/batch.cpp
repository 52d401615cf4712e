#include "batch/batch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.hpp"
#include "batch/block.hpp"

namespace weir::batch {

base::Result<Tally> run_batch(const session::Session& session, RowSource& rows, const Settings& settings) {
  const auto writer = BlockWriter::make(session, settings);
  if (!writer) return writer.failure();
  std::uint64_t passed = 0;
  while (passed < settings.skip) {
    const auto more =
        rows.next(static_cast<std::size_t>(std::min<std::uint64_t>(settings.skip - passed, block_rows)));
    if (!more) return more.failure();
    if (more.value().empty()) return Tally{};
    passed += more.value().size();
  }
  Tally total;
  const unsigned threads = std::max(settings.threads, 1u);
  // Some blocks a thread, so that one slow block does not hold up all others; written in order when all are
  // done.
  const std::size_t blocks = std::size_t{threads} * 4;
  for (bool ended = false; !ended;) {
    std::vector<std::vector<RawRow>> read;
    while (read.size() < blocks && !ended) {
      auto more = rows.next(block_rows);
      if (!more) return more.failure();
      ended = more.value().empty();
      if (!ended) read.push_back(std::move(more).value());
    }
    std::vector<BlockResult> results(read.size());
    base::for_each_index(read.size(), threads,
                         [&](std::size_t i) { results[i] = writer.value().evaluate(read[i]); });
    for (const BlockResult& result : results) {
      total.add(result.tally);
      if (settings.output != Settings::Output::lines) continue;
      if (auto failure = settings.write(result.text)) return *failure;
    }
    if (settings.progress && !read.empty()) settings.progress(total.rows, rows.bytes());
  }
  return total;
}

}  // namespace weir::batch
