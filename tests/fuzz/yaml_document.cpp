// Any bytes are parsed or refused with a reason, and every place named lies inside the file.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "yaml/document.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weir;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const base::FileId file = sources.add("fuzz.yaml", std::string(data, data + size));
  const yaml::Document document = yaml::parse_document(sources, file, sink);
  require(document.root().valid() || sink.has_errors());
  for (const diagnostics::Diagnostic& diagnostic : sink.sorted()) {
    require(diagnostic.primary.has_value());
    require(diagnostic.code != diagnostics::Code::internal_error);
    const base::Span span = diagnostic.primary->span;
    require(span.begin <= span.end && span.end <= size);
    sources.get(file).position(span.begin);
    for (const diagnostics::Label& label : diagnostic.labels) {
      require(label.span.begin <= label.span.end && label.span.end <= size);
    }
  }
  return 0;
}
