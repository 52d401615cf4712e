#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "lsp/scheduler.hpp"
#include "lsp/snapshot.hpp"

namespace weir::lsp {

/// The mistakes of a snapshot together with what lints have found in it.
struct Linted {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<diagnostics::Diagnostic> diagnostics;  ///< by file and place, as `weir check` has them
  std::vector<std::pair<base::FileId, std::size_t>> dropped;

  std::size_t dropped_in(base::FileId file) const;
};

/// Asks lints of the newest snapshot, on a thread of its own, when the editor has been quiet for a moment. A
/// new state ends the work; the mistakes of that are told meanwhile, as if there were no lints.
class Linter {
 public:
  using Tell = std::function<void(std::shared_ptr<const Linted>)>;
  using Stale = std::function<bool()>;

  /// `tell` is called twice for a snapshot, with what the quick lints found and with everything.
  Linter(Scheduler::Mode mode, Tell tell) : mode_(mode), tell_(std::move(tell)), scheduler_(mode) {}

  /// Asks the lints of a snapshot soon, and gives up as soon as it is `stale`.
  void ask(std::shared_ptr<const Snapshot> snapshot, Stale stale);
  /// Asks now what waits for a quiet moment, where everything else happens at once as well.
  void be_idle();

 private:
  Scheduler::Mode mode_;
  Tell tell_;
  std::function<void()> waiting_;  ///< of `Mode::immediate`
  Scheduler scheduler_;            // last: its thread ends before what it uses goes
};

}  // namespace weir::lsp
