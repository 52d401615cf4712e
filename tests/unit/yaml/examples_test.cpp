// The examples in the table of codes raise what they say, as far as a file alone can tell.
#include "diagnostics/codes.hpp"
#include "support/catch.hpp"
#include "yaml/document.hpp"

using namespace weir;

namespace {

std::vector<diagnostics::Code> raised(std::string_view text) {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  yaml::parse_document(sources, sources.add("example.yaml", std::string(text)), sink);
  std::vector<diagnostics::Code> codes;
  for (const auto& diagnostic : sink.sorted()) codes.push_back(diagnostic.code);
  return codes;
}

}  // namespace

TEST_CASE("codes: examples of YAML mistakes", "[yaml]") {
  using diagnostics::Code;
  int shown = 0;
  for (const diagnostics::CodeInfo& row : diagnostics::all_codes()) {
    if (row.code < Code::yaml_syntax || row.code > Code::cut_expression || row.bad.empty()) continue;
    CAPTURE(row.id);
    CHECK(raised(row.bad) == std::vector<Code>{row.code});
    CHECK(raised(row.good).empty());
    ++shown;
  }
  CHECK(shown >= 9);
}

TEST_CASE("codes: every example is YAML, or says that it is not", "[yaml]") {
  for (const diagnostics::CodeInfo& row : diagnostics::all_codes()) {
    CAPTURE(row.id);
    if (!row.good.empty()) CHECK(raised(row.good).empty());
    if (row.bad.empty()) continue;
    for (const diagnostics::Code code : raised(row.bad)) CHECK(code == row.code);
  }
}
