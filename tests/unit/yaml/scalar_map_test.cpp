// The scalar map replays what the YAML parser does; here both read the same generated scalars.
#include "yaml/scalar_map.hpp"

#include <random>

#include "support/catch.hpp"
#include "yaml/document.hpp"

using namespace weir;
using namespace weir::yaml;

namespace {

/// What parsing `key: <scalar>` gives for the value, and whether it could be read at all.
struct Read {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  Document document;

  explicit Read(std::string text) {
    document = parse_document(sources, sources.add("t.yaml", std::move(text)), sink);
  }
  const Node* value() const {
    const auto id = document.root().valid() ? document.find(document.root(), "k") : std::nullopt;
    return id && document.node(*id).kind == NodeKind::scalar ? &document.node(*id) : nullptr;
  }
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  std::string pieces(std::initializer_list<const char*> from, std::size_t longest) {
    const std::vector<std::string> all(from.begin(), from.end());
    std::string result;
    for (std::size_t n = below(longest) + 1; n > 0; --n) result += all[below(all.size())];
    return result;
  }
  std::string scalar() {
    switch (below(5)) {
      case 0:
        return "x" +
               pieces({"a", " ", "  ", "é", "中", "(", ")", ">=", "%", "'", "\"", "#", ":", ",", "\\", "-"},
                      12) +
               "y";
      case 1:
        return "'" + pieces({"a", " ", "''", "\"", "\\n", "#", ": ", "é", ","}, 12) + "'";
      case 2:
        return "\"" +
               pieces({"a", " ", "'", "\\\"", "\\n", "\\t", "\\\\", "\\u00e9", "\\x41", "\\U0001F600", "\\0",
                       "\\/", "# ", "中"},
                      12) +
               "\"";
      case 3:
        return block("|");
      default:
        return block(below(2) == 0 ? "|-" : "|+");
    }
  }

 private:
  std::string block(std::string header) {
    const std::string indentation(below(4) + 1, ' ');
    if (below(4) == 0) header += " # note";
    std::string result = header + line_break_;
    for (std::size_t n = below(5) + 1; n > 0; --n) {
      result += below(5) == 0
                    ? line_break_
                    : indentation + "x" + pieces({"a", " ", "  ", "é", "#", ": ", "'", "\t", "\\n"}, 6) +
                          line_break_;
    }
    return result;
  }

 public:
  std::string line_break_ = "\n";

 private:
  std::mt19937 random_;
};

/// Every decoded byte must stand in the file where the map says, escapes aside; and the pieces must not
/// overlap.
void check_map(const Node& node, std::string_view source) {
  const base::MappedText& map = node.scalar;
  std::uint32_t text_at = 0;
  std::uint32_t source_at = map.whole.begin;
  for (const auto& run : map.runs) {
    REQUIRE(run.text_begin == text_at);
    REQUIRE(run.source_begin >= source_at);
    if (run.length == run.source_length) {
      CHECK(source.substr(run.source_begin, run.length) ==
            std::string_view(map.text).substr(run.text_begin, run.length));
    }
    text_at += run.length;
    source_at = run.source_begin + run.source_length;
  }
  CHECK(text_at == map.text.size());
  CHECK(node.span.begin < node.span.end);
}

}  // namespace

TEST_CASE("scalar map: agrees with the parser on generated scalars", "[yaml]") {
  Generator generator(20170602);
  int read = 0;
  for (int i = 0; i < 6000; ++i) {
    generator.line_break_ = i % 3 == 0 ? "\r\n" : "\n";
    const std::string before = i % 2 == 0 ? "k: " : "o: 1" + generator.line_break_ + "k:   ";
    const std::string scalar = generator.scalar();
    const Read parsed(before + scalar + generator.line_break_ + "z: 1" + generator.line_break_);
    const Node* node = parsed.value();
    if (node == nullptr) continue;
    ++read;
    CAPTURE(scalar);
    CHECK(node->scalar.exact);
    check_map(*node, parsed.sources.get(base::FileId(0)).text());
    const bool quoted = scalar.front() == '\'' || scalar.front() == '"';
    if (quoted) CHECK(parsed.sources.text(node->span) == scalar);
  }
  CHECK(read > 4500);
}

TEST_CASE("scalar map: escapes map to their whole sequence", "[yaml]") {
  const std::string source = R"(k: "a\u00e9b\tc")";
  const ScalarMap map = map_scalar(source, base::FileId(0), 3,
                                   "a\xC3\xA9"
                                   "b\tc");
  REQUIRE(map.text.exact);
  CHECK(map.style == ScalarStyle::double_quoted);
  CHECK(map.text.to_file({1, 3}) == base::Span{base::FileId(0), 5, 11});
  CHECK(map.text.to_file({3, 4}) == base::Span{base::FileId(0), 11, 12});
  CHECK(map.text.to_file({4, 5}) == base::Span{base::FileId(0), 12, 14});
}

TEST_CASE("scalar map: a difference makes the map coarse", "[yaml]") {
  const ScalarMap map = map_scalar("'abc'", base::FileId(0), 0, "abd");
  CHECK_FALSE(map.text.exact);
  CHECK(map.text.runs.empty());
  CHECK(map.text.to_file({1, 2}) == base::Span{base::FileId(0), 0, 5});
}

TEST_CASE("scalar map: blocks with a given indentation, at the end of the file, and folded", "[yaml]") {
  const Read given("k: |2\n    x\n  y\n");
  REQUIRE(given.value() != nullptr);
  CHECK(given.value()->scalar.text == "  x\ny\n");
  CHECK(given.value()->scalar.exact);
  const Read end("k: |\n  x");
  REQUIRE(end.value() != nullptr);
  CHECK(end.value()->scalar.exact);
  CHECK(end.sources.text(end.value()->span) == "|\n  x");
  const Read folded("k: >-\n  x\n\n  y\nz: 1\n");
  REQUIRE(folded.value() != nullptr);
  CHECK(folded.sources.text(folded.value()->span) == ">-\n  x\n\n  y");
  CHECK_FALSE(folded.value()->scalar.exact);
}

TEST_CASE("scalar map: quotes", "[yaml]") {
  CHECK(quoted_end("'a''b' c", 0) == 6);
  CHECK(quoted_end(R"("a\"b" c)", 0) == 6);
  CHECK(quoted_end("'abc", 0) == std::string_view::npos);
  CHECK(quoted_end("\"abc\\", 0) == std::string_view::npos);
  CHECK_FALSE(map_scalar("'abc", base::FileId(0), 0, "abc").terminated);
}
