// Every node of a parsed document covers a piece of the file, children lie inside their parents, and an exact
// map points at bytes that are there.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "yaml/document.hpp"

namespace {

using namespace weir;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_scalar(const base::MappedText& map, std::string_view source) {
  require(map.whole.begin <= map.whole.end && map.whole.end <= source.size());
  std::uint32_t next = 0;
  for (const base::MappedText::Run& run : map.runs) {
    require(run.text_begin == next);
    require(run.source_begin + run.source_length <= source.size());
    if (run.length == run.source_length) {
      require(source.substr(run.source_begin, run.length) ==
              std::string_view(map.text).substr(run.text_begin, run.length));
    }
    next += run.length;
  }
  require(!map.exact || next == map.text.size());
  for (std::uint32_t i = 0; i <= map.text.size(); ++i) {
    const base::Span span = map.to_file({i, i + 1});
    require(span.begin <= span.end && span.end <= source.size());
  }
}

void check_node(const yaml::Document& document, yaml::NodeId id, std::string_view source) {
  const yaml::Node& node = document.node(id);
  require(node.span.begin <= node.span.end && node.span.end <= source.size());
  if (node.kind == yaml::NodeKind::scalar) check_scalar(node.scalar, source);
  for (const yaml::NodeId item : node.items) {
    require(document.node(item).span.begin >= node.span.begin &&
            document.node(item).span.end <= node.span.end);
    check_node(document, item, source);
  }
  for (const yaml::Entry& entry : node.entries) {
    require(document.node(entry.key).kind == yaml::NodeKind::scalar);
    require(document.node(entry.key).span.begin >= node.span.begin);
    require(document.node(entry.value).span.end <= node.span.end);
    check_node(document, entry.key, source);
    check_node(document, entry.value, source);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const base::FileId file = sources.add("fuzz.yaml", std::string(data, data + size));
  const yaml::Document document = yaml::parse_document(sources, file, sink);
  if (document.root().valid()) check_node(document, document.root(), sources.get(file).text());
  return 0;
}
