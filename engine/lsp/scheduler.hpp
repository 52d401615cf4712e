#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace weir::lsp {

/// Runs tasks one after another: on a thread of its own, or at once where that must be reproducible.
class Scheduler {
 public:
  enum class Mode : std::uint8_t { threaded, immediate };

  explicit Scheduler(Mode mode);
  /// Waits for what is under way and drops what has not begun.
  ~Scheduler();

  /// Runs `task` after those added before it. It must not throw.
  void add(std::function<void()> task);
  /// The same; but of several that have not begun only the last is run, in its place in the order.
  void add_latest(std::function<void()> task);
  /// Waits until everything that was added has run.
  void finish();

 private:
  struct Waiting {
    std::function<void()> task;
    bool replaceable = false;
  };
  void add(Waiting waiting);
  void work();

  Mode mode_;
  std::mutex mutex_;
  std::condition_variable something_, nothing_;  ///< something is to be done; nothing is left
  std::deque<Waiting> queue_;
  bool busy_ = false;
  bool stopping_ = false;
  std::jthread thread_;
};

}  // namespace weir::lsp
