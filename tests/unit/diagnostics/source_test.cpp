#include "diagnostics/source.hpp"

#include "support/catch.hpp"

using weir::diagnostics::Source;

TEST_CASE("source: line ends of all three kinds", "[diagnostics]") {
  const Source source("x", "a\nb\r\nc\rd");
  REQUIRE(source.line_count() == 4);
  CHECK(source.line(1) == "a");
  CHECK(source.line(2) == "b");
  CHECK(source.line(3) == "c");
  CHECK(source.line(4) == "d");
  CHECK(source.line(5).empty());
  CHECK(source.position(2).line == 2);
  CHECK(source.position(3).column == 2);  // the CR
  CHECK(source.position(4).column == 2);  // the LF of a CRLF counts as the end of the line
  CHECK(source.position(5).line == 3);
  CHECK(source.position(99).line == 4);
}

TEST_CASE("source: columns count what is seen", "[diagnostics]") {
  const Source source("x", "\tab\n中x\xF0\x9F\x98\x80y");
  CHECK(source.position(0).column == 1);
  CHECK(source.position(1).column == 9);
  CHECK(source.position(1).byte_column == 2);
  CHECK(source.position(1).utf16_column == 1);
  CHECK(source.position(7).column == 3);
  CHECK(source.position(7).utf16_column == 1);
  CHECK(source.position(12).utf16_column == 4);
  CHECK(source.position(12).byte_column == 9);
}

TEST_CASE("source: a byte order mark takes no column", "[diagnostics]") {
  const Source source("x",
                      "\xEF\xBB\xBF"
                      "ab\n");
  CHECK(source.text().size() == 6);
  CHECK(source.line(1) == "ab");
  CHECK(source.position(3).column == 1);
  CHECK(source.position(4).column == 2);
  CHECK(source.position(0).column == 1);
}

TEST_CASE("source: an empty text has one line", "[diagnostics]") {
  const Source source("x", "");
  CHECK(source.line_count() == 1);
  CHECK(source.line(1).empty());
  CHECK(source.position(0).line == 1);
}
