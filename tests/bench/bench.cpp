// weir_bench: how fast rules are evaluated, beside a reference in the same run. scripts/bench.py runs it at
// all settings and makes a table of what it says.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "bench/measures.hpp"
#include "bench/stream.hpp"

#ifndef NDEBUG
#error "only a release program is worth measuring: use `make bench`"
#endif

namespace weir::bench {

void stop(const std::string& why) {
  fmt::print(stderr, "weir_bench: {}\n", why);
  std::exit(1);
}

namespace {

struct Asked {
  Size size{.cases = 131072, .rules = 200};
  BatchWays ways;
  std::size_t deals = 4000, gaps = 0, mutants = 40;
  std::string folder, file;  ///< where to write what would be measured
};

/// Puts rules and cases where `weir batch` can read them.
void write_workload(const Size& size, const std::string& folder) {
  const Workload workload = make_workload(size);
  const std::string rules = base::join_path(folder, "rules");
  std::filesystem::create_directories(rules + "/generated");
  std::filesystem::copy(
      WEIR_SOURCE_DIR "/tests/bench/vocabulary", rules + "/vocabulary",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  write_file(rules + "/generated/regime.yaml", regime_text(workload.rules));
  write_file(base::join_path(folder, "cases.jsonl"), json_lines(workload.cases));
  write_file(base::join_path(folder, "expected.jsonl"), expected_lines(workload));
}

void describe_workload(CLI::App& app, Asked& asked) {
  Size& size = asked.size;
  app.add_option("--cases", size.cases, "How many cases")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--rules", size.rules, "How many rules")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  app.add_option("--unknown", size.unknown_percent, "Chance in percent that a fact is left out")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--seed", size.seed, "Of the generator")->capture_default_str();
  app.add_option("--write", asked.folder,
                 "Measure nothing, but write rules, cases.jsonl and expected.jsonl below this folder")
      ->type_name("FOLDER");
}

void describe_deals(CLI::App& app, Asked& asked) {
  app.add_option("--cases", asked.deals, "How many deals")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--unknown", asked.gaps, "Chance in percent that a fact, list or judgement is left out")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--write", asked.file, "Measure nothing, but write the deals to this file")
      ->type_name("FILE");
}

void add_threads(CLI::App& app, std::vector<unsigned>& threads) {
  app.add_option("--threads", threads, "Of Weir; the reference has one (repeatable)")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
}

void add_ways(CLI::App& app, BatchWays& ways) {
  add_threads(app, ways.threads);
  app.add_option("--block", ways.block_rows, "Rows evaluated together (default: as the program does)")
      ->check(CLI::Range(1, 65536));
}

void describe(CLI::App& app, Asked& asked) {
  app.footer("Options that begin with --benchmark_ are those of Google Benchmark.");
  app.require_subcommand(1);
  const auto part = [&](const char* name, const char* what) { return app.add_subcommand(name, what); };
  CLI::App* workload = part("workload", "generated rules over generated cases");
  describe_workload(*workload, asked);
  add_ways(*workload, asked.ways);
  CLI::App* deals = part("deals", "the project's rules over random deals with parties and holdings");
  describe_deals(*deals, asked);
  add_ways(*deals, asked.ways);
  part("questions", "assessments of a case with unknown facts that rules read together");
  CLI::App* mutants = part("mutants", "changes of the project's rules tried on its tests");
  mutants->add_option("--sample", asked.mutants, "How many")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  add_threads(*mutants, asked.ways.threads);
}

/// Prepares what was asked for. True if something is to be measured.
bool prepare(const std::string& part, const Asked& asked) {
  if (!asked.folder.empty() || !asked.file.empty()) {
    if (part == "workload") write_workload(asked.size, asked.folder);
    if (part == "deals") write_deals(asked.deals, asked.gaps, asked.file);
    return false;
  }
  if (part == "workload") measure_workload(asked.size, asked.ways);
  if (part == "deals") measure_deals(asked.deals, asked.gaps, asked.ways);
  if (part == "questions") measure_questions();
  if (part == "mutants") measure_mutants(asked.mutants, asked.ways.threads);
  return true;
}

}  // namespace
}  // namespace weir::bench

int main(int argc, char** argv) {
  // Turn and turn about, so that whatever else the machine does meets all. Given first, so that others win.
  std::string rounds = "--benchmark_repetitions=5", mixed = "--benchmark_enable_random_interleaving=true";
  std::vector<char*> own = {argv[0]}, of_library = {argv[0], rounds.data(), mixed.data()};
  for (char* const arg : std::span(argv, static_cast<std::size_t>(argc)).subspan(1))
    (std::string_view(arg).starts_with("--benchmark_") ? of_library : own).push_back(arg);

  weir::bench::Asked asked;
  CLI::App app("Measures Weir, beside simdjson alone in the same run.", "weir_bench");
  weir::bench::describe(app, asked);
  CLI11_PARSE(app, static_cast<int>(own.size()), own.data());

  int count = static_cast<int>(of_library.size());
  benchmark::Initialize(&count, of_library.data());
  if (benchmark::ReportUnrecognizedArguments(count, of_library.data())) return 1;
  if (weir::bench::prepare(app.get_subcommands().front()->get_name(), asked))
    benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
