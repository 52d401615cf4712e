// Excluded ends, exact fractions, limits, shapes that are wrong, and the paths that explain a figure.
#include "support/catch.hpp"
#include "support/ownership_sketch.hpp"

using namespace weir;
using namespace weir::ownership;
using namespace weir::test;

namespace {

/// Four layers between x and T, each party linked to all of the next layer: ten, ten, ten and `last` parties.
Sketch layers(std::size_t last) {
  const std::vector<std::pair<std::string, std::size_t>> layer = {{"x", 1},  {"a", 10},   {"b", 10},
                                                                  {"c", 10}, {"d", last}, {"T", 1}};
  Sketch world("x0 has 0% of T0");
  for (std::size_t i = 0; i + 1 < layer.size(); ++i) {
    for (std::size_t owner = 0; owner < layer[i].second; ++owner) {
      for (std::size_t entity = 0; entity < layer[i + 1].second; ++entity) {
        Link link;
        link.owner = world[layer[i].first + std::to_string(owner)];
        link.entity = world[layer[i + 1].first + std::to_string(entity)];
        link.shares = shares(i < 3 ? "10%" : "5%");
        world.graph.links.push_back(link);
      }
    }
  }
  return world;
}

std::string written(const Sketch& world, const std::vector<Path>& paths) {
  static const char* const counts[] = {"", " whole", " perhaps whole", " as general partner",
                                       " by influence"};
  const auto name = [&](HolderId id) {
    for (const auto& [key, value] : world.names)
      if (value == id) return key;
    return std::string("someone");
  };
  std::string result;
  for (const Path& path : paths) {
    if (!result.empty()) result += "; ";
    if (!path.certain) result += "perhaps ";
    result += name(path.links.front().owner);
    for (const PathLink& link : path.links) {
      result += " " + text(link.share) + counts[static_cast<int>(link.counts)];
      for (const HolderId other : link.together_with) result += " with " + name(other);
      result += " > " + name(link.entity);
    }
  }
  return result;
}

std::string paths(const std::string& sentences, const model::Method& method, const std::string& holder,
                  const std::string& entity, Time time = Time::after) {
  Sketch world(sentences);
  const Attribution attribution(world.graph, method);
  return written(world, attribution.paths(world[holder], world[entity], time));
}

}  // namespace

TEST_CASE("ownership: an excluded end stays excluded", "[ownership]") {
  const std::string chain = "A has over 50% of B; B has 26% of T";
  CHECK(ask(chain, whole(more_than("50%")), "A in T") == "26%");
  CHECK(ask("A has at least 50% of B; B has 26% of T", whole(more_than("50%")), "A in T") == "0%..26%");
  CHECK(ask("A has under 50% of B; B has 26% of T", whole(at_least("50%")), "A in T") == "0%");
  CHECK(ask(chain, product(), "A in T") == "over 13% up to 26%");
  CHECK(ask("A has over 50% of B; B has over 50% of T", product(), "A in T") == "over 25% up to 100%");
  CHECK(ask("A has over 50% of B; B has under 50% of T", product(), "A in T") == "from 0% to under 50%");
  CHECK(ask("A has 40% of B; B has over 0% of T", product(), "A in T") == "over 0% up to 40%");
  CHECK(ask("A has over 25% of T; A and B count together; B has 25% of T; T has 7% of U",
            whole(more_than("50%")), "A in U") == "7%");
  CHECK(ask("A has 25% of T; A and B count together; B has 25% of T; T has 7% of U", whole(more_than("50%")),
            "A in U") == "0%");
  CHECK(ask("F has 75% of B; B has over 50% of A", product_full(more_than("50%")), "F in A") == "75%");
  CHECK(ask("F has 75% of B; B has 50% of A", product_full(more_than("50%")), "F in A") == "37.5%");
  CHECK(ask("F has 75% of B; B has 45%..55% of A", product_full(at_least("50%")), "F in A") == "33.75%..75%");
}

TEST_CASE("ownership: fractions are exact", "[ownership]") {
  CHECK(ask("A has 1/3 of B; B has 1/3 of T; A has 8/9 of T", product(), "A in T") == "100%");
  CHECK(ask("A has 33.33% of B; B has 26% of T", whole(at_least("1/3")), "A in T") == "0%");
  CHECK(ask("A has 33.34% of B; B has 26% of T", whole(at_least("1/3")), "A in T") == "26%");
}

