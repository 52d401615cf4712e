#include "yaml/json_document.hpp"

#include "support/catch.hpp"

namespace weir::yaml {
namespace {

const base::FileId file(std::size_t{0});

/// The document in few letters: {key=value} and [items].
std::string shown(const Document& document, NodeId id) {
  const Node& node = document.node(id);
  std::string text;
  switch (node.kind) {
    case NodeKind::null:
      return "null";
    case NodeKind::scalar:
      return node.scalar.text;
    case NodeKind::sequence:
      for (const NodeId item : node.items) text += (text.empty() ? "" : " ") + shown(document, item);
      return "[" + text + "]";
    case NodeKind::map:
      for (const Entry& entry : node.entries)
        text += (text.empty() ? "" : " ") + shown(document, entry.key) + "=" + shown(document, entry.value);
      return "{" + text + "}";
  }
  return {};
}

TEST_CASE("a JSON document stays what it is while the reader goes on", "[yaml]") {
  JsonReader reader;
  diagnostics::Sink sink;
  const Document first =
      reader.parse(R"({"a": [1, {"b": [2, 3], "c": null}], "d": {}, "e": []})", file, sink);
  const std::string before = shown(first, first.root());
  CHECK(before == "{a=[1 {b=[2 3] c=null}] d={} e=[]}");
  {
    const Document second = reader.parse(R"({"x": {"y": "z"}})", file, sink);
    CHECK(shown(second, second.root()) == "{x={y=z}}");
  }
  // The memory of the second serves the third.
  const Document third = reader.parse(R"({"p": [true], "q": {"r": "s", "t": "u"}})", file, sink);
  CHECK(shown(third, third.root()) == "{p=[true] q={r=s t=u}}");
  CHECK(shown(first, first.root()) == before);
  CHECK_FALSE(sink.has_errors());
}

TEST_CASE("a JSON document is read after one that was broken off inside", "[yaml]") {
  JsonReader reader;
  for (const std::string broken :
       {R"({"a": {"b": [1, 2, {"c": tru}]}})", R"({"a": [1, 2)", R"({"a": {"b": 1, "b": 2}, "c": 3})"}) {
    INFO(broken);
    diagnostics::Sink sink;
    CHECK_FALSE(reader.parse(broken, file, sink).root().valid());
    CHECK(sink.error_count() == 1);
    const Document next = reader.parse(R"({"a": {"b": 1}, "c": [2]})", file, sink);
    REQUIRE(next.root().valid());
    CHECK(shown(next, next.root()) == "{a={b=1} c=[2]}");
  }
}

TEST_CASE("a key twice in one JSON object is found, whatever stands between, and in another it is none",
          "[yaml]") {
  const auto said = [](const std::string& text) {
    JsonReader reader;
    diagnostics::Sink sink;
    reader.parse(text, file, sink);
    std::string lines;
    for (const auto& diagnostic : sink.sorted()) {
      lines += diagnostic.message + " at " + std::to_string(diagnostic.primary->span.begin);
      for (const auto& label : diagnostic.labels) lines += ", first at " + std::to_string(label.span.begin);
    }
    return lines;
  };
  CHECK(said(R"({"a": 1, "b": {"a": 1, "c": 2}, "c": [{"a": 1}, {"a": 1}], "d": 1})").empty());
  CHECK(said(R"({"a": {"b": 1}, "b": 2, "a": 3})") == "the key `a` is there twice at 24, first at 1");
  CHECK(said(R"({"a": [{"x": 1, "y": {"x": 2}, "x": 3}]})") ==
        "the key `x` is there twice at 31, first at 8");
  CHECK(said(R"({"\u0061": 1, "a": 2})").starts_with("the key `a` is there twice"));
  std::string many = "{";
  for (int i = 0; i < 500; ++i)
    many += "\"key " + std::to_string(i) + "\": {\"k\": [" + std::to_string(i) + "]}, ";
  CHECK(said(many + "\"key\": 1}").empty());
  CHECK(said(many + "\"key 499\": 1}").starts_with("the key `key 499` is there twice"));
}

}  // namespace
}  // namespace weir::yaml
