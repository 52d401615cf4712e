// The canonical layout of an open file, as `weir format` gives it.
#include <algorithm>

#include "format/format.hpp"
#include "lsp/feature.hpp"

namespace weir::lsp {
namespace {

/// Lines that both texts begin with, and that both end with behind these: what lies between is all that an
/// editor need replace, and its cursor stays where it is.
struct SameLines {
  std::size_t front = 0, back = 0;  ///< bytes
};

SameLines same_lines(std::string_view before, std::string_view after) {
  const auto front = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto line = before.substr(0, static_cast<std::size_t>(front.first - before.begin())).rfind('\n');
  SameLines same;
  same.front = line == std::string_view::npos ? 0 : line + 1;
  const std::string_view rest_before = before.substr(same.front), rest_after = after.substr(same.front);
  const auto back =
      std::mismatch(rest_before.rbegin(), rest_before.rend(), rest_after.rbegin(), rest_after.rend());
  const auto common = static_cast<std::size_t>(back.first - rest_before.rbegin());
  const auto begin = rest_before.find('\n', rest_before.size() - common);
  same.back = begin == std::string_view::npos ? 0 : rest_before.size() - begin - 1;
  return same;
}

}  // namespace

Answer formatting(const FeatureContext& context) {
  const auto path = document_path(context.params);
  if (!path) return wrong_params("`textDocument`");
  const auto buffer = context.state.buffers.find(*path);
  if (buffer == context.state.buffers.end()) return Json(nullptr);
  diagnostics::SourceMap sources;
  diagnostics::Sink mistakes;  // shown as diagnostics already
  const base::FileId file = sources.add(*path, buffer->second->text);
  const auto laid_out = format::formatted(sources, file, mistakes);
  if (!laid_out) return Json(nullptr);
  const std::string_view before = buffer->second->text;
  if (*laid_out == before) return Json::array();
  const SameLines same = same_lines(before, *laid_out);
  const base::Span span{file, static_cast<std::uint32_t>(same.front),
                        static_cast<std::uint32_t>(before.size() - same.back)};
  return Json::array(
      {{{"range", range_of(sources.get(file), span, context.encoding)},
        {"newText", laid_out->substr(same.front, laid_out->size() - same.back - same.front)}}});
}

}  // namespace weir::lsp
