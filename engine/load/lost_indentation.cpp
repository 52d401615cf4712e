#include "load/lost_indentation.hpp"

#include <fmt/core.h>

#include "base/text.hpp"

namespace weir::load {

using diagnostics::Code;
using diagnostics::Fix;
using yaml::Reader;

namespace {

bool is_part(const std::string& key) {
  return key == "rules" || key == "definitions";
}

/// Two blanks before every line from `first` to the one before `last`.
std::vector<diagnostics::Edit> indented(const diagnostics::Source& source, base::FileId file,
                                        std::uint32_t first, std::uint32_t last) {
  std::vector<diagnostics::Edit> edits;
  for (std::uint32_t line = first; line < last; ++line) {
    if (base::trim(source.line(line)).empty()) continue;
    const std::uint32_t begin = source.line_begin(line);
    edits.push_back({{file, begin, begin}, "  "});
  }
  return edits;
}

}  // namespace

void report_lost_indentation(const Reader& reader, const diagnostics::SourceMap& sources) {
  const yaml::NodeId root = reader.document().root();
  if (!reader.is_map(root)) return;
  const auto& entries = reader.node(root).entries;
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
    const std::string& part = reader.node(entries[i].key).scalar.text;
    if (!is_part(part) || !reader.is_null(entries[i].value)) continue;
    std::size_t end = i + 1;
    while (end < entries.size() && !is_part(reader.node(entries[end].key).scalar.text)) ++end;
    if (end == i + 1) continue;
    const base::Span from = reader.span(entries[i + 1].key);
    const diagnostics::Source& source = sources.get(from.file);
    const auto line_of = [&](std::size_t entry) {
      return source.position(reader.span(entries[entry].key).begin).line;
    };
    const std::uint32_t last = end < entries.size() ? line_of(end) : source.line_count() + 1;
    reader.sink()
        .emit(Code::map_expected, reader.span(entries[i].value),
              fmt::format("`{}` must be a map, not nothing", part))
        .with_help(fmt::format("what belongs below `{}:` is indented further than it", part))
        .fix({fmt::format("indent what follows, so that it belongs to `{}:`", part), Fix::Trust::suggested,
              indented(source, from.file, line_of(i + 1), last)});
  }
}

}  // namespace weir::load
