#include "lsp/feature.hpp"

#include <fmt/core.h>

#include "lsp/uri.hpp"

namespace weir::lsp {
namespace {

constexpr Feature rows[] = {
#define WEIR_LSP_FEATURE(method, function, needs, capability, options) \
  {method, function, Needs::needs, capability, options},
#include "lsp/features.def"
#undef WEIR_LSP_FEATURE
};

}  // namespace

std::span<const Feature> features() {
  return rows;
}

Json capabilities(Encoding encoding) {
  Json all = {{"positionEncoding", to_text(encoding)},
              {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}}};
  for (const Feature& feature : features())
    all[std::string(feature.capability)] = Json::parse(feature.options);
  return all;
}

std::optional<std::string> document_path(const Json& params) {
  const auto uri = text_at(params, {"textDocument", "uri"});
  return uri ? path_of(*uri) : std::nullopt;
}

std::optional<Place> place_of(const FeatureContext& context) {
  const auto path = document_path(context.params);
  const auto position = read_position(context.params, "position");
  const auto file = path ? context.snapshot.file(*path) : std::nullopt;
  if (!file || !position) return std::nullopt;
  return Place{*file, offset_at(context.snapshot.source(*file), *position, context.encoding)};
}

Json location_of(const FeatureContext& context, base::Span span) {
  const auto& source = context.snapshot.source(span.file);
  return {{"uri", uri_of(source.path())}, {"range", range_of(source, span, context.encoding)}};
}

Json workspace_edit(const Snapshot& snapshot, std::span<const diagnostics::Edit> edits, Encoding encoding) {
  Json changes = Json::object();
  for (const diagnostics::Edit& edit : edits) {
    const auto& source = snapshot.source(edit.span.file);
    changes[uri_of(source.path())].push_back(
        {{"range", range_of(source, edit.span, encoding)}, {"newText", edit.replacement}});
  }
  return {{"changes", std::move(changes)}};
}

ResponseError wrong_params(std::string_view what) {
  return {ErrorCode::invalid_params, fmt::format("the request needs {}", what)};
}

}  // namespace weir::lsp
