#include "batch/batch.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "batch/block.hpp"

namespace weir::batch {

namespace {

/// Blocks of few rows stay in the processor's nearer caches with their text and what is written of them; so
/// many are enough for what each costs once a block not to count, with few rules and with thousands.
constexpr std::size_t usual_rows = 512;

/// Threads that each take the next block of the input, evaluate it, and write what came out when it is the
/// block's turn: one reads or writes while the others evaluate, and no more is held than a block a thread and
/// less than a piece of output.
class Workers {
 public:
  Workers(BlockWriter& writer, RowSource& rows, const Settings& settings)
      : writer_(writer), rows_(rows), settings_(settings) {}

  /// Returns when all is written. Fails as run_batch does; what stands before the place where reading failed
  /// is written.
  std::optional<base::Failure> run(unsigned threads) {
    {
      std::vector<std::jthread> others;  // join when they go
      for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
      work();
    }
    if (over_.size() > 0) write(over_, over_.size());
    if (thrown_) std::rethrow_exception(thrown_);
    return failure_;
  }

  const Tally& total() const { return total_; }

 private:
  struct Block {
    RawRows rows;
    BlockResult result;
    std::uint64_t turn = 0;
  };

  void work() {
    Block block;
    try {
      while (take(block)) {
        pass_on(block.turn, block.result.lines);
        writer_.evaluate(block.rows, block.result, [&](Output& lines) { pass_on(block.turn, lines); });
        if (!put(block)) return;
      }
    } catch (...) {
      stop({}, std::current_exception());
    }
  }

  /// False where no block is left.
  bool take(Block& block) {
    const std::lock_guard lock(reading_);
    if (ended_) return false;
    auto failure = rows_.next(settings_.block_rows, block.rows);
    ended_ = failure || block.rows.rows.empty();
    block.turn = taken_++;
    if (!ended_) return true;
    if (failure && wait_for_turn(block.turn)) stop(std::move(failure), {});
    return false;
  }

  /// Writes lines of a block before it is done, if it is its turn.
  void pass_on(std::uint64_t turn, Output& lines) {
    {
      const std::lock_guard lock(writing_);
      if (stopped_ || written_ != turn) return;
    }
    write_pieces(lines);
  }

  /// Of the block whose turn it is: all whole pieces of what the blocks before left over and its lines.
  bool write_pieces(Output& lines) {
    if (over_.size() > 0) {
      if (lines.size() > 0) over_.put(lines.text());
      lines.clear();
      std::swap(over_, lines);
    }
    const std::size_t beyond = settings_.piece == 0 ? 0 : lines.size() % settings_.piece;
    return lines.size() == beyond || write(lines, lines.size() - beyond);
  }

  bool write(Output& lines, std::size_t size) {
    auto failure = settings_.write(lines.text().substr(0, size));
    lines.drop_front(size);
    if (failure) stop(std::move(failure), {});
    return !failure;
  }

  /// False where there is nothing to go on for.
  bool put(Block& block) {
    if (!wait_for_turn(block.turn)) return false;
    total_.add(block.result.tally);
    if (settings_.output == Settings::Output::lines) {
      if (!write_pieces(block.result.lines)) return false;
      std::swap(over_, block.result.lines);
    }
    if (settings_.progress) settings_.progress(total_.rows);
    const std::lock_guard lock(writing_);
    ++written_;
    next_turn_.notify_all();
    return true;
  }

  /// Waits until all before are written: what only the block whose turn it is touches needs no lock then.
  bool wait_for_turn(std::uint64_t turn) {
    std::unique_lock lock(writing_);
    next_turn_.wait(lock, [&] { return stopped_ || written_ == turn; });
    return !stopped_;
  }

  void stop(std::optional<base::Failure> failure, std::exception_ptr thrown) {
    const std::lock_guard lock(writing_);
    if (stopped_) return;
    stopped_ = true;
    failure_ = std::move(failure);
    thrown_ = thrown;
    next_turn_.notify_all();
  }

  BlockWriter& writer_;
  RowSource& rows_;
  const Settings& settings_;
  Tally total_;
  std::mutex reading_;
  std::uint64_t taken_ = 0;  ///< blocks
  bool ended_ = false;       ///< no further block is to be taken
  Output over_;  ///< less than a piece, left by the blocks before the one whose turn it is, which takes it
  std::mutex writing_;
  std::condition_variable next_turn_;
  std::uint64_t written_ = 0;  ///< blocks
  bool stopped_ = false;
  std::optional<base::Failure> failure_;
  std::exception_ptr thrown_;
};

}  // namespace

base::Result<Tally> run_batch(const session::Session& session, RowSource& rows, const Settings& chosen) {
  Settings settings = chosen;
  if (settings.block_rows == 0) settings.block_rows = usual_rows;
  const auto writer = BlockWriter::make(session, settings);
  if (!writer) return writer.failure();
  RawRows passed_over;
  for (std::uint64_t passed = 0; passed < settings.skip; passed += passed_over.rows.size()) {
    const auto most =
        static_cast<std::size_t>(std::min<std::uint64_t>(settings.skip - passed, settings.block_rows));
    if (auto failure = rows.next(most, passed_over)) return *failure;
    if (passed_over.rows.empty()) return Tally{};
  }
  Workers workers(*writer.value(), rows, settings);
  if (auto failure = workers.run(std::max(settings.threads, 1u))) return *failure;
  return workers.total();
}

}  // namespace weir::batch
