#include "support/catch.hpp"
#include "support/provisions.hpp"

namespace weir::provisions {
namespace {

using model::FindingKind;

// Expected answers follow from the Foreign Exchange and Foreign Trade Act and the orders under it.

RuleSet& rules() {
  return RuleSet::of("jp-prov");
}
char truth(const std::string& condition, const Facts& facts) {
  return rules().truth(condition, facts.text());
}
FindingKind finding(const std::string& rule, const Facts& facts) {
  return rules().finding(rule, facts.text());
}

const std::string japanese = "kind: corporation, formed_in: JP, seat_in: JP, residence: not applicable";
const std::string resident =
    "{kind: individual, residence: JP, formed_in: not applicable, seat_in: not applicable, relations: [], "
    "officers: []}";
const std::string abroad =
    "{kind: individual, residence: US, formed_in: not applicable, seat_in: not applicable, relations: []}";

TEST_CASE("provision 65: half of the votes through companies of a half, or more than half of the officers",
          "[provisions]") {
  const auto investor = [](const std::string& share, const std::string& officers) {
    return truth(
        "acquirer.jp_investor",
        {.buyer = japanese + ", officers: [" + officers + "]",
         .others = {"middle: {" + japanese + ", relations: [], officers: []}", "bob: " + abroad,
                    "ken: " + resident},
         .holdings = {"owner: bob, entity: middle, votes: " + share, "owner: ken, entity: middle, votes: 50%",
                      "owner: middle, entity: buyer, votes: 50%", "owner: ken, entity: buyer, votes: 50%"}});
  };
  const std::string here = "{residence: JP}", there = "{residence: US}";
  CHECK(investor("50%", "") == 't');
  CHECK(investor("49.99%", "") == 'f');
  CHECK(investor("49.99%", here + ", " + there) == 'f');
  CHECK(investor("49.99%", here + ", " + there + ", " + there) == 't');
  CHECK(truth("acquirer.jp_investor",
              {.buyer = "kind: individual, nationalities: [US], residence: JP, officers: []",
               .others = {"ken: " + resident},
               .holdings = {"owner: ken, entity: buyer, votes: 100%"}}) == 'f');
}

TEST_CASE("provision 66: one per cent of a listed company with related persons, one share of another",
          "[provisions]") {
  const auto acquisition = [](const std::string& market, const std::string& stake, const std::string& seller,
                              const std::string& tie = "spouse") {
    return truth(
        "jp_acquisition",
        {.buyer =
             "kind: individual, residence: US, formed_in: not applicable, relations: [{other: wife, kind: " +
             tie + "}]",
         .firm = "kind: corporation, traded_on: [" + market + "]",
         .stake = stake,
         .others = {"wife: " + abroad, "seller: " + seller},
         .holdings = {"owner: wife, entity: firm, votes: 0.5%, capital: 0.5%",
                      "owner: seller, entity: firm, votes: 50%, capital: 50%"},
         .vendor = "seller"});
  };
  CHECK(acquisition("regulated-market", "votes: 0% -> 0.5%, capital: 0%", resident) == 't');
  CHECK(acquisition("regulated-market", "votes: 0% -> 0.49%, capital: 0%", resident) == 'f');
  CHECK(acquisition("regulated-market", "votes: 0%, capital: 0% -> 0.5%", resident) == 't');
  CHECK(acquisition("regulated-market", "votes: 0% -> 0.5%, capital: 0%", resident, "business-partner") ==
        'f');
  CHECK(acquisition("", "votes: 0%, capital: 0% -> 0.01%", resident, "business-partner") == 't');
  CHECK(acquisition("", "votes: 0%, capital: 0% -> 0.01%", abroad, "business-partner") == 'f');
}

TEST_CASE(
    "provision 67: from a state that is not on the table every sector is filed, and some territories are in "
    "doubt",
    "[provisions]") {
  const auto prior = [](const std::string& formed_in) {
    return finding("jp.prior.any-sector",
                   {.buyer = "kind: corporation, formed_in: " + formed_in + ", seat_in: " + formed_in,
                    .firm = "kind: corporation, traded_on: [regulated-market]",
                    .stake = "votes: 0% -> 2%, capital: 0% -> 2%"});
  };
  CHECK(prior("UZ") == FindingKind::fired);
  CHECK(prior("CN") == FindingKind::silent);
  CHECK(prior("KY") == FindingKind::open);
}

TEST_CASE("provision 68: the sector of any Japanese subsidiary and 50/50 affiliate", "[provisions]") {
  const auto designated = [](const std::string& share, const std::string& formed_in) {
    return truth("jp_designated", {.transaction = "closing: 2024-05-01",
                                   .firm = "kind: corporation, formed_in: JP, activities: [retail]",
                                   .others = {"child: {kind: corporation, formed_in: " + formed_in +
                                              ", activities: [software], relations: []}"},
                                   .holdings = {"owner: firm, entity: child, votes: " + share}});
  };
  CHECK(designated("50%", "JP") == 't');
  // No case can state that the firm holds nothing further, so that the answer is never no.
  CHECK(designated("49.99%", "JP") == '?');
  CHECK(designated("100%", "US") == '?');
}

TEST_CASE("provision 69: the exemption tree", "[provisions]") {
  const auto exempt = [](const std::string& activity, const std::string& market, const std::string& licence,
                         const std::string& votes, const std::string& rest) {
    return truth(
        "jp_exempt",
        {.transaction = "kind: [shares], closing: 2024-05-01",
         .buyer = "kind: corporation, formed_in: US, seat_in: US, residence: not applicable, licensed_as: [" +
                  licence + "], relations: []",
         .firm =
             "kind: corporation, formed_in: JP, traded_on: [" + market + "], activities: [" + activity + "]",
         .stake = "votes: 0% -> " + votes + ", capital: 0%",
         .others = {"bob: " + abroad},
         .holdings = {"owner: bob, entity: buyer, votes: 100%"},
         .rest = rest});
  };
  const std::string kept =
      "judgements:\n  - {id: jp_conditions_kept, value: true}\n  - {id: jp_core_conditions_kept, value: "
      "true}\n  - {id: jp_essential_and_quasi, value: false}\n";
  CHECK(exempt("retail", "regulated-market", "", "20%", kept) ==
        '?');  // whether core hangs on further subsidiaries
  // A bank may buy either way, so that it does not matter; and the last line cannot be the first to match.
  CHECK(exempt("retail", "regulated-market", "bank", "20%", kept) == 't');
  CHECK(exempt("arms", "regulated-market", "", "9.99%", kept) == 't');
  CHECK(exempt("arms", "regulated-market", "", "10%", kept) == 'f');
  CHECK(exempt("arms", "regulated-market", "bank", "10%", kept) == 't');
  CHECK(exempt("arms", "", "bank", "1%", kept) == 'f');
  CHECK(exempt("retail", "regulated-market", "", "20%", "") == '?');
}

TEST_CASE("provision 70: ties last a year if the investor made the proposal", "[provisions]") {
  const auto nominee = [](const std::string& tie, const std::string& ended, const std::string& proposer) {
    return truth("jp_own_nominee",
                 {.transaction = "resolution: 2024-06-20, proposed_by: " + proposer +
                                 ", nominees: [{tie: " + tie + ", tie_ended: " + ended + "}]"});
  };
  CHECK(nominee("closely-related", "never", "company") == 't');
  CHECK(nominee("former-officer", "2023-06-20", "investor") == 't');
  CHECK(nominee("former-officer", "2023-06-19", "investor") == 'f');
  CHECK(nominee("former-officer", "2023-06-20", "company") == 'f');
  CHECK(nominee("no-tie", "never", "investor") == 'f');
}

TEST_CASE("provision 71: a report at one and three per cent and at every purchase from ten", "[provisions]") {
  const auto facts = [](const std::string& votes) {
    return Facts{
        .transaction = "kind: [shares], closing: 2024-05-01",
        .buyer =
            "kind: corporation, formed_in: US, seat_in: US, residence: not applicable, licensed_as: [bank], "
            "relations: []",
        .firm = "kind: corporation, formed_in: JP, traded_on: [regulated-market], activities: [arms]",
        .stake = "votes: " + votes + ", capital: 0%",
        .others = {"bob: " + abroad},
        .holdings = {"owner: bob, entity: buyer, votes: 100%"},
        .rest =
            "judgements:\n  - {id: jp_conditions_kept, value: true}\n  - {id: jp_essential_and_quasi, value: "
            "false}\n"};
  };
  const auto report = [&](const std::string& votes) { return finding("jp.report", facts(votes)); };
  CHECK(report("0% -> 1%") == FindingKind::fired);
  CHECK(report("1% -> 2.99%") == FindingKind::silent);
  CHECK(report("1% -> 3%") == FindingKind::fired);
  CHECK(report("9% -> 9.99%") == FindingKind::silent);
  CHECK(report("10% -> 10.01%") == FindingKind::fired);
  CHECK(report("12% -> 11%") == FindingKind::silent);
  CHECK(rules().due("jp.report", facts("0% -> 1%").text()) == "2024-06-15");
}

TEST_CASE("provision 72: indirect purchases are enacted and wait", "[provisions]") {
  CHECK(finding("jp.indirect", {.as_of = "2026-07-01", .stake = "votes: 0% -> 60%"}) == FindingKind::pending);
}

}  // namespace
}  // namespace weir::provisions
