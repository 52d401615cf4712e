#include "lsp/snapshot.hpp"

namespace weir::lsp {
namespace {

/// True for mistakes of YAML and of expressions: what stands there has no tree, and so no names.
bool hides_names(const diagnostics::Diagnostic& diagnostic) {
  constexpr int first_of_names = 3000;
  return diagnostic.primary && diagnostic.severity == diagnostics::Severity::error &&
         static_cast<int>(diagnostic.code) < first_of_names;
}

}  // namespace

Snapshot::Snapshot(const base::FileSystem& disk, std::shared_ptr<const State> state,
                   load::DocumentCache& cache)
    : state_(std::move(state)), files_(disk, state_->buffers), session_(files_, &cache) {}

std::shared_ptr<const Snapshot> Snapshot::make(const base::FileSystem& disk,
                                               std::shared_ptr<const State> state, load::DocumentCache& cache,
                                               const std::function<bool()>& stale) {
  std::shared_ptr<Snapshot> made(new Snapshot(disk, std::move(state), cache));
  session::Session& session = made->session_;
  const Folders& folders = made->state_->folders;
  if (folders.rules.empty()) return made;
  session.load_rules(folders.rules);
  if (stale()) return nullptr;
  const std::vector<std::string> paths = case_files(made->files_, *made->state_);
  const auto cases = session.load_cases(paths);
  if (stale()) return nullptr;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i]) {
      session.check_expectations(*cases[i]);
      made->cases_.push_back(cases[i]);
    } else {
      made->unread_.push_back(paths[i]);
    }
  }
  made->sink_ = session.sink();
  made->diagnostics_ = made->sink_.sorted();
  made->dropped_ = made->sink_.dropped();
  for (std::size_t i = 0; i < session.sources().size(); ++i) {
    made->readings_.push_back(cache.find(session.sources(), base::FileId(i)));
    if (!made->readings_.back() || !made->readings_.back()->document)
      made->unread_.push_back(session.sources().get(base::FileId(i)).path());
  }
  for (const auto& diagnostic : made->diagnostics_) {
    if (hides_names(diagnostic))
      made->unread_.push_back(session.sources().get(diagnostic.primary->span.file).path());
  }
  return made;
}

std::size_t Snapshot::dropped_in(base::FileId file) const {
  for (const auto& [which, count] : dropped_) {
    if (which == file) return count;
  }
  return 0;
}

std::optional<base::FileId> Snapshot::file(std::string_view path) const {
  for (std::size_t i = 0; i < session_.sources().size(); ++i) {
    if (session_.sources().get(base::FileId(i)).path() == path) return base::FileId(i);
  }
  return std::nullopt;
}

const yaml::Document* Snapshot::document(base::FileId file) const {
  const auto& reading = readings_[file.index()];
  return reading && reading->document ? &*reading->document : nullptr;
}

std::optional<diagnostics::Sink> Snapshot::sink_for_lints() const {
  if (sink_.has_errors() || !session_.rules_are_whole()) return std::nullopt;
  return sink_;
}

const Index& Snapshot::index() const {
  std::call_once(indexed_, [&] { index_ = build_index(*this); });
  return index_;
}

}  // namespace weir::lsp
