// What is left out of a text is not read, and everything else stands where it stood.
#include "yaml/cuts.hpp"

#include "support/catch.hpp"
#include "yaml/document.hpp"

using namespace weir;
using namespace weir::yaml;

namespace {

constexpr LeftOut examples{"rules", "examples"};

std::string kept(std::string_view text) {
  return cuts_of(text, examples).apply(text);
}

}  // namespace

TEST_CASE("cuts: an entry goes with its list, whatever its layout", "[yaml][cuts]") {
  CHECK(kept("rules:\n  a:\n    when: x\n    examples:\n      - fires: {}\n      - silent: {}\n  b:\n    "
             "when: y\n") == "rules:\n  a:\n    when: x\n  b:\n    when: y\n");
  // A list may stand at the indent of its key; comments and empty lines between its entries go along.
  CHECK(kept("rules:\n  a:\n    examples:\n    - fires: {}\n    # edge\n\n    - silent: {}\n    when: x\n") ==
        "rules:\n  a:\n    when: x\n");
  CHECK(kept("rules:\r\n  a:\r\n    examples:\r\n      - fires: {}\r\n    when: x\r\n") ==
        "rules:\r\n  a:\r\n    when: x\r\n");
  CHECK(kept("rules:\n  a:\n    examples:\n      - fires:\n          x: 1") == "rules:\n  a:\n");
}

TEST_CASE("cuts: what only looks like such an entry stays", "[yaml][cuts]") {
  for (const std::string_view text : {
           "definitions:\n  a:\n    examples:\n      - fires: {}\n",                    // elsewhere
           "rules:\n  examples:\n    when: x\n",                                        // a rule of that name
           "rules:\n  a:\n    note: |\n      one\n      examples:\n        - two\n",    // in a text
           "rules:\n  a:\n    note: >-\n     examples:\n      - two\n    when: x\n",    // in a folded one
           "rules:\n  a:\n    note: see\n      examples:\n      - two\n    when: x\n",  // a value that goes
                                                                                        // on
           "rules:\n  a:\n    then:\n      examples:\n        - x\n",                   // deeper
           "rules:\n  a:\n    examples: [{fires: {}}]\n    when: x\n",                  // on one line
       }) {
    INFO(text);
    CHECK(kept(text) == text);
  }
}

TEST_CASE("cuts: nodes keep their places in the whole text", "[yaml][cuts]") {
  const std::string text =
      "rules:\n  a:\n    examples:\n      - fires: {x: 1}\n    when: here\n  b:\n    examples:\n      - "
      "open: {}\n"
      "    when: \"there\"\n";
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const base::FileId file = sources.add("rules.yaml", text);
  const Document document = parse_document(sources, file, sink, &examples);
  REQUIRE(document.root().valid());
  const NodeId rules = *document.find(document.root(), "rules");
  const NodeId a = *document.find(rules, "a"), b = *document.find(rules, "b");
  CHECK_FALSE(document.find(a, "examples"));
  CHECK_FALSE(document.find(b, "examples"));
  CHECK(sources.text(document.node(*document.find(a, "when")).span) == "here");
  CHECK(sources.text(document.node(*document.find(b, "when")).span) == "\"there\"");
  CHECK(sink.error_count() == 0);
}

TEST_CASE("cuts: a mistake behind what is left out is shown where it stands", "[yaml][cuts]") {
  const std::string text = "rules:\n  a:\n    examples:\n      - fires: {x: 1}\n    when: x\n    when: y\n";
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  parse_document(sources, sources.add("rules.yaml", text), sink, &examples);
  REQUIRE(sink.sorted().size() == 1);
  CHECK(sink.sorted().front().primary->span.begin == text.rfind("when"));
}
