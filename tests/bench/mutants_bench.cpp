#include <fmt/core.h>

#include <memory>
#include <numeric>

#include "bench/measures.hpp"
#include "bench/world.hpp"
#include "suite/mutation.hpp"

namespace weir::bench {

namespace {

/// The project's rules, its tests and what came of them.
struct Suite {
  std::shared_ptr<Project> project = load_project(load::Examples::read);
  std::vector<suite::Trial> trials;
  std::vector<suite::Verdict> verdicts;
};

Suite load_suite(unsigned threads) {
  Suite suite;
  session::Session& session = suite.project->session;
  if (session.plan() == nullptr) stop("the project's rules have mistakes");
  const std::vector<const model::Case*> cases = session.load_cases(Project::case_files());
  for (const model::Case* facts : cases) {
    if (facts == nullptr) stop("a case has mistakes");
    session.check_expectations(*facts);
  }
  std::vector<std::uint32_t> rules(session.plan()->rules.size());
  std::iota(rules.begin(), rules.end(), 0u);
  suite.trials = suite::trials_of_examples(*session.plan(), rules);
  for (suite::Trial& trial : suite::trials_of_cases(*session.plan(), cases)) suite.trials.push_back(trial);
  suite.verdicts = suite::run_suite(*session.plan(), suite.trials, {.threads = threads, .progress = {}});
  return suite;
}

}  // namespace

void measure_mutants(std::size_t sample, const std::vector<unsigned>& threads) {
  const auto suite = std::make_shared<const Suite>(load_suite(threads.back()));
  const plan::Plan& plan = *suite->project->session.plan();
  for (const unsigned count : threads) {
    add_measure(fmt::format("mutants/threads:{}", count), [suite, &plan, sample,
                                                           count](benchmark::State& state) {
      suite::Mutation mutation;
      for (auto _ : state)
        mutation = suite::run_mutation(plan, suite->trials, suite->verdicts,
                                       [](const model::Provision&, const std::string&) { return true; },
                                       {.threads = count, .sample = sample});
      if (mutation.tried.size() != sample) stop("there are fewer mutants");
      state.counters["mutants"] = static_cast<double>(sample);
      state.counters["killed"] = static_cast<double>(mutation.count(suite::Fate::killed));
      state.SetItemsProcessed(static_cast<std::int64_t>(sample));
    })->Iterations(1);
  }
  benchmark::AddCustomContext("trials", std::to_string(suite->trials.size()));
  benchmark::AddCustomContext("nodes", std::to_string(plan.nodes.size()));
}

}  // namespace weir::bench
