#include "support/catch.hpp"
#include "unit/check/world.hpp"

namespace weir::check {

using testing::World;

namespace {

std::string mistake_of(const std::vector<std::string>& inputs,
                       const std::vector<std::vector<std::string>>& lines) {
  World world;
  world.define("xx_table", world.table(inputs, lines));
  return world.mistake();
}

}  // namespace

TEST_CASE("tables that cover their inputs", "[check]") {
  CHECK(mistake_of(
            {"target.kind", "stake.votes"},
            {{"any", "> 50%", "true"}, {"corporation", ">= 1/3", "target.listed"}, {"any", "any", "false"}})
            .empty());
  CHECK(mistake_of({"target.listed"}, {{"true", "5 million CAD"}, {"false", "none"}}).empty());
  CHECK(mistake_of({"stake.votes"}, {{"> 50%", "1"}, {"<= 50%", "2"}}).empty());
  CHECK(mistake_of({"target.kind"},
                   {{"{corporation, individual}", "1"}, {"not {corporation, individual}", "2"}})
            .empty());
  CHECK(
      mistake_of({"target.kind"}, {{"corporation", "1"}, {"individual", "2"}, {"government", "3"}}).empty());
  CHECK(mistake_of({"target.tier"}, {{"<= small", "1"}, {"> small", "2"}}).empty());
  CHECK(mistake_of({"target.state_ties"}, {{"{CN, US}", "true"}, {"any", "false"}}).empty());
  CHECK(mistake_of({"target.activities"}, {{"{mining}", "true"}, {"any", "false"}}).empty());
}

TEST_CASE("the gap of a table is named", "[check]") {
  CHECK(mistake_of({"stake.votes"}, {{"> 50%", "true"}, {"< 50%", "false"}}) ==
        "table-gap: no line of the table answers when `stake.votes` is 50%");
  CHECK(
      mistake_of({"stake.votes", "target.listed"}, {{"> 50%", "any", "true"}, {"<= 50%", "true", "false"}}) ==
      "table-gap: no line of the table answers when `stake.votes` is under 50%, `target.listed` is false");
  CHECK(mistake_of({"target.kind"}, {{"corporation", "1"}, {"individual", "2"}}) ==
        "table-gap: no line of the table answers when `target.kind` is government");
}

TEST_CASE("tests fit their input", "[check]") {
  CHECK(mistake_of({"target.kind"}, {{"CA", "1"}, {"any", "2"}}) ==
        "unknown-code: `CA` is not a code of party-kind");
  CHECK(mistake_of({"target.state_ties"}, {{"CN", "1"}, {"any", "2"}}) ==
        "single-for-set: the input is a set, and `CN` is one item");
  CHECK(mistake_of({"stake.votes"}, {{"> 25", "1"}, {"any", "2"}}) ==
        "number-for-share: a percentage is compared with a plain number");
  CHECK(mistake_of({"target.listed"}, {{"true", "1"}, {"any", "25%"}}) ==
        "type-mismatch: the answers are of different types");
}

TEST_CASE("tests and answers carry bindings", "[check]") {
  World world;
  world.define("xx_table", world.table({"target.kind"}, {{"not fund", "CA"}, {"any", "acquirer.formed_in"}}));
  const auto checked = world.check();
  CHECK(world.mistakes().empty());
  const auto& table = std::get<model::Table>(world.rule_sets.definitions[0].body);
  CHECK(checked.of(table.lines[0].tests[0]).nodes[0].binding.code == "fund");
  CHECK(checked.of(table.lines[0].answer).root().binding.code == "CA");
  CHECK(checked.of(table.lines[1].tests[0]).nodes.size() == 1);
  CHECK(checked.definitions[0].type.domain == world.domain("country"));
}

}  // namespace weir::check
