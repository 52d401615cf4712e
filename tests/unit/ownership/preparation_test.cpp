// What happens before paths are added up: moved holdings, cut ends, open lists, general partners, circles.
#include "support/catch.hpp"
#include "support/ownership_sketch.hpp"

using namespace weir;
using namespace weir::ownership;
using namespace weir::test;

namespace {

std::string rows(const Attribution& attribution, const std::vector<Holding>& holdings,
                 const std::map<std::string, HolderId>& names) {
  std::string lines;
  for (const Holding& row : holdings) {
    std::string name = "?";
    for (const auto& [key, id] : names)
      if (id == row.who) name = key;
    if (attribution.is_nameless(row.who))
      for (const auto& [key, id] : names)
        if (id == attribution.nameless(row.who).entity) name = "someone in " + key;
    lines += name + ": " + text(row.interest) + (row.certain() ? "" : " perhaps") + "; ";
  }
  return lines;
}

std::string holders(Sketch world, const model::Method& method, const std::string& entity) {
  const HolderId id = world[entity];
  const Attribution attribution(world.graph, method);
  return rows(attribution, attribution.holders(id), world.names);
}

model::Method with(model::Method method, model::Method::Partnership partnership) {
  method.partnership = partnership;
  return method;
}

using Partnership = model::Method::Partnership;

/// `A has 30% of T` in some role, for somebody.
Sketch held_as(Role role, const std::string& on_behalf_of) {
  Sketch world("P has 5% of T; A has 30% of T");
  world.last_link().role = role;
  if (!on_behalf_of.empty()) world.last_link().on_behalf_of = world[on_behalf_of];
  return world;
}

}  // namespace

TEST_CASE("ownership: a holding for somebody is his", "[ownership]") {
  CHECK(holders(held_as(Role::nominee, "P"), product(), "T") == "P: 35%; ");
  CHECK(holders(held_as(Role::manager, "P"), product(), "T") == "P: 35%; ");
  CHECK(holders(held_as(Role::secured_creditor, "P"), product(), "T") == "P: 35%; ");
  CHECK(holders(held_as(Role::nominee, "A"), product(), "T") == "P: 5%; A: 30%; ");
  CHECK(holders(held_as(Role::shareholder, ""), product(), "T") == "P: 5%; A: 30%; ");
}

TEST_CASE("ownership: a holding for an unnamed person is not the nominee's", "[ownership]") {
  CHECK(holders(held_as(Role::nominee, ""), product(), "T") == "P: 5%; someone in T: 30%; ");
  CHECK(holders(held_as(Role::secured_creditor, ""), product(), "T") ==
        "P: 5%; someone in T: 0%..30% perhaps; ");
  CHECK(holders(held_as(Role::manager, ""), product(), "T") ==
        "P: 5%; A: 0%..30% perhaps; someone in T: 0%..30% perhaps; ");
}

TEST_CASE("ownership: a pledge stays with the pledgor", "[ownership]") {
  Sketch world("P has 100% of T; C has 100% of T");
  world.last_link().role = Role::secured_creditor;
  CHECK(holders(world, product(), "T") == "P: 100%; ");
}

TEST_CASE("ownership: high ends are cut to what the others leave", "[ownership]") {
  CHECK(ask("A has 40% of T; B has unknown of T", product(), "B in T") == "0%..60%");
  CHECK(ask("A has over 40% of T; B has unknown of T", product(), "B in T") == "from 0% to under 60%");
  CHECK(ask("A has over 50% of T; B has unknown of T", product(), "A in T") == "over 50% up to 100%");
  CHECK(ask("A has 0% -> 40% of T; B has unknown of T", product(), "B in T") == "0%..100% -> 0%..60%");
  CHECK(ask("A has 80% of T; B has 70% of T", product(), "B in T") == "70%");
}

TEST_CASE(
    "ownership: holdings of one owner add up, those that may not cover the day count for nothing at least",
    "[ownership]") {
  CHECK(ask("A has 10% of T; A has 15% of T", product(), "A in T") == "25%");
  Sketch world("A has 10% of T; A has 15% of T");
  world.last_link().held = base::Truth::unknown;
  CHECK(holders(world, product(), "T") == "A: 10%..25%; ");
  world.last_link().held = base::Truth::false_value;
  CHECK(holders(world, product(), "T") == "A: 10%; ");
}

TEST_CASE("ownership: an open list has holders without a name", "[ownership]") {
  CHECK(holders(Sketch("A has 30% of T; T has others"), product(), "T") ==
        "A: 30%; someone in T: 0%..70% perhaps; ");
  CHECK(holders(Sketch("A has 30% of T; T has others up to 5%"), product(), "T") ==
        "A: 30%; someone in T: 0%..5% perhaps; ");
  CHECK(holders(Sketch("A has 100% of T; T has others"), product(), "T") == "A: 100%; ");
  CHECK(holders(Sketch("A has 40% of B; B has 60% of T; B has others up to 20%"), product(), "T") ==
        "A: 24%; B: 60%; someone in B: 0%..12% perhaps; ");
  CHECK(holders(Sketch("B has 26% of T; B has others"), majority_or_dominant(), "T") ==
        "B: 26%; someone in B: 0%..26% perhaps; ");
  CHECK(holders(Sketch("B has 26% of T; B has others up to 50%"), majority_or_dominant(), "T") == "B: 26%; ");
  CHECK(holders(Sketch("? has 30% of T; ? has 10% of T"), product(), "T") ==
        "someone in T: 30%; someone in T: 10%; ");
}

