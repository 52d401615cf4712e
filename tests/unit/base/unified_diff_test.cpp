#include "base/unified_diff.hpp"

#include "support/catch.hpp"

using weir::base::unified_diff;

TEST_CASE("unified diff: nothing for the same text", "[base]") {
  CHECK(unified_diff("a\n", "a\n", "f").empty());
  CHECK(unified_diff("", "", "f").empty());
}

TEST_CASE("unified diff: changes with three lines around them, near ones together", "[base]") {
  CHECK(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n",
                     "1\n2\n3\nfour\n5\n6\n7\n8\n9\n10\n12\n13\n14\n15\n16\n17\n18\nmore\n", "a/b.yaml") ==
        "--- a/a/b.yaml\n"
        "+++ b/a/b.yaml\n"
        "@@ -1,7 +1,7 @@\n"
        " 1\n"
        " 2\n"
        " 3\n"
        "-4\n"
        "+four\n"
        " 5\n"
        " 6\n"
        " 7\n"
        "@@ -8,7 +8,6 @@\n"
        " 8\n"
        " 9\n"
        " 10\n"
        "-11\n"
        " 12\n"
        " 13\n"
        " 14\n"
        "@@ -16,3 +15,4 @@\n"
        " 16\n"
        " 17\n"
        " 18\n"
        "+more\n");
}

TEST_CASE("unified diff: from nothing, to nothing, and a last line without an end", "[base]") {
  CHECK(unified_diff("", "a\nb\n", "f") == "--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unified_diff("a\n", "", "f") == "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
  CHECK(unified_diff("a", "a\n", "f") ==
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}
