#include "format/format.hpp"

#include "support/catch.hpp"

using namespace weir;

namespace {

struct Result {
  std::optional<std::string> text;
  std::string message;  ///< of the first mistake
};

Result laid_out(const std::string& text) {
  diagnostics::SourceMap sources;
  const base::FileId file = sources.add("file.yaml", text);
  diagnostics::Sink sink;
  Result result;
  result.text = format::formatted(sources, file, sink);
  const auto mistakes = sink.sorted();
  if (!mistakes.empty()) result.message = mistakes.front().message;
  return result;
}

/// The layout of a text, which must be the layout of itself.
std::string formatted(const std::string& text) {
  const Result result = laid_out(text);
  REQUIRE(result.text);
  CHECK(laid_out(*result.text).text == result.text);
  return *result.text;
}

}  // namespace

TEST_CASE("format: comments stay at what they speak of", "[format]") {
  CHECK(formatted("# head\n"
                  "\n"
                  "\n"
                  "rules:   # of the Act\n"
                  "    # the first\n"
                  "    xx.a:\n"
                  "        in_force: always     # since ever\n"
                  "        when: a\n"
                  "        # last of xx.a\n"
                  "    # about xx.b\n"
                  "    xx.b: {when: b, # said inside\n"
                  "      in_force: always}\n"
                  "# end\n") ==
        "# head\n"
        "\n"
        "rules:  # of the Act\n"
        "  # the first\n"
        "  xx.a:\n"
        "    in_force: always  # since ever\n"
        "    when: a\n"
        "    # last of xx.a\n"
        "  # about xx.b\n"
        "  xx.b:\n"
        "    when: b  # said inside\n"
        "    in_force: always\n"
        "# end\n");
}

TEST_CASE("format: comments of lists, of blocks and of nothing", "[format]") {
  CHECK(formatted("case: x\n"
                  "note: |   # as published\n"
                  "   one\n"
                  "     two\n"
                  "tags: [  # none yet\n"
                  "  ]\n"
                  "holdings:\n"
                  "-  # whose\n"
                  "   owner: a\n"
                  "   entity: b # of what\n"
                  "- {owner: c, entity: d} # another\n") ==
        "case: x\n"
        "note: |  # as published\n"
        "  one\n"
        "    two\n"
        "# none yet\n"
        "tags: []\n"
        "holdings:\n"
        "  # whose\n"
        "  - owner: a\n"
        "    entity: b  # of what\n"
        "  - {owner: c, entity: d}  # another\n");
}

TEST_CASE("format: what does not fit a line in brackets is laid out in lines", "[format]") {
  const std::string url = "https://example.org/" + std::string(60, 'x');
  CHECK(formatted("definitions:\n"
                  "  xx_a: {title: short, is: a}\n"
                  "  xx_b: {title: a title, is: a, cite: {text: s. 1, url: \"" +
                  url + "\"}}\n") ==
        "definitions:\n"
        "  xx_a: {title: short, is: a}\n"
        "  xx_b:\n"
        "    title: a title\n"
        "    is: a\n"
        "    cite: {text: s. 1, url: " +
            url + "}\n");
}

TEST_CASE("format: lists of short words fill their lines, lists of conditions have one a line", "[format]") {
  const std::string words =
      "alpha-alpha, bravo-bravo, charlie-charlie, delta-delta, echo-echo, foxtrot-foxtrot";
  CHECK(formatted("definitions:\n  xx_a: {links: [" + words + ", golf-golf, hotel-hotel]}\n") ==
        "definitions:\n"
        "  xx_a:\n"
        "    links: [" +
            words + ", golf-golf,\n      hotel-hotel]\n");
  CHECK(formatted("definitions:\n  xx_a: {all: [" + words + ", golf-golf, hotel-hotel]}\n")
            .find("- echo-echo\n") != std::string::npos);
}

TEST_CASE("format: expressions have single blanks and break at their clauses", "[format]") {
  CHECK(formatted("definitions:\n  xx_a: a  and( b>=5%  or count( c )<3 )\n") ==
        "definitions:\n  xx_a: a and (b >= 5% or count(c) < 3)\n");
  CHECK(formatted("definitions:\n  xx_a: \"{CN,RU} overlaps a\"\n") ==
        "definitions:\n  xx_a: \"{CN, RU} overlaps a\"\n");
  const std::string one = "transaction.kind contains shares-and-much-else";
  CHECK(formatted("definitions:\n  xx_a: " + one + " and (" + one + " or " + one + " or " + one + ")\n") ==
        "definitions:\n"
        "  xx_a: |\n"
        "    " +
            one +
            "\n"
            "    and (\n"
            "      " +
            one + "\n      or " + one + "\n      or " + one +
            "\n"
            "    )\n");
}

