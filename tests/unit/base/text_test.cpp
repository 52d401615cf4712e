#include "base/text.hpp"

#include "base/digest.hpp"
#include "support/catch.hpp"

using namespace weir::base;

TEST_CASE("text: UTF-8", "[base]") {
  CHECK_FALSE(first_invalid_utf8("Zürich — 中"));
  CHECK(first_invalid_utf8("ab\xFF") == 2u);
  CHECK(first_invalid_utf8("\xC0\x80") == 0u);       // overlong
  CHECK(first_invalid_utf8("a\xED\xA0\x80") == 1u);  // surrogate
  CHECK(first_invalid_utf8("a\xE4\xB8") == 1u);      // cut off
}

TEST_CASE("text: widths", "[base]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("中文") == 4);
  CHECK(display_width("e\xCC\x81") == 1);  // e and a combining acute
  CHECK(display_width("a\tb") == 3);
  CHECK(utf16_length("aü中") == 3);
  CHECK(utf16_length("\xF0\x9F\x98\x80") == 2);
}

TEST_CASE("text: distance and the closest name", "[base]") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("contry", "country") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  const std::vector<std::string> names = {"acquirer.country", "acquirer.kind", "stake"};
  CHECK(closest("acquirer.contry", names) == "acquirer.country");
  CHECK_FALSE(closest("turnover", names));
  const std::vector<std::string> twins = {"cat", "car"};
  CHECK_FALSE(closest("caz", twins));
  const std::vector<std::string> nearer = {"when", "then"};
  CHECK(closest("whenn", nearer) == "when");
  const std::vector<std::string> none;
  CHECK_FALSE(closest("x", none));
}

TEST_CASE("text: breaking, counting, joining", "[base]") {
  CHECK(wrap("one two  three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("extraordinarily long", 5) == std::vector<std::string>{"extraordinarily", "long"});
  CHECK(wrap("  ", 5).empty());
  CHECK(counted(1, "rule", "rules") == "1 rule");
  CHECK(counted(0, "rule", "rules") == "0 rules");
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',').size() == 1);
  CHECK(trim(" \ta b\n") == "a b");
  const std::vector<std::string> parts = {"a", "b"};
  CHECK(join(parts, ", ") == "a, b");
  CHECK(with_thousands("1234567") == "1,234,567");
  CHECK(with_thousands("123") == "123");
  CHECK(with_thousands("-1234.5678") == "-1,234.5678");
}

TEST_CASE("digest: known sums", "[base]") {
  CHECK(sha256("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
