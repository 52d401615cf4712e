#include "support/catch.hpp"
#include "support/provisions.hpp"

// Expected answers follow from the National Security and Investment Act 2021 and its regulations as the
// provisions cite them.

namespace weir::provisions {
namespace {

using model::FindingKind;

RuleSet& rules() {
  return RuleSet::of("uk-prov");
}
char truth(const std::string& condition, const Facts& facts) {
  return rules().truth(condition, facts.text());
}

TEST_CASE("provision 33: 25.00 is nothing, 25.01 is an event, 75.00 is one, and each crossing is a new one",
          "[provisions]") {
  const auto crossing = [](const std::string& votes) {
    return truth("uk_crossing", {.stake = "votes: " + votes + ", capital: 0%"});
  };
  CHECK(crossing("20% -> 25%") == 'f');
  CHECK(crossing("20% -> 25.01%") == 't');
  CHECK(crossing("25% -> 30%") == 't');
  CHECK(crossing("30% -> 49%") == 'f');
  CHECK(crossing("30% -> 50%") == 'f');
  CHECK(crossing("50% -> 50.01%") == 't');
  CHECK(crossing("60% -> 74.99%") == 'f');
  CHECK(crossing("60% -> 75%") == 't');
  CHECK(crossing("75% -> 100%") == 'f');
  CHECK(crossing("20% -> 20%..30%") == '?');
  // Shares without votes are a case of their own.
  CHECK(truth("uk_crossing", {.stake = "votes: 0%, capital: 20% -> 26%"}) == 't');
}

TEST_CASE("provision 34: votes that pass or block a class of resolution", "[provisions]") {
  const auto resolutions = [](const std::string& votes, const std::string& classes) {
    return truth("uk_resolutions", {.firm = "kind: corporation, resolution_classes: [" + classes + "]",
                                    .stake = "votes: " + votes});
  };
  const std::string special = "{at_least: 75%, more_than: 25%}";
  CHECK(resolutions("20% -> 25%", special) == 'f');
  CHECK(resolutions("20% -> 25.01%", special) == 't');
  CHECK(resolutions("30% -> 49%", special) == 'f');
  CHECK(resolutions("30% -> 75%", special) == 't');
  CHECK(resolutions("30% -> 49%", special + ", {at_least: 90%, more_than: 40%}") == 't');
  CHECK(resolutions("30% -> 49%", special + ", unknown") == '?');
  CHECK(resolutions("30% -> 49%", "") == 'f');
  CHECK(resolutions("30% -> 49%", "{at_least: 40%, more_than: not applicable}") == 't');
  CHECK(resolutions("30% -> 39%", "{at_least: 40%, more_than: not applicable}") == 'f');
}

TEST_CASE("provision 35: a majority carries the whole, half carries nothing", "[provisions]") {
  const auto votes = [](const std::string& in_middle, const std::string& expected) {
    return truth("uk_votes == " + expected, {.others = {"middle: {kind: corporation, relations: []}"},
                                             .holdings = {"owner: buyer, entity: middle, votes: " + in_middle,
                                                          "owner: middle, entity: firm, votes: 0% -> 26%"}});
  };
  CHECK(votes("51%", "26%") == 't');
  CHECK(votes("50%", "0%") == 't');
  CHECK(votes("45%..55%", "26%") == '?');
  CHECK(votes("45%..55%", "27%") == 'f');
}

TEST_CASE("provision 35: connected persons each hold the total, and moving shares in a group counts",
          "[provisions]") {
  const auto spouses = [](const std::string& tie) {
    return Facts{.buyer = "kind: individual, relations: [{other: wife, kind: " + tie + "}]",
                 .stake = "votes: 0% -> 14%",
                 .others = {"wife: {kind: individual, relations: []}"},
                 .holdings = {"owner: wife, entity: firm, votes: 12%"}};
  };
  CHECK(truth("uk_votes == 26%", spouses("spouse")) == 't');
  CHECK(truth("uk_votes.before == 12%", spouses("spouse")) == 't');
  CHECK(truth("uk_votes == 14%", spouses("business-partner")) == 't');
  // A new holding company above the same owner: what the group holds does not move, its own stake does.
  const Facts inserted{
      .buyer = "kind: corporation, relations: []",
      .stake = "votes: 0% -> 100%, capital: 0% -> 100%",
      .others = {"parent: {kind: corporation, relations: [{other: buyer, kind: group-undertaking}]}"},
      .holdings = {"owner: parent, entity: firm, votes: 100% -> 0%, capital: 100% -> 0%",
                   "owner: parent, entity: buyer, votes: 100%, capital: 100%"}};
  CHECK(truth("uk_crossing", inserted) == 'f');
  CHECK(truth("uk_event", inserted) == 't');
}

TEST_CASE("provision 36: six months from awareness, five years from the event, and never for a void deal",
          "[provisions]") {
  const auto end = [](const std::string& day, const std::string& closing, const std::string& aware,
                      const std::string& activity) {
    return truth("uk_call_in_end == " + day,
                 {.as_of = "2030-06-01",
                  .transaction = "kind: [shares], closing: " + closing,
                  .firm = "kind: corporation, resolution_classes: [], activities: [" + activity + "]",
                  .stake = "votes: 0% -> 30%, capital: 0% -> 30%",
                  .rest = "procedures:\n  uk-prov: {aware: " + aware + ", approved: never}\n"});
  };
  const std::string quantum = "{kind: quantum, carried_on_in: [GB]}",
                    retail = "{kind: retail, carried_on_in: [GB]}";
  CHECK(end("2023-07-09", "2022-02-01", "2023-01-10", retail) == 't');
  CHECK(end("2027-01-31", "2022-02-01", "2026-12-01", retail) == 't');
  // Completed before commencement: nothing runs before 4 January 2022.
  CHECK(end("2022-07-03", "2021-06-01", "2021-06-15", retail) == 't');
  CHECK(end("2027-01-03", "2021-06-01", "2026-12-01", retail) == 't');
  // Notifiable and completed without approval on 10 January 2022, found in 2030: still six months.
  CHECK(end("2030-08-31", "2022-01-10", "2030-03-01", quantum) == 't');
  CHECK(end("2027-01-09", "2022-01-10", "2030-03-01", retail) == 't');
}

TEST_CASE("provision 36: the look-back floor is 12 November 2020", "[provisions]") {
  const auto reach = [](const std::string& closing) {
    return rules().finding("uk.reach",
                           Facts{.as_of = "2022-02-01",
                                 .transaction = "kind: [shares], closing: " + closing,
                                 .firm = "kind: corporation, resolution_classes: [], activities: []",
                                 .stake = "votes: 0% -> 30%, capital: 0% -> 30%",
                                 .rest = "procedures:\n  uk-prov: {aware: 2022-01-20, approved: never}\n"}
                               .text());
  };
  CHECK(reach("2020-11-11") == FindingKind::silent);
  CHECK(reach("2020-11-12") == FindingKind::fired);
}

TEST_CASE("provision 38: the same wind farm is in or out by its buyer", "[provisions]") {
  const auto generation = [](const std::string& own, const std::string& group) {
    return truth(
        "uk_generation",
        {.buyer = "kind: corporation, assets: [], relations: [{other: sister, kind: group-undertaking}]",
         .firm = "kind: corporation, assets: [{kind: generation, country: GB, power: " + own + "}]",
         .others = {
             "sister: {kind: corporation, relations: [], assets: [{kind: generation, country: GB, power: " +
             group + "}, {kind: generation, country: FR, power: 5 GW}]}"}});
  };
  CHECK(generation("60 MW", "950 MW") == 't');
  CHECK(generation("60 MW", "940 MW") == 't');
  CHECK(generation("60 MW", "939.9 MW") == 'f');
  CHECK(generation("100 MW", "0 MW") == 't');
  CHECK(generation("99.9 MW", "0 MW") == 'f');
  CHECK(generation("60 MW", "900 MW..950 MW") == '?');
}

TEST_CASE("provision 39: airports by 2018, ports by the year before closing, terminals owned and operated",
          "[provisions]") {
  const auto transport = [](const std::string& asset) {
    return truth(
        "some a in target.assets has (a.uk_transport)",
        {.transaction = "closing: 2023-05-01", .firm = "kind: corporation, assets: [{" + asset + "}]"});
  };
  CHECK(transport("kind: airport, traffic: [{year: 2018, passengers: 6000000, freight: 0 t}]") == 't');
  CHECK(transport("kind: airport, traffic: [{year: 2018, passengers: 5999999, freight: 99999 t}]") == 'f');
  CHECK(transport("kind: airport, traffic: [{year: 2018, passengers: 5999999, freight: 100000 t}]") == 't');
  CHECK(transport("kind: airport, traffic: [{year: 2022, passengers: 9000000, freight: 0 t}]") == 'f');
  CHECK(transport("kind: airport, traffic: [{year: 2022, passengers: 9000000, freight: 0 t}, unknown]") ==
        '?');
  CHECK(transport("kind: port, traffic: [{year: 2022, cargo: 1000000 t}]") == 't');
  CHECK(transport("kind: port, traffic: [{year: 2021, cargo: 1000000 t}]") == 'f');
  CHECK(transport("kind: port-terminal, functions: [own, operate], in_listed_port: true") == 't');
  CHECK(transport("kind: port-terminal, functions: [own], in_listed_port: true") == 'f');
}

TEST_CASE("provision 40: a foreign target that only supplies the country can be called in and need not file",
          "[provisions]") {
  const auto firm = [](const std::string& carried_on) {
    return Facts{
        .transaction = "closing: 2023-05-01",
        .firm =
            "kind: corporation, formed_in: FR, active_in: [FR], supplies_to: [GB], resolution_classes: [], "
            "activities: [{kind: defence, carried_on_in: [" +
            carried_on + "]}]",
        .stake = "votes: 0% -> 100%, capital: 0% -> 100%"};
  };
  CHECK(truth("uk_qualifying", firm("FR")) == 't');
  CHECK(truth("uk_mandatory", firm("FR")) == 'f');
  CHECK(truth("uk_mandatory", firm("FR, GB")) == 't');
  CHECK(truth("uk_mandatory", firm("FR, unknown")) == '?');
}

TEST_CASE("provision 41: material influence is judged, and the votes point a way", "[provisions]") {
  const Facts facts{.stake = "votes: 0% -> 20%, capital: 0% -> 20%"};
  CHECK(truth("uk_material_influence", facts) == '?');
  Facts decided = facts;
  decided.rest = "judgements:\n  - {id: uk_material_influence, value: true}\n";
  CHECK(truth("uk_material_influence", decided) == 't');
}

TEST_CASE("provision 42: private purchases of things are out, but not of land or controlled items",
          "[provisions]") {
  const auto event = [](const std::string& kind, const std::string& business, const std::string& things) {
    return truth("uk_asset_event",
                 {.transaction = "kind: [" + kind + "], gives_use_or_control: true, assets: [" + things + "]",
                  .buyer = "kind: individual, acts_in_business: " + business});
  };
  const std::string painting = "{kind: machine, control_codes: []}";
  CHECK(event("licence", "true", painting) == 't');
  CHECK(event("licence", "false", painting) == 'f');
  CHECK(event("assets", "false", "{kind: land, control_codes: []}") == 't');
  CHECK(event("assets", "false", "{kind: machine, control_codes: [du-3-electronics]}") == 't');
  CHECK(event("assets", "false", painting + ", unknown") == '?');
  CHECK(event("shares", "true", painting) == 'f');
}

}  // namespace
}  // namespace weir::provisions
