#include "lsp/analyst.hpp"

namespace weir::lsp {

std::shared_ptr<const Snapshot> Analyst::snapshot(std::shared_ptr<const State> state,
                                                  const std::function<bool()>& stale) {
  if (latest_ && latest_->state().revision == state->revision) return latest_;
  auto made = Snapshot::make(disk_, std::move(state), cache_, stale);
  if (!made) return nullptr;
  latest_ = made;
  if (made->whole()) whole_ = made;
  return made;
}

std::shared_ptr<const Snapshot> Analyst::trial(std::shared_ptr<const State> state,
                                               const std::function<bool()>& stale) {
  // A copy of the cache is cheap beside what it saves, and the trial's readings must not take the place of
  // those of the texts that the editor has.
  load::DocumentCache cache = cache_;
  return Snapshot::make(disk_, std::move(state), cache, stale);
}

}  // namespace weir::lsp
