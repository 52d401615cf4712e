#include "diagnostics/codes.hpp"
#include "diagnostics/diagnostic.hpp"
#include "support/catch.hpp"

#include <cctype>
#include <set>

using namespace weir::diagnostics;
using weir::base::FileId;
using weir::base::Span;

TEST_CASE("sink: one code at one place is kept once", "[diagnostics]") {
  Sink sink;
  sink.emit(Code::duplicate_key, {FileId(0), 4, 6}, "first").note("kept");
  sink.emit(Code::duplicate_key, {FileId(0), 4, 6}, "again").note("lost");
  sink.emit(Code::unknown_key, {FileId(0), 4, 6}, "another code");
  sink.emit(Code::file_missing, "no file `a`");
  sink.emit(Code::file_missing, "no file `a`");
  sink.emit(Code::file_missing, "no file `b`");
  const auto all = sink.sorted();
  REQUIRE(all.size() == 4);
  CHECK(all[0].message == "no file `a`");
  CHECK(all[2].message == "first");
  CHECK(all[2].notes == std::vector<std::string>{"kept"});
  CHECK(sink.dropped().empty());
  CHECK(sink.error_count() == 4);
}

TEST_CASE("sink: fifty a file, the rest is counted", "[diagnostics]") {
  Sink sink;
  for (std::uint32_t i = 0; i < 60; ++i) sink.emit(Code::unknown_key, {FileId(1), 100 - i, 101}, "x");
  sink.emit(Code::unknown_key, {FileId(0), 0, 1}, "other file");
  CHECK(sink.sorted().size() == 51);
  REQUIRE(sink.dropped().size() == 1);
  CHECK(sink.dropped()[0].first == FileId(1));
  CHECK(sink.dropped()[0].second == 10);
  CHECK(sink.error_count() == 61);
  CHECK(sink.sorted()[0].message == "other file");
  CHECK(sink.sorted()[1].primary->span.begin < sink.sorted()[2].primary->span.begin);
}

TEST_CASE("codes: the table is complete and well-formed", "[diagnostics]") {
  std::set<std::string_view> ids;
  std::set<std::string_view> names;
  for (const CodeInfo& row : all_codes()) {
    CAPTURE(row.id);
    CHECK(row.id.size() == 6);
    CHECK(ids.insert(row.id).second);
    CHECK(names.insert(row.name).second);
    CHECK(row.summary.size() > 5);
    CHECK(row.summary.back() != '.');
    CHECK(row.explanation.size() > 60);
    CHECK(row.explanation.back() == '.');
    // What is bad in one file may be mended in another, so that there is no good one to show.
    CHECK((row.good.empty() || !row.bad.empty()));
    CHECK(&info(row.code) == &row);
    CHECK(find_code(row.id) == &row);
    CHECK(find_code(row.name) == &row);
  }
  CHECK(find_code("wr1010") == find_code("duplicate-key"));
  CHECK(find_code("WR0000") == nullptr);
}

TEST_CASE("suggestion: help and a fix that somebody must confirm, or nothing", "[diagnostics]") {
  Diagnostic diagnostic;
  suggest(diagnostic, std::nullopt, {}, "key");
  CHECK(diagnostic.help.empty());
  suggest(diagnostic, "when", {FileId(0), 1, 3}, "key");
  CHECK(diagnostic.help == "did you mean the key `when`?");
  REQUIRE(diagnostic.fixes.size() == 1);
  CHECK(diagnostic.fixes[0].trust == Fix::Trust::suggested);
  CHECK(diagnostic.fixes[0].edits[0].replacement == "when");
}
