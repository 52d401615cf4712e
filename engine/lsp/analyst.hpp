#pragma once
#include <atomic>
#include <memory>

#include "lsp/snapshot.hpp"

namespace weir::lsp {

/// Makes snapshots and keeps the last ones, for the one thread that works.
class Analyst {
 public:
  explicit Analyst(const base::FileSystem& disk) : disk_(disk) {}

  /// The snapshot of a state, made now unless it is there; null if `stale` said that nobody wants it.
  std::shared_ptr<const Snapshot> snapshot(std::shared_ptr<const State> state,
                                           const std::function<bool()>& stale);
  /// A snapshot of a state that nobody has: it is not kept.
  std::shared_ptr<const Snapshot> trial(std::shared_ptr<const State> state,
                                        const std::function<bool()>& stale);
  /// The last snapshot that was made; null if there is none.
  std::shared_ptr<const Snapshot> latest() const { return latest_; }
  /// The last snapshot in which everything could be read, else the last one; null if there is none.
  std::shared_ptr<const Snapshot> last() const { return whole_ ? whole_ : latest_; }

 private:
  const base::FileSystem& disk_;
  load::DocumentCache cache_;
  std::shared_ptr<const Snapshot> latest_, whole_;
};

}  // namespace weir::lsp
