// What the thing under the cursor is: a name, a key, or the code of a mistake.
#include <fmt/format.h>

#include "lsp/describe.hpp"
#include "lsp/feature.hpp"
#include "lsp/keys.hpp"
#include "lsp/text_context.hpp"

namespace weir::lsp {
namespace {

/// The key that holds `offset`, with the keys above it; null if there is none there.
const yaml::Node* key_at(const yaml::Document& document, yaml::NodeId at, std::uint32_t offset,
                         std::vector<std::string>& path) {
  const yaml::Node& node = document.node(at);
  for (const yaml::Entry& entry : node.entries) {
    const yaml::Node& key = document.node(entry.key);
    if (key.span.begin <= offset && offset <= key.span.end) {
      path.push_back(key.scalar.text);
      return &key;
    }
    const base::Span value = document.node(entry.value).span;
    if (value.begin > offset || offset > value.end) continue;
    path.push_back(key.scalar.text);
    return key_at(document, entry.value, offset, path);
  }
  for (const yaml::NodeId item : node.items) {
    const base::Span span = document.node(item).span;
    if (span.begin > offset || offset > span.end) continue;
    path.push_back("-");
    return key_at(document, item, offset, path);
  }
  return nullptr;
}

Json hover_of(const FeatureContext& context, const std::string& words, base::Span span) {
  const auto& source = context.snapshot.source(span.file);
  return {{"contents", {{"kind", "markdown"}, {"value", words}}},
          {"range", range_of(source, span, context.encoding)}};
}

/// The explanations of the mistakes at a place.
std::string mistakes_at(const Snapshot& snapshot, Place place) {
  std::string words;
  for (const auto& diagnostic : snapshot.diagnostics()) {
    if (!diagnostic.primary || diagnostic.primary->span.file != place.file) continue;
    const base::Span span = diagnostic.primary->span;
    if (place.offset < span.begin || place.offset > span.end) continue;
    const auto& code = diagnostics::info(diagnostic.code);
    words += fmt::format("\n\n---\n\n**{}**: {}\n\n{}", code.id, code.summary, code.explanation);
  }
  return words;
}

}  // namespace

Answer hover(const FeatureContext& context) {
  const auto place = place_of(context);
  if (!place) return Json();
  const Snapshot& snapshot = context.snapshot;
  const std::string mistakes = mistakes_at(snapshot, *place);
  if (const Occurrence* at = snapshot.index().at(place->file, place->offset))
    return hover_of(context, describe(snapshot, at->symbol, context.as_of) + mistakes, at->span);
  const yaml::Document* document = snapshot.document(place->file);
  std::vector<std::string> path;
  const yaml::Node* key = document ? key_at(*document, document->root(), place->offset, path) : nullptr;
  if (key && snapshot.vocabulary().transaction.valid()) {
    const FileKind file = kind_of(context.state.folders, snapshot.source(place->file).path());
    if (const KeyRow* row = key_row(snapshot.vocabulary(), file, path))
      return hover_of(context, fmt::format("**`{}`**: {}{}", row->key, row->doc, mistakes), key->span);
  }
  if (mistakes.empty()) return Json();
  return hover_of(context, mistakes.substr(std::string_view("\n\n---\n\n").size()),
                  {place->file, place->offset, place->offset});
}

}  // namespace weir::lsp
