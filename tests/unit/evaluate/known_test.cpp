#include "evaluate/known.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"

namespace weir::evaluate {
namespace {

model::Claim claim(std::int64_t low, std::int64_t high) {
  model::Claim result;
  result.value.candidates.emplace_back(model::Interval{low, high, false, false});
  return result;
}

// The ranges that are left when the claims stand in this order.
std::set<std::pair<std::int64_t, std::int64_t>> readings(const std::vector<model::Claim>& claims) {
  model::FactEntry entry;
  entry.claims = claims;
  std::set<std::pair<std::int64_t, std::int64_t>> result;
  for (const model::Candidate& candidate : known_on(entry, base::Date{}).value.candidates) {
    const auto& range = std::get<model::Interval>(candidate);
    result.insert({range.low->numerator(), range.high->numerator()});
  }
  return result;
}

TEST_CASE("claims in dispute are one of them, in whatever order they stand", "[evaluate]") {
  // The first two agree in part, the third contradicts both: nothing replaces it, so it stays possible.
  const std::vector<model::Claim> claims = {claim(10, 20), claim(15, 30), claim(50, 50)};
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    INFO(order[0] << order[1] << order[2]);
    CHECK(readings({claims[order[0]], claims[order[1]], claims[order[2]]}) ==
          std::set<std::pair<std::int64_t, std::int64_t>>{{15, 20}, {50, 50}});
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a claim that bridges two others in dispute agrees with each of them", "[evaluate]") {
  const std::set<std::pair<std::int64_t, std::int64_t>> both = {{15, 20}, {25, 30}};
  CHECK(readings({claim(10, 20), claim(25, 40), claim(15, 30)}) == both);
  CHECK(readings({claim(15, 30), claim(10, 20), claim(25, 40)}) == both);
}

}  // namespace
}  // namespace weir::evaluate
