#include "cli/check_fix.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "diagnostics/apply_fixes.hpp"

namespace weir::cli {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Fix;
using report::FixNote;

/// How a file stands, the weightiest first: mistakes of YAML, what was not even listed, mistakes of
/// expressions, of names and types, of meaning, and warnings. What comes earlier hides what comes later, so
/// that a mended mistake may well bring several of the next sort to light.
using Standing = std::array<std::size_t, 6>;
/// A mistake by code and message, wherever it stands.
using Mistake = std::pair<std::string_view, std::string>;

std::size_t place_of(const Diagnostic& diagnostic) {
  if (diagnostic.severity != diagnostics::Severity::error) return 5;
  constexpr int phase = 1000;
  switch (static_cast<int>(diagnostic.code) / phase) {
    case 1:
      return 0;
    case 2:
      return 2;
    case 3:
      return 3;
    default:
      return 4;
  }
}

const std::string* path_of(session::Session& session, const Diagnostic& diagnostic) {
  if (!diagnostic.primary || !diagnostic.primary->span.file.valid()) return nullptr;
  return &session.sources().get(diagnostic.primary->span.file).path();
}

Standing standing_of(session::Session& session, const std::string& path) {
  Standing standing{};
  for (const Diagnostic& diagnostic : session.sink().sorted()) {
    const std::string* at = path_of(session, diagnostic);
    if (at && *at == path) ++standing[place_of(diagnostic)];
  }
  for (const auto& [file, more] : session.sink().dropped()) {
    if (file.valid() && session.sources().get(file).path() == path) standing[1] += more;
  }
  return standing;
}

Mistake mistake_of(const Diagnostic& diagnostic) {
  return {diagnostics::info(diagnostic.code).id, diagnostic.message};
}

/// How often each mistake is made in a file.
std::map<Mistake, std::size_t> mistakes_of(session::Session& session, const std::string& path) {
  std::map<Mistake, std::size_t> found;
  for (const Diagnostic& diagnostic : session.sink().sorted()) {
    const std::string* at = path_of(session, diagnostic);
    if (at && *at == path) ++found[mistake_of(diagnostic)];
  }
  return found;
}

FixNote note_of(session::Session& session, const std::string& path, const Diagnostic& diagnostic) {
  std::string title;
  for (const Fix& fix : diagnostic.fixes) {
    if (title.empty() || fix.trust == Fix::Trust::safe) title = fix.title;
  }
  const auto& source = session.sources().get(diagnostic.primary->span.file);
  return {path, source.position(diagnostic.primary->span.begin).line,
          std::string(diagnostics::info(diagnostic.code).id), std::move(title)};
}

/// A text of one file and how it came about.
struct Version {
  std::string text;
  std::vector<FixNote> notes;
  std::map<Mistake, std::size_t> mistakes;
  Standing standing{};
};

/// What has become of one file.
struct Course {
  Version best, now;
  std::set<std::string> seen;      ///< texts it went through
  int worse_for = 0;               ///< rounds since it was best
  std::size_t tried_together = 0;  ///< fixes of the first of these rounds
  bool finished = false;
};

class Mender {
 public:
  using LookAt = std::function<Look(base::FileSystem&)>;

  Mender(base::FileSystem& files, Fix::Trust least, const LookAt& look)
      : files_(files), least_(least), look_(look), seen_(look_at()) {}

  Fixed run() {
    together();
    for (auto& [path, course] : courses_) {
      if (course.tried_together > 1) one_by_one(path, course);
    }
    return result();
  }

 private:
  Look look_at() {
    base::MemoryFileSystem overlay(&files_);
    for (const auto& [path, course] : courses_) overlay.add(path, course.now.text);
    return look_(overlay);
  }

  Version version(const std::string& path, std::string text, std::vector<FixNote> notes) const {
    return {std::move(text), std::move(notes), mistakes_of(*seen_.session, path),
            standing_of(*seen_.session, path)};
  }

  /// The course of a file, begun with its text as it was read.
  Course& course_of(const std::string& path, const std::string& text) {
    const auto [course, begun] = courses_.try_emplace(path);
    if (begun) {
      course->second.best = course->second.now = version(path, text, {});
      course->second.seen.insert(text);
    }
    return course->second;
  }

  /// Less of what is weightiest; or as much, and what was there is no longer what is there.
  static bool is_better(const Version& before, const Version& after) {
    if (after.standing != before.standing) return after.standing < before.standing;
    return std::ranges::any_of(before.mistakes, [&](const auto& mistake) {
      const auto left = after.mistakes.find(mistake.first);
      return left == after.mistakes.end() || left->second < mistake.second;
    });
  }

