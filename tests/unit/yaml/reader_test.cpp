#include "yaml/reader.hpp"

#include <array>

#include "support/catch.hpp"

using namespace weir;
using namespace weir::yaml;
using Need = Reader::Need;

namespace {

struct Fixture {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  Document document;
  Reader reader;

  explicit Fixture(std::string text)
      : document(parse_document(sources, sources.add("t.yaml", std::move(text)), sink)),
        reader(document, sink) {}
  NodeId at(std::string_view key) const { return document.find(document.root(), key).value(); }
};

}  // namespace

TEST_CASE("reader: scalars of each kind", "[yaml]") {
  Fixture f(
      "t: 'true'\nb: true\nn: 12\nz: 012\nm: -1\nd: 2017-06-02\nx: 2017-02-30\ne:\nl: [a, b]\nq: '12'\n");
  CHECK(f.reader.truth(f.at("b"), "`b`") == true);
  CHECK_FALSE(f.reader.truth(f.at("t"), "`t`"));
  CHECK(f.reader.whole_number(f.at("n"), "`n`") == 12);
  CHECK_FALSE(f.reader.whole_number(f.at("z"), "`z`"));
  CHECK_FALSE(f.reader.whole_number(f.at("m"), "`m`"));
  CHECK_FALSE(f.reader.whole_number(f.at("q"), "`q`"));
  CHECK(f.reader.date(f.at("d"), "`d`") == base::Date::parse("2017-06-02"));
  CHECK_FALSE(f.reader.date(f.at("x"), "`x`"));
  CHECK_FALSE(f.reader.text(f.at("e"), "`e`"));
  CHECK_FALSE(f.reader.text(f.at("l"), "`l`"));
  CHECK(f.sink.sorted()[f.sink.sorted().size() - 2].message == "`l` must be a text, not a list");
  CHECK(f.reader.texts(f.at("l"), "`l`") == std::vector<std::string>{"a", "b"});
  CHECK(f.reader.texts(f.at("n"), "`n`") == std::vector<std::string>{"12"});
  CHECK_FALSE(f.reader.texts(f.at("e"), "`e`"));
  CHECK(f.sink.error_count() == 8);
}

TEST_CASE("reader: maps and keys", "[yaml]") {
  Fixture f("whenn: x\nthen: y\nunrelated: z\n");
  constexpr std::array<std::string_view, 3> keys = {"when", "then", "unless"};
  f.reader.expect_keys(f.document.root(), keys, "a rule");
  const auto all = f.sink.sorted();
  REQUIRE(all.size() == 2);
  CHECK(all[0].message == "a rule has no key `whenn`");
  CHECK(all[0].help == "did you mean the key `when`?");
  CHECK(all[1].help == "its keys are `when`, `then`, `unless`");
  CHECK(f.reader.get(f.document.root(), "unless", Need::optional, "a rule") == std::nullopt);
  CHECK(f.sink.error_count() == 2);
  CHECK(f.reader.get(f.document.root(), "title", Need::required, "a rule") == std::nullopt);
  CHECK(f.sink.error_count() == 3);
  CHECK(f.reader.text_at(f.document.root(), "then", Need::required, "a rule") == "y");
  CHECK_FALSE(f.reader.expect_map(f.at("then"), "`then`"));
  CHECK(f.reader.expect_map(f.document.root(), "a rule"));
  CHECK_FALSE(f.reader.expect_sequence(f.document.root(), "a rule"));
}

TEST_CASE("reader: a taken key is not suggested again", "[yaml]") {
  Fixture f("when: x\nwhenn: y\n");
  constexpr std::array<std::string_view, 1> keys = {"when"};
  f.reader.expect_keys(f.document.root(), keys, "a rule");
  CHECK(f.sink.sorted()[0].help == "its keys are `when`");
}

TEST_CASE("reader: expressions keep their places", "[yaml]") {
  Fixture f("a: stake >= 10%\nb: |\n  x\n    and y\n\nc: >\n  x\n  y\nd: x\n  y\ne: 'it''s'\nf: {}\n");
  const auto plain = f.reader.expression_text(f.at("a"), "`a`");
  REQUIRE(plain);
  CHECK(f.sources.text(plain->to_file({6, 8})) == ">=");
  const auto block = f.reader.expression_text(f.at("b"), "`b`");
  REQUIRE(block);
  CHECK(block->text == "x\n  and y");
  CHECK(f.sources.text(block->to_file({4, 7})) == "and");
  CHECK(f.sources.text(block->to_file({9, 9})).empty());
  CHECK(f.sources.text({block->whole.file, block->to_file({9, 9}).begin - 1, block->to_file({9, 9}).begin}) ==
        "y");
  CHECK_FALSE(f.reader.expression_text(f.at("c"), "`c`"));
  CHECK_FALSE(f.reader.expression_text(f.at("d"), "`d`"));
  CHECK_FALSE(f.reader.expression_text(f.at("f"), "`f`"));
  const auto quoted = f.reader.expression_text(f.at("e"), "`e`");
  REQUIRE(quoted);
  CHECK(f.sources.text(quoted->to_file({2, 3})) == "''");
  const auto all = f.sink.sorted();
  REQUIRE(all.size() == 3);
  CHECK(all[0].fixes[0].edits[0].replacement == "|");
  CHECK(all[1].fixes[0].edits[0].replacement == "x y");
}
