// Where a name is declared and where it is used.
#include "lsp/feature.hpp"

namespace weir::lsp {
namespace {

const Occurrence* occurrence_at(const FeatureContext& context) {
  const auto place = place_of(context);
  return place ? context.snapshot.index().at(place->file, place->offset) : nullptr;
}

}  // namespace

Answer find_definition(const FeatureContext& context) {
  const Occurrence* at = occurrence_at(context);
  const Occurrence* declared = at ? context.snapshot.index().declaration(at->symbol) : nullptr;
  if (!declared) return Json();
  return location_of(context, declared->span);
}

Answer find_references(const FeatureContext& context) {
  const Occurrence* at = occurrence_at(context);
  if (!at) return Json();
  const Json* wanted = find(context.params, {"context", "includeDeclaration"});
  const bool declarations = !wanted || *wanted != Json(false);
  Json found = Json::array();
  for (const Occurrence* occurrence : context.snapshot.index().of(at->symbol)) {
    if (!declarations && occurrence->role == Occurrence::Role::declaration) continue;
    found.push_back(location_of(context, occurrence->span));
  }
  return found;
}

Answer highlight(const FeatureContext& context) {
  const Occurrence* at = occurrence_at(context);
  if (!at) return Json();
  constexpr int read = 2, write = 3;
  Json found = Json::array();
  for (const Occurrence* occurrence : context.snapshot.index().of(at->symbol)) {
    if (occurrence->span.file != at->span.file) continue;
    const auto& source = context.snapshot.source(occurrence->span.file);
    found.push_back({{"range", range_of(source, occurrence->span, context.encoding)},
                     {"kind", occurrence->role == Occurrence::Role::declaration ? write : read}});
  }
  return found;
}

}  // namespace weir::lsp
