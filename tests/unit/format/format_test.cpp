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

TEST_CASE("format: short maps in brackets that do not fit fill their lines", "[format]") {
  CHECK(formatted("case: x\n"
                  "holdings:\n"
                  "  - { owner: hytera-project, entity: norsat, votes: 0% -> 100%, capital: 0% -> 100%, "
                  "rights: [all-of-owner],\n"
                  "      source: circular }   # of 28 April\n"
                  "  - { owner: a,\n"
                  "      entity: b }\n") ==
        "case: x\n"
        "holdings:\n"
        "  - {owner: hytera-project, entity: norsat, votes: 0% -> 100%, capital: 0% -> 100%, "
        "rights: [all-of-owner],\n"
        "    source: circular}  # of 28 April\n"
        "  - {owner: a, entity: b}\n");
  // What has no blank cannot be broken anyway.
  const std::string url = "https://example.org/" + std::string(110, 'x');
  CHECK(formatted("case: x\nsources:\n  a: {title: A, url: \"" + url + "\", date: 2020-01-02}\n") ==
        "case: x\nsources:\n  a: {title: A,\n    url: \"" + url + "\",\n    date: 2020-01-02}\n");
}

TEST_CASE("format: the last column counts with the comma or bracket that ends a line", "[format]") {
  const auto laid = [](std::size_t length, const std::string& rest) {
    return formatted("case: x\nroles: {acquirer: " + std::string(length, 'a') + rest + "}\n");
  };
  CHECK(laid(110 - 19, "") == "case: x\nroles: {acquirer: " + std::string(110 - 19, 'a') + "}\n");
  CHECK(laid(110 - 19, ", target: b") ==
        "case: x\nroles: {acquirer: " + std::string(110 - 19, 'a') + ",\n  target: b}\n");
  const std::string words = std::string(40, 'a') + " " + std::string(110 - 19 - 41, 'a');
  CHECK(formatted("case: x\nroles: {acquirer: " + words + ", target: b}\n") ==
        "case: x\nroles: {acquirer: " + words + ",\n  target: b}\n");
  CHECK(formatted("case: x\nroles: {acquirer: " + words + "a, target: b}\n") ==
        "case: x\nroles:\n  acquirer: " + words + "a\n  target: b\n");
}

TEST_CASE("format: maps in brackets with expressions, long texts or comments are opened into lines",
          "[format]") {
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
  const std::string words =
      "a text of more than one line, which is too long to stand between two commas, because";
  CHECK(
      formatted("rules:\n  xx.a:\n    reading: {text: \"" + words + " it would be broken\", by: author}\n") ==
      "rules:\n  xx.a:\n    reading:\n      text:\n        " + words +
          " it would be\n        broken\n      by: author\n");
  CHECK(formatted("case: x\nroles: {acquirer: a,  # first\n  target: b}\n") ==
        "case: x\nroles:\n  acquirer: a  # first\n  target: b\n");
}

TEST_CASE("format: rows in brackets stay on one line, however long", "[format]") {
  const std::string facts =
      "as_of: 2017-06-21, acquirer.kind: individual, acquirer.nationalities: [CN], "
      "target.active_in: [CA], target.staff_in: [CA], stake.votes: 0% -> 100%";
  const std::string cells =
      "\"{partnership, limited-partnership, trust}\", \"> 50%\", "
      "\"greatest(stake.profits.before, stake.dissolution.before)\"";
  const std::string heads =
      "happened(procedure.order), happened(procedure.decision), "
      "happened(procedure.referral), happened(procedure.extension)";
  const std::string figures =
      "at least 1000000000 CAD, at least 1500000000 CAD, at least 400000000 CAD, at least 200000000 CAD";
  const std::string text =
      "definitions:\n"
      "  xx_t:\n"
      "    table: [" +
      heads +
      "]\n"
      "    rows:\n"
      "      - [" +
      cells +
      "]\n"
      "  xx_v:\n"
      "    columns: [a, b, c, d]\n"
      "    values:\n"
      "      2017-01-01: [" +
      figures +
      "]\n"
      "      2018-01-01:\n"
      "        is: [" +
      figures +
      "]\n"
      "rules:\n"
      "  xx.a:\n"
      "    examples:\n"
      "      - fires: {" +
      facts +
      "}  # exactly\n"
      "      - {silent: {" +
      facts +
      "}}\n"
      "      - open:\n"
      "          as_of: 2017-06-21\n"
      "          target.active_in: [CA]\n";
  CHECK(formatted(text) == text);
  std::string broken = text;
  for (std::size_t at = broken.find(", "); at != broken.npos; at = broken.find(", ", at + 30))
    broken.replace(at, 2, ",\n              ");
  REQUIRE(broken != text);
  CHECK(formatted(broken) == text);
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

TEST_CASE("format: a `where` goes to the next line before its parentheses are broken", "[format]") {
  const std::string rows = "largest joint interest by h.government_of_its_own of h in holders(it, xx_votes)";
  const std::string condition = "(h.xx_foreign_government and h.held > 10%)";
  CHECK(formatted("definitions:\n  xx_a: (" + rows + " where " + condition + ") > 50%\n") ==
        "definitions:\n  xx_a: |\n    (\n      " + rows + "\n        where " + condition + "\n    ) > 50%\n");
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
