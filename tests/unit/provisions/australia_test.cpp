#include "support/catch.hpp"
#include "support/provisions.hpp"

namespace weir::provisions {
namespace {

using model::FindingKind;

// Expected answers follow from the Foreign Acquisitions and Takeovers Act 1975 and its regulation of 2015.

RuleSet& rules() {
  return RuleSet::of("au-prov");
}
char truth(const std::string& condition, const Facts& facts) {
  return rules().truth(condition, facts.text());
}
FindingKind finding(const std::string& rule, const Facts& facts) {
  return rules().finding(rule, facts.text());
}

const std::string local =
    "{kind: individual, permanent_resident_of: [AU], days_present: 300, relations: [], government_of: not "
    "applicable}";

TEST_CASE("provision 73: one holder of a fifth or several of two fifths make a foreign person, at every tier",
          "[provisions]") {
  const auto foreign = [](const std::string& one, const std::string& other, const std::string& own,
                          const std::string& top_rest, const std::string& own_rest) {
    return truth(
        "acquirer.au_foreign_person",
        {.others = {"top: {kind: corporation, relations: []}",
                    "chen: {kind: individual, permanent_resident_of: [], relations: []}",
                    "li: {kind: individual, permanent_resident_of: [], relations: []}", "ann: " + local},
         .holdings = {"owner: top, entity: buyer, votes: " + own,
                      "owner: ann, entity: buyer, votes: " + own_rest,
                      "owner: chen, entity: top, votes: " + one, "owner: li, entity: top, votes: " + other,
                      "owner: ann, entity: top, votes: " + top_rest}});
  };
  CHECK(foreign("20%", "20%", "20%", "60%", "80%") == 't');
  CHECK(foreign("20%", "20%", "19.99%", "60%", "80.01%") == 'f');
  CHECK(foreign("19.99%", "19.99%", "20%", "60.02%", "80%") == 'f');
}

TEST_CASE("provision 73: governments count by country to a fifth, all together to two fifths",
          "[provisions]") {
  const auto government = [](const std::string& one, const std::string& other, const std::string& share,
                             const std::string& scheme, const std::string& rest) {
    return truth("acquirer.au_government_investor",
                 {.buyer = "kind: fund, independent_fund: " + scheme,
                  .others = {"one: {kind: government-body, government_of: " + one + ", relations: []}",
                             "other: {kind: government-body, government_of: " + other + ", relations: []}",
                             "ann: " + local},
                  .holdings = {"owner: one, entity: buyer, votes: " + share,
                               "owner: other, entity: buyer, votes: " + share,
                               "owner: ann, entity: buyer, votes: " + rest}});
  };
  CHECK(government("CN", "CN", "10%", "false", "80%") == 't');
  CHECK(government("CN", "RU", "10%", "false", "80%") == 'f');
  CHECK(government("CN", "CN", "9.99%", "false", "80.02%") == 'f');
  CHECK(government("CN", "RU", "20%", "true", "60%") == 't');
}

TEST_CASE(
    "provision 74: the threshold goes by the vehicle that buys and by the day, and is exceeded, not reached",
    "[provisions]") {
  const auto threshold = [](const std::string& closing, const std::string& formed_in,
                            const std::string& activity, const std::string& test) {
    return truth("au_threshold " + test, {.as_of = "2026-06-01",
                                          .transaction = "closing: " + closing,
                                          .buyer = "kind: corporation, formed_in: " + formed_in,
                                          .firm = "kind: corporation, activities: [" + activity + "]",
                                          .others = {"ann: " + local},
                                          .holdings = {"owner: ann, entity: buyer, votes: 100%"}});
  };
  CHECK(threshold("2025-06-01", "US", "retail", "== 1464 million AUD") == 't');
  CHECK(threshold("2025-06-01", "AU", "retail", "== 339 million AUD") == 't');
  CHECK(threshold("2025-06-01", "DE", "retail", "== 339 million AUD") == 't');
  CHECK(threshold("2025-06-01", "US", "transport", "== 339 million AUD") == 't');
  CHECK(threshold("2025-06-01", "DE", "agriculture", "== 73 million AUD") == 't');
  CHECK(threshold("2025-06-01", "US", "agriculture", "== 1464 million AUD") == 't');
  CHECK(threshold("2025-06-01", "US", "defence", "== 0 AUD") == 't');
  CHECK(threshold("2020-06-01", "US", "retail", "== 0 AUD") == 't');
  CHECK(threshold("2026-02-01", "DE", "retail", "== 339 million AUD") == '?');
  CHECK(threshold("2026-02-01", "DE", "retail", ">= 339 million AUD") == 't');
  CHECK(threshold("2025-12-31..2026-01-01", "DE", "retail", ">= 339 million AUD") == 't');
}

TEST_CASE("provision 75: farmland counts cumulatively with associates, this purchase included",
          "[provisions]") {
  const auto farmland = [](const std::string& associate, const std::string& price) {
    return truth(
        "au_farmland",
        {.as_of = "2026-06-01",
         .transaction = "closing: 2025-06-01, price: " + price,
         .buyer = "kind: corporation, formed_in: DE, sites: [{name: a, land_kind: agricultural, country: AU, "
                  "value: 100 million AUD}], "
                  "relations: [{other: sister, kind: associate}]",
         .firm = "kind: corporation, activities: [retail]",
         .others = {"sister: {kind: corporation, relations: [], sites: [{name: b, land_kind: agricultural, "
                    "country: AU, value: " +
                        associate +
                        "}, {name: c, land_kind: agricultural, country: NZ, value: 900 million AUD}, {name: "
                        "d, land_kind: residential, country: AU, value: 900 million AUD}]}",
                    "ann: " + local},
         .holdings = {"owner: ann, entity: buyer, votes: 100%"}});
  };
  CHECK(farmland("200 million AUD", "39 million AUD") == 'f');
  CHECK(farmland("200 million AUD", "39000001 AUD") == 't');
  CHECK(farmland("200 million AUD", "unknown") == '?');
  CHECK(farmland("300 million AUD", "at least 0 AUD") == 't');
}

TEST_CASE("provision 76: ten per cent, five with an arrangement, or influence, over what the public can know",
          "[provisions]") {
  const auto direct = [](const std::string& stake) { return truth("au_direct_interest", {.stake = stake}); };
  CHECK(direct("votes: 0% -> 10%, rights: []") == 't');
  CHECK(direct("votes: 0% -> 9.99%, rights: []") == 'f');
  CHECK(direct("votes: 0% -> 5%, rights: [business-arrangement]") == 't');
  CHECK(direct("votes: 0% -> 4.99%, rights: [business-arrangement]") == 'f');
  CHECK(direct("votes: 0% -> 1%, rights: [board-seat]") == 't');
  const auto facts = [](const std::string& buyer, const std::string& known, const std::string& as_of) {
    return Facts{.as_of = as_of,
                 .transaction = "closing: 2021-06-01",
                 .buyer = buyer,
                 .firm = "kind: corporation, activities: [telecommunications], publicly_known: " + known,
                 .stake = "votes: 0% -> 12%, rights: []"};
  };
  const std::string
      foreigner = "kind: individual, permanent_resident_of: []",
      resident =
          "kind: individual, permanent_resident_of: [AU], days_present: 300, formed_in: not applicable";
  CHECK(finding("au.notifiable", facts(foreigner, "true", "2022-01-01")) == FindingKind::fired);
  CHECK(finding("au.reviewable", facts(foreigner, "true", "2022-01-01")) == FindingKind::defeated);
  CHECK(finding("au.notifiable", facts(foreigner, "false", "2022-01-01")) == FindingKind::silent);
  CHECK(finding("au.reviewable", facts(foreigner, "false", "2022-01-01")) == FindingKind::silent);
}

TEST_CASE("provision 76: what nothing else catches can be called in for ten years", "[provisions]") {
  const auto reviewable = [](const std::string& as_of) {
    return finding("au.reviewable",
                   {.as_of = as_of,
                    .transaction = "closing: 2021-06-01",
                    .buyer = "kind: corporation",
                    .firm = "kind: corporation, activities: [telecommunications], publicly_known: true",
                    .stake = "votes: 0% -> 12%, rights: []",
                    .others = {"ann: " + local},
                    .holdings = {"owner: ann, entity: buyer, votes: 100%"}});
  };
  CHECK(reviewable("2031-06-01") == FindingKind::fired);
  CHECK(reviewable("2031-06-02") == FindingKind::silent);
}

}  // namespace
}  // namespace weir::provisions
