#include <fmt/core.h>

#include <memory>
#include <optional>

#include "bench/measures.hpp"
#include "bench/questions.hpp"
#include "bench/world.hpp"
#include "evaluate/assess.hpp"

namespace weir::bench {

namespace {

void check(const model::RegimeAssessment& found, const Questions& questions) {
  if (!found.determinations.at(0).exact || found.risk.low != questions.low ||
      found.risk.high != questions.high)
    stop(fmt::format("expected a score of {}..{}, found {}..{}", questions.low, questions.high,
                     found.risk.low, found.risk.high));
}

void measure(std::size_t count) {
  const auto questions = std::make_shared<const Questions>(make_questions(count));
  const std::shared_ptr<World> world = load_world(questions->regime, questions->vocabulary);
  if (const std::string mistakes = world->mistakes(); !mistakes.empty())
    stop("the rules have mistakes\n" + mistakes);
  const auto facts = std::make_shared<const model::Case>(unanswered(world->session.vocabulary()));
  add_measure(fmt::format("assess/unknown:{}", count), [=](benchmark::State& state) {
    std::optional<model::Assessment> assessment;
    for (auto _ : state) assessment = evaluate::assess(world->plan(), *facts, {}).value();
    check(assessment->regimes.at(0), *questions);
    state.counters["completions"] = static_cast<double>(std::size_t{1} << count);
    state.SetItemsProcessed(std::int64_t{1} << count);
  });
}

}  // namespace

void measure_questions() {
  for (const std::size_t count : {5u, 10u, 15u, 20u}) measure(count);
}

}  // namespace weir::bench
