#include "lsp/scheduler.hpp"

#include <utility>

namespace weir::lsp {

Scheduler::Scheduler(Mode mode) : mode_(mode) {
  if (mode_ == Mode::threaded) thread_ = std::jthread([this] { work(); });
}

Scheduler::~Scheduler() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    queue_.clear();
  }
  something_.notify_all();
}

void Scheduler::add(std::function<void()> task) {
  add(Waiting{std::move(task), false});
}

void Scheduler::add_latest(std::function<void()> task) {
  add(Waiting{std::move(task), true});
}

void Scheduler::finish() {
  std::unique_lock lock(mutex_);
  nothing_.wait(lock, [this] { return queue_.empty() && !busy_; });
}

void Scheduler::add(Waiting waiting) {
  if (mode_ == Mode::immediate) return waiting.task();
  {
    const std::lock_guard lock(mutex_);
    if (waiting.replaceable) std::erase_if(queue_, [](const Waiting& other) { return other.replaceable; });
    queue_.push_back(std::move(waiting));
  }
  something_.notify_one();
}

void Scheduler::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    something_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    Waiting next = std::move(queue_.front());
    queue_.pop_front();
    busy_ = true;
    lock.unlock();
    next.task();
    next.task = nullptr;  // what it holds may take long to go, and must not go under the lock
    lock.lock();
    busy_ = false;
    if (queue_.empty()) nothing_.notify_all();
  }
}

}  // namespace weir::lsp
