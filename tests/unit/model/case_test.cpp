#include "model/case.hpp"

#include "support/catch.hpp"

namespace weir::model {
namespace {

TEST_CASE("qualities have one word each, both ways") {
  for (const Quality quality : {Quality::confirmed, Quality::reported, Quality::alleged, Quality::assumed}) {
    CHECK(quality_from_text(to_text(quality)) == quality);
  }
  CHECK_FALSE(quality_from_text("rumoured"));
  CHECK_FALSE(quality_from_text(""));
}

Case sample() {
  Case made;
  Row transaction;
  transaction.entity = EntityId(0);
  FactEntry price;
  price.fact = FactId(3);
  transaction.facts.push_back(price);
  Row buyer;
  buyer.entity = EntityId(1);
  buyer.id = "buyer";
  RowList activities;
  activities.fact = FactId(7);
  activities.open = true;
  buyer.lists.push_back(activities);
  made.rows = {transaction, buyer};
  made.roles = {{"acquirer", "buyer", {}}};
  CaseSource source;
  source.id = "agreement";
  made.sources.push_back(source);
  return made;
}

TEST_CASE("rows, sources and roles of a case are found by name") {
  const Case made = sample();
  REQUIRE(made.find_row(EntityId(1), "buyer"));
  CHECK(made.row(*made.find_row(EntityId(1), "buyer")).id == "buyer");
  CHECK_FALSE(made.find_row(EntityId(0), "buyer"));
  CHECK_FALSE(made.find_row(EntityId(1), "seller"));
  CHECK(made.find_source("agreement") == &made.sources[0]);
  CHECK(made.find_source("press") == nullptr);
  CHECK(made.party_in_role("acquirer") == "buyer");
  CHECK(made.party_in_role("target").empty());
}

TEST_CASE("facts and lists of a row are found by fact") {
  const Case made = sample();
  CHECK(made.rows[0].find(FactId(3)) == &made.rows[0].facts[0]);
  CHECK(made.rows[0].find(FactId(7)) == nullptr);
  REQUIRE(made.rows[1].find_list(FactId(7)) != nullptr);
  CHECK(made.rows[1].find_list(FactId(7))->open);
  CHECK(made.rows[1].find_list(FactId(3)) == nullptr);
}

}  // namespace
}  // namespace weir::model
