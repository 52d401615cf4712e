#include "support/catch.hpp"
#include "support/provisions.hpp"

// Expected answers follow from the Investment Canada Act and its regulations as the provisions cite them.

namespace weir::provisions {
namespace {

using model::FindingKind;

RuleSet& rules() {
  return RuleSet::of("ca-prov");
}
char truth(const std::string& condition, const Facts& facts) {
  return rules().truth(condition, facts.text());
}
FindingKind finding(const std::string& rule, const Facts& facts) {
  return rules().finding(rule, facts.text());
}

// An individual of China buys a Canadian corporation; China is a member of the WTO and no trade partner.
Facts purchase(const std::string& closing, const std::string& firm) {
  return {.as_of = "2018-01-01",
          .transaction = "kind: [shares], exempt_heads: [], closing: " + closing,
          .buyer = "kind: individual, nationalities: [CN], state_ties: []",
          .firm = "kind: corporation, formed_in: CA, activities: [], " + firm,
          .stake = "votes: 0% -> 100%"};
}

TEST_CASE("provision 1: of a corporation one third is presumed control, of a partnership half is none",
          "[provisions]") {
  const auto filing = [](const std::string& kind, const std::string& votes) {
    const Facts facts{.transaction = "closing: 2018-01-10, exempt_heads: []",
                      .firm = "kind: " + kind,
                      .stake = "votes: 0% -> " + votes};
    const std::string presumed = rules().presumed("filing", facts.text());
    return rules().level("filing", facts.text()) + (presumed.empty() ? "" : ", presumed " + presumed);
  };
  for (const std::string votes : {"33.33%", "10%"}) CHECK(filing("corporation", votes) == "none");
  for (const std::string votes : {"1/3", "33.34%", "50%"})
    CHECK(filing("corporation", votes) == "none..notification, presumed notification");
  CHECK(filing("corporation", "50.01%") == "notification");
  CHECK(filing("limited-partnership", "50%") == "none");
  CHECK(filing("limited-partnership", "50.01%") == "notification");
}

TEST_CASE("provision 2: the tier is that of the closing day, the investor and the seller", "[provisions]") {
  const auto met = [](const Facts& facts) { return truth("ca_tier_met", facts); };
  CHECK(met(purchase("2017-06-21", "enterprise_value: 800 million CAD")) == 't');
  CHECK(met(purchase("2017-06-21", "enterprise_value: 799.99 million CAD")) == 'f');
  CHECK(met(purchase("2017-06-22", "enterprise_value: 999 million CAD")) == 'f');
  CHECK(met(purchase("2017-06-22", "enterprise_value: 1 billion CAD")) == 't');
  // Norsat: 85 million on 20 July 2017 (vector T1).
  CHECK(met(purchase("2017-07-20", "enterprise_value: 85 million CAD")) == 'f');
  const auto trade = [](const std::string& closing, const std::string& value) {
    Facts facts = purchase(closing, "enterprise_value: " + value);
    facts.buyer = "kind: individual, nationalities: [US], state_ties: []";
    return facts;
  };
  CHECK(met(trade("2017-09-21", "1499 million CAD")) == 'f');
  CHECK(met(trade("2017-09-21", "1500 million CAD")) == 't');
  CHECK(met(trade("2017-09-20", "1499 million CAD")) == 't');
  const auto state = [](const std::string& value) {
    Facts facts = purchase("2017-07-20", "gross_assets: " + value);
    facts.buyer = "kind: government-body, formed_in: CN, government_of: CN";
    return facts;
  };
  CHECK(met(state("379 million CAD")) == 't');
  CHECK(met(state("378.99 million CAD")) == 'f');
  const auto outsider = [](const std::string& value, const std::string& seller) {
    Facts facts = purchase("2017-07-20", "enterprise_value: " + value + ", gross_assets: " + value);
    facts.buyer = "kind: individual, nationalities: [IR], state_ties: []";
    facts.others = {"seller: {kind: individual, nationalities: [" + seller + "], relations: []}"};
    facts.holdings = {"owner: seller, entity: firm, votes: 100% -> 0%"};
    return facts;
  };
  // Outside the WTO on both sides: 5 million of assets (vector T7). A seller inside is enough for the high
  // tier.
  CHECK(met(outsider("6 million CAD", "IR")) == 't');
  CHECK(met(outsider("4.99 million CAD", "IR")) == 'f');
  CHECK(met(outsider("6 million CAD", "FR")) == 'f');
  Facts culture = purchase("2017-07-20", "enterprise_value: 6 million CAD, gross_assets: 6 million CAD");
  culture.firm = "kind: corporation, activities: [film-and-video], gross_assets: 5 million CAD";
  CHECK(met(culture) == 't');
}

TEST_CASE("provision 2: the measure of private deals changed on 24 April 2015", "[provisions]") {
  const auto measure = [](const std::string& closing, const std::string& value) {
    return truth("ca_private_measure == " + value,
                 {.transaction = "closing: " + closing,
                  .firm = "gross_assets: 1 million CAD, enterprise_value: 2 million CAD"});
  };
  CHECK(measure("2015-04-23", "1 million CAD") == 't');
  CHECK(measure("2015-04-24", "2 million CAD") == 't');
  CHECK(measure("2015-04-23..2015-04-24", "2 million CAD") == '?');
}

TEST_CASE("provision 3: over half of the assets here lowers the indirect limit, and a WTO investor is exempt",
          "[provisions]") {
  const auto limit = [](const std::string& share) {
    return truth("ca_indirect_limit == 5 million CAD", {.transaction = "share_of_assets_here: " + share});
  };
  CHECK(limit("50%") == 'f');
  CHECK(limit("50.01%") == 't');
  CHECK(limit("45%..55%") == '?');
  Facts facts = purchase("2017-07-20", "gross_assets: 900 million CAD, enterprise_value: 1200 million CAD");
  CHECK(rules().level("net_benefit", facts.text()) == "reviewable");
  facts.firm =
      "kind: corporation, formed_in: US, activities: [], gross_assets: 900 million CAD, enterprise_value: "
      "1200 million CAD";
  CHECK(rules().level("net_benefit", facts.text()) == "none");
  facts.firm =
      "kind: corporation, formed_in: US, activities: [music], gross_assets: 900 million CAD, "
      "enterprise_value: 1200 million CAD";
  CHECK(rules().level("net_benefit", facts.text()) == "reviewable");
}

// A company with three holders, then further keys.
Facts company(const std::string& chen, const std::string& anne, const std::string& bill,
              const std::string& more = "", const std::string& rest = "") {
  return {
      .buyer = "kind: corporation" + more,
      .others = {"chen: {kind: individual, nationalities: [CN], permanent_resident_of: [], relations: []}",
                 "anne: {kind: individual, nationalities: [CA], relations: []}",
                 "bill: {kind: individual, nationalities: [CA], relations: []}"},
      .holdings = {"owner: chen, entity: buyer, votes: " + chen, "owner: anne, entity: buyer, votes: " + anne,
                   "owner: bill, entity: buyer, votes: " + bill},
      .rest = rest};
}

TEST_CASE("provision 4: the status of an entity follows its holders, step by step", "[provisions]") {
  const auto canadian = [](const Facts& facts) { return truth("acquirer.ca_canadian", facts); };
  CHECK(canadian(company("49%", "51%", "0%")) == 't');
  CHECK(canadian(company("51%", "49%", "0%")) == 'f');
  // No single majority, but Canadians together over half: unless a foreigner controls it in fact.
  CHECK(canadian(company("45%", "30%", "25%")) == '?');
  const std::string decided = "judgements:\n  - {id: ca_foreign_control_in_fact, of: buyer, value: ";
  CHECK(canadian(company("45%", "30%", "25%", "", decided + "false}\n")) == 't');
  CHECK(canadian(company("45%", "30%", "25%", "", decided + "true}\n")) == 'f');
  // Exactly half is not a majority: then control in fact or two thirds of the directors.
  const std::string board =
      ", directors: [{nationalities: [CA]}, {nationalities: [CA]}, {nationalities: [CN]}]";
  const std::string other_board =
      ", directors: [{nationalities: [CA]}, {nationalities: [FR]}, {nationalities: [CN]}]";
  const std::string no_control =
      "judgements:\n  - {id: ca_canadian_control_in_fact, of: buyer, value: false}\n";
  CHECK(canadian(company("50%", "30%", "20%", board, no_control)) == 't');
  CHECK(canadian(company("50%", "30%", "20%", other_board, no_control)) == 'f');
  CHECK(canadian(company("50%", "30%", "20%", ", directors: []", no_control)) == 'f');
  CHECK(canadian(company("50%", "30%", "20%", "", no_control)) == '?');
}

TEST_CASE("provision 4: the status goes up through another company", "[provisions]") {
  const auto above = [](const std::string& anne) {
    return truth(
        "acquirer.ca_canadian",
        {.others =
             {"parent: {kind: corporation, relations: []}",
              "anne: {kind: individual, nationalities: [CA], relations: []}",
              "chen: {kind: individual, nationalities: [CN], permanent_resident_of: [], relations: []}"},
         .holdings = {"owner: parent, entity: buyer, votes: 100%",
                      "owner: anne, entity: parent, votes: " + anne,
                      "owner: chen, entity: parent, votes: 40%"}});
  };
  CHECK(above("60%") == 't');
  CHECK(above("unknown") == '?');
}

TEST_CASE("provision 5: a permanent resident is Canadian for one year after citizenship was open",
          "[provisions]") {
  const auto resident = [](const std::string& as_of, const std::string& residence) {
    return truth("acquirer.ca_canadian_individual",
                 {.as_of = as_of,
                  .buyer = "kind: individual, nationalities: [CN], permanent_resident_of: [CA], residence: " +
                           residence + ", citizenship_eligible: 2016-06-02"});
  };
  CHECK(resident("2017-06-02", "CA") == 't');
  CHECK(resident("2017-06-03", "CA") == 'f');
  CHECK(resident("2017-06-02", "US") == 'f');
}

TEST_CASE("provision 6: a majority of a state proves influence, less proves nothing, no ties disprove it",
          "[provisions]") {
  const auto state_owned = [](const std::string& share, const std::string& ties) {
    return truth("acquirer.ca_soe",
                 {.buyer = "kind: corporation" + ties,
                  .others = {"middle: {kind: corporation, relations: []}",
                             "state: {kind: government, government_of: CN, relations: []}"},
                  .holdings = {"owner: middle, entity: buyer, votes: 60%",
                               "owner: state, entity: middle, votes: " + share}});
  };
  CHECK(state_owned("50.01%", "") == 't');
  CHECK(state_owned("50%", "") == '?');
  CHECK(state_owned("50%", ", state_ties: []") == 'f');
  CHECK(state_owned("50%", ", state_ties: [CN]") == '?');
}

TEST_CASE("provision 7: the window of an unfiled control deal never closes", "[provisions]") {
  const auto window = [](const std::string& end, const std::string& votes, const std::string& certified) {
    return truth("ca_window_end == " + end,
                 {.transaction = "kind: [shares], closing: 2022-09-01",
                  .stake = "votes: 0% -> " + votes,
                  .rest = "procedures:\n  ca-prov: {certified: " + certified + "}\n"});
  };
  CHECK(window("2022-11-15", "60%", "2022-10-01") == 't');
  CHECK(window("never", "60%", "never") == 't');
  CHECK(window("2027-09-01", "20%", "never") == 't');
  CHECK(truth("ca_window_end == never", {.transaction = "kind: [new-business], closing: 2022-09-01",
                                         .stake = "votes: 0% -> 20%",
                                         .rest = "procedures:\n  ca-prov: {certified: never}\n"}) == 't');
  // Before 2 August 2022 this law says nothing.
  CHECK(truth("ca_window_end == never", {.transaction = "kind: [shares], closing: 2022-08-01",
                                         .stake = "votes: 0% -> 60%",
                                         .rest = "procedures:\n  ca-prov: {certified: never}\n"}) == '?');
}

TEST_CASE("provision 8: in 2020 sixty days, the last of them not after the end of the year", "[provisions]") {
  const auto window = [](const std::string& certified, const std::string& end) {
    return truth("ca_window_end_covid == " + end,
                 {.rest = "procedures:\n  ca-prov: {certified: " + certified + "}\n"});
  };
  CHECK(window("2020-08-01", "2020-09-30") == 't');
  CHECK(window("2020-11-10", "2020-12-31") == 't');  // 60 days would end on 9 January, 45 end on 25 December
  CHECK(window("2020-12-01", "2021-01-15") == 't');  // 45 days are always left
  CHECK(window("2020-07-30", "2020-09-28") == '?');
}

TEST_CASE("provision 9: one exemption leaves the security review, the other does not", "[provisions]") {
  const auto deal = [](const std::string& heads) {
    return Facts{.transaction = "kind: [shares], closing: 2023-01-10, exempt_heads: [" + heads + "]",
                 .stake = "votes: 0% -> 60%",
                 .rest = "procedures:\n  ca-prov: {certified: never}\n"};
  };
  CHECK(finding("ca.notify.control", deal("")) == FindingKind::fired);
  CHECK(finding("ca.notify.control", deal("ca-10-1-e")) == FindingKind::defeated);
  CHECK(finding("ca.security.exposed", deal("ca-10-1-e")) == FindingKind::fired);
  CHECK(finding("ca.notify.control", deal("ca-10-2-crown")) == FindingKind::defeated);
  CHECK(finding("ca.security.exposed", deal("ca-10-2-crown")) == FindingKind::defeated);
}

TEST_CASE("provision 10: the financing exemption is open for two years and then gone", "[provisions]") {
  const auto exempt = [](const std::string& as_of, const std::string& divested) {
    return finding(
        "ca.exempt.financing",
        {.as_of = as_of,
         .transaction = "closing: 2023-01-10, exempt_heads: [ca-10-1-d], control_divested: " + divested});
  };
  CHECK(exempt("2024-01-01", "not yet") == FindingKind::open);
  CHECK(exempt("2025-01-09", "not yet") == FindingKind::open);
  CHECK(exempt("2025-01-10", "not yet") == FindingKind::silent);
  CHECK(exempt("2026-01-01", "2025-01-10") == FindingKind::fired);
  CHECK(exempt("2026-01-01", "2025-01-11") == FindingKind::silent);
}

TEST_CASE("provision 11: the filing before closing is enacted and waits", "[provisions]") {
  const Facts facts{.firm = "kind: corporation, activities: [quantum]",
                    .stake = "votes: 0% -> 20%, rights: [technical-information, nominate-director]"};
  CHECK(finding("ca.preclosing.part", facts) == FindingKind::pending);
  CHECK(rules().level("filing", facts.text()) == "none");
  CHECK(truth("target.activities overlaps ca_prescribed_activities", facts) == '?');
  CHECK(truth("target.activities overlaps ca_prescribed_activities",
              {.firm = "kind: corporation, activities: []"}) == 'f');
}

TEST_CASE("provision 12: control in steps counts from the last", "[provisions]") {
  const Facts facts{.transaction = "steps: [{date: 2020-03-01, votes: 40%}, {date: 2020-01-05, votes: 20%}]"};
  CHECK(truth("ca_control_day == 2020-03-01", facts) == 't');
  CHECK(truth("ca_control_day == 2020-01-05", facts) == 'f');
  const Facts open{.transaction = "steps: [{date: 2020-03-01, votes: 40%}, unknown]"};
  CHECK(truth("ca_control_day >= 2020-03-01", open) == 't');
  CHECK(truth("ca_control_day == 2020-03-01", open) == '?');
}

TEST_CASE("provision 13: policies lean and decide nothing, and their lists change", "[provisions]") {
  const auto russia = [](const std::string& as_of, const std::string& ties) {
    return Facts{
        .as_of = as_of,
        .buyer = "kind: corporation, state_ties: []",
        .others = {"fund: {kind: fund, relations: [], state_ties: [" + ties + "]}",
                   "anne: {kind: individual, relations: [], state_ties: []}"},
        .holdings = {"owner: fund, entity: buyer, votes: 5%", "owner: anne, entity: buyer, votes: 95%",
                     "owner: anne, entity: fund, votes: 100%"}};
  };
  CHECK(finding("ca.policy.russia", russia("2022-03-08", "RU")) == FindingKind::fired);
  CHECK(finding("ca.policy.russia", russia("2022-03-08", "")) == FindingKind::silent);
  CHECK(finding("ca.policy.russia", russia("2022-03-07", "RU")) == FindingKind::not_in_force);
  CHECK(truth("ca_injurious", russia("2022-03-08", "RU")) == '?');
  const auto minerals = [](const std::string& as_of, const std::string& mineral) {
    return Facts{.as_of = as_of,
                 .buyer = "kind: government-body, formed_in: CN, government_of: CN",
                 .firm = "kind: corporation, minerals: [" + mineral + "]"};
  };
  CHECK(finding("ca.policy.minerals", minerals("2024-06-09", "lithium")) == FindingKind::fired);
  CHECK(finding("ca.policy.minerals", minerals("2024-06-09", "phosphorus")) == FindingKind::silent);
  CHECK(finding("ca.policy.minerals", minerals("2024-06-10", "phosphorus")) == FindingKind::fired);
}

}  // namespace
}  // namespace weir::provisions
