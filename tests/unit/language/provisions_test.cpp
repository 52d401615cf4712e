// Every expression, table test and list of the seventy-eight provisions that the language was designed on,
// one a line.
#include <fstream>
#include <string>

#include "language/builder.hpp"
#include "language/parser.hpp"
#include "language/printer.hpp"
#include "support/catch.hpp"

using namespace weir::language;

namespace {

Parsed parse(const std::string& kind, const std::string& text) {
  if (kind == "test") return parse_test(text);
  if (kind == "rows") return parse_rows(text);
  if (kind == "value") return parse_value(text);
  return parse_expression(text);
}

}  // namespace

TEST_CASE("every provision parses and is printed back") {
  std::ifstream file(WEIR_SOURCE_DIR "/tests/data/provisions.txt");
  REQUIRE(file.good());
  std::string line;
  std::string provision;
  int provisions = 0;
  int texts = 0;
  while (std::getline(file, line)) {
    const std::size_t colon = line.find(": ");
    REQUIRE(colon != std::string::npos);
    const std::string kind = line.substr(0, colon);
    const std::string text = line.substr(colon + 2);
    if (kind == "provision") {
      provision = text;
      provisions += text.starts_with("0 ") ? 0 : 1;
      continue;
    }
    ++texts;
    INFO("provision " << provision << "\n" << text);
    const Parsed first = parse(kind, text);
    if (first.error) FAIL_CHECK(first.error->message);
    if (first.error) continue;
    const std::string printed = print(first.ast);
    const Parsed second = parse(kind, printed);
    INFO("printed as " << printed);
    CHECK_FALSE(second.error.has_value());
    CHECK(same_tree(first.ast, second.ast));
    CHECK(print(second.ast) == printed);
  }
  CHECK(provisions == 78);
  CHECK(texts > 500);
}
