#include "evaluate/assess.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"

// Investment Canada Act, s. 28(3): a majority of the votes of an entity is control; of a corporation one
// third to a half is presumed to be control, less is deemed not to be; of another entity half or less is
// deemed not to be. The interest in a partnership is a share in profits and on dissolution (s. 3), not votes.

namespace weir::evaluate {
namespace {

// Filing of a purchase from a foreign individual's point of view, of a Canadian business far below every
// threshold.
model::DeterminationAnswer filing(const std::string& kind, const std::string& votes) {
  const auto facts = reference::case_of(
      "case: band\n"
      "title: A purchase of votes\n"
      "as_of: 2017-07-20\n"
      "transaction: {kind: [shares], closing: 2017-07-20, exempt_heads: []}\n"
      "roles: {acquirer: buyer, target: bought}\n"
      "parties:\n"
      "  buyer: {name: Buyer, kind: individual, nationalities: [CN], permanent_resident_of: [], state_ties: "
      "[]}\n"
      "  bought:\n"
      "    name: Bought\n"
      "    kind: " +
      kind +
      "\n"
      "    formed_in: CA\n"
      "    active_in: [CA]\n"
      "    staff_in: [CA]\n"
      "    assets_in: [CA]\n"
      "    activities: [radio-components]\n"
      "    gross_assets: 50 million CAD\n"
      "    enterprise_value: 85 million CAD\n"
      "holdings:\n"
      "  - {owner: buyer, entity: bought, votes: 0% -> " +
      votes + ", profits: 0% -> " + votes + ", dissolution: 0% -> " + votes + "}\n");
  REQUIRE(facts);
  const auto assessment = assess(reference::loaded().plan, *facts, {{}, {}, {"ca-ica"}, {}});
  REQUIRE(assessment.ok());
  for (const auto& answer : assessment.value().regimes.at(0).determinations) {
    if (answer.name == "filing") return answer;
  }
  FAIL("no filing");
  return {};
}

const model::Level none{"none", "none"}, notification{"notification", "notification"},
    open{"none", "notification"};

TEST_CASE("control of a corporation has a band from one third to a half", "[evaluate]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  for (const std::string votes : {"5%", "33%", "33.33%"}) {
    INFO(votes);
    CHECK(filing("corporation", votes).level == none);
    CHECK_FALSE(filing("corporation", votes).presumed);
  }
  for (const std::string votes : {"1/3", "33.34%", "40%", "50%"}) {
    INFO(votes);
    const auto answer = filing("corporation", votes);
    CHECK(answer.level == open);
    REQUIRE(answer.presumed);
    CHECK(*answer.presumed == notification);
  }
  for (const std::string votes : {"50.01%", "51%", "100%"}) {
    INFO(votes);
    CHECK(filing("corporation", votes).level == notification);
  }
}

TEST_CASE("control of a partnership has no band", "[evaluate]") {
  for (const std::string kind : {"limited-partnership", "partnership"}) {
    for (const std::string votes : {"1/3", "33.34%", "49.99%", "50%"}) {
      INFO(kind << " " << votes);
      CHECK(filing(kind, votes).level == none);
    }
    CHECK(filing(kind, "50.01%").level == notification);
  }
}

TEST_CASE("a holding on both sides of a bright line leaves the filing open", "[evaluate]") {
  CHECK(filing("corporation", "30%..33.3%").level == none);
  CHECK(filing("corporation", "30%..60%").level == open);
  CHECK(filing("corporation", "over 50%").level == notification);
  CHECK(filing("limited-partnership", "50%..60%").level == open);
}

}  // namespace
}  // namespace weir::evaluate
