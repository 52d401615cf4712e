// Where a place in a text is, told from what stands before it. [[]] marks the place.
#include "lsp/text_context.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace weir::lsp;
using At = TextContext::At;

namespace {

struct Found {
  At at;
  std::string path, text;
  friend bool operator==(const Found&, const Found&) = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
  return out << static_cast<int>(found.at) << " " << found.path << " `" << found.text << "`";
}

Found at(const std::string& marked) {
  const TextContext context = context_at(marked, static_cast<std::uint32_t>(marked.find("[[]]")));
  return {context.at, weir::base::join(context.path, "/"), context.text};
}

}  // namespace

TEST_CASE("text context: block maps and lists", "[lsp]") {
  CHECK(at("ru[[]]") == Found{At::key, "", "ru"});
  CHECK(at("rules:\n  a:\n    wh[[]]") == Found{At::key, "rules/a", "wh"});
  CHECK(at("rules:\n  a:\n    when: x > [[]]") == Found{At::value, "rules/a/when", "x > "});
  CHECK(at("rules:\n  a:\n    when: x\n    [[]]\n  b:") == Found{At::key, "rules/a", ""});
  CHECK(at("rules:\n  a:\n    when: x\n  [[]]") == Found{At::key, "rules", ""});
  CHECK(at("when:\n  all:\n    - x ==[[]]") == Found{At::value, "when/all/-", "x =="});
  CHECK(at("all:\n- x\n- any:\n  - y[[]]") == Found{At::value, "all/-/any/-", "y"});
  CHECK(at("judgements:\n  - id: a\n    va[[]]") == Found{At::key, "judgements/-", "va"});
  CHECK(at("a: 1 # no[[]]").at == At::comment);
  CHECK(at("# no[[]]").at == At::comment);
}

TEST_CASE("text context: braces and brackets, over lines too", "[lsp]") {
  CHECK(at("then: {fi[[]]") == Found{At::key, "then", "fi"});
  CHECK(at("then: {filing: no[[]]") == Found{At::value, "then/filing", "no"});
  CHECK(at("then: {filing: none, ri[[]]") == Found{At::key, "then", "ri"});
  CHECK(at("a: {b: [c, d[[]]") == Found{At::value, "a/b/-", "d"});
  CHECK(at("a: {b: [c], d: {e: 1}, f[[]]") == Found{At::key, "a", "f"});
  CHECK(at("a:\n  {b: c,\n   d[[]]") == Found{At::key, "a", "d"});
  CHECK(at("a: {b: \"x, y: {z[[]]") == Found{At::value, "a/b", "\"x, y: {z"});
  CHECK(at("a: {b: c}\nd[[]]") == Found{At::key, "", "d"});
}

TEST_CASE("text context: texts over several lines", "[lsp]") {
  CHECK(at("a:\n  is: |\n    x and\n    y[[]]") == Found{At::value, "a/is", "    x and\n    y"});
  CHECK(at("a:\n  is: |\n    x\n  b[[]]") == Found{At::key, "a", "b"});
}
