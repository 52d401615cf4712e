#include "yaml/document.hpp"

#include "support/catch.hpp"

using namespace weir;
using namespace weir::yaml;

namespace {

/// A text parsed, with what was said of it.
struct Parsed {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  Document document;

  explicit Parsed(std::string text) {
    const base::FileId file = sources.add("test.yaml", std::move(text));
    document = parse_document(sources, file, sink);
  }
  /// "name@text under the span", joined by blanks.
  std::string said() const {
    std::string result;
    for (const auto& diagnostic : sink.sorted()) {
      if (!result.empty()) result += " ";
      result += std::string(diagnostics::info(diagnostic.code).name) + "@" +
                std::string(sources.text(diagnostic.primary->span));
    }
    return result;
  }
  std::string under(std::string_view key) const {
    const auto id = document.find(document.root(), key);
    return id ? std::string(sources.text(document.node(*id).span)) : "none";
  }
  std::string value(std::string_view key) const {
    const auto id = document.find(document.root(), key);
    return id ? document.node(*id).scalar.text : "none";
  }
};

std::string said(std::string text) {
  return Parsed(std::move(text)).said();
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + "x" + std::string(depth, ']');
}

}  // namespace

TEST_CASE("document: spans of every kind of node", "[yaml]") {
  const Parsed p(
      "a: plain text\n"
      "b: 'it''s'\n"
      "c: \"x\\ty\"  # comment\n"
      "d: |\n  one\n  two\n\n"
      "e: {k: v, l: [1, 2] }\n"
      "f:\n  - x\n  - y: z\n"
      "g: ~\n"
      "h:\n"
      "i: >\n  folded\n  text\n"
      "j: two\n  lines\n");
  CHECK(p.said().empty());
  CHECK(p.under("a") == "plain text");
  CHECK(p.under("b") == "'it''s'");
  CHECK(p.value("b") == "it's");
  CHECK(p.under("c") == "\"x\\ty\"");
  CHECK(p.under("d") == "|\n  one\n  two");
  CHECK(p.value("d") == "one\ntwo\n");
  CHECK(p.under("e") == "{k: v, l: [1, 2] }");
  CHECK(p.under("f") == "- x\n  - y: z");
  CHECK(p.under("g") == "~");
  CHECK(p.under("h") == "h");
  CHECK(p.under("i") == ">\n  folded\n  text");
  CHECK(p.under("j") == "two\n  lines");
  const Node& folded = p.document.node(*p.document.find(p.document.root(), "i"));
  CHECK(folded.style == ScalarStyle::folded);
  CHECK_FALSE(folded.scalar.exact);
  const Node& lines = p.document.node(*p.document.find(p.document.root(), "j"));
  CHECK(lines.multi_line);
  CHECK_FALSE(lines.scalar.exact);
}

TEST_CASE("document: places of what is not there", "[yaml]") {
  const Parsed p("- ~\n-\n- a\n- [~, b, null]\n- {k: , l: ~}\n");
  CHECK(p.said().empty());
  const auto under = [&p](NodeId id) { return std::string(p.sources.text(p.document.node(id).span)); };
  const Node& list = p.document.node(p.document.root());
  REQUIRE(list.items.size() == 5);
  CHECK(under(list.items[0]) == "~");
  CHECK(under(list.items[1]) == "-");
  CHECK(p.document.node(list.items[1]).span.begin == 4);
  const Node& flow = p.document.node(list.items[3]);
  CHECK(under(flow.items[0]) == "~");
  CHECK(under(flow.items[2]) == "null");
  const Node& map = p.document.node(list.items[4]);
  CHECK(under(map.entries[0].value) == "k");
  CHECK(under(map.entries[1].value) == "~");
}

TEST_CASE("document: CRLF and a byte order mark", "[yaml]") {
  const Parsed p(
      "\xEF\xBB\xBF"
      "a: one\r\nb: |\r\n  x\r\n  y\r\nc: 'z'\r\n");
  CHECK(p.said().empty());
  CHECK(p.under("a") == "one");
  CHECK(p.value("b") == "x\ny\n");
  CHECK(p.under("c") == "'z'");
  const Node& literal = p.document.node(*p.document.find(p.document.root(), "b"));
  CHECK(literal.scalar.exact);
  CHECK(p.sources.text(literal.scalar.to_file({2, 3})) == "y");
}

