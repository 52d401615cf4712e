#include "base/truth.hpp"

#include "support/catch.hpp"

using weir::base::Truth;

TEST_CASE("truth: unknown is decided only by the deciding value", "[base]") {
  constexpr Truth yes = Truth::true_value;
  constexpr Truth no = Truth::false_value;
  constexpr Truth open = Truth::unknown;
  CHECK(truth_and(no, open) == no);
  CHECK(truth_and(open, no) == no);
  CHECK(truth_and(yes, open) == open);
  CHECK(truth_and(yes, yes) == yes);
  CHECK(truth_or(yes, open) == yes);
  CHECK(truth_or(open, yes) == yes);
  CHECK(truth_or(no, open) == open);
  CHECK(truth_or(no, no) == no);
  CHECK(truth_not(open) == open);
  CHECK(truth_not(yes) == no);
  CHECK(to_text(open) == "unknown");
}

TEST_CASE("truth: De Morgan holds for all nine pairs", "[base]") {
  const Truth all[] = {Truth::false_value, Truth::true_value, Truth::unknown};
  for (const Truth a : all) {
    for (const Truth b : all) {
      CHECK(truth_not(truth_and(a, b)) == truth_or(truth_not(a), truth_not(b)));
      CHECK(truth_and(a, b) == truth_and(b, a));
    }
  }
}
