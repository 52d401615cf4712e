// The fixes of diagnostics, offered where the cursor is.
#include <algorithm>
#include <map>

#include "lsp/feature.hpp"
#include "lsp/uri.hpp"

namespace weir::lsp {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Fix;

/// The `kinds` that the editor wants; all of them where it names none.
bool wanted(const Json& params, std::string_view kind) {
  const Json* only = find(params, {"context", "only"});
  if (!only || !only->is_array()) return true;
  return std::ranges::any_of(*only, [&](const Json& one) {
    if (!one.is_string()) return false;
    const std::string prefix = one.get<std::string>();
    return kind == prefix || kind.starts_with(prefix + ".");
  });
}

/// All safe fixes of a file that do not touch the same place.
std::vector<diagnostics::Edit> safe_edits(const std::vector<Diagnostic>& all, base::FileId file) {
  std::vector<diagnostics::Edit> edits;
  const auto free = [&](const diagnostics::Edit& wanted) {
    return std::ranges::none_of(edits, [&](const diagnostics::Edit& taken) {
      return wanted.span.begin <= taken.span.end && taken.span.begin <= wanted.span.end;
    });
  };
  for (const Diagnostic& diagnostic : all) {
    for (const Fix& fix : diagnostic.fixes) {
      const bool here =
          std::ranges::all_of(fix.edits, [&](const auto& edit) { return edit.span.file == file; });
      if (fix.trust != Fix::Trust::safe || !here || !std::ranges::all_of(fix.edits, free)) continue;
      edits.insert(edits.end(), fix.edits.begin(), fix.edits.end());
      break;
    }
  }
  return edits;
}

}  // namespace

Answer code_actions(const FeatureContext& context) {
  const auto path = document_path(context.params);
  const Json* range = find(context.params, {"range"});
  if (!path || !range) return wrong_params("`textDocument` and `range`");
  const auto from = read_position(*range, "start"), to = read_position(*range, "end");
  if (!from || !to) return wrong_params("a `range` with `start` and `end`");
  const Snapshot& snapshot = context.snapshot;
  const auto file = snapshot.file(*path);
  if (!file) return Json::array();
  const auto& source = snapshot.source(*file);
  const std::uint32_t begin = offset_at(source, *from, context.encoding);
  const std::uint32_t end = std::max(begin, offset_at(source, *to, context.encoding));
  const Json all = diagnostics_json(snapshot, context.diagnostics, 0, *file, context.encoding, "");
  Json actions = Json::array();
  std::size_t place = 0;
  for (const Diagnostic& diagnostic : context.diagnostics) {
    if (!diagnostic.primary || diagnostic.primary->span.file != *file) continue;
    const Json& shown = all[place++];
    const base::Span span = diagnostic.primary->span;
    if (span.begin > end || span.end < begin || !wanted(context.params, "quickfix")) continue;
    for (const Fix& fix : diagnostic.fixes) {
      Json action = {{"title", fix.title},
                     {"kind", "quickfix"},
                     {"diagnostics", Json::array({shown})},
                     {"edit", workspace_edit(snapshot, fix.edits, context.encoding)}};
      // One way to mend it that cannot be wrong is what an editor may apply by itself.
      if (diagnostic.fixes.size() == 1 && fix.trust == Fix::Trust::safe) action["isPreferred"] = true;
      actions.push_back(std::move(action));
    }
  }
  const auto safe = safe_edits(context.diagnostics, *file);
  if (!safe.empty() && wanted(context.params, "source.fixAll")) {
    actions.push_back({{"title", "make all safe fixes of this file"},
                       {"kind", "source.fixAll"},
                       {"edit", workspace_edit(snapshot, safe, context.encoding)}});
  }
  return actions;
}

}  // namespace weir::lsp