TEST_CASE("ownership: nameless holders together have what the known leave", "[ownership]") {
  Sketch world("A has 30% of T; T has others up to 5%");
  const HolderId target = world["T"];
  const Attribution attribution(world.graph, product());
  const HolderId someone = attribution.holders(target).back().who;
  REQUIRE(attribution.is_nameless(someone));
  CHECK(attribution.nameless(someone).kind == Nameless::Kind::one_other);
  CHECK(text(attribution.joint(target, {{}, {someone}})) == "0%..70%");
  CHECK(text(attribution.joint(target, {{world["A"]}, {someone}})) == "30%..100%");
}

TEST_CASE("ownership: the interest in a general partner is the interest in what it runs", "[ownership]") {
  const std::string fund =
      "G runs F; G has 1% of F; L has 80% of F; H has 49% of G; I has 51% of G; F has 30% of T";
  const auto products = with(product_full(at_least("50%")), Partnership::gp_interest);
  CHECK(ask(fund, products, "H in F") == "49%");
  CHECK(ask(fund, products, "L in F") == "0%");
  CHECK(ask(fund, products, "G in F") == "100%");
  CHECK(ask(fund, products, "H in T") == "14.7%");
  CHECK(ask(fund, products, "H in T") != ask(fund, product_full(at_least("50%")), "H in T"));
  CHECK(ask(fund, with(direct(), Partnership::gp_interest), "H in F") == "49%");
  CHECK(ask(fund, with(direct(), Partnership::gp_interest), "L in F") == "0%");
  CHECK(ask(fund, with(whole(at_least("50%")), Partnership::gp_interest), "I in T") == "30%");
  CHECK(ask("G runs F; K runs G; H has 40% of K; L has 9% of G", with(direct(), Partnership::gp_interest),
            "H in F") == "40%");
  CHECK(ask("G may run F; L has 80% of F; H has 49% of G", products, "L in F") == "0%..80%");
  CHECK(ask("G may run F; L has 80% of F; H has 49% of G", products, "H in F") == "0%..49%");
  CHECK(ask("F runs G; G runs F; H has 49% of G", products, "H in F") == "0%");
}

TEST_CASE("ownership: a general partner counts as holding all", "[ownership]") {
  const auto parent = with(whole(at_least("50%")), Partnership::gp_parent);
  const std::string fund = "G runs F; G has 1% of F; L has 80% of F; H has 50% of G; F has 0% -> 30% of T";
  CHECK(ask(fund, parent, "G in F") == "100%");
  CHECK(ask(fund, parent, "H in T") == "0% -> 30%");
  CHECK(ask(fund, parent, "L in T") == "0% -> 30%");
  CHECK(ask("G may run F; G has 1% of F; F has 30% of T", parent, "G in T") == "0%..30%");
  CHECK(holders(Sketch("? runs F; F has 30% of T"), parent, "T") == "F: 30%; someone in F: 30%; ");
}

TEST_CASE("ownership: those of a circle count together", "[ownership]") {
  const auto uk = majority_or_dominant();
  CHECK(ask("A and B may count together; A has 14% of T; B has 12% of T", uk, "A in T") == "14%..26%");
  CHECK(ask("A and B count together; A has 30% of Q; B has 30% of Q; Q has 40% of T", uk, "A in T") == "40%");
  CHECK(ask("A and B count together; A has 30% of Q; B has 30% of Q; Q has 40% of T", product(), "A in T") ==
        "24%");
  CHECK(ask("A and B count together; A has 60% of B; B has 30% of T", product(), "A in T") == "30%");
  CHECK(ask("A and T count together; A has 20% of T; T has 5% of T", uk, "A in T") == "20%");
  CHECK(holders(Sketch("A and B count together; A has 14% of T"), direct(), "T") == "A: 14%; B: 14%; ");
}

TEST_CASE("ownership: shares by different measures are not added to each other", "[ownership]") {
  Sketch world("A has 30% of T; B has 30% of T; A and B count together; T has 100% of U");
  world.graph.links[1].measure = 1;
  const HolderId a = world["A"];
  CHECK(text(Attribution(world.graph, direct()).interest(a, world["T"])) == "30%");
  CHECK(text(Attribution(world.graph, whole(at_least("50%"))).interest(a, world["U"])) == "0%");
  Sketch one("A has 30% of T; A has 60% of T; T has 10% of U");
  one.graph.links[1].measure = 1;
  CHECK(text(Attribution(one.graph, product_full(at_least("50%"))).interest(one["A"], one["T"])) == "60%");
  CHECK(text(Attribution(one.graph, whole(at_least("50%"))).interest(one["A"], one["U"])) == "10%");
}
