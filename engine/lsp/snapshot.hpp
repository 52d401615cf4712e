#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "load/document_cache.hpp"
#include "lsp/index.hpp"
#include "lsp/workspace.hpp"
#include "session/session.hpp"

namespace weir::lsp {

/// One state analysed: everything loaded and checked, as `weir check` does it. Does not change once made.
class Snapshot {
 public:
  /// Analyses `state`; null if `stale` said in between that nobody wants it any more.
  static std::shared_ptr<const Snapshot> make(const base::FileSystem& disk,
                                              std::shared_ptr<const State> state, load::DocumentCache& cache,
                                              const std::function<bool()>& stale);

  const State& state() const { return *state_; }
  const session::Session& session() const { return session_; }
  const model::Vocabulary& vocabulary() const { return session_.vocabulary(); }
  /// All mistakes, by file and place; those without a place first.
  const std::vector<diagnostics::Diagnostic>& diagnostics() const { return diagnostics_; }
  /// How many more there are in a file that has too many to list.
  std::size_t dropped_in(base::FileId file) const;
  /// Cases that were read without a mistake, by path.
  const std::vector<const model::Case*>& cases() const { return cases_; }

  /// The id under which a path was read; none if it is no part of rules and cases.
  std::optional<base::FileId> file(std::string_view path) const;
  const diagnostics::Source& source(base::FileId file) const { return session_.sources().get(file); }
  /// The tree of a file; null if it has none.
  const yaml::Document* document(base::FileId file) const;
  /// True if every file and expression has a tree and every case was read: no name is hidden behind a
  /// mistake.
  bool whole() const { return unread_.empty(); }
  /// Files of which names are hidden.
  const std::vector<std::string>& unread() const { return unread_; }
  /// Where names are declared and used; made when it is first asked for.
  const Index& index() const;
  /// A copy of all mistakes, for lints to be added; none where they are not asked: a mistake, or no rules.
  std::optional<diagnostics::Sink> sink_for_lints() const;

 private:
  Snapshot(const base::FileSystem& disk, std::shared_ptr<const State> state, load::DocumentCache& cache);

  std::shared_ptr<const State> state_;
  OverlayFiles files_;
  session::Session session_;
  std::vector<const model::Case*> cases_;
  diagnostics::Sink sink_;
  std::vector<diagnostics::Diagnostic> diagnostics_;
  std::vector<std::pair<base::FileId, std::size_t>> dropped_;
  std::vector<std::shared_ptr<const load::DocumentCache::Reading>> readings_;
  std::vector<std::string> unread_;
  mutable std::once_flag indexed_;
  mutable Index index_;
};

}  // namespace weir::lsp