TEST_CASE("document: words that others read as booleans stay text", "[yaml]") {
  const Parsed p("a: NO\nb: no\nc: off\nd: 012\ne: 2017-06-02\n");
  CHECK(p.value("a") == "NO");
  CHECK(p.value("c") == "off");
  CHECK(p.value("d") == "012");
  CHECK(p.value("e") == "2017-06-02");
}

TEST_CASE("document: exactly one document", "[yaml]") {
  CHECK(said("a: 1\n---\nb: 2\n") == "second-document@---");
  CHECK(said("- a\nb: 1\n") == "second-document@b: 1");
  CHECK(said("- a\n-b\n") == "second-document@-b");
  CHECK(said("{a: 1}\nb: 2\n") == "second-document@b: 2");
  CHECK(said("a: 1\n...\nb: 2\n") == "second-document@b: 2");
  CHECK(said("---\na: 1\n...\n").empty());
  CHECK(said("") == "empty-file@");
  CHECK(said("# only a comment\n") == "empty-file@");
  CHECK(said("---\n") == "empty-file@");
  CHECK(said("%YAML 1.2\n---\na: 1\n") == "directive-refused@%YAML 1.2");
  CHECK_FALSE(said("----\na: 1\n").empty());
}

TEST_CASE("document: keys are texts, unique and with a value", "[yaml]") {
  const Parsed p("a: 1\nb: 2\na: 3\n");
  CHECK(p.said() == "duplicate-key@a");
  CHECK(p.sink.sorted()[0].primary->span.begin == 10);
  REQUIRE(p.sink.sorted()[0].labels.size() == 1);
  CHECK(p.sink.sorted()[0].labels[0].span.begin == 0);
  CHECK(p.value("a") == "1");
  CHECK(said("{a: 1, 'a': 2}") == "duplicate-key@'a'");
  CHECK(said("~: 1\n") == "key-not-text@~");
  CHECK(said("null: 1\n") == "key-not-text@null");
  CHECK(said("[a]: 1\n") == "key-not-text@[a]");
  CHECK(said("a:\n  <<: {b: 1}\n") == "merge-key-refused@<<");
  CHECK(said("{a, b: 1}") == "key-without-colon@a");
}

TEST_CASE("document: a colon without a blank is mended", "[yaml]") {
  const Parsed p("a: 1\nb:2\n");
  CHECK(p.said() == "key-without-colon@b:2");
  CHECK(p.value("b") == "2");
  CHECK(p.under("b") == "2");
  const Parsed flow("{a:1, b: 2}");
  CHECK(flow.said() == "key-without-colon@a:1");
  CHECK(flow.value("a") == "1");
}

TEST_CASE("document: anchors, aliases and tags", "[yaml]") {
  CHECK(said("a: &x 1\n") == "anchor-refused@&x");
  CHECK(said("a: &x 1\nb: *x\n") == "anchor-refused@&x anchor-refused@*x");
  CHECK(said("a: *x\n") == "anchor-refused@*x");
  CHECK(said("a: &x [*x]\n") == "anchor-refused@&x anchor-refused@*x");
  CHECK(said("a: !!str 1\n") == "tag-refused@!!str");
  CHECK(said("a: !thing {b: 1}\n") == "tag-refused@!thing");
  CHECK(said("a: !x &y 1\n") == "tag-refused@!x anchor-refused@&y");
  CHECK(said("a: ! 'quoted'\n") == "tag-refused@!");
  CHECK_FALSE(Parsed("a: &x 1\nb: *x\n").document.root().valid());
}

TEST_CASE("document: depth", "[yaml]") {
  CHECK(said(nested(32)).empty());
  CHECK(said(nested(33)) == "yaml-too-deep@[");
  CHECK(said(nested(5000)) == "yaml-too-deep@[");
  CHECK(said(std::string(100000, '[')) == "yaml-too-deep@[");
}

TEST_CASE("document: quotes that never close", "[yaml]") {
  CHECK(said("a: 'x\nb: 1\n") == "unterminated-quote@'");
  CHECK(said("a: \"x\nb: 1\n") == "unterminated-quote@\"");
  CHECK(said("a: 'fine'\nb: \"x") == "unterminated-quote@\"");
  CHECK(said("a: it's\nb: \"x") == "unterminated-quote@\"");
  const Parsed p("a: \"x\nb: \"y\"\n");
  CHECK(p.said() == "yaml-syntax@y");
  REQUIRE(p.sink.sorted()[0].labels.size() == 1);
  CHECK(p.sources.text(p.sink.sorted()[0].labels[0].span) == "\"x\nb: \"");
}

