#include "support/catch.hpp"
#include "support/provisions.hpp"

namespace weir::provisions {
namespace {

using model::FindingKind;

// Expected answers follow from the French, Italian, Spanish, Indian and European laws that the provisions
// cite.

char truth(const std::string& regime, const std::string& condition, const Facts& facts) {
  return RuleSet::of(regime).truth(condition, facts.text());
}
FindingKind finding(const std::string& regime, const std::string& rule, const Facts& facts) {
  return RuleSet::of(regime).finding(rule, facts.text());
}

Facts french(const std::string& stake, const std::string& top, const std::string& firm) {
  const std::string person = "nationalities: not applicable, tax_home: not applicable";
  return {.transaction =
              "closing: 2024-05-01, assets_scope: not applicable, purposes: [], approvals: [], parties: []",
          .buyer = "kind: corporation, formed_in: FR, " + person,
          .firm = firm,
          .stake = stake,
          .others = {"middle: {kind: corporation, formed_in: DE, relations: [], " + person + "}",
                     "top: {kind: individual, formed_in: not applicable, nationalities: [" + top +
                         "], tax_home: " + top + ", relations: []}",
                     "small: {kind: corporation, formed_in: US, relations: [], " + person + "}"},
          .holdings = {"owner: middle, entity: buyer, votes: 95%, capital: 95%",
                       "owner: small, entity: buyer, votes: 5%, capital: 5%",
                       "owner: top, entity: middle, votes: 100%, capital: 100%"}};
}

TEST_CASE("provision 53: one link outside the EEA anywhere in the control chain ends the privilege",
          "[provisions]") {
  const std::string firm = "kind: corporation, formed_in: FR, traded_on: []";
  CHECK(truth("fr-prov", "fr_eea_investor", french("votes: 0%, capital: 0%", "NO", firm)) == 't');
  CHECK(truth("fr-prov", "fr_eea_investor", french("votes: 0%, capital: 0%", "CH", firm)) == 'f');
  const auto person = [](const std::string& nationality, const std::string& home) {
    return truth("fr-prov", "acquirer.fr_eea_member",
                 {.buyer = "kind: individual, formed_in: not applicable, nationalities: [" + nationality +
                           "], tax_home: " + home});
  };
  CHECK(person("FR", "FR") == 't');
  CHECK(person("FR", "US") == 'f');
  CHECK(person("US", "FR") == 'f');
}

TEST_CASE("provision 54: control for all, a quarter for outsiders, a tenth of the listed", "[provisions]") {
  const auto trigger = [](const std::string& shares, const std::string& top, const std::string& firm) {
    return truth("fr-prov", "fr_trigger", french("votes: " + shares + ", capital: " + shares, top, firm));
  };
  const std::string closed = "kind: corporation, formed_in: FR, traded_on: []",
                    listed = "kind: corporation, formed_in: FR, traded_on: [regulated-market]";
  CHECK(trigger("0% -> 25%", "US", closed) == 'f');
  CHECK(trigger("0% -> 25.01%", "US", closed) == 't');
  CHECK(trigger("0% -> 25.01%", "NO", closed) == 'f');
  CHECK(trigger("0% -> 50.01%", "NO", closed) == 't');
  CHECK(trigger("0% -> 10%", "US", listed) == 'f');
  CHECK(trigger("0% -> 10.01%", "US", listed) == 't');
  CHECK(trigger("0% -> 10.01%", "US", closed) == 'f');
  CHECK(trigger("0% -> 60%", "US", "kind: branch, formed_in: US, traded_on: []") == 't');
  CHECK(trigger("0% -> 30%", "US", "kind: branch, formed_in: US, traded_on: []") == 'f');
}

TEST_CASE("provision 57: the group exemption is lost if the activity is to go abroad", "[provisions]") {
  const auto exempt = [](const std::string& share, const std::string& purpose) {
    return finding(
        "fr-prov", "fr.exempt.group",
        {.transaction =
             "closing: 2024-05-01, purposes: [" + purpose + "], approvals: [], parties: [buyer, seller]",
         // People, behind whom nobody stands: behind a company somebody might, and have both.
         .others = {"top: {kind: individual, relations: []}", "seller: {kind: corporation, relations: []}",
                    "rest: {kind: individual, relations: []}"},
         .holdings = {"owner: top, entity: buyer, capital: 60%, votes: 60%",
                      "owner: rest, entity: buyer, capital: 40%, votes: 40%",
                      "owner: top, entity: seller, capital: " + share + ", votes: " + share,
                      "owner: rest, entity: seller, capital: 49%, votes: 49%"}});
  };
  CHECK(exempt("50.01%", "control") == FindingKind::fired);
  CHECK(exempt("50%", "control") == FindingKind::silent);
  CHECK(exempt("50.01%", "relocate-abroad") == FindingKind::silent);
}

TEST_CASE("provision 58: the highest of twice the price, a tenth of the turnover and a fixed sum",
          "[provisions]") {
  const auto cap = [](const std::string& kind, const std::string& price, const std::string& turnover,
                      const std::string& expected) {
    return truth(
        "fr-prov", "fr_fine_cap == " + expected,
        {.transaction = "price: " + price, .buyer = "kind: " + kind, .firm = "turnover: " + turnover});
  };
  CHECK(cap("corporation", "3 million EUR", "10 million EUR", "6 million EUR") == 't');
  CHECK(cap("corporation", "1 million EUR", "80 million EUR", "8 million EUR") == 't');
  CHECK(cap("corporation", "1 million EUR", "10 million EUR", "5 million EUR") == 't');
  CHECK(cap("individual", "400 thousand EUR", "9 million EUR", "1 million EUR") == 't');
}

TEST_CASE("provision 59: research counts if the technology is listed and the use is listed", "[provisions]") {
  const auto research = [](const std::string& verb, const std::string& kind, const std::string& use) {
    return truth("fr-prov", "fr_research",
                 {.transaction = "closing: 2024-05-01",
                  .firm = "kind: corporation, activities: [{kind: " + kind + ", verbs: [" + verb +
                          "], meant_for: [" + use + "]}]"});
  };
  CHECK(research("research", "quantum", "military") == 't');
  CHECK(research("research", "quantum", "civil") == 'f');
  CHECK(research("make", "quantum", "military") == 'f');
  CHECK(research("research", "retail", "military") == 'f');
  const auto essential = [](const std::string& rest) {
    return truth("fr-prov", "fr_listed",
                 {.firm = "kind: corporation, activities: [{kind: quantum}]", .rest = rest});
  };
  CHECK(essential("") == '?');
  CHECK(essential("judgements:\n  - {id: fr_essential, of: firm.quantum, value: true}\n") == 't');
  CHECK(essential("judgements:\n  - {id: fr_essential, of: firm.quantum, value: false}\n") == 'f');
  const auto said = [](const std::string& of) {
    const Facts facts{.firm = "kind: corporation, activities: [{kind: quantum}]",
                      .rest = "judgements:\n  - {id: fr_essential, of: " + of + ", value: true}\n"};
    return RuleSet::of("fr-prov").mistakes(facts.text());
  };
  CHECK(said("firm.quantum") == "");
  CHECK(said("firm.retail").starts_with("judgement-party"));
  CHECK(said("firm").starts_with("judgement-party"));
  CHECK(said("nobody.quantum").starts_with("unknown-party"));
}

TEST_CASE(
    "provisions 60 and 61: nothing is filed before 17 January 2028, and the list of entities is unknown",
    "[provisions]") {
  const auto authorisation = [](const std::string& closing, const std::string& activity,
                                const std::string& assets) {
    return finding("eu-prov", "eu.authorisation",
                   {.as_of = "2028-06-01",
                    .transaction = "closing: " + closing,
                    .buyer = "kind: corporation, formed_in: US",
                    .firm = "kind: corporation, activities: [" + activity + "], assets: [" + assets + "]"});
  };
  CHECK(authorisation("2028-01-16", "quantum", "") == FindingKind::not_in_force);
  CHECK(authorisation("2028-01-17", "quantum", "") == FindingKind::fired);
  CHECK(authorisation("2028-01-17", "retail", "") == FindingKind::silent);
  CHECK(authorisation("2028-01-17", "retail", "{kind: port}") == FindingKind::open);
}

Facts italian(const std::string& activity, const std::string& formed_in, const std::string& kind,
              const std::string& votes, const std::string& price = "2 million EUR") {
  return {.transaction = "kind: [" + kind +
                         "], signing: 2024-04-10, closing: 2024-05-01, resolution: 2024-04-15, purposes: "
                         "[control], price: " +
                         price,
          .buyer = "kind: corporation, formed_in: " + formed_in,
          .firm = "kind: corporation, activities: [" + activity + "]",
          .stake = "votes: " + votes};
}

TEST_CASE("provision 62: sector, buyer and act decide at once", "[provisions]") {
  const auto caught = [](const Facts& facts) { return truth("it-prov", "it_caught", facts); };
  CHECK(caught(italian("defence", "IT", "shares", "0% -> 4%")) == '?');
  CHECK(caught(italian("energy", "IT", "shares", "0% -> 60%")) == 't');
  CHECK(caught(italian("energy", "IT", "shares", "0% -> 40%")) == 'f');
  CHECK(caught(italian("retail", "US", "shares", "0% -> 60%")) == 't');
  CHECK(caught(italian("retail", "FR", "shares", "0% -> 60%")) == 'f');
  CHECK(caught(italian("energy", "US", "shares", "0% -> 10%")) == 't');
  CHECK(caught(italian("energy", "IT", "resolution", "0% -> 0%")) == 't');
}

TEST_CASE("provision 63: ten per cent and a million, then 15, 20, 25 and 50", "[provisions]") {
  const auto ladder = [](const std::string& votes, const std::string& price) {
    return truth("it-prov", "it_ladder", italian("energy", "US", "shares", votes, price));
  };
  CHECK(ladder("0% -> 10%", "1 million EUR") == 't');
  CHECK(ladder("0% -> 10%", "999999 EUR") == 'f');
  CHECK(ladder("0% -> 9.99%", "5 million EUR") == 'f');
  CHECK(ladder("10% -> 14.99%", "5 million EUR") == 'f');
  CHECK(ladder("10% -> 15%", "1 EUR") == 't');
  CHECK(ladder("25% -> 49.99%", "5 million EUR") == 'f');
  CHECK(ladder("25% -> 50%", "1 EUR") == 't');
}

TEST_CASE("provision 64: the company files its resolutions, and group deals are filed without powers",
          "[provisions]") {
  RuleSet& rules = RuleSet::of("it-prov");
  const Facts resolution = italian("energy", "IT", "resolution", "0% -> 0%");
  CHECK(rules.level("filing", resolution.text()) == "notice");
  CHECK(rules.due("it.resolution", resolution.text()) == "2024-04-25");
  const Facts group = italian("energy", "IT", "resolution, internal-reorganisation", "0% -> 0%");
  CHECK(rules.level("filing", group.text()) == "notice");
  CHECK(rules.level("powers", group.text()) == "none");
  CHECK(rules.level("powers", resolution.text()) == "usable");
}

TEST_CASE("provision 77: a result of ten per cent by outsiders or through more than a quarter of them",
          "[provisions]") {
  const auto facts = [](const std::string& share, const std::string& capital, const std::string& turnover,
                        const std::string& activity) {
    return Facts{.buyer = "kind: corporation, residence: not applicable, seat_in: FR",
                 .firm = "kind: corporation, turnover: " + turnover + ", activities: [" + activity + "]",
                 .stake = "capital: " + capital + ", votes: 0%",
                 .others = {"chen: {kind: individual, residence: CN, seat_in: not applicable}",
                            "jean: {kind: individual, residence: FR, seat_in: not applicable}"},
                 .holdings = {"owner: chen, entity: buyer, capital: " + share + ", votes: " + share,
                              "owner: jean, entity: buyer, capital: 74%, votes: 74%"}};
  };
  const auto trigger = [&](const std::string& share, const std::string& capital) {
    return truth("es-prov", "es_trigger", facts(share, capital, "9 million EUR", "energy"));
  };
  CHECK(trigger("25.01%", "0% -> 10%") == 't');
  CHECK(trigger("25%", "0% -> 10%") == '?');  // one hundredth belongs to nobody that the case names
  CHECK(trigger("26%", "0% -> 9.99%") == 'f');
  CHECK(trigger("26%", "10% -> 20%") == 'f');
  const auto level = [&](const std::string& turnover, const std::string& activity) {
    return RuleSet::of("es-prov").level("authorisation",
                                        facts("26%", "0% -> 10%", turnover, activity).text());
  };
  CHECK(level("5 million EUR", "energy") == "none");
  CHECK(level("5000001 EUR", "energy") == "required");
  CHECK(level("5 million EUR", "energy, quantum") == "required");
}

TEST_CASE("provision 78: any share before 2 May 2026, over ten per cent since, Pakistan never automatic",
          "[provisions]") {
  const auto route = [](const std::string& closing, const std::string& chen, const std::string& ann,
                        const std::string& ties) {
    return finding(
        "in-prov", "in.government",
        {.as_of = "2026-06-01",
         .transaction = "closing: " + closing,
         .buyer =
             "kind: corporation, formed_in: SG, nationalities: not applicable, state_ties: [" + ties + "]",
         .others = {"chen: {kind: individual, nationalities: [CN], formed_in: not applicable}",
                    "ann: {kind: individual, nationalities: [SG], formed_in: not applicable}"},
         .holdings = {"owner: chen, entity: buyer, capital: " + chen + ", profits: " + chen,
                      "owner: ann, entity: buyer, capital: " + ann + ", profits: " + ann},
         .rest = "judgements:\n  - {id: in_border_control, value: false}\n"});
  };
  CHECK(route("2026-05-01", "1%", "99%", "") == FindingKind::fired);
  CHECK(route("2026-05-01", "0%", "100%", "") == FindingKind::silent);
  CHECK(route("2026-05-02", "10%", "90%", "") == FindingKind::silent);
  CHECK(route("2026-05-02", "10.01%", "89.99%", "") == FindingKind::fired);
  CHECK(route("2026-05-02", "0%", "100%", "PK") == FindingKind::fired);
}

}  // namespace
}  // namespace weir::provisions
