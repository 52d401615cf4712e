// Lines and columns as editors count them. [[ ]] marks the place in a text.
#include "lsp/position.hpp"

#include "support/catch.hpp"

using namespace weir;
using namespace weir::lsp;

namespace {

/// The text without its mark, and the byte where the mark stood.
struct Marked {
  explicit Marked(std::string marked) : text(std::move(marked)) {
    offset = static_cast<std::uint32_t>(text.find("[[]]"));
    text.erase(offset, 4);
  }
  std::string text;
  std::uint32_t offset = 0;
};

}  // namespace

TEST_CASE("positions: columns count what was agreed", "[lsp]") {
  struct Row {
    std::string text;
    Position utf16, utf8;
  };
  const Row rows[] = {
      {"[[]]abc", {0, 0}, {0, 0}},
      {"abc\n[[]]", {1, 0}, {1, 0}},
      {"é[[]]x", {0, 1}, {0, 2}},
      {"€[[]]x", {0, 1}, {0, 3}},
      {"😀[[]]x", {0, 2}, {0, 4}},
      {"a\r\nb😀é[[]]\r\n", {1, 4}, {1, 7}},
      {"a\rb[[]]", {1, 1}, {1, 1}},
      {"\xEF\xBB\xBF"
       "a[[]]b",
       {0, 1},
       {0, 1}},
  };
  for (const Row& row : rows) {
    const Marked marked(row.text);
    INFO(row.text);
    const diagnostics::Source source("x", marked.text);
    CHECK(position_at(source, marked.offset, Encoding::utf16) == row.utf16);
    CHECK(position_at(source, marked.offset, Encoding::utf8) == row.utf8);
    CHECK(offset_at(source, row.utf16, Encoding::utf16) == marked.offset);
    CHECK(offset_at(source, row.utf8, Encoding::utf8) == marked.offset);
  }
}

TEST_CASE("positions: what lies outside is the nearest place inside", "[lsp]") {
  const diagnostics::Source source("x", "ab\n😀c\nd");
  CHECK(offset_at(source, {0, 99}, Encoding::utf16) == 2);
  CHECK(offset_at(source, {9, 0}, Encoding::utf16) == source.text().size());
  CHECK(offset_at(source, {4294967295u, 4294967295u}, Encoding::utf8) == source.text().size());
  // Half of a character that takes two units is its beginning.
  CHECK(offset_at(source, {1, 1}, Encoding::utf16) == 3);
  CHECK(offset_at(source, {1, 2}, Encoding::utf8) == 3);
}
