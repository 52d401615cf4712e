#include "evaluate/ties.hpp"
#include "support/catch.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;
using Truths = std::vector<Truth>;

constexpr Truth yes = Truth::true_value, no = Truth::false_value, maybe = Truth::unknown;

/// So many parties whose ties are all stated.
Ties stated(std::size_t count) {
  Ties ties(count);
  ties.open.assign(count, false);
  return ties;
}

}  // namespace

TEST_CASE("a chain of ties is as certain as its weakest link", "[evaluate]") {
  Ties ties = stated(5);
  ties.add(0, 1, yes);
  ties.add(1, 2, maybe);
  ties.add(2, 3, yes);
  ties.add(3, 4, no);
  CHECK(ties.reached_from(0) == Truths{yes, yes, maybe, maybe, no});
  CHECK(ties.reached_from(3) == Truths{maybe, maybe, yes, yes, no});
  CHECK(ties.alone(4));
  CHECK_FALSE(ties.alone(3));
  // Of two ties the stronger counts.
  ties.add(1, 2, yes);
  CHECK(ties.reached_from(0) == Truths{yes, yes, yes, yes, no});
}

TEST_CASE("two whose ties are not fully stated may be tied, and lead on to others", "[evaluate]") {
  Ties ties = stated(5);
  ties.open[1] = ties.open[2] = true;
  ties.add(0, 1, yes);
  ties.add(2, 3, yes);
  CHECK(ties.reached_from(0) == Truths{yes, yes, maybe, maybe, no});
  CHECK(ties.reached_from(2) == Truths{maybe, maybe, yes, yes, no});
  CHECK_FALSE(ties.alone(1));
}

TEST_CASE("who cannot be added leads to nobody", "[evaluate]") {
  Ties ties = stated(4);
  ties.add(0, 1, yes);
  ties.add(1, 2, yes);
  ties.add(0, 3, yes);
  ties.eligible[1] = no;
  ties.eligible[3] = maybe;
  CHECK(ties.reached_from(0) == Truths{yes, no, no, maybe});
  // It is reached from itself all the same.
  CHECK(ties.reached_from(1) == Truths{yes, yes, yes, maybe});
}

}  // namespace weir::evaluate
