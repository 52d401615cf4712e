#include "diagnostics/apply_fixes.hpp"

#include <algorithm>

namespace weir::diagnostics {

namespace {

bool lies_in(const Fix& fix, base::FileId file, std::size_t size) {
  return !fix.edits.empty() && std::ranges::all_of(fix.edits, [&](const Edit& edit) {
    return edit.span.file == file && edit.span.begin <= edit.span.end && edit.span.end <= size;
  });
}

/// The one fix to make; null where there is none, or a choice between several.
const Fix* chosen(const Diagnostic& diagnostic, base::FileId file, std::size_t size, Fix::Trust least) {
  const auto only = [&](Fix::Trust trust) -> const Fix* {
    const Fix* found = nullptr;
    for (const Fix& fix : diagnostic.fixes) {
      if (fix.trust != trust || !lies_in(fix, file, size)) continue;
      if (found) return nullptr;
      found = &fix;
    }
    return found;
  };
  const Fix* safe = only(Fix::Trust::safe);
  return safe || least == Fix::Trust::safe ? safe : only(Fix::Trust::suggested);
}

/// True if two edits change the same bytes, or put something in at the same place.
bool touch(const Edit& a, const Edit& b) {
  if (a.span.begin == b.span.begin) return true;
  return a.span.begin < b.span.end && b.span.begin < a.span.end;
}

}  // namespace

FixedText apply_fixes(std::string_view text, base::FileId file, const std::vector<Diagnostic>& diagnostics,
                      Fix::Trust least) {
  FixedText result;
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const Fix* fix = chosen(diagnostics[i], file, text.size(), least);
    if (!fix) continue;
    const bool overlaps = std::ranges::any_of(fix->edits, [&](const Edit& edit) {
      return std::ranges::any_of(edits, [&](const Edit& made) { return touch(edit, made); });
    });
    if (overlaps) {
      ++result.overlapping;
      continue;
    }
    edits.insert(edits.end(), fix->edits.begin(), fix->edits.end());
    result.made.push_back(i);
  }
  std::ranges::sort(edits, {}, &Edit::span);
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    result.text += text.substr(at, edit.span.begin - at);
    result.text += edit.replacement;
    at = edit.span.end;
  }
  result.text += text.substr(at);
  return result;
}

}  // namespace weir::diagnostics
