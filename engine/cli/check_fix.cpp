#include "cli/check_fix.hpp"

#include <set>
#include <utility>

#include "diagnostics/apply_fixes.hpp"

namespace weir::cli {
namespace {

using diagnostics::Diagnostic;
using report::FixNote;

/// Errors and warnings of one file; errors weigh more.
using Count = std::pair<std::size_t, std::size_t>;

std::map<std::string, Count> counts(session::Session& session) {
  std::map<std::string, Count> found;
  for (const Diagnostic& diagnostic : session.sink().sorted()) {
    if (!diagnostic.primary || !diagnostic.primary->span.file.valid()) continue;
    Count& count = found[session.sources().get(diagnostic.primary->span.file).path()];
    ++(diagnostic.severity == diagnostics::Severity::error ? count.first : count.second);
  }
  for (const auto& [file, more] : session.sink().dropped()) {
    if (file.valid()) found[session.sources().get(file).path()].first += more;
  }
  return found;
}

/// One round: the files that fixes change, and the notes on them by file.
struct Round {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<FixNote>> notes;
  std::size_t overlapping = 0;
};

Round make_fixes(session::Session& session, diagnostics::Fix::Trust least, const base::FileSystem& files,
                 const std::set<std::string>& given_up) {
  Round round;
  const std::vector<Diagnostic> all = session.sink().sorted();
  for (std::size_t i = 0; i < session.sources().size(); ++i) {
    const base::FileId file(i);
    const diagnostics::Source& source = session.sources().get(file);
    // A flag's text is a source as well, and no file.
    if (given_up.contains(source.path()) || files.kind(source.path()) != base::FileSystem::Kind::file)
      continue;
    diagnostics::FixedText fixed = diagnostics::apply_fixes(source.text(), file, all, least);
    round.overlapping += fixed.overlapping;
    if (fixed.made.empty() || fixed.text == source.text()) continue;
    for (const std::size_t made : fixed.made) {
      const Diagnostic& diagnostic = all[made];
      std::string title;
      for (const auto& fix : diagnostic.fixes) {
        if (title.empty() || fix.trust == diagnostics::Fix::Trust::safe) title = fix.title;
      }
      const std::uint32_t line =
          diagnostic.primary ? source.position(diagnostic.primary->span.begin).line : 0;
      round.notes[source.path()].push_back(
          {source.path(), line, std::string(diagnostics::info(diagnostic.code).id), std::move(title)});
    }
    round.texts[source.path()] = std::move(fixed.text);
  }
  return round;
}

}  // namespace

Fixed fix_all(base::FileSystem& files, diagnostics::Fix::Trust least,
              const std::function<Look(base::FileSystem&)>& look) {
  constexpr int most_rounds = 20;
  Fixed fixed;
  std::set<std::string> given_up;
  const auto look_at = [&](const std::map<std::string, std::string>& texts) {
    base::MemoryFileSystem overlay(&files);
    for (const auto& [path, text] : texts) overlay.add(path, text);
    return look(overlay);
  };
  fixed.look = look_at({});
  for (int round = 0; round < most_rounds; ++round) {
    Round made = make_fixes(*fixed.look.session, least, files, given_up);
    fixed.overlapping = made.overlapping;
    if (made.texts.empty()) break;
    const auto before = counts(*fixed.look.session);
    std::map<std::string, std::string> texts = fixed.texts;
    for (const auto& [path, text] : made.texts) texts[path] = text;
    Look after = look_at(texts);
    const auto now = counts(*after.session);
    bool put_back = false;
    for (const auto& [path, text] : made.texts) {
      const auto left = now.find(path);
      const Count count = left == now.end() ? Count{} : left->second;
      const auto was = before.find(path);
      if (was != before.end() && count < was->second) continue;
      given_up.insert(path);
      made.notes.erase(path);
      const auto kept = fixed.texts.find(path);
      if (kept == fixed.texts.end()) {
        texts.erase(path);
      } else {
        texts[path] = kept->second;
      }
      put_back = true;
    }
    fixed.look = put_back ? look_at(texts) : std::move(after);
    fixed.texts = std::move(texts);
    for (auto& [path, notes] : made.notes) {
      fixed.made.insert(fixed.made.end(), std::make_move_iterator(notes.begin()),
                        std::make_move_iterator(notes.end()));
    }
  }
  fixed.given_up.assign(given_up.begin(), given_up.end());
  return fixed;
}

}  // namespace weir::cli
