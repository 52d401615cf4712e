// Whatever is read must be printed back to the same tree; whatever is refused must be refused inside the
// text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "language/builder.hpp"
#include "language/parser.hpp"
#include "language/printer.hpp"

namespace {

using namespace weir::language;

void check(Parsed (*parse)(std::string_view), std::string_view text, bool prints_back) {
  const Parsed first = parse(text);
  if (first.error) {
    if (first.error->range.begin > first.error->range.end || first.error->range.end > text.size())
      std::abort();
    return;
  }
  if (!prints_back) return;
  const Parsed second = parse(print(first.ast));
  if (second.error || !same_tree(first.ast, second.ast)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(parse_expression, text, true);
  check(parse_rows, text, true);
  check(parse_value, text, true);
  check(parse_test, text, false);  // a parenthesised `(not x)` is printed as the test `not x`
  return 0;
}
