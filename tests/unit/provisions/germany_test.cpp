#include "support/catch.hpp"
#include "support/provisions.hpp"

// Expected answers follow from the Foreign Trade and Payments Ordinance (AWV) as the provisions cite it.

namespace weir::provisions {
namespace {

using model::FindingKind;

RuleSet& rules() {
  return RuleSet::of("de-prov");
}
char truth(const std::string& condition, const Facts& facts) {
  return rules().truth(condition, facts.text());
}
FindingKind finding(const std::string& rule, const Facts& facts) {
  return rules().finding(rule, facts.text());
}

const std::string anna =
    "anna: {kind: individual, residence: DE, seat_in: not applicable, managed_from: not applicable, "
    "relations: []}";
constexpr const char* outsider =
    "kind: corporation, residence: not applicable, seat_in: CN, managed_from: CN";

// A Chinese company whose only holder lives in Germany buys votes of a German firm.
Facts purchase(const std::string& votes, const std::string& activity = "retail") {
  return {.transaction =
              "kind: [shares], signing: 2022-01-10, on_exchange: false, approvals: [], parties: [anna]",
          .buyer = outsider,
          .firm = "kind: corporation, activities: [" + activity + "]",
          .stake = "votes: " + votes + ", rights: []",
          .others = {anna},
          .holdings = {"owner: anna, entity: buyer, votes: 100%, capital: 100%"}};
}

TEST_CASE("provision 43: the first threshold goes by sector group, then steps: 40 exists, 30 does not",
          "[provisions]") {
  const auto trigger = [](const std::string& activity, const std::string& votes) {
    return truth("de_trigger", purchase(votes, activity));
  };
  CHECK(trigger("retail", "0% -> 24.99%") == 'f');
  CHECK(trigger("retail", "0% -> 25%") == 't');
  CHECK(trigger("retail", "25% -> 39.99%") == 'f');
  CHECK(trigger("retail", "25% -> 40%") == 't');
  CHECK(trigger("retail", "30% -> 49%") == 't');
  CHECK(trigger("retail", "40% -> 49%") == 'f');
  CHECK(trigger("retail", "40% -> 50%") == 't');
  CHECK(trigger("cloud", "0% -> 10%") == 't');
  CHECK(trigger("cloud", "0% -> 9.99%") == 'f');
  CHECK(trigger("cloud", "10% -> 20%") == 't');
  CHECK(trigger("cloud", "20% -> 24.99%") == 'f');
  CHECK(trigger("arms", "0% -> 10%") == 't');
  CHECK(trigger("semiconductors", "0% -> 19.99%") == 'f');
  CHECK(trigger("semiconductors", "0% -> 20%") == 't');
  CHECK(trigger("semiconductors", "20% -> 24.99%") == 'f');
  CHECK(trigger("semiconductors", "20% -> 25%") == 't');
  CHECK(trigger("semiconductors", "25% -> 30%") == 'f');
  CHECK(trigger("unknown", "0% -> 15%") == '?');
  CHECK(trigger("unknown", "0% -> 25%") == 't');
  CHECK(trigger("unknown", "0% -> 9%") == 'f');
}

// The German buyer stands below a Chinese parent.
Facts chain(const std::string& in_buyer, const std::string& rest, const std::string& in_firm,
            const std::string& activity) {
  Facts facts = purchase("0% -> " + in_firm, activity);
  facts.buyer = "kind: corporation, residence: not applicable, seat_in: DE, managed_from: DE";
  facts.others = {"parent: {" + std::string(outsider) + ", relations: []}", anna};
  facts.holdings = {"owner: parent, entity: buyer, votes: " + in_buyer,
                    "owner: anna, entity: buyer, votes: " + rest, "owner: anna, entity: parent, votes: 100%"};
  // Whether any two of them vote together is for the Ministry; here it has said no.
  facts.rest = "judgements:\n";
  for (const std::string two : {"buyer and parent", "buyer and firm", "buyer and anna", "parent and firm",
                                "parent and anna", "firm and anna"})
    facts.rest += "  - {id: de_joint_use, of: " + two + ", value: false}\n";
  return facts;
}

TEST_CASE("provision 44: every link must reach the threshold of the group, then the last counts whole",
          "[provisions]") {
  CHECK(truth("de_votes == 15%", chain("12%", "88%", "15%", "cloud")) == 't');
  CHECK(truth("de_trigger", chain("12%", "88%", "15%", "cloud")) == 't');
  CHECK(truth("de_trigger", chain("9.99%", "90.01%", "15%", "cloud")) == 'f');
  CHECK(truth("de_trigger", chain("12%", "88%", "25%", "semiconductors")) == 'f');
}

TEST_CASE("provision 45: holders of one third state are presumed to vote together", "[provisions]") {
  const auto two = [](const std::string& of_one, const std::string& of_other, const std::string& rest) {
    Facts facts = purchase("0% -> 15%");
    facts.buyer = std::string(outsider) + ", government_of: " + of_one;
    facts.others = {
        anna, "sister: {" + std::string(outsider) + ", government_of: " + of_other + ", relations: []}"};
    facts.holdings.push_back("owner: sister, entity: firm, votes: 12%");
    facts.holdings.push_back("owner: anna, entity: sister, votes: 100%");
    facts.rest = rest;
    return facts;
  };
  const auto level = [&](const Facts& facts) { return rules().level("cross_sector", facts.text()); };
  CHECK(level(two("CN", "CN", "")) == "none..notifiable");
  CHECK(rules().presumed("cross_sector", two("CN", "CN", "").text()) == "notifiable");
  CHECK(rules().presumed("cross_sector", two("CN", "RU", "").text()) != "notifiable");
  const auto decided = [](const std::string& of, const std::string& value) {
    return "judgements:\n  - {id: de_joint_use, of: " + of + ", value: " + value + "}\n" +
           "  - {id: de_joint_use, of: buyer and firm, value: false}\n" +
           "  - {id: de_joint_use, of: firm and sister, value: false}\n" +
           "  - {id: de_joint_use, of: anna and buyer, value: false}\n" +
           "  - {id: de_joint_use, of: anna and firm, value: false}\n" +
           "  - {id: de_joint_use, of: anna and sister, value: false}\n";
  };
  CHECK(level(two("CN", "CN", decided("buyer and sister", "true"))) == "notifiable");
  CHECK(level(two("CN", "CN", decided("buyer and sister", "false"))) == "none");
  CHECK(level(two("CN", "CN", decided("sister and buyer", "true"))) == "notifiable");
  CHECK(level(two("CN", "CN", decided("sister and buyer", "false"))) == "none");
}

TEST_CASE("provision 45: a decision names two parties of the case", "[provisions]") {
  const auto said = [](const std::string& of) {
    Facts facts = purchase("0% -> 15%");
    facts.rest = "judgements:\n  - {id: de_joint_use, of: " + of + ", value: true}\n";
    return rules().mistakes(facts.text());
  };
  CHECK(said("buyer and firm") == "");
  CHECK(said("buyer and nobody").starts_with("unknown-party"));
  CHECK(said("buyer").starts_with("judgement-party"));
  CHECK(said("buyer and buyer").starts_with("judgement-party"));
  CHECK(said("buyer in firm").starts_with("judgement-party"));
}

TEST_CASE("provision 46: the exemption is for wholly owned members of one group, managed in one third state",
          "[provisions]") {
  const auto exempt = [](const std::string& share, const std::string& managed) {
    Facts facts = purchase("0% -> 100%");
    facts.transaction =
        "kind: [shares], signing: 2022-01-10, on_exchange: false, approvals: [], parties: [buyer, seller]";
    facts.buyer = "kind: corporation, residence: not applicable, seat_in: CN, managed_from: " + managed;
    facts.others = {"seller: {kind: corporation, managed_from: " + managed + ", relations: []}",
                    "top: {kind: corporation, managed_from: " + managed + ", relations: []}",
                    "minor: {kind: individual, relations: []}", anna};
    facts.holdings = {"owner: top, entity: buyer, capital: 100%, votes: 100%",
                      "owner: top, entity: seller, capital: " + share,
                      "owner: minor, entity: seller, capital: " + std::string(share == "100%" ? "0%" : "1%"),
                      "owner: anna, entity: top, capital: 100%, votes: 100%"};
    return finding("de.exempt.intragroup", facts);
  };
  CHECK(exempt("100%", "CN") == FindingKind::fired);
  CHECK(exempt("99%", "CN") == FindingKind::silent);
  CHECK(exempt("100%", "DE") == FindingKind::silent);
}

TEST_CASE("provision 47: anybody in the chain may be the outsider, by residence and not by nationality",
          "[provisions]") {
  CHECK(rules().level("cross_sector", chain("25%", "75%", "25%", "retail").text()) == "notifiable");
  CHECK(rules().level("cross_sector", chain("24.99%", "75.01%", "25%", "retail").text()) == "none");
  const auto outside = [](const std::string& buyer) {
    return truth("acquirer.de_union_outsider", {.buyer = buyer});
  };
  CHECK(outside("kind: individual, nationalities: [CN], residence: DE, seat_in: not applicable, "
                "managed_from: not applicable") == 'f');
  CHECK(outside("kind: individual, nationalities: [DE], residence: CN, seat_in: not applicable, "
                "managed_from: not applicable") == 't');
  CHECK(outside("kind: corporation, residence: not applicable, seat_in: NO, managed_from: CN") == 'f');
  CHECK(outside("kind: branch, residence: not applicable, seat_in: DE, managed_from: DE") == 't');
  CHECK(truth("de_circumvention", {.buyer = "kind: corporation, has_substance: true"}) == 'f');
  CHECK(truth("de_circumvention", {.buyer = "kind: corporation, has_substance: false"}) == '?');
}

TEST_CASE("provision 49: the new wording sleeps until there is an ordinance", "[provisions]") {
  const auto item = [](const std::string& signing, const std::string& activity) {
    Facts facts = purchase("0% -> 10%", activity);
    facts.transaction = "kind: [shares], signing: " + signing;
    facts.as_of = "2026-06-01";
    return truth("de_item_1", facts);
  };
  CHECK(item("2022-01-10", "electricity-generation") == 't');
  CHECK(item("2022-01-10", "waste") == 'f');
  CHECK(item("2026-05-01", "electricity-generation") == 't');
}

TEST_CASE("provision 50: atypical control is reviewable in one track and doubtful in the other",
          "[provisions]") {
  Facts facts = purchase("0% -> 9%");
  facts.stake = "votes: 0% -> 9%, rights: [veto]";
  CHECK(rules().level("cross_sector", facts.text()) == "none..reviewable");
  facts.rest = "judgements:\n  - {id: de_atypical, value: true}\n";
  CHECK(rules().level("cross_sector", facts.text()) == "reviewable");
  CHECK(rules().level("sector_specific", facts.text()) == "none..notifiable");
  facts.stake = "votes: 0% -> 9%, rights: []";
  facts.rest = "";
  CHECK(rules().level("cross_sector", facts.text()) == "none");
}

TEST_CASE("provision 51: a clearance may set a lower step for this buyer alone", "[provisions]") {
  const auto own_step = [](const std::string& target, const std::string& votes) {
    Facts facts = purchase(votes);
    facts.transaction =
        "kind: [shares], signing: 2022-01-10, on_exchange: false, parties: [anna], approvals: [{target: " +
        target + ", report_at: 15%}]";
    if (target == "other") facts.others.push_back("other: {kind: corporation, relations: []}");
    return finding("de.cross.own-step", facts);
  };
  CHECK(own_step("firm", "10% -> 15%") == FindingKind::fired);
  CHECK(own_step("firm", "10% -> 14.99%") == FindingKind::silent);
  CHECK(own_step("firm", "15% -> 16%") == FindingKind::silent);
  CHECK(own_step("other", "10% -> 15%") == FindingKind::silent);
}

TEST_CASE("provision 52: bought on an exchange, the votes sleep and the purchase may settle",
          "[provisions]") {
  const auto standstill = [](const std::string& exchange) {
    Facts facts = purchase("0% -> 30%");
    facts.transaction =
        "kind: [shares], signing: 2022-01-10, approvals: [], parties: [buyer], on_exchange: " + exchange;
    facts.buyer = "kind: corporation, residence: not applicable, seat_in: CN, managed_from: DE";
    facts.buyer = "kind: branch, residence: not applicable, seat_in: DE, managed_from: DE";
    return rules().level("standstill", facts.text());
  };
  CHECK(standstill("true") == "votes-frozen");
  CHECK(standstill("false") == "by-law");
}

}  // namespace
}  // namespace weir::provisions
