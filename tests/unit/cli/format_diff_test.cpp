// `weir format --diff` shows what would change. (Its output has lines that a golden file cannot hold.)
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using weir::test::run_weir;

TEST_CASE("format: what would change is shown, and nothing is written", "[format]") {
  const std::string text =
      "case: a\ntitle:   Buyer acquires Target   # as announced\nroles: {acquirer: b,\n  target: t}\n";
  const auto result =
      run_weir("format --check --diff sheets",
               {{"sheets/a.yaml", text}, {"sheets/b.yaml", "case: b\nroles: {acquirer: b, target: t}\n"}});
  CHECK(result.exit == 1);
  CHECK(result.written.empty());
  CHECK(result.out ==
        "--- a/sheets/a.yaml\n+++ b/sheets/a.yaml\n@@ -1,4 +1,3 @@\n case: a\n-title:   Buyer acquires "
        "Target   # as "
        "announced\n-roles: {acquirer: b,\n-  target: t}\n+title: Buyer acquires Target  # as announced\n"
        "+roles: {acquirer: b, target: t}\n");
}
