// docs/lints.md is written from the table of lints. WEIR_REBASE=1 rewrites it; look at the difference
// afterwards.
#include <cstdlib>
#include <fstream>

#include "base/text.hpp"
#include "diagnostics/codes.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;

namespace {

constexpr std::string_view introduction = R"(# Lints

A lint is a warning about something that is allowed and probably not meant. `weir check` asks all lints where rules have no
errors; `--lint NAME` asks one, `--no-lints` none. `weir codes NAME` shows what stands here.

Those with numbers from 7050 are decided exactly: the values of each fact that the conditions cannot tell apart are one
*cell*, and all combinations of cells are run through, with a deal of which nothing else is known. A condition on lists or on
chains of holdings has no cells, and some questions have too many combinations; about these nothing is said, and the last line of
`weir check` counts them. Where there are facts that show what is meant, they stand in a note.

To silence a lint, say why, on the rule or definition that it speaks of, or in the header for the whole rule set:

```yaml
rules:
  xx.exempt:
    in_force: always
    when: target.employees < 50
    then: {filing: none}
    waive: [{lint: idle-outcome, because: the Act lists the level}]
```

A waiver without a reason is an error, and one that silences nothing is a warning. What is waived is counted.

This page is written from the table in `engine/diagnostics/codes/lints.def` and held against it by a test.
)";

void add_example(std::string& page, std::string_view words, std::string_view text) {
  if (text.empty()) return;
  page += "\n" + std::string(words) + "\n\n```yaml\n" + std::string(text) + "```\n";
}

std::string page() {
  std::string page(introduction);
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    if (!diagnostics::is_lint(info.code)) continue;
    page += "\n## " + std::string(info.name) + "\n\n";
    page += "`" + std::string(info.id) + "`: " + std::string(info.summary) + ".\n\n";
    for (const std::string& line : base::wrap(info.explanation, 120)) page += line + "\n";
    add_example(page, "It speaks of", info.bad);
    add_example(page, "and not of", info.good);
  }
  return page;
}

}  // namespace

TEST_CASE("docs: the page on lints says what the table says", "[docs]") {
  const std::string path = WEIR_SOURCE_DIR "/docs/lints.md";
  if (std::getenv("WEIR_REBASE") != nullptr) std::ofstream(path, std::ios::binary) << page();
  CHECK(test::read_disk(path) == page());
}
