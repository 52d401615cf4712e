#include "yaml/layout_fixes.hpp"

#include "diagnostics/apply_fixes.hpp"
#include "support/catch.hpp"
#include "yaml/document.hpp"

using namespace weir;

namespace {

/// The text with all fixes of what is wrong with its YAML, and again, until nothing is left to mend.
std::string mended(std::string text) {
  for (int round = 0; round < 6; ++round) {
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    const base::FileId file = sources.add("test.yaml", text);
    yaml::parse_document(sources, file, sink);
    const auto fixed =
        diagnostics::apply_fixes(text, file, sink.sorted(), diagnostics::Fix::Trust::suggested);
    if (fixed.text == text) return sink.has_errors() ? "not read: " + text : text;
    text = fixed.text;
  }
  return "no end: " + text;
}

}  // namespace

TEST_CASE("layout fixes: tabs become as many blanks as the lines around them have") {
  CHECK(mended("a:\n\tb: 1\n    c: 2\n") == "a:\n    b: 1\n    c: 2\n");
  CHECK(mended("a:\n    b: 1\n\tc: 2\n") == "a:\n    b: 1\n    c: 2\n");
  CHECK(mended("a:\n\tb: 1\n\tc: 2\n    d: 3\n") == "a:\n    b: 1\n    c: 2\n    d: 3\n");
  // A file that has nothing but tabs.
  CHECK(mended("a:\n\tb:\n\t\tc: 1\n\td: 2\ne: 3\n") == "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n");
  CHECK(mended("a:\n\tb:\n\t\t- 1\n\n\t\t- 2\n") == "a:\n  b:\n    - 1\n\n    - 2\n");
}

TEST_CASE("layout fixes: a line that is one blank off is moved") {
  CHECK(mended("a:\n    b: 1\n   c: 2\n") == "a:\n    b: 1\n    c: 2\n");
  CHECK(mended("a:\n    b: 1\n c: 2\n").substr(0, 8) == "not read");
}

TEST_CASE("layout fixes: a text with a colon is put in quotes, as far as it goes") {
  CHECK(mended("a: b: c\nd: e\n") == "a: \"b: c\"\nd: e\n");
  CHECK(mended("a: b: c # why\n") == "a: \"b: c\" # why\n");
  CHECK(mended("a: say \"b\": c\n") == "a: \"say \\\"b\\\": c\"\n");
  CHECK(mended("a: b: c\n  goes on\n").substr(0, 8) == "not read");
}

TEST_CASE("layout fixes: a colon is certain in a text for people only, elsewhere a map may be meant") {
  const auto trust = [](const std::string& text) {
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    yaml::parse_document(sources, sources.add("test.yaml", text), sink);
    REQUIRE(sink.sorted().size() == 1);
    REQUIRE(sink.sorted()[0].fixes.size() == 1);
    return sink.sorted()[0].fixes[0].trust;
  };
  CHECK(trust("title: b: c\n") == diagnostics::Fix::Trust::safe);
  CHECK(trust("a:\n  - note: b: c\n") == diagnostics::Fix::Trust::safe);
  CHECK(trust("status: in_force: pending\n") == diagnostics::Fix::Trust::suggested);
}

TEST_CASE("layout fixes: a quote is closed at the end of its line") {
  CHECK(mended("a: \"b\nc: d\n") == "a: \"b\"\nc: d\n");
  CHECK(mended("a: 'b  \nc: d\n") == "a: 'b'  \nc: d\n");
  CHECK(mended("a: {b: \"c, d: e}\n").substr(0, 8) == "not read");
}
