#include <algorithm>
#include <memory>

#include "bench/handwritten.hpp"
#include "bench/stream.hpp"
#include "bench/world.hpp"

namespace weir::bench {

namespace {

// Row at a time, thousands of rules take it milliseconds a case.
constexpr std::size_t handwritten_cases = 20'000;

void measure_handwritten(Workload workload, handwritten::Rules rules) {
  workload.cases.resize(std::min(workload.cases.size(), handwritten_cases));
  const std::size_t cases = workload.cases.size();
  const auto program = std::make_shared<handwritten::Program>(json_lines(workload.cases));
  std::string found;
  program->run(rules, [&](std::string_view lines) { found += lines; });
  if (found != expected_lines(workload))
    stop("an answer of the hand-written program is not the expected one");
  add_round("handwritten", cases, [=, size = found.size()](benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) program->run(rules, [&](std::string_view lines) { bytes += lines.size(); });
    if (bytes != size) stop("a round gave another answer than the first");
  });
}

}  // namespace

void measure_workload(const Size& size, const BatchWays& ways) {
  const Workload workload = make_workload(size);
  const std::shared_ptr<World> world = load_world(regime_text(workload.rules), "");
  if (const std::string mistakes = world->mistakes(); !mistakes.empty())
    stop("the rules have mistakes\n" + mistakes);
  const auto stream =
      std::make_shared<const Stream>(std::shared_ptr<const session::Session>(world, &world->session),
                                     json_lines(workload.cases), ways.block_rows);

  const std::string expected = expected_lines(workload);
  const Scratch output("first.jsonl");
  for (const unsigned threads : ways.threads) {
    if (stream->run(threads, output.path()) != 0) stop("a line was refused");
    if (read_file(output.path()) != expected) stop("an answer is not the expected one");
  }
  measure_stream(stream, scalar_count(workload.cases), ways.threads);
  // Whoever writes rules by hand as plain C++ knows all facts.
  const bool written = size.seed == Size().seed && size.unknown_percent == 0;
  const handwritten::Rules rules = written ? handwritten::rules_of(size.rules) : nullptr;
  if (rules != nullptr) measure_handwritten(workload, rules);

  benchmark::AddCustomContext("nodes", std::to_string(world->plan().nodes.size()));
  benchmark::AddCustomContext("nodes_before_sharing", std::to_string(world->plan().nodes_before_sharing));
}

}  // namespace weir::bench
