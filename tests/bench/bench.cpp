// weir_bench: how fast rules are evaluated, beside a reference in the same run. scripts/bench.py runs it at
// all settings and makes a table of what it says.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>

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
  std::string folder;
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

void add_size(CLI::App& app, Size& size) {
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
}

void add_threads(CLI::App& app, std::vector<unsigned>& threads) {
  app.add_option("--threads", threads, "Of Weir; the reference has one (repeatable)")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
}

void add_block(CLI::App& app, std::size_t& rows) {
  app.add_option("--block", rows, "Rows evaluated together (default: as the program does)")
      ->check(CLI::Range(1, 65536));
}

void describe(CLI::App& app, Asked& asked) {
  app.footer("Options that begin with --benchmark_ are those of Google Benchmark.");
  app.require_subcommand(1);
  CLI::App& workload = *app.add_subcommand("workload", "generated rules over generated cases");
  add_size(workload, asked.size);
  add_threads(workload, asked.ways.threads);
  add_block(workload, asked.ways.block_rows);

  CLI::App& deals =
      *app.add_subcommand("deals", "the project's rules over random deals with parties and holdings");
  deals.add_option("--cases", asked.deals, "How many deals")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  deals.add_option("--unknown", asked.gaps, "Chance in percent that a fact, list or judgement is left out")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  add_threads(deals, asked.ways.threads);
  add_block(deals, asked.ways.block_rows);

  app.add_subcommand("questions", "assessments of a case with unknown facts that rules read together");

  CLI::App& mutants = *app.add_subcommand("mutants", "changes of the project's rules tried on its tests");
  mutants.add_option("--sample", asked.mutants, "How many")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  add_threads(mutants, asked.ways.threads);

  CLI::App& write = *app.add_subcommand("write", "measures nothing, but writes the workload");
  write.add_option("FOLDER", asked.folder, "Where to write rules, cases.jsonl and expected.jsonl")
      ->required()
      ->type_name("");
  add_size(write, asked.size);
}

void prepare(const CLI::App& app, const Asked& asked) {
  const std::string what = app.get_subcommands().front()->get_name();
  if (what == "workload") measure_workload(asked.size, asked.ways);
  if (what == "deals") measure_deals(asked.deals, asked.gaps, asked.ways);
  if (what == "questions") measure_questions();
  if (what == "mutants") measure_mutants(asked.mutants, asked.ways.threads);
  if (what == "write") write_workload(asked.size, asked.folder);
}

}  // namespace
}  // namespace weir::bench

int main(int argc, char** argv) {
  // Turn and turn about, so that whatever else the machine does meets all. Given first, so that others win.
  std::string rounds = "--benchmark_repetitions=5", mixed = "--benchmark_enable_random_interleaving=true";
  std::vector<char*> args = {argv[0], rounds.data(), mixed.data()};
  args.insert(args.end(), argv + 1, argv + argc);
  int count = static_cast<int>(args.size());
  benchmark::Initialize(&count, args.data());

  weir::bench::Asked asked;
  CLI::App app("Measures Weir, beside simdjson alone in the same run.", "weir_bench");
  weir::bench::describe(app, asked);
  CLI11_PARSE(app, count, args.data());
  weir::bench::prepare(app, asked);
  if (asked.folder.empty()) benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
