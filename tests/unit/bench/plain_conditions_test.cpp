// Each kind of test that plain facts are put to, on figures beside and on the bound: laid out straight a line
// has the answers of its case.
#include <algorithm>

#include "batch/batch.hpp"
#include "bench/world.hpp"
#include "support/batch_outcome.hpp"
#include "support/catch.hpp"

namespace weir::bench {
namespace {

const std::vector<std::string> conditions = {"acquirer.state_ownership >= 25%",
                                             "acquirer.state_ownership > 25%",
                                             "acquirer.state_ownership < 25%",
                                             "acquirer.state_ownership <= 25%",
                                             "acquirer.state_ownership == 25%",
                                             "acquirer.state_ownership != 25%",
                                             "25% < acquirer.state_ownership",
                                             "25% >= acquirer.state_ownership",
                                             "target.employees == 0",
                                             "transaction.price >= 100 million CAD",
                                             "transaction.price < 100 million CAD",
                                             "transaction.price > 100 million USD",
                                             "transaction.price <= 100 million USD",
                                             "transaction.price == 100 million USD",
                                             "acquirer.country in {CN, RU}",
                                             "acquirer.country not in {CN, RU}",
                                             "acquirer.country in xx_states",
                                             "acquirer.country not in xx_states",
                                             "acquirer.country in {}",
                                             "acquirer.country not in {}",
                                             "target.technologies overlaps {ai, radar}",
                                             "target.sector in {33, 334, 517}",
                                             "not acquirer.sanctioned",
                                             "acquirer.sanctioned and acquirer.country == CN",
                                             "acquirer.sanctioned or acquirer.state_ownership >= 50%",
                                             "not (acquirer.sanctioned or target.classified_work)",
                                             "transaction.greenfield and as_of >= 2015-01-01"};

std::string regime() {
  std::string text =
      "regime: tests\ntitle: Every test\ncountry: CA\nprefix: xx\ndecides: nobody\nby: as_of\nin_force: "
      "2000-01-01..\n"
      "determinations:\n  filing: {title: filing, levels: [none, notification], position: {notification: "
      "must-file-after}}\nrisk:\n  factors:\n    points: {title: Points}\n  bands: {low: 0}\ndefinitions:\n"
      "  xx_states: {title: some states, of: country, members: [CN], uncertain: [RU, IR]}\nrules:\n";
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const std::string id = "xx.r" + std::to_string(100 + i);
    text +=
        "  " + id + ":\n    in_force: always\n    when: " + conditions[i] + "\n    then: {risk: {points: 1}";
    text += i % 3 == 0 ? ", filing: notification}\n" : "}\n";
  }
  return text;
}

std::string fact(const std::string& name, const std::string& value) {
  return value.empty() ? "" : "\"" + name + "\":" + value;
}

std::string object(std::vector<std::string> facts) {
  std::erase(facts, "");
  std::string text;
  for (const std::string& one : facts) text += (text.empty() ? "" : ",") + one;
  return "{" + text + "}";
}

/// Lines with every value of each fact, an empty one left out, the others going round at different paces.
std::string lines() {
  const std::vector<std::string> shares = {"\"24.9999%\"", "\"25%\"",  "\"25.0001%\"",
                                           "\"0%\"",       "\"100%\"", ""};
  const std::vector<std::string> prices = {
      "\"99999999 CAD\"",    "\"0 CAD\"",           "\"0 USD\"",
      "\"100 million CAD\"", "\"0.1 billion USD\"", "\"99.5 million USD\"",
      "\"100000001 USD\"",   "\"100 million EUR\"", ""};
  const std::vector<std::string> states = {"\"CN\"", "\"RU\"", "\"IR\"", "\"CA\"", ""};
  const std::vector<std::string> sets = {"[]", "[\"ai\"]", "[\"quantum\",\"radar\"]", "[\"quantum\"]", ""};
  const std::vector<std::string> truths = {"true", "false", ""};
  const std::vector<std::string> sectors = {"\"334220\"", "\"517410\"", "\"331110\"", "\"111110\"", ""};
  std::string text;
  for (std::size_t i = 0; i < 1050; ++i) {
    const auto of = [&](const std::vector<std::string>& values, std::size_t pace) {
      return values[i / pace % values.size()];
    };
    text += "{\"as_of\":\"" + std::string(i % 2 == 0 ? "2014" : "2016") + "-06-01\",\"acquirer\":" +
            object({fact("state_ownership", of(shares, 1)), fact("country", of(states, 1)),
                    fact("sanctioned", of(truths, 1))}) +
            ",\"target\":" +
            object({fact("technologies", of(sets, 2)), fact("classified_work", of(truths, 3)),
                    fact("sector", of(sectors, 3)), fact("employees", of({"0", "00", "7", ""}, 5))}) +
            ",\"transaction\":" + object({fact("price", of(prices, 1)), fact("greenfield", of(truths, 4))}) +
            "}\n";
  }
  return text;
}

using Straight = batch::Settings::Straight;

batch::Settings settings(Straight straight) {
  batch::Settings settings;
  settings.straight = straight;
  settings.block_rows = 577;
  return settings;
}

TEST_CASE("batch: a bare zero is read as any figure is, before one is known too", "[bench][batch]") {
  const auto world = load_world(regime(), "");
  REQUIRE(world->mistakes() == "");
  for (const char* fact : {R"("transaction":{"price":0})", R"("acquirer":{"state_ownership":0})"}) {
    const bool deal = std::string_view(fact).starts_with("\"t");
    const std::string line = std::string(R"({"as_of":"2016-06-01",)") + fact +
                             (deal ? R"(,"acquirer":{},"target":{}})" : R"(,"target":{}})") + "\n";
    INFO(line);
    const auto expected = test::batch_outcome(world->session, line, settings(Straight::never));
    CHECK(test::batch_outcome(world->session, line, settings(Straight::where_possible)).lines ==
          expected.lines);
    CHECK(expected.tally.refused == (deal ? 1u : 0u));  // an amount has a currency
  }
}

TEST_CASE("batch: every test of a plain fact answers as it does for its case", "[bench][batch]") {
  const auto world = load_world(regime(), "");
  REQUIRE(world->mistakes() == "");
  const auto of_cases = test::batch_outcome(world->session, lines(), settings(Straight::never));
  const auto found = test::batch_outcome(world->session, lines(), settings(Straight::where_possible));
  const std::string& expected = of_cases.lines;
  CHECK(of_cases.tally.straight == 0);
  CHECK(found.lines == expected);
  CHECK(found.tally.straight > 500);
  // Each rule fires somewhere and is open somewhere.
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    INFO(conditions[i]);
    const std::string id = "\"xx.r" + std::to_string(100 + i) + "\"";
    const auto occurs = [&](const std::string& part) {
      for (std::size_t at = expected.find(part); at != std::string::npos; at = expected.find(part, at + 1)) {
        if (expected.find(id, at) < expected.find(']', at)) return true;
      }
      return false;
    };
    // In the empty set there is nothing, whatever is not known.
    const bool never = conditions[i] == "acquirer.country in {}";
    CHECK(occurs("\"fired\":[") != never);
    CHECK(occurs("\"open\":[") != never);
  }
}

}  // namespace
}  // namespace weir::bench
