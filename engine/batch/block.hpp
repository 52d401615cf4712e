#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "batch/batch.hpp"
#include "batch/output.hpp"
#include "batch/regime_lines.hpp"

namespace weir::batch {

/// What a block of rows came to.
struct BlockResult {
  Output lines;  ///< a line for each row, behind whatever stood there
  Tally tally;   ///< of a batch that puts out lines only how many rows there were and were refused
};

/// Evaluates blocks of rows. Several threads may use one at once.
class BlockWriter {
 public:
  /// Both must outlive the writer. Fails on a regime or supposed law that does not exist.
  static base::Result<std::unique_ptr<BlockWriter>> make(const session::Session& session,
                                                         const Settings& settings);
  ~BlockWriter();

  /// Takes from the front of a result, or leaves all in it.
  using PassOn = std::function<void(Output& lines)>;
  /// At most `Settings::block_rows` rows, whose lines are appended to those of the result. While much is
  /// written and more to come, `pass_on` is asked now and then.
  void evaluate(const RawRows& rows, BlockResult& result, const PassOn& pass_on);

 private:
  BlockWriter(const session::Session& session, const Settings& settings, std::vector<std::uint32_t> regimes);

  struct Row;
  class Worker;
  const session::Session& session_;
  const Settings& settings_;
  std::vector<std::uint32_t> regimes_;  ///< places of those asked for
  std::vector<RegimeLines> lines_;      ///< of each of them
  std::vector<plan::NodeId> roots_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> idle_;
};

}  // namespace weir::batch
