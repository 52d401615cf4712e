#include "diagnostics/apply_fixes.hpp"
#include "support/catch.hpp"

using namespace weir::diagnostics;
using weir::base::FileId;

namespace {

const FileId file(std::size_t{0}), other(std::size_t{1});

Diagnostic mistake(std::uint32_t begin, std::uint32_t end, std::string replacement,
                   Fix::Trust trust = Fix::Trust::safe, FileId in = file) {
  Diagnostic diagnostic;
  diagnostic.primary = Label{{in, begin, end}, ""};
  diagnostic.fixes.push_back({"mend", trust, {{{in, begin, end}, std::move(replacement)}}});
  return diagnostic;
}

}  // namespace

TEST_CASE("fixes: each changes its own part, in whatever order they come", "[fix]") {
  const auto fixed =
      apply_fixes("a = b = c", file, {mistake(6, 7, "=="), mistake(2, 3, "==")}, Fix::Trust::safe);
  CHECK(fixed.text == "a == b == c");
  CHECK(fixed.made == std::vector<std::size_t>{0, 1});
  CHECK(fixed.overlapping == 0);
}

TEST_CASE("fixes: of two that touch the same part the first is made", "[fix]") {
  const auto fixed = apply_fixes("abcdef", file, {mistake(1, 4, "X"), mistake(3, 5, "Y"), mistake(4, 5, "Z")},
                                 Fix::Trust::safe);
  CHECK(fixed.text == "aXZf");
  CHECK(fixed.made == std::vector<std::size_t>{0, 2});
  CHECK(fixed.overlapping == 1);
  // Two texts put in at one place would stand in an order that nobody chose.
  CHECK(apply_fixes("ab", file, {mistake(1, 1, "X"), mistake(1, 1, "Y")}, Fix::Trust::safe).text == "aXb");
}

TEST_CASE("fixes: what is only suggested is made when asked for, a choice never", "[fix]") {
  const auto suggested = mistake(0, 1, "b", Fix::Trust::suggested);
  CHECK(apply_fixes("a", file, {suggested}, Fix::Trust::safe).text == "a");
  CHECK(apply_fixes("a", file, {suggested}, Fix::Trust::suggested).text == "b");
  auto choice = suggested;
  choice.fixes.push_back({"or so", Fix::Trust::suggested, {{{file, 0, 1}, "c"}}});
  CHECK(apply_fixes("a", file, {choice}, Fix::Trust::suggested).text == "a");
}

TEST_CASE("fixes: other files and places outside of the text are left alone", "[fix]") {
  CHECK(apply_fixes("a", file, {mistake(0, 1, "b", Fix::Trust::safe, other)}, Fix::Trust::safe).made.empty());
  CHECK(apply_fixes("a", file, {mistake(0, 9, "b")}, Fix::Trust::safe).text == "a");
}