TEST_CASE("ownership: what does not fit becomes bounds outside it", "[ownership]") {
  std::string chain = "P0 has 1% of X";
  for (int i = 0; i < 12; ++i)
    chain.append(";P")
        .append(std::to_string(i))
        .append(" has 12.3456789% of P")
        .append(std::to_string(i + 1));
  Sketch world(chain);
  const Attribution attribution(world.graph, product());
  const Interest deep = attribution.interest(world["P0"], world["P12"]);
  CHECK(deep.reason == Reason::overflow);
  CHECK(deep.held.after.low < deep.held.after.high);
  CHECK(deep.held.after.low_open);
  CHECK(deep.held.after.certainly_some());
  CHECK(deep.held.after.high <= *base::Rational::make(1, 10'000'000'000));
  CHECK(attribution.interest(world["P10"], world["P12"]).reason == Reason::none);
  CHECK(ask("A has 1/9223372036854775807 of B; A has 6/11 of B", product(), "A in B").find("overflow") !=
        std::string::npos);
  // Too large for 64 bits on the way, but not in the end.
  CHECK(ask("A has 12345678901/98765432103 of B; B has 98765432103/98765432107 of C; C has 1/2 of T",
            product(),
            "A in T") == ask("A has 12345678901/98765432107 of C; C has 1/2 of T", product(), "A in T"));
}

TEST_CASE("ownership: ten thousand paths of a pair are added up, more are left open", "[ownership]") {
  Sketch ten = layers(10);
  CHECK(text(Attribution(ten.graph, product()).interest(ten["x0"], ten["T0"])) == "2.5%");
  Sketch eleven = layers(11);
  const Attribution attribution(eleven.graph, product());
  CHECK(text(attribution.interest(eleven["x0"], eleven["T0"])) == "0%..100% (loop)");
  CHECK(text(attribution.interest(eleven["x0"], eleven["d0"])) == "5%");
  CHECK(attribution.paths(eleven["x0"], eleven["T0"], Time::after).empty());
  CHECK(attribution.paths(eleven["x0"], eleven["d0"], Time::after).size() == 1000);
}

TEST_CASE("ownership: shapes that are wrong neither hang nor crash", "[ownership]") {
  CHECK(ask("A has 50% of A; A has 20% of B", product(), "A in B") == "20%");
  CHECK(ask("A has 70% of B; C has 80% of B; B has 100% of T", product(), "A, C in T") == "100%");
  CHECK(ask("A has 250% of B", product(), "A in B") == "100%");
  CHECK(ask("A has 100% of B; B has 100% of A", product(), "A in B") == "100%");
  CHECK(ask("A has 100% of B; B has 100% of A", majority_or_dominant(), "A in A") == "100%");
  std::string everybody = "x has 1% of p0";
  for (int i = 0; i < 25; ++i) {
    for (int j = 0; j < 25; ++j) {
      if (i == j) continue;
      everybody.append(";p").append(std::to_string(i)).append(" has 3% of p").append(std::to_string(j));
    }
  }
  CHECK(ask(everybody, product(), "x in p24") == "0%..100% (loop)");
  CHECK(ask(everybody, whole(at_least("3%")), "p0 in p24") == "72%");
}

TEST_CASE("ownership: a chain of twenty thousand parties", "[ownership]") {
  Graph graph;
  graph.parties.resize(20'000);
  for (std::size_t i = 0; i + 1 < graph.parties.size(); ++i) {
    Link link;
    link.owner = HolderId(i);
    link.entity = HolderId(i + 1);
    link.shares = Shares::both(Share::exactly(1));
    graph.links.push_back(link);
  }
  const HolderId first(std::size_t{0});
  const HolderId last(graph.parties.size() - 1);
  CHECK(text(Attribution(graph, product()).interest(first, last)) == "100%");
  CHECK(text(Attribution(graph, majority_or_dominant()).interest(first, last)) == "100%");
}

TEST_CASE("ownership: paths explain a product", "[ownership]") {
  const auto us_244 = product_full(at_least("50%"));
  CHECK(paths("F has 75% of B; B has 51% of A", us_244, "F", "A") == "F 75% > B 51% whole > A");
  CHECK(paths("F has 75% of B; B has 51% of A", product(), "F", "A") == "F 75% > B 51% > A");
  CHECK(paths("F has 75% of B; B has 45%..55% of A", us_244, "F", "A") ==
        "F 75% > B 45%..55% perhaps whole > A");
  CHECK(paths("F has 75% of B; B has 10% of A; F has 0%..5% of A", product(), "F", "A") ==
        "perhaps F 0%..5% > A; F 75% > B 10% > A");
  CHECK(paths("F and B count together; F has 75% of B; B has 51% of A", us_244, "F", "A") ==
        "F 75% > B 51% whole > A");
  CHECK(paths("F and B count together; F has 75% of B; B has 51% of A", product(), "F", "A") == "B 51% > A");
  auto parent = us_244;
  parent.partnership = model::Method::Partnership::gp_parent;
  CHECK(paths("G runs F; H has 30% of G; F has 60% of T", parent, "H", "T") ==
        "H 30% > G 100% as general partner > F 60% whole > T");
}

TEST_CASE("ownership: paths explain what is carried on", "[ownership]") {
  const auto uk = majority_or_dominant();
  CHECK(paths("A has 60% of Q; Q has 60% of R; R has 30% of Q; R has 100% of T", uk, "A", "T") ==
        "A 60% whole > Q 60% whole > R 100% > T");
  CHECK(paths("A has 60% of Q; A has 60% of R; Q has 10% of T; R has 15% of T; A has 5% of T", uk, "A",
              "T") == "A 5% > T; A 60% whole > Q 10% > T; A 60% whole > R 15% > T");
  CHECK(paths("A has 60% of C; A has 30% of B; C has 30% of B; B has 40% of T", uk, "A", "T") ==
        "A 30% whole with C > B 40% > T");
  CHECK(paths("A has 45%..55% of Q; Q has 26% of T", uk, "A", "T") ==
        "perhaps A 45%..55% perhaps whole > Q 26% > T");
  CHECK(paths("A has 20% of Q; A dominates Q; Q has 26% of T", uk, "A", "T") ==
        "A 20% by influence > Q 26% > T");
  CHECK(paths("A has 60% of Q; Q has 0% -> 26% of T", uk, "A", "T", Time::before).empty());
}
