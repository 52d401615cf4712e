// What `make bench` measures is right: a batch of the generated workload has the answers that plain C++
// gives.
#include <algorithm>

#include "batch/batch.hpp"
#include "bench/workload.hpp"
#include "bench/world.hpp"
#include "support/batch_outcome.hpp"
#include "support/catch.hpp"

namespace weir::bench {
namespace {

constexpr std::size_t cases = 700, rules = 20;

struct Way {
  unsigned threads = 1;
  std::size_t block_rows = 0;
  batch::Settings::Straight straight = batch::Settings::Straight::where_possible;
};

std::string lines_of(const World& world, const std::string& input, const Way& way) {
  batch::Settings settings;
  settings.parts = {batch::Part::risk, batch::Part::fired, batch::Part::open};
  settings.threads = way.threads;
  settings.block_rows = way.block_rows;
  settings.straight = way.straight;
  const auto outcome = test::batch_outcome(world.session, input, settings);
  CHECK(outcome.tally.refused == 0);
  return outcome.lines;
}

std::unique_ptr<World> world_of(const Workload& workload) {
  auto world = load_world(regime_text(workload.rules), "");
  REQUIRE(world->mistakes() == "");
  return world;
}

TEST_CASE("bench: a batch gives the expected answers, whatever the threads and blocks", "[bench][batch]") {
  for (const std::size_t unknown : {0u, 10u, 50u}) {
    const Workload workload = make_workload({.cases = cases, .rules = rules, .unknown_percent = unknown});
    const auto world = world_of(workload);
    const std::string input = json_lines(workload.cases), expected = expected_lines(workload);
    for (const Way& way : {Way{}, Way{2, 64}, Way{3, 65}, Way{1, 1}, Way{2, 4096}})
      CHECK(lines_of(*world, input, way) == expected);
  }
}

TEST_CASE("bench: lines read as cases have the same answers", "[bench][batch]") {
  const Workload workload = make_workload({.cases = cases, .rules = rules, .unknown_percent = 10});
  const auto world = world_of(workload);
  CHECK(lines_of(*world, json_lines(workload.cases), {.straight = batch::Settings::Straight::never}) ==
        expected_lines(workload));
}

TEST_CASE("bench: rules of the workload fire sometimes, and what is left out opens rules", "[bench]") {
  const Workload whole = make_workload({.cases = cases, .rules = rules});
  const Workload partly = make_workload({.cases = cases, .rules = rules, .unknown_percent = 20});
  std::vector<std::size_t> fired(rules, 0);
  std::size_t open = 0;
  for (std::size_t i = 0; i < cases; ++i) {
    const Answer known = expected_answer(whole.rules, whole.cases[i]);
    CHECK(known.open.empty());
    for (const std::uint32_t rule : known.fired) ++fired[rule];
    const Answer found = expected_answer(partly.rules, partly.cases[i]);
    std::vector<std::uint32_t> possible = found.fired;
    possible.insert(possible.end(), found.open.begin(), found.open.end());
    std::ranges::sort(possible);
    CHECK(std::ranges::includes(known.fired, found.fired));
    CHECK(std::ranges::includes(possible, known.fired));
    open += found.open.size();
  }
  CHECK(open > cases);
  // A workload in which rules never fire, or always do, would measure little.
  CHECK(std::ranges::count_if(fired, [](std::size_t count) { return count > 0 && count < cases; }) >= 10);
}

TEST_CASE("bench: a seed gives the same workload again, another seed another one", "[bench]") {
  const auto text_of = [](std::uint64_t seed) {
    const Workload made = make_workload({.cases = 50, .rules = rules, .unknown_percent = 10, .seed = seed});
    return json_lines(made.cases) + regime_text(made.rules);
  };
  CHECK(text_of(7) == text_of(7));
  CHECK(text_of(7) != text_of(8));
}

}  // namespace
}  // namespace weir::bench
