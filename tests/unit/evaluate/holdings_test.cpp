#include "support/catch.hpp"
#include "support/one_condition.hpp"

namespace weir::evaluate {
namespace {

using base::Truth;

TEST_CASE("for whom a holding is held counts even where nobody knows who is entered", "[evaluate]") {
  const std::string method = "{xx_votes: {path: direct, measure: votes}}";
  const auto of = [&](const std::string& condition, const std::string& holdings) {
    return test::truth_of(condition, "kind: corporation", method, holdings);
  };
  const std::string nominee = "[{owner: unknown, entity: seller, on_behalf_of: buyer, votes: ";
  const std::string most = "interest(acquirer, target, xx_votes) > 50%";
  CHECK(of(most, nominee + "60%}]") == Truth::true_value);
  CHECK(of(most, nominee + "unknown}]") == Truth::unknown);
  // All of it may be the buyer's, so nothing says that there are others.
  const std::string several = "count(holders(target, xx_votes)) > 1";
  CHECK(of(several, nominee + "unknown}]") == Truth::false_value);
  CHECK(of(several, "[{owner: unknown, entity: seller, votes: unknown}]") == Truth::unknown);
}

}  // namespace
}  // namespace weir::evaluate
