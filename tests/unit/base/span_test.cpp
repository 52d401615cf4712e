#include "base/span.hpp"

#include "support/catch.hpp"

using namespace weir::base;

namespace {

/// `say "a" now` as it stands in a file at byte 10, in double quotes with escapes: "say \"a\" now".
MappedText escaped() {
  return {"say \"a\" now",
          {FileId(0), 10, 25},
          {{0, 11, 4, 4}, {4, 15, 1, 2}, {5, 17, 1, 1}, {6, 18, 1, 2}, {7, 20, 4, 4}},
          true};
}

}  // namespace

TEST_CASE("span: ranges map to the file across escapes", "[base]") {
  const MappedText map = escaped();
  CHECK(map.to_file({0, 3}) == Span{FileId(0), 11, 14});
  CHECK(map.to_file({4, 5}) == Span{FileId(0), 15, 17});
  CHECK(map.to_file({4, 7}) == Span{FileId(0), 15, 20});
  CHECK(map.to_file({8, 11}) == Span{FileId(0), 21, 24});
  CHECK(map.to_file({11, 11}) == Span{FileId(0), 24, 24});
  CHECK(map.to_file({5, 5}) == Span{FileId(0), 17, 17});
  CHECK(map.to_file({3, 900}) == Span{FileId(0), 14, 24});
}

TEST_CASE("span: without an exact map it is the whole scalar", "[base]") {
  MappedText map = escaped();
  map.exact = false;
  CHECK(map.to_file({0, 3}) == map.whole);
  const MappedText empty{"", {FileId(0), 3, 5}, {}, true};
  CHECK(empty.to_file({0, 0}) == empty.whole);
}

TEST_CASE("span: a text of no file is its own place", "[base]") {
  const MappedText map = unmapped("stake >= 10%");
  CHECK(map.to_file({0, 5}).begin == 0);
  CHECK(map.to_file({6, 8}).end == 8);
}