TEST_CASE("format: figures and parentheses stay as the author wrote them", "[format]") {
  const std::string text = "definitions:\n  xx_a: (a > 1.5 billion CAD) and (b == 1/3)\n  xx_b: c at least\n";
  CHECK(formatted(text) == text);  // and what cannot be read stays as it is
}

TEST_CASE("format: a block that fits a line becomes one", "[format]") {
  CHECK(formatted("definitions:\n  xx_a: |\n    a\n      and b\n  xx_b: >\n    a\n    or b\n") ==
        "definitions:\n  xx_a: a and b\n  xx_b: a or b\n");
}

TEST_CASE("format: quotes stand where they are needed", "[format]") {
  CHECK(formatted("rules:\n"
                  "  xx.a:\n"
                  "    title: \"plain\"\n"
                  "    doubt: 'it is: so'\n"
                  "    note: \"he said \\\"no\\\"\"\n"
                  "    cite: [\"s. 1, 2\", \"2017\", \"true\", 's. 3']\n") ==
        "rules:\n"
        "  xx.a:\n"
        "    title: plain\n"
        "    doubt: \"it is: so\"\n"
        "    note: he said \"no\"\n"
        "    cite: [\"s. 1, 2\", \"2017\", \"true\", s. 3]\n");
  // In a case they are part of what its digest is made of.
  CHECK(formatted("case: 'x'\ntitle: plain\n") == "case: \"x\"\ntitle: plain\n");
}

TEST_CASE("format: long texts for people are wrapped, others are not", "[format]") {
  std::string words = "word";
  for (int i = 0; i < 30; ++i) words += " word";
  const std::string text = formatted("rules:\n  xx.a:\n    note: " + words + "\n    note2: " + words + "\n");
  CHECK(text.find("    note:\n      word word") != std::string::npos);
  CHECK(text.find("    note2: " + words + "\n") != std::string::npos);
}

TEST_CASE("format: line breaks of a text are kept", "[format]") {
  const std::string text =
      "rules:\n"
      "  xx.a:\n"
      "    note: |+\n"
      "      one\n"
      "\n"
      "      two\n"
      "\n"
      "\n"
      "    doubt: |-\n"
      "      three\n"
      "    title: >\n"
      "      four\n"
      "      five\n";
  CHECK(formatted(text) == text);
  CHECK(formatted("rules:\n  xx.a:\n    note: \"one\\n two\"\n") ==
        "rules:\n  xx.a:\n    note: \"one\\n two\"\n");
}

TEST_CASE("format: nothing stays nothing", "[format]") {
  CHECK(formatted("{}  # nothing\n") == "{}  # nothing\n");
  CHECK(formatted("case: x\nparties:\n  a:\n  b: ~\ntags: [ ]\nexpect: []\n") ==
        "case: x\nparties:\n  a:\n  b:\ntags: []\nexpect: []\n");
}

TEST_CASE("format: what was put out of action below a key stays below it", "[format]") {
  const std::string text =
      "rules:\n"
      "  xx.a:\n"
      "    examples:\n"
      "      # - fires: {}\n"
      "\n"
      "      # - silent: {}\n"
      "    when: a\n";
  CHECK(formatted(text) == text);
}

TEST_CASE("format: line ends of other systems, marks of documents and byte marks go", "[format]") {
  CHECK(formatted("\xEF\xBB\xBF---\r\ncase: x\r\n\r\ntitle: a   # b\r\n") == "case: x\n\ntitle: a  # b\n");
}

TEST_CASE("format: a file with a mistake in its YAML is left alone", "[format]") {
  for (const char* text : {"a: [1\n", "a: b: c\n", "\ta: 1\n", "a: 1\na: 2\n", "", "# only this\n"}) {
    INFO(text);
    const Result result = laid_out(text);
    CHECK_FALSE(result.text);
    CHECK_FALSE(result.message.empty());
  }
}