  /// All fixes of all files, again and again. A file that has become worse gets a few rounds more, because
  /// what has come to light may have fixes as well.
  void together() {
    constexpr int most_rounds = 20, most_worse = 4;
    for (int round = 0; round < most_rounds; ++round) {
      const auto changed = make_fixes();
      if (changed.empty()) break;
      seen_ = look_at();
      bool put_back = false;
      for (const std::string& path : changed) {
        Course& course = courses_.at(path);
        course.now = version(path, course.now.text, course.now.notes);
        if (!course.seen.insert(course.now.text).second) {
          course.worse_for = most_worse;
        } else if (is_better(course.best, course.now)) {
          course.best = course.now;
          course.worse_for = 0;
          continue;
        } else if (course.worse_for++ == 0) {
          course.tried_together = course.now.notes.size() - course.best.notes.size();
        }
        if (course.worse_for < most_worse) continue;
        course.now = course.best;
        course.finished = put_back = true;
      }
      if (put_back) seen_ = look_at();
    }
    bool put_back = false;
    for (auto& [path, course] : courses_) {
      if (course.worse_for == 0) {
        course.tried_together = 0;
        continue;
      }
      put_back |= course.now.text != course.best.text;
      course.now = course.best;
    }
    if (put_back) seen_ = look_at();
  }

  /// The files that fixes have changed.
  std::vector<std::string> make_fixes() {
    std::vector<std::string> changed;
    overlapping_ = 0;
    session::Session& session = *seen_.session;
    const std::vector<Diagnostic> all = session.sink().sorted();
    for (std::size_t i = 0; i < session.sources().size(); ++i) {
      const base::FileId file(i);
      const diagnostics::Source& source = session.sources().get(file);
      // A flag's text is a source as well, and no file.
      if (files_.kind(source.path()) != base::FileSystem::Kind::file) continue;
      const auto known = courses_.find(source.path());
      if (known != courses_.end() && known->second.finished) continue;
      diagnostics::FixedText fixed = diagnostics::apply_fixes(source.text(), file, all, least_);
      overlapping_ += fixed.overlapping;
      if (fixed.made.empty() || fixed.text == source.text()) continue;
      Course& course = course_of(source.path(), std::string(source.text()));
      for (const std::size_t made : fixed.made)
        course.now.notes.push_back(note_of(session, source.path(), all[made]));
      course.now.text = std::move(fixed.text);
      changed.push_back(source.path());
    }
    return changed;
  }

  /// The fixes of one file, each by itself: a bad one must not take the good ones with it.
  void one_by_one(const std::string& path, Course& course) {
    constexpr int most_looks = 60;
    std::set<Mistake> refused;
    for (int looks = 0; looks < most_looks; ++looks) {
      const std::vector<Diagnostic> all = seen_.session->sink().sorted();
      const Diagnostic* next = nullptr;
      diagnostics::FixedText fixed;
      for (const Diagnostic& diagnostic : all) {
        const std::string* at = path_of(*seen_.session, diagnostic);
        if (!at || *at != path || refused.contains(mistake_of(diagnostic))) continue;
        fixed =
            diagnostics::apply_fixes(course.now.text, diagnostic.primary->span.file, {diagnostic}, least_);
        if (fixed.made.empty() || course.seen.contains(fixed.text)) continue;
        next = &diagnostic;
        break;
      }
      if (!next) return;
      std::vector<FixNote> notes = course.now.notes;
      notes.push_back(note_of(*seen_.session, path, *next));
      course.now.text = std::move(fixed.text);
      Look before = std::exchange(seen_, look_at());
      course.now = version(path, course.now.text, std::move(notes));
      course.seen.insert(course.now.text);
      if (is_better(course.best, course.now)) {
        course.best = course.now;
      } else {
        refused.insert(mistake_of(*next));
        course.now = course.best;
        seen_ = std::move(before);
      }
    }
  }

  Fixed result() {
    Fixed fixed;
    for (auto& [path, course] : courses_) {
      fixed.made.insert(fixed.made.end(), course.best.notes.begin(), course.best.notes.end());
      if (course.worse_for > 0) fixed.given_up.push_back(path);
      if (!course.best.notes.empty()) fixed.texts.emplace(path, std::move(course.best.text));
    }
    fixed.look = std::move(seen_);
    fixed.overlapping = overlapping_;
    return fixed;
  }

  base::FileSystem& files_;
  Fix::Trust least_;
  const LookAt& look_;
  std::map<std::string, Course> courses_;
  std::size_t overlapping_ = 0;
  Look seen_;  ///< at the texts as they are now
};

}  // namespace

Fixed fix_all(base::FileSystem& files, diagnostics::Fix::Trust least,
              const std::function<Look(base::FileSystem&)>& look) {
  return Mender(files, least, look).run();
}

}  // namespace weir::cli
