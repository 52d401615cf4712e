#include "lsp/linter.hpp"

#include <chrono>
#include <exception>
#include <thread>
#include <utility>

#include "lint/lint.hpp"

namespace weir::lsp {
namespace {

/// How long nothing must have been typed: between two keystrokes it is not worth while to begin.
constexpr std::chrono::milliseconds quiet{400}, step{20};

std::shared_ptr<const Linted> linted(std::shared_ptr<const Snapshot> snapshot,
                                     const diagnostics::Sink& sink) {
  return std::make_shared<const Linted>(Linted{std::move(snapshot), sink.sorted(), sink.dropped()});
}

void lint(const std::shared_ptr<const Snapshot>& snapshot, const Linter::Stale& stale,
          const Linter::Tell& tell) {
  auto sink = snapshot->sink_for_lints();
  if (!sink || stale()) return;
  const plan::Plan* plan = snapshot->session().plan();
  if (!plan || stale()) return;
  lint::Scope scope;
  scope.cases = snapshot->cases();
  scope.which = lint::Scope::Cases::all;
  scope.stale = stale;
  scope.first = [&](diagnostics::Sink found) {
    diagnostics::Sink all = *sink;
    all.absorb(std::move(found));
    tell(linted(snapshot, all));
  };
  if (lint::run_unless_stale(*plan, snapshot->session().margin(), scope, *sink) && !stale())
    tell(linted(snapshot, *sink));
}

}  // namespace

std::size_t Linted::dropped_in(base::FileId file) const {
  for (const auto& [which, count] : dropped) {
    if (which == file) return count;
  }
  return 0;
}

void Linter::ask(std::shared_ptr<const Snapshot> snapshot, Stale stale) {
  if (mode_ == Scheduler::Mode::immediate) {
    waiting_ = [this, snapshot = std::move(snapshot), stale = std::move(stale)] {
      lint(snapshot, stale, tell_);
    };
    return;
  }
  scheduler_.add_latest([this, snapshot = std::move(snapshot), stale = std::move(stale)] {
    for (auto waited = step; waited <= quiet; waited += step) {
      if (stale()) return;
      std::this_thread::sleep_for(step);
    }
    try {
      lint(snapshot, stale, tell_);
    } catch (const std::exception&) {
      // Lints are a help only; what is wrong with the rules has been told without them.
    }
  });
}

void Linter::be_idle() {
  if (const auto task = std::exchange(waiting_, nullptr)) task();
}

}  // namespace weir::lsp
