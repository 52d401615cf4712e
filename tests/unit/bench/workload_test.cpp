// What `make bench` measures is right: the engine answers the generated workload as plain C++ does.
#include <algorithm>

#include "bench/answers.hpp"
#include "bench/world.hpp"
#include "support/catch.hpp"

namespace weir::bench {
namespace {

constexpr std::size_t cases = 300, rules = 20;

std::vector<Answer> answers_of(const Workload& workload, const plan::Plan& plan) {
  std::vector<Answer> answers;
  AnswerReader reader(plan);
  for (const auto& owned : prepare_blocks(plan, workload.cases)) {
    Block& block = *owned;
    const Answers& found = reader.read(evaluate_block(block), block.cases.size());
    CHECK(first_difference(workload, block, found) == "");
    for (std::size_t row = 0; row < block.cases.size(); ++row) answers.push_back(found.of(row));
  }
  return answers;
}

std::unique_ptr<World> world_of(const Workload& workload) {
  auto world = load_world(regime_text(workload.rules), "");
  REQUIRE(world->mistakes() == "");
  REQUIRE(world->plan.rules.size() == workload.rules.size());
  for (std::size_t i = 0; i < workload.rules.size(); ++i)
    REQUIRE(world->plan.rules[i].rule->id == workload.rules[i].id);
  return world;
}

TEST_CASE("bench: the engine gives the expected answers", "[bench]") {
  const Workload workload = make_workload({.cases = cases, .rules = rules});
  const auto world = world_of(workload);
  const std::vector<Answer> answers = answers_of(workload, world->plan);
  REQUIRE(answers.size() == cases);
  // A workload in which rules never fire, or always do, would measure little.
  std::vector<std::size_t> fired(rules, 0);
  for (const Answer& answer : answers) {
    CHECK(answer.open.empty());
    CHECK(answer.low == answer.high);
    for (const std::uint32_t rule : answer.fired) ++fired[rule];
  }
  CHECK(std::ranges::count_if(fired, [](std::size_t count) { return count > 0 && count < cases; }) >= 10);
}

TEST_CASE("bench: what is left out opens rules and fires none", "[bench]") {
  const Workload whole = make_workload({.cases = cases, .rules = rules});
  const Workload partly = make_workload({.cases = cases, .rules = rules, .unknown_percent = 20});
  const auto world = world_of(partly);
  const std::vector<Answer> answers = answers_of(partly, world->plan);
  REQUIRE(answers.size() == cases);
  std::size_t open = 0;
  for (std::size_t i = 0; i < cases; ++i) {
    const std::vector<std::uint32_t> known = expected_answer(whole.rules, whole.cases[i]).fired;
    std::vector<std::uint32_t> possible = answers[i].fired;
    possible.insert(possible.end(), answers[i].open.begin(), answers[i].open.end());
    std::ranges::sort(possible);
    CHECK(std::ranges::includes(known, answers[i].fired));
    CHECK(std::ranges::includes(possible, known));
    open += answers[i].open.size();
  }
  CHECK(open > cases);
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