TEST_CASE("document: tabs", "[yaml]") {
  CHECK(said("a:\n\tb: 1\n") == "tab-indentation@\t");
  CHECK(said("a:\n  b: 1\n\tc: 2\n") == "tab-indentation@\t");
  CHECK(said("a: |\n  x\n  \ty\n").empty());
  CHECK(said("a:\t1\n").empty());
  CHECK(said("a: {b: 1,\n\tc: 2}\n") == "tab-indentation@\t");
  // JSON may be indented by them.
  CHECK(said("{\n\t\"a\": {\n \t\t\"b\": 1\n\t}\n}\n").empty());
  CHECK(said("a: 1\n\t\nb: 2\n") == "tab-indentation@\t");
}

TEST_CASE("document: characters that cannot be seen", "[yaml]") {
  CHECK(said(std::string("a: x\0y\n", 7)).substr(0, 17) == "control-character");
  CHECK(said("a: \x1b[31m\n") == "control-character@\x1b");
  CHECK(said("a: x\xE2\x80\xAEy\n") == "control-character@\xE2\x80\xAE");
  CHECK(said("a: x\xEF\xBB\xBFy\n") == "control-character@\xEF\xBB\xBF");
  CHECK(said("a: 1\rb: 2\n") == "control-character@\r");
  CHECK(said("a: \x04 b\n") == "control-character@\x04");
  CHECK(said("a: \xFF\n") == "invalid-utf8@\xFF");
  CHECK(said("\xFF\xFE"
             "a\n") == "invalid-utf8@\xFF");
  CHECK(said(std::string(9u << 20, '#')) == "file-too-large@");
}

TEST_CASE("document: a comma cuts an expression in braces", "[yaml]") {
  const Parsed p("r: 1\nx: {when: earliest(a, b), then: c}\n");
  CHECK(p.said() == "cut-expression@earliest(a, b)");
  const auto map = *p.document.find(p.document.root(), "x");
  const Node& when = p.document.node(*p.document.find(map, "when"));
  CHECK(when.scalar.text == "earliest(a, b)");
  CHECK(when.scalar.exact);
  CHECK(p.sources.text(when.scalar.to_file({9, 10})) == "a");
  CHECK(p.document.node(map).entries.size() == 2);
  const auto diagnostic = p.sink.sorted()[0];
  REQUIRE(diagnostic.fixes.size() == 1);
  CHECK(diagnostic.fixes[0].edits[0].replacement == "\"earliest(a, b)\"");
  CHECK(said("{when: f(a, b) and g(c, d), x: y}") == "cut-expression@f(a, b) and g(c, d)");
  CHECK(said("[f(a, b, c), d]") == "cut-expression@f(a, b, c)");
  CHECK(Parsed("{w: f(\"a\", b)}").sink.sorted()[0].fixes.size() == 1);
  CHECK(said("{w: f(a, b}") == "cut-expression@f(a, b");
}

TEST_CASE("document: mistakes of grammar have a place and our own words", "[yaml]") {
  const auto message = [](std::string text) {
    const Parsed p(std::move(text));
    return p.sink.sorted().size() == 1 ? p.sink.sorted()[0].message : p.said();
  };
  CHECK(message("a: b: c\n") == "a second colon in an unquoted text");
  CHECK(message("not-a-key\nb: 2\n") == "`not-a-key` is a key without a value");
  CHECK(message("b:1\nc: 2\n") == "`b:1` is a key without a value");
  CHECK(message("a: 1\n b: 2\n") == "a key cannot stand here");
  CHECK(message("a:\n  b: 1\n c: 2\n") == "this does not belong to the map above it");
  CHECK(message("a: [x\nb: 1\n") == "the closing `]` is missing");
  CHECK(message("a: {b: c in [d, e]}\n") == "an unquoted text inside braces or brackets cannot hold `[`");
  CHECK(message("a: @x\n") == "an unquoted text cannot begin with `@`");
  CHECK(message("a: 1\n]\n") == "this `]` closes nothing");
  CHECK(message("a: - b\n") == "a list cannot begin here");
  CHECK(message("a: \"\\q\"\n") == "there is no such escape sequence");
}
