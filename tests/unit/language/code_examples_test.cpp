// The examples of the codes 2xxx: the text behind `xx_limit:` raises the code, and its mended form parses.
#include <string>
#include <string_view>

#include "diagnostics/codes.hpp"
#include "diagnostics/diagnostic.hpp"
#include "language/parser.hpp"
#include "support/catch.hpp"

using namespace weir::language;

namespace {

std::string expression_in(std::string_view file) {
  static constexpr std::string_view key = "xx_limit: ";
  const std::size_t begin = file.find(key);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = file.substr(begin + key.size());
  const std::string text(rest.substr(0, rest.find('\n')));
  return text == "\"\"" ? std::string() : text;
}

}  // namespace

TEST_CASE("the examples of the expression codes raise their codes") {
  int codes = 0;
  for (const auto& row : weir::diagnostics::all_codes()) {
    const auto number = static_cast<int>(row.code);
    if (number < 2000 || number > 2999) continue;
    ++codes;
    INFO(row.id);
    const Parsed bad = parse_expression(expression_in(row.bad));
    REQUIRE(bad.error.has_value());
    CHECK(bad.error->code == row.code);
    const std::string good = expression_in(row.good);
    if (!good.empty()) CHECK_FALSE(parse_expression(good).error.has_value());
  }
  CHECK(codes == 17);
}
