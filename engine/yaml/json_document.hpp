#pragma once
#include <memory>

#include "yaml/document.hpp"

namespace weir::yaml {

/// Reads JSON texts as documents: what JSON says is what the same YAML in braces says. One reader serves one
/// thread, and keeps its memory from text to text.
class JsonReader {
 public:
  JsonReader();
  ~JsonReader();

  /// The document of one text. On a mistake it is empty and the sink says why: no JSON, no object, a key
  /// twice, nested too deep, not UTF-8. Spans are places in `text`.
  Document parse(std::string_view text, base::FileId file, diagnostics::Sink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::yaml
